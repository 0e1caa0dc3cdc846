"""Paints an article as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.library.catalog_schema import Row
from reviewer.ui import chips, icons, style
from reviewer.ui.article_list.card import Card, Cards, Geometry, mark_width, picture_size
from reviewer.ui.article_list.fading import Fading

if TYPE_CHECKING:  # the first cards are painted before the session is loaded
    from reviewer.session.pictures import Pictures
    from reviewer.ui.article_list.article_model import ArticleModel

REGION = "list"
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_WRAPPED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


class CardDelegate(QStyledItemDelegate):
    """Every card has the same height, whatever it says; what does not fit ends in an ellipsis."""

    def __init__(self, model: ArticleModel, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._articles = model
        self._pictures = pictures
        self._cards = Cards()
        self.fading = Fading(self)
        self._sources: dict[int, tuple[Row, str]] = {}
        self._scale = 100.0

    # ---- for the view

    def card_height(self) -> int:
        return self._cards.geometry(640).height

    def renew(self) -> None:
        """Measure again in the application's font."""
        self._cards.renew()

    @property
    def quality_scale(self) -> float:
        return self._scale

    def set_quality_scale(self, highest: float) -> bool:
        """The quality that fills the bar, 100 or more. True if it is another one than before."""
        before, self._scale = self._scale, max(100.0, highest)
        return before != self._scale

    def source(self, row: Row) -> str:
        """Where the card's picture is, "" if the article has none."""
        if not row.picture:
            return ""
        known = self._sources.get(row.id)
        if known is not None and known[0] is row:
            return known[1]
        if len(self._sources) > 2000:
            self._sources.clear()
        source = self._pictures.source(row.picture, row.path)
        self._sources[row.id] = (row, source)
        return source

    # ---- QStyledItemDelegate

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, self.card_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        palette: QPalette = option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        row = self._articles.row_at(index.row())
        geometry = self._cards.geometry(rect.width())
        painter.save()
        painter.translate(rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if row is None:
            self._paint_frame(painter, geometry.picture, palette)
        else:
            card = self._cards.card(row, geometry)
            self._paint_picture(painter, geometry, row, palette)
            self._paint_words(painter, geometry, card, palette)
            self._paint_state(painter, geometry, card, palette)
            if card.problem:
                self._paint_problem(painter, geometry, card, palette)
            else:
                ground = style.selected_ground(palette) if selected else None
                self._paint_foot(painter, geometry, card, palette, ground)
        painter.restore()

    # ---- parts

    def _paint_frame(self, painter: QPainter, rect: QRect, palette: QPalette) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.tint(palette))
        painter.drawRoundedRect(rect, style.RADIUS, style.RADIUS)

    def _paint_picture(self, painter: QPainter, geometry: Geometry, row: Row, palette: QPalette) -> None:
        rect = geometry.picture
        source = self.source(row)
        pixmap = None
        if source:
            size = picture_size(geometry, painter.device().devicePixelRatioF())
            pixmap = self._pictures.picture(source, size, cover=True, region=REGION)
        there = pixmap is not None and not pixmap.isNull()
        opacity = self.fading.opacity(source) if there else 0.0
        if opacity < 1:
            self._paint_frame(painter, rect, palette)
        if pixmap is not None and there:
            painter.setOpacity(opacity)
            _paint_cover(painter, rect, pixmap)
            painter.setOpacity(1)
            return
        if not source:
            side = min(24, rect.width(), rect.height())
            spot = QRect(0, 0, side, side)
            spot.moveCenter(rect.center())
            painter.setOpacity(0.55)
            icons.icon("article", "muted").paint(painter, spot)
            painter.setOpacity(1)
            return
        failure = self._pictures.failure(source)
        if failure:
            painter.setFont(self._cards.fonts.label)
            painter.setPen(style.muted(palette))
            inner = rect.adjusted(style.SPACE_4, style.SPACE_4, -style.SPACE_4, -style.SPACE_4)
            painter.drawText(inner, _WRAPPED, style.cut(failure, 80))

    def _paint_words(self, painter: QPainter, geometry: Geometry, card: Card, palette: QPalette) -> None:
        fonts = self._cards.fonts
        painter.setFont(fonts.title)
        painter.setPen(style.text(palette))
        painter.drawText(geometry.first_line, _START, card.first_line)
        if card.second_line:
            painter.drawText(geometry.second_line, _START, card.second_line)
        painter.setFont(fonts.text)
        painter.setPen(style.muted(palette))
        if card.excerpt:
            painter.drawText(geometry.second_line, _START, card.excerpt)
        meta = geometry.meta
        if card.mark:
            painter.setFont(fonts.label)
            painter.setPen(style.warning(palette) if card.row.conflict else style.accent(palette))
            painter.drawText(meta, _START, card.mark)
            meta = meta.adjusted(mark_width(card.mark, fonts), 0, 0, 0)
            painter.setFont(fonts.text)
            painter.setPen(style.muted(palette))
        painter.drawText(meta, _START, card.meta)

    def _paint_state(self, painter: QPainter, geometry: Geometry, card: Card, palette: QPalette) -> None:
        if card.problem:
            return
        rect = geometry.state
        is_published = card.row.published is True
        colour = style.success(palette) if is_published else style.muted(palette)
        fonts = self._cards.fonts
        painter.setFont(fonts.label)
        painter.setPen(colour)
        words = card.state if geometry.says_state else ""
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        size = fonts.label_metrics.ascent() * 0.31
        x = rect.right() - fonts.label_metrics.horizontalAdvance(words) - 2 * size - style.SPACE_4 / 2
        paint_dot(painter, QPointF(x, rect.center().y() + 0.5), size, colour, is_filled=is_published)

    def _paint_problem(self, painter: QPainter, geometry: Geometry, card: Card, palette: QPalette) -> None:
        rect = geometry.foot
        colour = style.danger(palette)
        middle = rect.center().y() + 0.5
        tall = self._cards.fonts.label_metrics.ascent() * 0.8
        corners = [(0.0, tall / 2), (tall * 0.6, -tall / 2), (tall * 1.2, tall / 2)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(rect.left() + x, middle + y) for x, y in corners]))
        painter.setFont(self._cards.fonts.label)
        painter.setPen(colour)
        painter.drawText(rect.adjusted(round(tall * 1.2) + style.SPACE_8, 0, 0, 0), _START, card.problem)

    def _paint_foot(
        self, painter: QPainter, geometry: Geometry, card: Card, palette: QPalette, ground: QColor | None
    ) -> None:
        fonts = self._cards.fonts
        track = QRectF(geometry.bar)
        round_ = track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.mix(style.tint(palette), style.text(palette), 0.12))
        painter.drawRoundedRect(track, round_, round_)
        if card.quality is not None and card.quality > 0:
            part = min(1.0, card.quality / self._scale)
            painter.setBrush(style.mix(style.text(palette), palette.color(QPalette.ColorRole.Base), 0.25))
            filled = QRectF(track.x(), track.y(), max(track.height(), track.width() * part), track.height())
            painter.drawRoundedRect(filled, round_, round_)
        painter.setFont(fonts.text)
        painter.setPen(style.text(palette) if card.row.quality is not None else style.muted(palette))
        painter.drawText(geometry.number, _START, card.number)
        painter.setFont(fonts.label)
        chips.paint_row(painter, card.topics, palette, ground=ground)


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
