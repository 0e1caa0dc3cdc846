"""Paints an article as a cell of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from reviewer.ui import style
from reviewer.ui.article_list.grid_cell import Cell, CellPlaces, Cells, dot_room, wish_size
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.picture_delegate import START, PictureDelegate, paint_dot, paint_problem

if TYPE_CHECKING:
    from reviewer.session.pictures import Pictures

_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class GridDelegate(PictureDelegate):
    """A picture, two lines of the title, one of provider and date, one of the states and the quality."""

    def __init__(self, lines: LineModel, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(pictures, parent)
        self._lines = lines
        self._cells = Cells()
        self._picture_height = 100

    def set_picture_height(self, high: int) -> int:
        """How high pictures are; gives the height of a cell, both in pixels."""
        self._picture_height = high
        return CellPlaces.height(high, self._cells.fonts)

    def renew(self) -> None:
        """Measure again in the application's font."""
        self._cells.renew()

    def picture_place(self, width: int) -> QRect:
        return self._cells.places(width, self._picture_height).picture

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        number = self._lines.row_of(index)
        if number is None:
            return
        palette: QPalette = option.palette
        places = self._cells.places(option.rect.width(), self._picture_height)
        row = self._lines.articles.row_at(number)
        painter.save()
        painter.translate(option.rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if row is None:
            self.paint_frame(painter, places.picture, palette)
        else:
            size = wish_size(places.picture, painter.device().devicePixelRatioF())
            self.paint_picture(painter, places.picture, row, size, palette, self._cells.fonts.label)
            cell = self._cells.cell(row, places)
            self._paint_words(painter, places, cell, palette)
            self._paint_foot(painter, places, cell, palette)
        painter.restore()

    def _paint_words(self, painter: QPainter, places: CellPlaces, cell: Cell, palette: QPalette) -> None:
        fonts = self._cells.fonts
        painter.setFont(fonts.title)
        painter.setPen(style.text(palette))
        painter.drawText(places.first_line, START, cell.first_line)
        painter.drawText(places.second_line, START, cell.second_line)
        painter.setFont(fonts.label)
        painter.setPen(style.muted(palette))
        painter.drawText(places.meta, START, cell.meta)

    def _paint_foot(self, painter: QPainter, places: CellPlaces, cell: Cell, palette: QPalette) -> None:
        fonts, rect = self._cells.fonts, places.state
        if cell.problem:
            whole = QRect(rect.left(), rect.top(), places.number.right() - rect.left() + 1, rect.height())
            paint_problem(painter, whole, cell.problem, fonts.label, fonts.label_metrics.ascent(), palette)
            return
        is_published = cell.row.published is True
        colour = style.success(palette) if is_published else style.muted(palette)
        size = fonts.label_metrics.ascent() * 0.31
        centre = QPointF(rect.left() + size + 1, rect.center().y() + 1)
        paint_dot(painter, centre, size, colour, is_filled=is_published)
        painter.setFont(fonts.label)
        words = rect.adjusted(dot_room(fonts), 0, 0, 0)
        painter.setPen(colour)
        painter.drawText(words, START, cell.state)
        if cell.mark:
            behind = fonts.label_metrics.horizontalAdvance(cell.state) + style.SPACE_8 if cell.state else style.SPACE_4
            painter.setPen(style.warning(palette) if cell.row.conflict else style.accent(palette))
            painter.drawText(words.adjusted(behind, 0, 0, 0), START, cell.mark)
        self.paint_quality(painter, places.bar, cell.quality, palette)
        painter.setFont(fonts.label)
        painter.setPen(style.text(palette) if cell.row.quality is not None else style.muted(palette))
        painter.drawText(places.number, _END, cell.number)
