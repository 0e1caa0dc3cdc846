"""How a number is spread over the articles, with two handles that cut a range out of it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reviewer.ui import style

_BINS = 25
_BARS = 48
_HANDLE = 7
_EDGE = _HANDLE + 2
_PAGE = 10
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -_PAGE,
    Qt.Key.Key_PageUp: _PAGE,
}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1}


class RangeSlider(QWidget):
    """Each handle is reached by Tab and moved by the arrow keys. `moved` is sent while a handle is dragged, too.

    Bars are as high as the root of their number: a few articles are seen beside thousands.
    """

    moved = Signal(int, int)  # low, high: both within the limits

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._limits = (0, 100)
        self._span = (0, 100)
        self._counts: Sequence[tuple[int, int]] = ()
        self._dragged: int | None = None
        self._active = 0  # the handle that keys move: the lower, or with 1 the upper one
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()

    @property
    def span(self) -> tuple[int, int]:
        return self._span

    def set_limits(self, low: int, high: int) -> None:
        """The lowest and the highest value; `high` is above `low`."""
        self._limits = (low, max(low + 1, high))
        self.update()

    def set_span(self, low: int, high: int) -> None:
        self._span = (max(self._limits[0], min(low, high)), min(self._limits[1], max(low, high)))
        self._say()
        self.update()

    def set_counts(self, counts: Sequence[tuple[int, int]]) -> None:
        """(value, number of articles), rising."""
        self._counts = counts
        self.update()

    def bins(self) -> list[int]:
        """Numbers of articles in equal steps from the lowest to the highest value; the outer ones hold all beyond."""
        low, high = self._limits
        result = [0] * _BINS
        for value, count in self._counts:
            result[max(0, min(_BINS - 1, (value - low) * _BINS // (high - low + 1)))] += count
        return result

    def sizeHint(self) -> QSize:
        return QSize(160, _BARS + 2 * _EDGE)

    def position(self, value: int) -> float:
        """Where a value is, in pixels from the left."""
        low, high = self._limits
        return _EDGE + (self.width() - 2 * _EDGE) * (value - low) / (high - low)

    def _say(self) -> None:
        low, high = self._span
        handle = "highest" if self._active else "lowest"
        self.setAccessibleName(f"{self._name} from {low} to {high}: the {handle} moves")

    def _move(self, handle: int, value: int) -> None:
        low, high = self._limits
        first, last = self._span
        value = max(low, min(high, value))
        span = (min(value, last), last) if handle == 0 else (first, max(value, first))
        if span != self._span:
            self.set_span(*span)
            self.moved.emit(*span)

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(self._active, self._span[self._active] + _STEPS[key])
        elif key in _ENDS:
            self._move(self._active, self._limits[_ENDS[key]])
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._active = 0
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._active = 1
        self._say()
        super().focusInEvent(event)
        self.update()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        if self.hasFocus() and self._active == (0 if is_next else 1):
            self._active = 1 - self._active
            self._say()
            self.update()
            return True
        return super().focusNextPrevChild(is_next)

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        left, right = (abs(x - self.position(value)) for value in self._span)
        self._dragged = 0 if left < right or (left == right and x < self.position(self._span[0])) else 1
        self._active = self._dragged
        self._drag(x)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.update()

    def _drag(self, x: float) -> None:
        if self._dragged is not None:
            low, high = self._limits
            part = (x - _EDGE) / max(1, self.width() - 2 * _EDGE)
            self._move(self._dragged, round(low + part * (high - low)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = int((event.pos().x() - _EDGE) * _BINS / max(1, self.width() - 2 * _EDGE))
            QToolTip.showText(event.globalPos(), self.words_of(max(0, min(_BINS - 1, place))), self)
            return True
        return super().event(event)

    def words_of(self, bar: int) -> str:
        """What a bar stands for."""
        low, high = self._limits
        first, beyond = (low - (-each * (high - low + 1)) // _BINS for each in (bar, bar + 1))
        last = max(first, beyond - 1)
        count = self.bins()[bar]
        span = f"{first}" if first == last else f"{first} to {last}"
        if bar == _BINS - 1 and self._counts and self._counts[-1][0] > high:
            span = f"{first} and more"
        elif bar == 0 and self._counts and self._counts[0][0] < low:
            span = f"{last} and less"
        return f"{self._name} {span}: {count:,} article{'' if count == 1 else 's'}"

    # ---- looks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        strong = style.accent(self.palette())
        quiet = style.mix(style.tint(self.palette()), style.text(self.palette()), 0.14)
        left, right = self.position(self._span[0]), self.position(self._span[1])
        self._paint_bars(painter, left, right, strong, quiet)
        y = _BARS + _EDGE - 1
        painter.setBrush(quiet)
        painter.drawRoundedRect(QRectF(_EDGE, y - 1.5, self.width() - 2 * _EDGE, 3), 1.5, 1.5)
        painter.setBrush(strong)
        painter.drawRoundedRect(QRectF(left, y - 1.5, max(1.0, right - left), 3), 1.5, 1.5)
        painter.setBrush(self.palette().base())
        for handle in (1 - self._active, self._active):
            x = (left, right)[handle]
            painter.setPen(QPen(strong, 2))
            painter.drawEllipse(QPointF(x, y), _HANDLE - 2, _HANDLE - 2)
            if self.hasFocus() and handle == self._active:
                around = QRect(round(x) - _EDGE, y - _EDGE, 2 * _EDGE, 2 * _EDGE)
                style.paint_focus_ring(painter, around, self.palette(), _EDGE)
        painter.end()

    def _paint_bars(self, painter: QPainter, left: float, right: float, strong: QColor, quiet: QColor) -> None:
        bins = self.bins()
        wide = (self.width() - 2 * _EDGE) / _BINS
        tallest = max(bins, default=0) or 1
        inside = style.mix(strong, self.palette().base().color(), 0.45)
        for place, count in enumerate(bins):
            if count:
                high = max(2.0, _BARS * (count / tallest) ** 0.5)
                x = _EDGE + place * wide
                painter.setBrush(inside if x + wide > left and x < right else quiet)
                painter.drawRoundedRect(QRectF(x + 0.5, _BARS - high, max(1.0, wide - 1), high + 1), 1.5, 1.5)
