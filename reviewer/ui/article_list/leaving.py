"""How an article is marked that is only still listed: its words stay as they can be read, and it says so itself."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette

from reviewer.ui import style

WORDS = "No longer matches"
_VEIL = 0.72
"""How much of the ground lies over its picture."""
_CENTRED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


def paint_over_picture(painter: QPainter, picture: QRect, ground: QColor, palette: QPalette) -> None:
    """The picture steps back, and in its place stands why."""
    veil = QColor(ground)
    veil.setAlphaF(_VEIL)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil)
    painter.drawRoundedRect(picture, style.RADIUS, style.RADIUS)
    metrics = QFontMetrics(style.font(style.TextSize.LABEL))
    room = picture.adjusted(style.SPACE_4, style.SPACE_4, -style.SPACE_4, -style.SPACE_4)
    said = metrics.boundingRect(room.adjusted(style.SPACE_4, 0, -style.SPACE_4, 0), _CENTRED, WORDS)
    _paint_words(painter, said.adjusted(-style.SPACE_8, -3, style.SPACE_8, 3) & picture, ground, palette)
    painter.restore()


def paint_at_end(painter: QPainter, row: QRect, ground: QColor, palette: QPalette) -> None:
    """At the end of a line."""
    metrics = QFontMetrics(style.font(style.TextSize.LABEL))
    wide, high = metrics.horizontalAdvance(WORDS) + 2 * style.SPACE_8, metrics.height() + 6
    place = QRect(row.right() + 1 - wide - style.SPACE_8, row.center().y() - high // 2, wide, high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(place.topLeft(), row.bottomRight()).adjusted(-style.SPACE_4, 0, 0, 0), ground)
    _paint_words(painter, place, ground, palette)
    painter.restore()


def _paint_words(painter: QPainter, place: QRect, ground: QColor, palette: QPalette) -> None:
    painter.setPen(style.hairline(palette))
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), style.RADIUS, style.RADIUS)
    painter.setFont(style.font(style.TextSize.LABEL))
    painter.setPen(style.text(palette))
    painter.drawText(place, _CENTRED, WORDS)
