"""What may follow what is typed in the search field, in a list below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer.library.search.completion import Offer
from reviewer.ui import style
from reviewer.ui.style import TextSize

NARROWEST, WIDEST = 260, 520
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SearchOffers(QWidget):
    """Never has the focus: the field passes on the keys. `chosen` is -1 until one of the offers is chosen."""

    taken = Signal(int)  # the place of the offer that was clicked

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._offers: Sequence[Offer] = ()
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Completions")
        self.hide()

    @property
    def offers(self) -> Sequence[Offer]:
        return self._offers

    @property
    def chosen(self) -> int:
        return self._chosen

    def offer(self, offers: Sequence[Offer], at: QPoint) -> None:
        """Show these, the list's corner at a place of the parent; nothing is chosen. Without any the list goes."""
        self._offers = tuple(offers)
        self._choose(-1)
        if not offers:
            self.hide()
            return
        self.put(at)
        self.raise_()
        self.show()
        self.update()

    def put(self, at: QPoint) -> None:
        """Have the corner there, as far as the parent has room."""
        size = self.sizeHint()
        left = max(style.SPACE_8, min(at.x() - style.SPACE_12, self._window.width() - size.width() - style.SPACE_8))
        self.setGeometry(QRect(QPoint(left, at.y() + 2), size))

    def step(self, by: int) -> None:
        """Choose the next one, or the one before; above the first nothing is chosen."""
        self._choose(max(-1, min(self._chosen + by, len(self._offers) - 1)))

    def sizeHint(self) -> QSize:
        metrics, small = QFontMetrics(style.font(TextSize.TEXT)), QFontMetrics(style.font(TextSize.LABEL))
        widths = [metrics.horizontalAdvance(each.text) + small.horizontalAdvance(each.note) for each in self._offers]
        width = max((*widths, 0)) + style.SPACE_24 + 2 * style.SPACE_16
        height = self._row() * len(self._offers) + 2 * style.SPACE_4
        return QSize(max(NARROWEST, min(width, WIDEST, self._window.width() - style.SPACE_16)), height)

    def _row(self) -> int:
        return style.line_height(TextSize.TEXT) + style.SPACE_8

    def _rect(self, place: int) -> QRect:
        return QRect(style.SPACE_4, style.SPACE_4 + place * self._row(), self.width() - style.SPACE_8, self._row())

    def _choose(self, place: int) -> None:
        self._chosen = place
        self.setAccessibleDescription(self._offers[place].text if place >= 0 else "")
        self.update()

    def _at(self, event: QMouseEvent) -> int:
        place = (event.position().toPoint().y() - style.SPACE_4) // self._row()
        return place if 0 <= place < len(self._offers) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at(event) != self._chosen:
            self._choose(self._at(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.setPen(style.hairline(palette))
        painter.setBrush(palette.base())
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), style.RADIUS, style.RADIUS)
        for place, offer in enumerate(self._offers):
            self._paint_offer(painter, self._rect(place), offer, place == self._chosen)
        painter.end()

    def _paint_offer(self, painter: QPainter, rect: QRect, offer: Offer, is_chosen: bool) -> None:
        palette = self.palette()
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.selected_ground(palette))
            painter.drawRoundedRect(QRectF(rect), style.RADIUS - 2, style.RADIUS - 2)
        inner = rect.adjusted(style.SPACE_8, 0, -style.SPACE_8, 0)
        small = style.font(TextSize.LABEL)
        note = QFontMetrics(small).elidedText(offer.note, Qt.TextElideMode.ElideRight, inner.width() // 2)
        painter.setFont(small)
        painter.setPen(style.muted(palette))
        painter.drawText(inner, _END, note)
        font = style.font(TextSize.TEXT)
        room = inner.adjusted(0, 0, -QFontMetrics(small).horizontalAdvance(note) - style.SPACE_12, 0)
        painter.setFont(font)
        painter.setPen(style.text(palette))
        words = QFontMetrics(font).elidedText(offer.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _START, words)
