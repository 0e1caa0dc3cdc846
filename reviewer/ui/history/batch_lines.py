"""What a batch changed, as a table: a line for each field of each article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from reviewer.articles.display import plain, unturned
from reviewer.library.change_rows import BatchArticle, FieldChange
from reviewer.library.paths import shown_path
from reviewer.ui import style
from reviewer.ui.changed_words import Pieces, change_pieces, spoken, tip
from reviewer.ui.field_words import field_label
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.row_table import Index

ARTICLE, FIELD, CHANGE = range(3)
HEADINGS = ("Article", "Field", "Change")
BODY = "other bytes than its fields"
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


class BatchLines(QAbstractTableModel):
    """Words a line when it comes in sight."""

    _articles: Sequence[BatchArticle] = ()
    _untold = 0
    _lines: Sequence[tuple[int, int]] = ()

    def show_articles(self, articles: Sequence[BatchArticle], untold: int = 0) -> None:
        """Show these; of the last `untold` no changes are known, so that they are only counted."""
        self.beginResetModel()
        told = articles[: len(articles) - untold]
        self._articles, self._untold = told, untold
        self._lines = [(place, at) for place, each in enumerate(told) for at in range(len(each.changes) or 1)]
        self.endResetModel()

    def _is_count(self, index: Index) -> bool:
        return index.row() == len(self._lines)

    def line(self, row: int) -> tuple[BatchArticle, FieldChange | None]:
        place, at = self._lines[row]
        article = self._articles[place]
        return article, article.changes[at] if article.changes else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines) + (self._untold > 0)

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
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if self._is_count(index):
            is_said = index.column() == ARTICLE and role in (_DISPLAY, _ACCESSIBLE)
            return more_articles(self._untold) if is_said else None
        article, change = self.line(index.row())
        if role == _DISPLAY:
            is_repeated = index.column() == ARTICLE and self._lines[index.row()][1] > 0
            return "" if is_repeated else self._words(article, change, index.column())
        if role == _ACCESSIBLE:
            return self._words(article, change, index.column())
        if role == _TOOL_TIP:
            if index.column() == CHANGE:
                return tip(self.pieces(index))
            if index.column() == FIELD:
                return plain_tip(change.field if change else "")
            return plain_tip("\n".join(dict.fromkeys((title_of(article), shown_path(article.path)))))
        return None

    def pieces(self, index: Index) -> Pieces:
        """The change word by word; nothing for the other columns."""
        if index.column() != CHANGE or self._is_count(index):
            return ()
        _, change = self.line(index.row())
        return change_pieces(change.old, change.new) if change is not None else (("quiet", BODY),)

    def _words(self, article: BatchArticle, change: FieldChange | None, column: int) -> str:
        if column == ARTICLE:
            return title_of(article)
        if change is None:
            return BODY if column == CHANGE else ""
        if column == CHANGE:
            return spoken(change.old, change.new)
        return field_label(change.field)


def title_of(article: BatchArticle) -> str:
    """Its title as it was saved, or else its path."""
    return style.cut(unturned(plain(article.title))) or shown_path(article.path)


def more_articles(count: int) -> str:
    """ "and 12 more articles"."""
    return "and 1 more article" if count == 1 else f"and {count:,} more articles"
