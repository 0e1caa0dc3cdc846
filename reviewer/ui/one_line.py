"""Words on one line, cut where they do not fit."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.ui import style
from reviewer.ui.plain_label import Tone, plain_tip, tone_colour
from reviewer.ui.row_table import paint_words
from reviewer.ui.style import SPACE_4, TextSize


class OneLine(QWidget):
    """All of the words are in the tool tip."""

    def __init__(self, tone: Tone = "text", *, bold: bool = False, air: int = SPACE_4) -> None:
        super().__init__()
        self.words = ""
        self._tone, self._bold, self._air = tone, bold, air
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        self.words = words
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._own_font())
        return QSize(metrics.horizontalAdvance(self.words) + 2, metrics.height() + self._air)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_words(painter, self.rect(), self.words, tone_colour(self._tone, self.palette()), self._own_font())
        painter.end()

    def _own_font(self) -> QFont:
        return style.font(TextSize.TEXT, bold=self._bold)
