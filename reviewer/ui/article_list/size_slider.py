"""How large the pictures of the grid are."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget

from reviewer.ui import style
from reviewer.ui.article_list.grid_cell import LARGEST, SMALLEST, STEP
from reviewer.ui.slider_look import HANDLE, paint_slider


class SizeSlider(QSlider):
    """In pixels at the usual size of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.is_offered = False
        """Whether there are pictures of that size; it may have no room all the same."""
        self.setRange(SMALLEST, LARGEST)
        self.setSingleStep(STEP)
        self.setPageStep(2 * STEP)
        self.setAccessibleName("Size of the pictures")
        self.setToolTip("Size of the pictures (Ctrl+Wheel in the grid)")

    def sizeHint(self) -> QSize:
        return QSize(round(96 * style.scale()), HANDLE + 2 * style.SPACE_4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_slider(painter, self, (self.sliderPosition() - SMALLEST) / (LARGEST - SMALLEST))
        painter.end()
