"""The saved batches as a table, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from reviewer.articles.display import unturned
from reviewer.library.journal.schema import Batch
from reviewer.library.search.folding import fold
from reviewer.ui import style
from reviewer.ui.history import batch_words
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.row_table import END, Index

WHAT, WHEN, BY, COUNT = range(4)
HEADINGS = ("What", "When", "By", "Articles")
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNED = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


class BatchModel(QAbstractTableModel):
    """Holds the batches in which a text is found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Batch] = ()
        self._text = ""
        self.shown: list[Batch] = []
        self.today = date.today()

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self._all)

    def show_batches(self, batches: Sequence[Batch]) -> None:
        self._all = batches
        self._find(self._text)

    def find(self, text: str) -> None:
        """Show those whose name, date or maker holds all words of the text."""
        if text != self._text:
            self._find(text)

    def row_of(self, number: int | None) -> int | None:
        """The row of a batch, if it is shown."""
        return next((row for row, batch in enumerate(self.shown) if batch.id == number), None)

    def _find(self, text: str) -> None:
        self.beginResetModel()
        self._text, self.today = text, date.today()
        words = fold(text).split()
        self.shown = [batch for batch in self._all if all(word in self._searched(batch) for word in words)]
        self.endResetModel()

    def _searched(self, batch: Batch) -> str:
        parts = (batch.name, batch.made[:10], batch_words.when(batch, self.today), batch.origin)
        return fold(" ".join((*parts, batch_words.undone_mark(batch))))

    # ---- the table

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(HEADINGS):
            if role == _DISPLAY:
                return HEADINGS[section]
            if role == _ALIGNED and section == COUNT:
                return END
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        batch = self.shown[index.row()]
        if role == _DISPLAY:
            return _name(batch) if index.column() == WHAT else self._words(batch, index.column())
        if role == _ACCESSIBLE:
            return self._words(batch, index.column())
        if role == _ALIGNED and index.column() == COUNT:
            return END
        if role == _TOOL_TIP:
            tip = batch_words.exactly_when(batch) if index.column() == WHEN else self._words(batch, index.column())
            return plain_tip(tip)
        return None

    def mark(self, index: Index) -> str:
        """What became of the batch: "undone", or nothing."""
        return batch_words.undone_mark(self.shown[index.row()])

    def is_faint(self, index: Index) -> bool:
        return batch_words.is_undone(self.shown[index.row()])

    def _words(self, batch: Batch, column: int) -> str:
        if column == WHAT:
            mark = batch_words.undone_mark(batch)
            return f"{_name(batch)}, {mark}" if mark else _name(batch)
        if column == WHEN:
            return batch_words.when(batch, self.today)
        return batch.origin if column == BY else f"{batch.saved:,}"


def _name(batch: Batch) -> str:
    return style.cut(unturned(batch.name))
