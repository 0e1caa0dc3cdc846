"""A table of rows of one height in which whole rows are chosen: how it looks, whatever it lists."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import ceil

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from reviewer.ui import style
from reviewer.ui.changed_words import Pieces, WordsLayout, plain_words
from reviewer.ui.column_room import sample, shared
from reviewer.ui.ruler import ruler_of

Index = QModelIndex | QPersistentModelIndex
PAD = style.SPACE_8
START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_KEPT = 600
"""Laid out cells that are kept."""


class Cells(QStyledItemDelegate):
    """Paints the ground of a cell, and in it the pieces that `pieces_of` gives, or else the words the model displays.

    `is_faint` tells of a row that is left out, and steps back. Subclasses paint what is more than words.
    """

    def __init__(
        self,
        table: RowTable,
        pieces_of: Callable[[Index], Pieces] = lambda _index: (),
        is_faint: Callable[[Index], bool] = lambda _index: False,
    ) -> None:
        super().__init__(table)
        self._table, self._pieces_of, self._is_faint = table, pieces_of, is_faint
        self._layouts: dict[tuple[object, ...], WordsLayout] = {}
        table.dressed.connect(self._layouts.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, style.selected_ground(option.palette))
        place = option.rect
        painter.fillRect(place.left(), place.bottom(), place.width(), style.HAIRLINE, style.hairline(option.palette))
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        self.paint_cell(painter, place.adjusted(PAD, 0, -PAD, -style.HAIRLINE), option, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, room: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint what is in the cell; `room` is the cell without its margins."""
        palette, is_faint = self._table.palette(), self._is_faint(index)
        pieces = self._pieces_of(index)
        if pieces:
            self._layout(pieces, room.width(), is_faint, option.font).draw(painter, room)
        elif words := index.data(Qt.ItemDataRole.DisplayRole):
            colour = style.muted(palette) if is_faint else style.text(palette)
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            paint_words(painter, room, str(words), colour, option.font, START if align is None else int(align))

    def needed(self, index: Index) -> int:
        """Pixels that all that is in a cell needs, margins included."""
        pieces = self._pieces_of(index)
        words = plain_words(pieces) if pieces else str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return ceil(ruler_of(self._table.font()).width(words)) + 2 * PAD + 1

    def _layout(self, pieces: Pieces, width: int, is_faint: bool, font: QFont) -> WordsLayout:
        key = (pieces, width, is_faint)
        layout = self._layouts.get(key)
        if layout is None:
            if len(self._layouts) > _KEPT:
                self._layouts.clear()
            layout = WordsLayout(pieces, font, width, 1, self._table.palette(), faint=is_faint)
            self._layouts[key] = layout
        return layout


def paint_words(painter: QPainter, room: QRect, words: str, colour: QColor, font: QFont, align: int = START) -> None:
    """One line of words, cut at its end where it is too long."""
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(room, align, shown)


class RowTable(QTableView):
    """Rows are chosen with mouse, arrows, Shift, Ctrl and Ctrl+A; Tab goes on to the next widget."""

    dressed = Signal()  # another font or palette: forget what was laid out

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs: dict[int, int] = {}
        self._by_hand: dict[int, float] = {}
        self._is_sharing = False
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(24)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._dress()

    def show_rows(self, rows: QAbstractTableModel) -> None:
        """Set the model. The headers get a selection of their own: else they ask every cell when all is selected."""
        self.setModel(rows)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSelectionModel(QItemSelectionModel(rows, header))
        self.horizontalHeader().sectionResized.connect(self._keep_by_hand)
        rows.modelReset.connect(self._measure_again)
        self._measure_again()

    def share_room(self) -> None:
        """Give the columns their widths; called whenever these may have to be others."""

    def share_by_need(self, columns: Collection[int], room: int, spare: int) -> None:
        """Share as many pixels among these columns, by what their words need; `spare` gets what is left over."""
        for column in columns:
            if column not in self._needs:
                self._needs[column] = self._measured(column)
        by_hand = {column: part for column, part in self._by_hand.items() if column != spare}
        widths = shared(room, {column: self._needs[column] for column in columns}, spare, by_hand)
        self._is_sharing = True
        for column, width in widths.items():
            self.horizontalHeader().resizeSection(column, width)
        self._is_sharing = False

    def _measured(self, column: int) -> int:
        rows, cells = self.model(), self.itemDelegate()
        needs = [self.horizontalHeader().sectionSizeHint(column)]
        if isinstance(cells, Cells):
            needs += [cells.needed(rows.index(row, column)) for row in sample(self.rowAt(0), rows.rowCount())]
        return max(needs)

    def _measure_again(self) -> None:
        self._needs.clear()
        self.share_room()

    def _keep_by_hand(self, column: int, _before: int, wide: int) -> None:
        if not self._is_sharing and self.viewport().width() > 0:
            self._by_hand[column] = wide / self.viewport().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self.share_room()

    def chosen_rows(self) -> list[range]:
        """The selected rows, by ranges, in no order."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(place) for place in range(chosen.count()))
        return [range(each.top(), each.bottom() + 1) for each in ranges]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last row, not along a row."""
        rows = self.model().rowCount() if self.model() is not None else 0
        if rows and action == QAbstractItemView.CursorAction.MoveHome:
            return self.model().index(0, 0)
        if rows and action == QAbstractItemView.CursorAction.MoveEnd:
            return self.model().index(rows - 1, 0)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the window's actions."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            top, high = self.rowViewportPosition(current.row()), self.rowHeight(current.row())
            painter = QPainter(self.viewport())
            ring = QRect(1, top + 1, self.viewport().width() - 2, high - 2 - style.HAIRLINE)
            style.paint_focus_ring(painter, ring, self.palette())
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._dress()
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self._measure_again()

    def _dress(self) -> None:
        high = style.line_height(style.TextSize.TEXT) + style.SPACE_12
        if self.verticalHeader().defaultSectionSize() != high:
            self.verticalHeader().setDefaultSectionSize(high)
            self.verticalScrollBar().setSingleStep(high)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Highlight, style.selected_ground(palette))
        palette.setColor(QPalette.ColorRole.HighlightedText, style.text(palette))
        if palette != self.palette():
            self.setPalette(palette)
        self.dressed.emit()
