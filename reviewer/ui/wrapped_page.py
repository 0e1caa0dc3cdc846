"""What a scroll area shows, where its words wrap."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class WrappedPage(QWidget):
    """Is as high as its words are at the width it has, not at the least one, so that nothing scrolls without need."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
