"""Paints an article as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reviewer.library.catalog.schema import Row
from reviewer.ui import chips, style
from reviewer.ui.article_list.card import Card, Cards, Geometry, mark_width, picture_size
from reviewer.ui.article_list.picture_delegate import START, PictureDelegate, paint_dot, paint_problem

if TYPE_CHECKING:  # the first cards are painted before the session is loaded
    from reviewer.session.pictures import Pictures


class Articles(Protocol):
    """Who knows the article on a line of the list."""

    def row_at(self, row: int, /) -> Row | None: ...


class CardDelegate(PictureDelegate):
    """Every card has the same height, whatever it says; what does not fit ends in an ellipsis."""

    def __init__(self, articles: Articles, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(pictures, parent)
        self._articles = articles
        self._cards = Cards()

    # ---- for the view

    def card_height(self) -> int:
        return self._cards.geometry(640).height

    def renew(self) -> None:
        """Measure again in the application's font."""
        self._cards.renew()

    def picture_place(self, width: int) -> QRect:
        return self._cards.geometry(width).picture

    # ---- QStyledItemDelegate

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, self.card_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return  # the head of a group, which the view paints
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
            self.paint_frame(painter, geometry.picture, palette)
        else:
            card = self._cards.card(row, geometry)
            size = picture_size(geometry, painter.device().devicePixelRatioF())
            self.paint_picture(painter, geometry.picture, row, size, palette, self._cards.fonts.label)
            self._paint_words(painter, geometry, card, palette)
            self._paint_state(painter, geometry, card, palette)
            if card.problem:
                fonts = self._cards.fonts
                ascent = fonts.label_metrics.ascent()
                paint_problem(painter, geometry.foot, card.problem, fonts.label, ascent, palette)
            else:
                ground = style.selected_ground(palette) if selected else None
                self._paint_foot(painter, geometry, card, palette, ground)
        painter.restore()

    # ---- parts

    def _paint_words(self, painter: QPainter, geometry: Geometry, card: Card, palette: QPalette) -> None:
        fonts = self._cards.fonts
        painter.setFont(fonts.title)
        painter.setPen(style.text(palette))
        painter.drawText(geometry.first_line, START, card.first_line)
        if card.second_line:
            painter.drawText(geometry.second_line, START, card.second_line)
        painter.setFont(fonts.text)
        painter.setPen(style.muted(palette))
        if card.excerpt:
            painter.drawText(geometry.second_line, START, card.excerpt)
        meta = geometry.meta
        if card.mark:
            painter.setFont(fonts.label)
            painter.setPen(style.warning(palette) if card.row.conflict else style.accent(palette))
            painter.drawText(meta, START, card.mark)
            meta = meta.adjusted(mark_width(card.mark, fonts), 0, 0, 0)
            painter.setFont(fonts.text)
            painter.setPen(style.muted(palette))
        painter.drawText(meta, START, card.meta)

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

    def _paint_foot(
        self, painter: QPainter, geometry: Geometry, card: Card, palette: QPalette, ground: QColor | None
    ) -> None:
        fonts = self._cards.fonts
        self.paint_quality(painter, geometry.bar, card.quality, palette)
        painter.setFont(fonts.text)
        painter.setPen(style.text(palette) if card.row.quality is not None else style.muted(palette))
        painter.drawText(geometry.number, START, card.number)
        painter.setFont(fonts.label)
        chips.paint_row(painter, card.topics, palette, ground=ground)
