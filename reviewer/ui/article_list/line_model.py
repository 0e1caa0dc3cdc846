"""The list as one view shows it: lines of articles, and the heads of their groups."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.library.catalog.schema import Row
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.lines import Lines

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SAID = (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole))
_NOWHERE = QModelIndex()


class LineModel(QAbstractTableModel):
    """`columns` show one article on a line; without them each cell of a line is another article, `across` of them.

    What is not shown is not read out either: cards have one column, though articles have many.
    """

    def __init__(self, articles: ArticleModel, columns: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.articles = articles
        self._columns = columns
        self._across = 1
        self._is_awake = True
        self.is_kept = False
        """Whether the lines answer the same question as those before."""
        self.is_same_search = False
        """Whether they hold the same articles, though perhaps in another order."""
        self.lines = self._cut()
        articles.modelAboutToBeReset.connect(self.beginResetModel)
        articles.modelReset.connect(self._take)
        articles.dataChanged.connect(self._say_changed)

    def set_across(self, across: int) -> None:
        """Put so many articles on a line."""
        if across != self._across:
            self.beginResetModel()
            self._across, self.is_kept, self.is_same_search = across, True, True
            self.lines = self._cut()
            self.endResetModel()

    def set_awake(self, is_awake: bool) -> None:
        """Hold the list, or nothing at all while nobody sees it: a view takes time and memory for each line."""
        if is_awake != self._is_awake:
            self.beginResetModel()
            self._is_awake = self.is_kept = self.is_same_search = is_awake
            self.lines = self._cut()
            self.endResetModel()

    def row_at(self, line: int) -> Row | None:
        """What is known of the first article on a line."""
        rows = self.lines.rows_at(line)
        return self.articles.row_at(rows[0]) if rows else None

    def row_of(self, index: _Index) -> int | None:
        """The article that a cell shows; None for a head, or where there is none."""
        rows = self.lines.rows_at(index.row())
        column = 0 if self._columns else index.column()
        return rows[column] if column < len(rows) else None

    def index_of(self, row: int) -> QModelIndex:
        """The first cell of an article."""
        return self.index(self.lines.line_of(row), 0 if self._columns else self.lines.column_of(row))

    def words_of_head(self, group: int) -> tuple[str, str]:
        """What the head of a group says, and its number of articles."""
        found = self.lines.groups[group]
        return found.words, f"{found.count:,}"

    # ---- QAbstractTableModel

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.lines.count

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns or self._across

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.row_of(index) is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row = self.row_of(index)
        if row is not None:
            return self.articles.data(self.articles.index(row, index.column() if self._columns else 0), role)
        group = self.lines.head_at(index.row())
        if group is None or index.column():
            return None
        words, count = self.words_of_head(group)
        if role == _DISPLAY:
            return f"{words} · {count}"
        if role in _SAID:
            fold = "folded" if self.lines.is_folded(group) else "unfolded"
            return f"{words}, {count} {'article' if count == '1' else 'articles'}, {fold} group"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if not self._columns:
            return None
        return self.articles.headerData(section, orientation, role)

    # ---- what changes

    def _cut(self) -> Lines:
        articles = self.articles
        if not self._is_awake:
            return Lines(0)
        return Lines(len(articles.ids), articles.groups, articles.folded, self._across)

    def _take(self) -> None:
        self.is_kept, self.is_same_search = self.articles.is_kept, self.articles.is_same_search
        self.lines = self._cut()
        self.endResetModel()

    def _say_changed(self) -> None:
        if self.lines.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.lines.count - 1, self.columnCount() - 1))
