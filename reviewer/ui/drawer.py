"""Where the filters are in a narrow window."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui import style


class Drawer(QWidget):
    """Holds the filters over the list, in a window too narrow for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        QVBoxLayout(self).setContentsMargins(0, 0, 1, 0)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), style.hairline(self.palette()))
        painter.end()
