"""The lines of a plan as a table: tick, title, field, and what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reviewer.articles.display import plain, sentence, unturned
from reviewer.library.change_rows import FieldChange, PlanRow
from reviewer.library.paths import shown_path
from reviewer.ui import style
from reviewer.ui.changed_words import Pieces, change_pieces, spoken, tip
from reviewer.ui.field_words import field_label
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.plan.finding import Finding
from reviewer.ui.plan.planned_rows import STEP, Line, PlannedRows, place_of

TICK, TITLE, FIELD, CHANGE = range(4)
HEADINGS = ("", "Title", "Field", "Change")
UNCHANGED = "is so already"
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
Index = QModelIndex | QPersistentModelIndex


class PlanModel(QAbstractTableModel):
    """Holds places, and words a line when it comes in sight."""

    ticked = Signal()  # other articles are ticked

    def __init__(self, planned: PlannedRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.planned = planned
        self._lines: list[Line] = []
        self._shown_changing: list[int] = []

    # ---- what is shown

    def show(self, found: Finding) -> None:
        """Show what was found."""
        self.beginResetModel()
        self._lines, self._shown_changing = found.lines, found.changing
        self.endResetModel()

    def line(self, row: int) -> tuple[PlanRow, FieldChange | None]:
        place, at = place_of(self._lines[row])
        found = self.planned.rows[place]
        return found, found.changes[at] if found.changes else None

    def is_first(self, row: int) -> bool:
        """Whether it is the first line of its article, which has the tick and the title."""
        return self._lines[row] % STEP == 0

    def is_left_out(self, row: int) -> bool:
        return self._lines[row] // STEP in self.planned.left_out

    # ---- ticks

    @property
    def shown_state(self) -> Qt.CheckState | None:
        """Whether all, some or none of the articles in the table are ticked; None: there is nothing to tick."""
        if not self._shown_changing:
            return None
        out = len(self.planned.left_out.intersection(self._shown_changing)) if self.planned.left_out else 0
        if out == 0:
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked if out == len(self._shown_changing) else Qt.CheckState.PartiallyChecked

    def tick_shown(self, is_in: bool) -> None:
        """Tick all that the table shows, or none of it."""
        self._tick(self._shown_changing, is_in)

    def toggle(self, rows: Iterable[range]) -> None:
        """Leave these lines' articles out; or take them in again, if they are all left out."""
        places = {line // STEP for each in rows for line in self._lines[each.start : each.stop]}
        places.intersection_update(self._shown_changing)
        self._tick(places, is_in=places <= self.planned.left_out)

    def _tick(self, places: Collection[int], is_in: bool) -> None:
        if places:
            self.planned.tick(places, is_in)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, CHANGE))
            self.ticked.emit()

    # ---- the table

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(HEADINGS):
            if role == _DISPLAY:
                return HEADINGS[section]
            if role == _ACCESSIBLE:
                return HEADINGS[section] or "Ticked"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == TICK and self._has_tick(index.row()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _CHECK or not index.isValid() or not self._has_tick(index.row()):
            return False
        self._tick((self._lines[index.row()] // STEP,), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        row, column = index.row(), index.column()
        if role == _DISPLAY:
            return self._words(row, column)
        if role == _CHECK and column == TICK and self._has_tick(row):
            return Qt.CheckState.Unchecked if self.is_left_out(row) else Qt.CheckState.Checked
        if role == _TOOL_TIP and column != TICK:
            return self._tip(row, column)
        if role == _ACCESSIBLE:
            return self._spoken(row) if column == TICK else self._words(row, column, is_whole=True)
        return None

    def pieces(self, index: Index) -> Pieces:
        """What the last column shows in pieces of its own; nothing for the others."""
        return self.pieces_at(index.row()) if index.column() == CHANGE else ()

    def pieces_at(self, row: int) -> Pieces:
        """A change word by word, or why there is none."""
        article, change = self.line(row)
        if change is not None:
            return change_pieces(change.old, change.new)
        return (("warning", sentence(article.reason)),) if article.reason is not None else (("quiet", UNCHANGED),)

    def _has_tick(self, row: int) -> bool:
        return self.is_first(row) and bool(self.line(row)[0].changes)

    def _words(self, row: int, column: int, is_whole: bool = False) -> str:
        article, change = self.line(row)
        if column == TITLE:
            return title_of(article) if is_whole or self.is_first(row) else ""
        if column == FIELD:
            return field_label(change.field) if change is not None else ""
        if column == CHANGE:
            if change is not None:
                return spoken(change.old, change.new)
            return sentence(article.reason) if article.reason is not None else UNCHANGED
        return ""

    def _tip(self, row: int, column: int) -> str:
        article, change = self.line(row)
        if column == CHANGE:
            return tip(self.pieces_at(row))
        if column == FIELD:
            return plain_tip(change.field if change is not None else "")
        return plain_tip(f"{title_of(article)}\n{shown_path(article.path)}")

    def _spoken(self, row: int) -> str:
        article, _ = self.line(row)
        if not article.changes:
            return "Cannot be changed" if article.reason is not None else "Unchanged"
        return "Left out" if self.is_left_out(row) else "Ticked"


def title_of(article: PlanRow) -> str:
    """Its title as it is shown, or else its path."""
    return style.cut(unturned(plain(article.title))) or shown_path(article.path)
