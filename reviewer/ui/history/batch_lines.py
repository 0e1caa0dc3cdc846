"""What a batch changed, as a table: a line for each field of each article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from reviewer.articles.fields import field_of
from reviewer.library.change_rows import BatchArticle, FieldChange
from reviewer.library.paths import shown_path
from reviewer.ui import style
from reviewer.ui.changed_words import Pieces, change_pieces, spoken, tip
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.row_table import Index

PATH, FIELD, CHANGE = range(3)
HEADINGS = ("Article", "Field", "Change")
BODY = "other bytes than its fields"
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


class BatchLines(QAbstractTableModel):
    """Words a line when it comes in sight."""

    _articles: Sequence[BatchArticle] = ()
    _lines: Sequence[tuple[int, int]] = ()

    def show_articles(self, articles: Sequence[BatchArticle]) -> None:
        self.beginResetModel()
        self._articles = articles
        self._lines = [(place, at) for place, each in enumerate(articles) for at in range(len(each.changes) or 1)]
        self.endResetModel()

    def line(self, row: int) -> tuple[BatchArticle, FieldChange | None]:
        place, at = self._lines[row]
        article = self._articles[place]
        return article, article.changes[at] if article.changes else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY and 0 <= section < len(HEADINGS):
            return HEADINGS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        article, change = self.line(index.row())
        if role == _DISPLAY:
            is_repeated = index.column() == PATH and self._lines[index.row()][1] > 0
            return "" if is_repeated else self._words(article, change, index.column())
        if role == _ACCESSIBLE:
            return self._words(article, change, index.column())
        if role == _TOOL_TIP:
            if index.column() == CHANGE:
                return tip(self.pieces(index))
            return plain_tip(change.field if index.column() == FIELD and change else shown_path(article.path))
        return None

    def pieces(self, index: Index) -> Pieces:
        """The change word by word; nothing for the other columns."""
        if index.column() != CHANGE:
            return ()
        _, change = self.line(index.row())
        return change_pieces(change.old, change.new) if change is not None else (("quiet", BODY),)

    def _words(self, article: BatchArticle, change: FieldChange | None, column: int) -> str:
        if column == PATH:
            return shown_path(article.path)
        if change is None:
            return BODY if column == CHANGE else ""
        if column == CHANGE:
            return spoken(change.old, change.new)
        known = field_of(change.field)
        return known.label if known is not None else style.cut(change.field, 80)
