"""A window with nothing in it, and nothing behind it: what any program with a window of Qt takes."""

from __future__ import annotations

from drivers.painted import Painted, is_window
from drivers.remembered import memory
from drivers.telling import tell, there
from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> None:
    qt = QApplication([])
    qt.setStyle("Fusion")
    window = QMainWindow()
    found: dict[str, object] = {}

    def shown() -> None:
        found["cpu"] = there()
        found["memory"] = memory()
        window.close()

    Painted(qt, is_window, shown)
    window.resize(1440, 900)
    window.show()
    qt.exec()
    tell(**found)
