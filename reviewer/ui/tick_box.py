"""A box to tick, drawn alike in a table and beside words."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from reviewer.ui import style

SIDE = 16
_RADIUS = 4
_MARKS = {
    Qt.CheckState.Checked: ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32)),
    Qt.CheckState.PartiallyChecked: ((0.27, 0.5), (0.73, 0.5)),
}
"""The corners of what stands in the box, in parts of its side."""
_RING = style.FOCUS_WIDTH + 1


def tick_side() -> int:
    """Pixels of a box in the present font."""
    return round(SIDE * style.scale())


def paint_tick(painter: QPainter, box: QRect, state: Qt.CheckState, palette: QPalette, *, enabled: bool = True) -> None:
    """A box with a tick, with a dash for half, or with nothing in it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    base, text = palette.color(QPalette.ColorRole.Base), style.text(palette)
    square = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    is_empty = state == Qt.CheckState.Unchecked
    edge = style.mix(base, text, 0.45 if enabled else 0.2)
    filled = style.accent(palette) if enabled else edge
    painter.setPen(QPen(edge if is_empty else filled, 1))
    painter.setBrush(base if is_empty else filled)
    painter.drawRoundedRect(square, _RADIUS, _RADIUS)
    pen = QPen(palette.color(QPalette.ColorRole.HighlightedText), max(1.8, box.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    places = [square.topLeft() + QPointF(x, y) * square.width() for x, y in _MARKS.get(state, ())]
    if places:
        painter.drawPolyline(places)
    painter.restore()


class TickBox(QCheckBox):
    """Half ticked only by the program: a click always gives a whole answer."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        is_on = self.checkState() == Qt.CheckState.Checked
        self.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def sizeHint(self) -> QSize:
        self.setFont(style.font(style.TextSize.TEXT))
        metrics, side = self.fontMetrics(), tick_side()
        words = metrics.horizontalAdvance(self.text()) + style.SPACE_12 if self.text() else 0
        return QSize(side + words + 2 * _RING, max(side, metrics.height()) + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, palette = tick_side(), self.palette()
        box = QRect(_RING, (self.height() - side) // 2, side, side)
        paint_tick(painter, box, self.checkState(), palette, enabled=self.isEnabled())
        if self.text():
            words = self.rect().adjusted(box.right() + style.SPACE_8, 0, 0, 0)
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            style.paint_focus_ring(painter, self.rect(), palette, style.SPACE_4)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.updateGeometry()
        return super().event(event)
