"""How a row of the changes is painted: the tick, the title, old beside new, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reviewer.library.change_rows import ChangeRow
from reviewer.ui import icons, style
from reviewer.ui.changed_words import Pieces
from reviewer.ui.changes import change_words
from reviewer.ui.changes.change_model import ARTICLE, CHANGE, ChangeModel
from reviewer.ui.row_table import PAD, Cells, Index, RowTable, paint_words
from reviewer.ui.style import SPACE_4, SPACE_8, SPACE_12
from reviewer.ui.tick_box import paint_tick, tick_side

_ROOMY = 320
"""Pixels of the last column at 100 % from which all rows show their buttons."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done with a row by a click; `words` or else `icon` are on its button."""

    id: str
    tip: str
    words: str = ""
    icon: str = ""


REVERT = Deed("revert", "Take this change back (Delete)", icon="revert")
MINE = Deed("mine", "Keep my value (M)", "Mine")
THEIRS = Deed("theirs", "Take the value in the file (T)", "Theirs")


def deeds_of(row: ChangeRow) -> tuple[Deed, ...]:
    return (MINE, THEIRS, REVERT) if row.clashes else (REVERT,)


def button_places(row: ChangeRow, cell: QRect) -> list[tuple[Deed, QRect]]:
    """Where the buttons of a row are in its last cell: at the right."""
    metrics = QFontMetrics(style.font(style.TextSize.TEXT))
    high = min(cell.height() - SPACE_4, metrics.height() + SPACE_8)
    places, right = [], cell.right() - SPACE_4
    for deed in reversed(deeds_of(row)):
        wide = metrics.horizontalAdvance(deed.words) + 2 * SPACE_8 if deed.words else high
        right -= wide
        places.append((deed, QRect(right, cell.center().y() - high // 2, wide, high)))
        right -= SPACE_4
    return places[::-1]


def tick_place(cell: QRect) -> QRect:
    """The square of the tick in the first cell."""
    side = tick_side()
    return QRect(cell.left() + SPACE_4 + SPACE_8, cell.center().y() - side // 2, side, side)


class ChangeCells(Cells):
    """`hovered` is the row under the mouse, -1: none; `touched` the button of it under the mouse."""

    def __init__(self, model: ChangeModel, table: RowTable) -> None:
        super().__init__(table, self._pieces, self._steps_back)
        self._model = model
        self.hovered = -1
        self.touched: Deed | None = None
        self.current = -1

    def needed(self, index: Index) -> int:
        if index.column() == ARTICLE:
            return super().needed(index) + 2 * SPACE_12 + tick_side() if self._model.is_first(index.row()) else 0
        if index.column() != CHANGE:
            return super().needed(index)
        places = button_places(self._model.rows[index.row()], QRect(0, 0, 0, self._table.rowHeight(index.row())))
        return super().needed(index) - places[0][1].left() + SPACE_4

    def _pieces(self, index: Index) -> Pieces:
        return change_words.pieces(self._model.rows[index.row()]) if index.column() == CHANGE else ()

    def _steps_back(self, index: Index) -> bool:
        return self._model.is_out(index.row()) and not self._model.rows[index.row()].conflict

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row_at(index.row())
        if row is None:
            return
        painter.save()
        self._paint_ground(painter, option, index, row)
        painter.setClipRect(option.rect, Qt.ClipOperation.IntersectClip)
        if index.column() == ARTICLE:
            self._paint_article(painter, option, index.row(), row)
        else:
            room = option.rect.adjusted(PAD, 0, -PAD, -style.HAIRLINE)
            if index.column() == CHANGE:
                room.setRight(self._end_of_words(index.row(), row, option.rect))
            self.paint_cell(painter, room, option, index)
            if index.column() == CHANGE:
                self._paint_deeds(painter, option, index.row(), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: ChangeRow) -> None:
        palette, rect = option.palette, option.rect
        painter.fillRect(rect, self._ground(option, index.row()))
        if self._model.is_last(index.row()):
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), style.HAIRLINE, style.hairline(palette))
        if index.column() == ARTICLE:
            high = rect.height() - (style.HAIRLINE if self._model.is_last(index.row()) else 0)
            colour = style.warning(palette) if row.conflict else style.accent(palette)
            if not row.conflict and self._model.is_out(index.row()):
                colour = palette.color(QPalette.ColorRole.Mid)
            painter.fillRect(rect.left(), rect.top(), SPACE_4, high, colour)

    def _paint_article(self, painter: QPainter, option: QStyleOptionViewItem, number: int, row: ChangeRow) -> None:
        if not self._model.is_first(number):
            return
        is_out, place = self._model.is_out(number), tick_place(option.rect)
        if row.conflict:
            icons.icon("conflict", "warning").paint(painter, place)
        else:
            state = Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked
            paint_tick(painter, place, state, QGuiApplication.palette())  # the table's own has no words on the accent
        room = option.rect.adjusted(0, 0, -SPACE_8, -style.HAIRLINE)
        room.setLeft(place.right() + SPACE_8)
        is_faint = is_out and not row.conflict
        colour = style.muted(option.palette) if is_faint else style.text(option.palette)
        paint_words(painter, room, change_words.title(row), colour, option.font)

    def _end_of_words(self, number: int, row: ChangeRow, cell: QRect) -> int:
        """Words keep clear of the buttons that are shown, and of the last one, which every row shows when touched."""
        places = button_places(row, cell)
        first = places[0 if self.shows_deeds(number, row, cell) else -1][1]
        return first.left() - SPACE_8

    def shows_deeds(self, number: int, row: ChangeRow, cell: QRect) -> bool:
        """The row under the mouse or the ring has its buttons; a clash has them always, where there is room."""
        is_roomy = cell.width() >= _ROOMY * style.scale()
        return number in (self.hovered, self.current) or (row.clashes and is_roomy)

    def _paint_deeds(self, painter: QPainter, option: QStyleOptionViewItem, number: int, row: ChangeRow) -> None:
        if not self.shows_deeds(number, row, option.rect):
            return
        palette, places = option.palette, button_places(row, option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(style.font(style.TextSize.TEXT))
        for deed, place in places:
            is_under = number == self.hovered and deed == self.touched
            if deed.words or is_under:
                text = style.text(palette)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.mix(self._ground(option, number), text, 0.18 if is_under else 0.08))
                painter.drawRoundedRect(QRectF(place), style.RADIUS, style.RADIUS)
            if deed.icon:
                side = style.icon_side()
                spot = QRect(place.center().x() - side // 2 + 1, place.center().y() - side // 2 + 1, side, side)
                icons.icon(deed.icon, "text" if is_under else "muted").paint(painter, spot)
            painter.setPen(style.text(palette))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, deed.words)

    def _ground(self, option: QStyleOptionViewItem, number: int) -> QColor:
        if option.state & QStyle.StateFlag.State_Selected:
            return style.selected_ground(option.palette)
        is_hovered = number == self.hovered
        return style.hovered_ground(option.palette) if is_hovered else option.palette.color(QPalette.ColorRole.Base)
