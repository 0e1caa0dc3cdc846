"""The articles that answer the query, as an item model: it holds their ids, and the rows of what is in sight."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication

from reviewer.library.catalog.schema import Group, Row
from reviewer.session.events import Answer, Change
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.article_list.columns import COLUMN_OF, COLUMNS, sentence

PAGE = 32
KEPT_ROWS = 128 * PAGE
NO_MATCH = "No longer matches the search"

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MUTED = frozenset(
    COLUMN_OF[key] for key in ("provider", "date", "topics", "category", "type", "path", "images", "heat")
)
_STATE = COLUMN_OF["published"]
_MODIFIED = COLUMN_OF["modified"]
_PROBLEM = COLUMN_OF["problem"]
_COLOURED = _MUTED | {_STATE, _MODIFIED, _PROBLEM}


class ArticleModel(QAbstractTableModel):
    """One row an article, one column for each of COLUMNS. Rows are fetched a page at a time and only when asked for.

    It also holds what the views share of the list: its groups, which of them are folded, and which of its articles no
    longer match.
    """

    faded_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: array[int] = array("q")
        self._rows: dict[int, Row | None] = {}
        self._former: dict[int, Row | None] = {}
        self._texts: dict[tuple[int, int], str] = {}
        self._kept = self._is_same = False
        self._answer = session.answer
        self._grouping = session.sort.group
        self._folded: set[str] = set()
        self._faded: frozenset[int] = frozenset()
        session.answered.connect(self._take)
        session.changed.connect(self._renew)
        session.closed.connect(self._forget)
        self._take(session.answer)

    # ---- what the views ask

    @property
    def ids(self) -> "array[int]":
        """Ids of all articles, in order. Not to be changed."""
        return self._ids

    @property
    def is_kept(self) -> bool:
        """Whether the present rows answer the same question as the ones before, so that views stay where they are."""
        return self._kept

    @property
    def is_same_search(self) -> bool:
        """Whether the same articles are listed as before, though perhaps in another order."""
        return self._kept or self._is_same

    @property
    def text(self) -> str:
        """The search that the present rows answer."""
        return self._answer.text

    @property
    def is_whole(self) -> bool:
        """Whether there are no further articles to come in this answer."""
        return self._answer.whole

    @property
    def groups(self) -> tuple[Group, ...]:
        return self._answer.groups

    @property
    def folded(self) -> Collection[str]:
        """The values of the groups that are folded."""
        return self._folded

    def fold(self, groups: Iterable[Group], is_folded: bool) -> None:
        """Show only the heads of these groups, or their articles too."""
        values = {group.value for group in groups}
        self._reset(self._folded | values if is_folded else self._folded - values)

    @property
    def has_faded(self) -> bool:
        return bool(self._faded)

    def is_faded(self, row: int) -> bool:
        """Whether the article in a row is only still listed, and no longer matches."""
        return bool(self._faded) and self._ids[row] in self._faded

    def set_faded(self, asked: Sequence[int], gone: Collection[int]) -> None:
        """Of the articles that were asked about, these no longer match."""
        faded = self._faded.difference(asked).union(gone)
        if faded != self._faded:
            self._faded = faded
            self._say_changed()
            self.faded_changed.emit()

    def row_at(self, row: int) -> Row | None:
        """The article in a row, 0-based; None if it is gone. Fetches its page if need be."""
        if not 0 <= row < len(self._ids):
            return None
        article_id = self._ids[row]
        if article_id not in self._rows:
            self._fetch(row // PAGE * PAGE)
        return self._rows.get(article_id)

    def cell(self, row: int, column: int) -> tuple[str, QColor | None, bool]:
        """What a cell says, its colour if it is not that of text, and whether it is a number."""
        return self._text(row, column), self._colour(row, column), COLUMNS[column].is_number

    def row_of(self, article_id: int | None) -> int | None:
        """Where an article is in the list; None if it is not there."""
        if article_id is None:
            return None
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def rows_of(self, ids: Collection[int]) -> dict[int, int]:
        """Where those of the articles are that are in the list."""
        found: dict[int, int] = {}
        wanted = ids if isinstance(ids, set | frozenset | dict) else set(ids)
        for row, article_id in enumerate(self._ids):
            if article_id in wanted:
                found[article_id] = row
                if len(found) == len(wanted):
                    break
        return found

    # ---- QAbstractTableModel

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        column = index.column()
        if role == _DISPLAY:
            return self._text(index.row(), column)
        if role == _ALIGNMENT:
            return _RIGHT if COLUMNS[column].is_number else None
        if role == _COLOUR:
            return self._colour(index.row(), column)
        if role == _TOOL_TIP:
            words = self._text(index.row(), column)
            return (f"{words}\n{NO_MATCH}" if self.is_faded(index.row()) else words) or None
        if role == _ACCESSIBLE:
            return self._said(index.row(), column)
        return None

    def _said(self, at: int, column: int) -> str | None:
        row = self.row_at(at)
        if row is None:
            return None
        if column:
            return f"{COLUMNS[column].heading}: {self._text(at, column)}"
        return f"{sentence(row)}, {NO_MATCH.lower()}" if self.is_faded(at) else sentence(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == _DISPLAY:
            return COLUMNS[section].heading
        if role == _ALIGNMENT:
            return (
                _RIGHT
                if COLUMNS[section].is_number
                else int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            )
        return None

    # ---- answers and changes

    def _take(self, answer: Answer) -> None:
        grouping = self._session.sort.group
        self._is_same = bool(self._ids) and answer.text == self._answer.text
        self.beginResetModel()
        self._kept = answer.kept
        self._ids, self._answer, self._faded = answer.ids, answer, frozenset()
        if grouping != self._grouping:
            self._grouping = grouping
            self._folded = set()
        self.endResetModel()
        self.faded_changed.emit()

    def _reset(self, folded: set[str]) -> None:
        self.beginResetModel()
        self._kept, self._folded = True, folded
        self.endResetModel()

    def _forget(self) -> None:
        self.beginResetModel()
        self._ids, self._answer, self._faded = array("q"), Answer(), frozenset()
        self._kept = self._is_same = False
        self._folded = set()
        self._drop(None)
        self.endResetModel()

    def _renew(self, change: Change) -> None:
        stale = None if change.ids is None else [known for known in self._rows if known in change.ids]
        if stale is not None and not stale:
            return
        self._drop(stale)
        self._say_changed()

    def _say_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    def _drop(self, ids: Iterable[int] | None) -> None:
        if ids is None:
            self._former, self._rows = self._rows or self._former, {}
        else:
            for article_id in ids:
                self._rows.pop(article_id, None)
        self._texts.clear()

    def _fetch(self, start: int) -> None:
        wanted = [article_id for article_id in self._ids[start : start + PAGE] if article_id not in self._rows]
        if len(self._rows) > KEPT_ROWS:
            for article_id in list(self._rows)[: KEPT_ROWS // 2]:
                del self._rows[article_id]
            self._texts.clear()
        self._rows.update(dict.fromkeys(wanted))
        for row in self._session.rows(wanted):
            former = self._former.pop(row.id, None)
            self._rows[row.id] = former if former == row else row  # what was cut and painted of it can be used again

    def _text(self, row: int, column: int) -> str:
        if not 0 <= row < len(self._ids):
            return ""
        key = (self._ids[row], column)
        text = self._texts.get(key)
        if text is None:
            article = self.row_at(row)
            text = "" if article is None else COLUMNS[column].words(article)
            self._texts[key] = text
        return text

    def _colour(self, row: int, column: int) -> QColor | None:
        if column not in _COLOURED:
            return None
        palette = QGuiApplication.palette()
        if column in _MUTED:
            return style.muted(palette)
        article = self.row_at(row)
        if column == _MODIFIED:
            is_conflict = article is not None and article.conflict
            return style.warning(palette) if is_conflict else style.accent(palette)
        if article is not None and article.problem is not None:
            return style.danger(palette)
        if article is not None and article.published is True:
            return style.success(palette)
        return style.muted(palette)
