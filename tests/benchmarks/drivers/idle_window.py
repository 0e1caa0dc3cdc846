"""The heartbeat of a window that does nothing but paint its empty inside at every frame: what the machine itself costs."""

from __future__ import annotations

from drivers.heartbeat import Heartbeat
from drivers.telling import tell, there
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

_FRAME_MS = 16


def main(seconds: str) -> None:
    qt = QApplication([])
    qt.setStyle("Fusion")
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    heart, frames = Heartbeat(), QTimer(interval=_FRAME_MS)
    frames.timeout.connect(window.update)
    frames.start()
    heart.begin()
    there()
    QTimer.singleShot(int(float(seconds) * 1000), qt.quit)
    qt.exec()
    tell(**heart.end())
