"""How a number is spread over the articles, with two handles that cut a range out of it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.ui import style

_BINS = 24
_BARS = 36
_HANDLE = 7
_EDGE = _HANDLE + 1


class RangeSlider(QWidget):
    """For the mouse; the numbers beside it are for the keyboard. `moved` is sent while a handle is dragged."""

    moved = Signal(int, int)  # low, high: both within the limits

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits = (0, 100)
        self._span = (0, 100)
        self._counts: Sequence[tuple[int, int]] = ()
        self._dragged: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def span(self) -> tuple[int, int]:
        return self._span

    def set_limits(self, low: int, high: int) -> None:
        """The lowest and the highest value; `high` is above `low`."""
        self._limits = (low, max(low + 1, high))
        self.update()

    def set_span(self, low: int, high: int) -> None:
        self._span = (max(self._limits[0], min(low, high)), min(self._limits[1], max(low, high)))
        self.update()

    def set_counts(self, counts: Sequence[tuple[int, int]]) -> None:
        """(value, number of articles), rising."""
        self._counts = counts
        self.update()

    def bins(self) -> list[int]:
        """Numbers of articles in equal steps from the lowest to the highest value."""
        low, high = self._limits
        result = [0] * _BINS
        for value, count in self._counts:
            if low <= value <= high:
                result[min(_BINS - 1, (value - low) * _BINS // (high - low + 1))] += count
        return result

    def sizeHint(self) -> QSize:
        return QSize(160, _BARS + 2 * _EDGE)

    def position(self, value: int) -> float:
        """Where a value is, in pixels from the left."""
        low, high = self._limits
        return _EDGE + (self.width() - 2 * _EDGE) * (value - low) / (high - low)

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        left, right = (abs(x - self.position(value)) for value in self._span)
        self._dragged = 0 if left < right or (left == right and x < self.position(self._span[0])) else 1
        self._drag(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.update()

    def _drag(self, x: float) -> None:
        low, high = self._limits
        part = (x - _EDGE) / max(1, self.width() - 2 * _EDGE)
        value = max(low, min(high, round(low + part * (high - low))))
        first, last = self._span
        span = (min(value, last), last) if self._dragged == 0 else (first, max(value, first))
        if span != self._span:
            self._span = span
            self.update()
            self.moved.emit(*span)

    # ---- looks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        quiet, strong = style.mix(style.tint(palette), style.text(palette), 0.14), style.accent(palette)
        left, right = self.position(self._span[0]), self.position(self._span[1])
        bins = self.bins()
        wide = (self.width() - 2 * _EDGE) / _BINS
        tallest = max(bins, default=0) or 1
        painter.setPen(Qt.PenStyle.NoPen)
        for place, count in enumerate(bins):
            if count:
                high = max(2.0, _BARS * (count / tallest) ** 0.5)
                x = _EDGE + place * wide
                is_inside = x + wide > left and x < right
                painter.setBrush(style.mix(strong, palette.base().color(), 0.45) if is_inside else quiet)
                painter.drawRoundedRect(QRectF(x + 0.5, _BARS - high, max(1.0, wide - 1), high), 1.5, 1.5)
        y = _BARS + _EDGE - 1
        painter.setBrush(quiet)
        painter.drawRoundedRect(QRectF(_EDGE, y - 1.5, self.width() - 2 * _EDGE, 3), 1.5, 1.5)
        painter.setBrush(strong)
        painter.drawRoundedRect(QRectF(left, y - 1.5, max(1.0, right - left), 3), 1.5, 1.5)
        painter.setPen(QPen(strong, 2))
        painter.setBrush(palette.base())
        for x in (left, right):
            painter.drawEllipse(QPointF(x, y), _HANDLE - 1, _HANDLE - 1)
        painter.end()
