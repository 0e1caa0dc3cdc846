"""The changes as an item model: a row for each field; what a row says is made only when it is asked for."""

from collections.abc import Collection, Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reviewer.library.change_rows import ChangeRow
from reviewer.ui.changed_words import plain_words, tip
from reviewer.ui.changes import change_words
from reviewer.ui.changes.change_words import Staged

ARTICLE, FIELD, CHANGE = range(3)
HEADINGS = ("Article", "Field", "Change")

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


class ChangeModel(QAbstractTableModel):
    """The rows of one article stand together; the first of them has its title and its tick."""

    ticked = Signal(object, bool)  # ids, is_out: somebody wants these left out of the next save, or taken into it

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._staged = Staged.of([])
        self._left_out: frozenset[int] = frozenset()

    @property
    def rows(self) -> list[ChangeRow]:
        return self._staged.rows

    def show_rows(self, staged: Staged, left_out: frozenset[int]) -> bool:
        """Take these in place of the present ones. False: they are the same changes, so that nothing has moved."""
        is_same = staged.mark == self._staged.mark
        if not is_same:
            self.beginResetModel()
        self._staged, self._left_out = staged, left_out
        if not is_same:
            self.endResetModel()
        else:
            self._renew()
        return not is_same

    def show_left_out(self, left_out: frozenset[int]) -> None:
        self._left_out = left_out
        self._renew()

    def row_at(self, row: int) -> ChangeRow | None:
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def row_of(self, article_id: int, field: str | None = None) -> int | None:
        """Where a change is; with no field, or one that is gone, where its article begins."""
        return self._staged.row_of(article_id, field)

    def is_first(self, row: int) -> bool:
        """Whether the row is the first of those of its article that stand together."""
        return row == 0 or self.rows[row - 1].id != self.rows[row].id

    def is_last(self, row: int) -> bool:
        return row + 1 >= len(self.rows) or self.rows[row + 1].id != self.rows[row].id

    def is_out(self, row: int) -> bool:
        return self.rows[row].id in self._left_out

    def ids_in(self, rows: Collection[range]) -> frozenset[int]:
        return frozenset(row.id for row in self._within(rows))

    def fields_in(self, rows: Collection[range], *, only_clashes: bool = False) -> dict[frozenset[str], set[int]]:
        """Which fields are in the rows, and of which articles, in as few groups as can be."""
        of_article: dict[int, set[str]] = {}
        for row in self._within(rows):
            if only_clashes and not row.clashes:
                continue
            of_article.setdefault(row.id, set()).add(row.field)
        groups: dict[frozenset[str], set[int]] = {}
        for article_id, fields in of_article.items():
            groups.setdefault(frozenset(fields), set()).add(article_id)
        return groups

    def _within(self, rows: Collection[range]) -> Iterator[ChangeRow]:
        for each in rows:
            yield from self.rows[each.start : each.stop]

    # ---- QAbstractTableModel

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        number, column = index.row(), index.column()
        row = self.rows[number]
        if role == _DISPLAY:
            return _words(row, column)
        if role == _TOOL_TIP:
            return self._tip(row, column)
        if role == _ACCESSIBLE and column == ARTICLE:
            return change_words.sentence(row, self.is_out(number))
        if role == _CHECK and column == ARTICLE and not row.conflict:
            return Qt.CheckState.Unchecked if self.is_out(number) else Qt.CheckState.Checked
        return None

    def setData(self, index: _Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _CHECK or not index.isValid() or index.column() != ARTICLE or self.rows[index.row()].conflict:
            return False
        self.ticked.emit(frozenset((self.rows[index.row()].id,)), Qt.CheckState(value) == Qt.CheckState.Unchecked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self.row_at(index.row()) if index.isValid() else None
        if row is not None and index.column() == ARTICLE and not row.conflict:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY and 0 <= section < len(HEADINGS):
            return HEADINGS[section]
        return None

    def _renew(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(HEADINGS) - 1))

    def _tip(self, row: ChangeRow, column: int) -> str | None:
        if column == ARTICLE:
            said = "" if not row.conflict else change_words.reason(row) or "Changed by another program too"
            lines = (change_words.title(row), row.path, said)
            return tip((("same", "\n".join(line for line in lines if line)),))
        if column == FIELD:
            return tip((("same", row.field),)) if row.field else None
        return tip(change_words.pieces(row))


def _words(row: ChangeRow, column: int) -> str:
    if column == ARTICLE:
        return change_words.title(row)
    if column == FIELD:
        return change_words.label(row)
    return plain_words(change_words.pieces(row))
