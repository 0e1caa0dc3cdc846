"""Labels of one line that end in an ellipsis where they have no room for all their words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.ui.plain_label import PlainLabel, Tone, plain_tip
from reviewer.ui.style import TextSize


class ElidedLabel(PlainLabel):
    """As wide as its words, or as it is let be; then its tool tip says all of them."""

    def __init__(
        self, size: TextSize = TextSize.TEXT, tone: Tone = "text", *, bold: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(size, tone, bold=bold, parent=parent)
        self._tip = ""
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """The words as they are seen."""
        return self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width())

    def say(self, words: str, tip: str = "") -> None:
        """`tip` is said of words that can be read in full."""
        super().say(words)
        self._tip = tip
        self._say_tip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_tip()

    def _say_tip(self) -> None:
        is_cut = self.fontMetrics().horizontalAdvance(self.words) > self.width()
        self.setToolTip(plain_tip(self._tip or (self.words if is_cut else "")))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()) | Qt.TextFlag.TextSingleLine, self.shown)
        painter.end()
