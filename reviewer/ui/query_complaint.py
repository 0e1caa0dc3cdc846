"""A bubble under the search field that says what cannot be understood."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPolygon
from PySide6.QtWidgets import QWidget

from reviewer.ui import style

_POINTER = 6


class QueryComplaint(QWidget):
    """A bubble with a sentence, its pointer at one character of the field above it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._words = ""
        self._pointer = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str, at: QPoint) -> None:
        """Show the words, pointing at a place of the parent."""
        self._words = words
        self.setAccessibleName(words)
        self.setFont(style.font(style.TextSize.TEXT))
        metrics = QFontMetrics(self.font())
        room = self._window.width()
        width = min(metrics.horizontalAdvance(words) + 2 * style.SPACE_12 + style.SPACE_4, room - 2 * style.SPACE_8)
        left = max(style.SPACE_8, min(at.x() - style.SPACE_24, room - width - style.SPACE_8))
        self._pointer = max(style.RADIUS + _POINTER, min(at.x() - left, width - style.RADIUS - _POINTER))
        lines = metrics.boundingRect(0, 0, width - 2 * style.SPACE_12, 999, Qt.TextFlag.TextWordWrap, words)
        self.setGeometry(left, at.y(), width, lines.height() + _POINTER + 2 * style.SPACE_8)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.ToolTipBase))
        body = self.rect().adjusted(0, _POINTER, 0, 0)
        painter.drawRoundedRect(body, style.RADIUS, style.RADIUS)
        tip, foot = QPoint(self._pointer, 0), body.top()
        painter.drawPolygon(
            QPolygon([tip, QPoint(self._pointer - _POINTER, foot), QPoint(self._pointer + _POINTER, foot)])
        )
        painter.setPen(palette.color(QPalette.ColorRole.ToolTipText))
        inner = body.adjusted(style.SPACE_12, style.SPACE_8, -style.SPACE_12, -style.SPACE_8)
        painter.drawText(inner, Qt.TextFlag.TextWordWrap, self._words)
        painter.end()
