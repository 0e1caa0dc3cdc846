"""What cards and the grid paint alike: the picture, the bar of quality, the marks of the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPalette, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QStyledItemDelegate

from reviewer.library.catalog.schema import Row
from reviewer.ui import icons, style
from reviewer.ui.article_list.fading import Fading

if TYPE_CHECKING:  # the first cards are painted before the session is loaded
    from reviewer.session.pictures import Pictures

REGION = "list"
START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
_KEPT_SOURCES = 2000
_SLIT = 2


class PictureDelegate(QStyledItemDelegate):
    """Pictures keep their place before they arrive, come in softly, and say why they failed."""

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.fading = Fading(self)
        self._sources: dict[int, tuple[Row, str]] = {}
        self._scale = 100.0

    @property
    def quality_scale(self) -> float:
        return self._scale

    def set_quality_scale(self, highest: float) -> bool:
        """The quality that fills the bar, 100 or more; beyond it the bar has a slit. True if it was another before."""
        before, self._scale = self._scale, max(100.0, highest)
        return before != self._scale

    def source(self, row: Row) -> str:
        """Where the picture of the article is, "" if it has none."""
        if not row.picture:
            return ""
        known = self._sources.get(row.id)
        if known is not None and known[0] is row:
            return known[1]
        if len(self._sources) > _KEPT_SOURCES:
            self._sources.clear()
        source = self._pictures.source(row.picture, row.path)
        self._sources[row.id] = (row, source)
        return source

    def picture_place(self, width: int) -> QRect:
        """Where the picture is in a place of this width whose top left corner is at 0, 0."""
        raise NotImplementedError

    # ---- parts

    def paint_frame(self, painter: QPainter, rect: QRect, palette: QPalette) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.tint(palette))
        painter.drawRoundedRect(rect, style.RADIUS, style.RADIUS)

    def paint_picture(
        self, painter: QPainter, rect: QRect, row: Row, size: QSize, palette: QPalette, font: QFont
    ) -> None:
        """`size` is the one to ask for, in device pixels."""
        source = self.source(row)
        pixmap = self._pictures.picture(source, size, cover=True, region=REGION) if source else None
        there = pixmap is not None and not pixmap.isNull()
        opacity = self.fading.opacity(source) if there else 0.0
        if opacity < 1:
            self.paint_frame(painter, rect, palette)
        if pixmap is not None and there:
            painter.setOpacity(opacity)
            _paint_cover(painter, rect, pixmap)
            painter.setOpacity(1)
        elif not source:
            side = min(24, rect.width(), rect.height())
            spot = QRect(0, 0, side, side)
            spot.moveCenter(rect.center())
            painter.setOpacity(0.55)
            icons.icon("article", "muted").paint(painter, spot)
            painter.setOpacity(1)
        else:
            failure = self._pictures.failure(source)
            if failure:
                painter.setFont(font)
                painter.setPen(style.muted(palette))
                inner = rect.adjusted(style.SPACE_4, style.SPACE_4, -style.SPACE_4, -style.SPACE_4)
                painter.drawText(inner, _WRAPPED, style.cut(failure, 80))

    def paint_quality(self, painter: QPainter, bar: QRect, quality: float | None, palette: QPalette) -> None:
        track = QRectF(bar)
        round_ = track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.mix(style.tint(palette), style.text(palette), 0.12))
        painter.drawRoundedRect(track, round_, round_)
        if quality is not None and quality > 0:
            part = min(1.0, quality / self._scale)
            painter.setBrush(style.mix(style.text(palette), palette.color(QPalette.ColorRole.Base), 0.25))
            filled = QRectF(track.x(), track.y(), max(track.height(), track.width() * part), track.height())
            painter.drawRoundedRect(filled, round_, round_)
            if quality > self._scale:
                ground = palette.color(QPalette.ColorRole.Base)
                painter.fillRect(QRectF(track.right() - 2 * track.height(), track.y(), _SLIT, track.height()), ground)


def paint_problem(painter: QPainter, rect: QRect, words: str, font: QFont, ascent: int, palette: QPalette) -> None:
    """A triangle, and what is wrong."""
    colour = style.danger(palette)
    middle = rect.center().y() + 0.5
    tall = ascent * 0.8
    corners = [(0.0, tall / 2), (tall * 0.6, -tall / 2), (tall * 1.2, tall / 2)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(rect.left() + x, middle + y) for x, y in corners]))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect.adjusted(round(tall * 1.2) + style.SPACE_8, 0, 0, 0), START, words)


def paint_dot(painter: QPainter, centre: QPointF, radius: float, colour: QColor, *, is_filled: bool) -> None:
    """The mark of a published article (filled) or of one that is not (a ring)."""
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if is_filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)


def _paint_cover(painter: QPainter, rect: QRect, pixmap: QPixmap) -> None:
    """The pixmap, filling the rounded rectangle, cut about its middle where the shapes differ."""
    scale = max(rect.width() / pixmap.width(), rect.height() / pixmap.height())
    dx = rect.x() + (rect.width() - pixmap.width() * scale) / 2
    dy = rect.y() + (rect.height() - pixmap.height() * scale) / 2
    brush = QBrush(pixmap)
    brush.setTransform(QTransform(scale, 0, 0, scale, dx, dy))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawRoundedRect(rect, style.RADIUS, style.RADIUS)
