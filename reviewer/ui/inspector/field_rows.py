"""All other fields of the subject, a row each; rows are kept and filled again."""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from reviewer.articles.fields import FIELDS, field_of
from reviewer.ui import style
from reviewer.ui.inspector.list_row import ListRow
from reviewer.ui.inspector.other_rows import FixedRow, FlagRow
from reviewer.ui.inspector.row import Row
from reviewer.ui.inspector.subject import Shown, Subject, label_of
from reviewer.ui.inspector.text_row import TextRow
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_12

FIRST, MORE = 40, 80
_KEPT = 300
_MADE_AT_ONCE = 10
"""Rows that are made in one turn: many articles have dozens of odd fields, and a row takes most of a millisecond."""
_PLACES = {field.path: place for place, field in enumerate(FIELDS)}
_Key = tuple[str, type[Row]]
_USUAL = (
    "category", "title", "excerpt", "publishedDateTime", "webUrl", "type", "heat", "provider.name", "provider.domain",
)  # fmt: skip
"""Fields that nearly every article has."""


def kind_of_row(field: Shown) -> type[Row]:
    known = field_of(field.path)
    if field.locked or field.kind in ("map", "groups", "count", "locked"):
        return FixedRow
    if field.kind == "list" or (field.kind == "null" and known is not None and known.kind == "list"):
        return ListRow
    if field.kind == "bool":
        return FlagRow
    return TextRow


class FieldRows(QWidget):
    """Known fields in their usual order, then the others in the order they were first seen in, so that none jumps."""

    staged = Signal(str, object)
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[_Key, Row] = {}
        self._order: list[_Key] = []
        self._seen: dict[str, int] = {}
        self._wanted: list[_Key] = []
        self._shown: list[_Key] = []
        self._to_make: deque[tuple[_Key, Shown]] = deque()
        self._soon = QTimer(self, interval=0)
        self._soon.timeout.connect(self._make_more)
        self._in_order: set[_Key] = set()
        self._subject = Subject()
        self._added: list[str] = []
        self._most = FIRST
        self.more = QuietButton()
        self.more.clicked.connect(self._show_more)
        self.add = QuietButton("Add field", icon="add", tip="Give the articles a field that they do not have")
        self.add.clicked.connect(self._offer_fields)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_12)
        for button in (self.more, self.add):
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> list[Row]:
        """The rows in sight, from top to bottom."""
        return [self._rows[key] for key in self._shown]

    def row(self, path: str) -> Row | None:
        return next((row for row in self.rows if row.path == path), None)

    def prepare(self) -> Iterator[None]:
        """Make the usual rows, one a step, so that the first article need not wait for all of them at once."""
        for path in _USUAL:
            if (path, TextRow) not in self._rows:
                self._seen.setdefault(path, len(self._seen))
                row = self._row((path, TextRow))
                row.hide()
                if isinstance(row, TextRow):
                    row.use_input(path in ("title", "excerpt"))
                row.ensurePolished()
                yield

    def show_subject(self, subject: Subject, is_same: bool) -> None:
        if not is_same:
            self._added.clear()
            self._most = FIRST
        self._subject = subject
        self._fill(is_same)

    def _fill(self, is_same: bool, at_once: bool = False) -> None:
        """`at_once`: nobody is to wait for any of the rows."""
        subject = self._subject
        added = [subject.field(path) for path in self._added]
        there = subject.rows
        fields = there + [field for field in added if field.path not in {other.path for other in there}]
        for field in fields[: _KEPT * 4]:
            self._seen.setdefault(field.path, len(self._seen))
        fields = sorted(fields[: _KEPT * 4], key=lambda field: self._place(field.path))
        shown = [((field.path, kind_of_row(field)), field) for field in fields[: self._most]]
        self._trim({key for key, _ in shown})
        missing = [each for each in shown if each[0] not in self._rows]
        self._to_make = deque(() if at_once else missing[_MADE_AT_ONCE:])
        later, kept = {key for key, _ in self._to_make}, set(self._shown)
        for key, field in shown:
            if key not in later:
                self._row(key).show_field(field, is_same and key in kept)
        self._wanted = [key for key, _ in shown]
        self._show_made()
        left = len(subject.rows) - self._most
        show_if(self.more, left > 0)
        self.more.say(f"Show {MORE} of {left:,} more fields" if left > MORE else f"Show {left} more fields")
        show_if(self.add, bool(subject.addable))

    def _show_made(self) -> None:
        self._shown = [key for key in self._wanted if key in self._rows]
        in_sight = set(self._shown)
        for key, row in self._rows.items():
            show_if(row, key in in_sight)
        if self._to_make:
            self._soon.start()
            return
        self._soon.stop()
        if not in_sight <= self._in_order:
            self._in_order |= in_sight
            self.grown.emit()

    def _make_more(self) -> None:
        for _ in range(min(_MADE_AT_ONCE, len(self._to_make))):
            key, field = self._to_make.popleft()
            self._row(key).show_field(field, False)
        self._show_made()

    def _place(self, path: str) -> tuple[int, int]:
        return (_PLACES.get(path, len(FIELDS)), self._seen[path])

    def _row(self, key: _Key) -> Row:
        if key not in self._rows:
            path, kind = key
            row = ListRow(path) if kind is ListRow else kind(path)
            row.staged.connect(self.staged)
            self._rows[key] = row
            self._order.append(key)
            self._order.sort(key=lambda other: self._place(other[0]))
            self._column.insertWidget(self._order.index(key), row)
        return self._rows[key]

    def _trim(self, wanted: set[_Key]) -> None:
        """Forgets rows of odd fields once there are very many."""
        if len(self._rows) < _KEPT:
            return
        for key in [key for key in self._rows if key not in wanted and key[0] not in _PLACES]:
            row = self._rows.pop(key)
            self._in_order.discard(key)
            self._order.remove(key)
            self._column.removeWidget(row)
            row.deleteLater()
        paths = {key[0] for key in self._rows} | {key[0] for key in wanted}
        self._seen = {path: place for path, place in self._seen.items() if path in paths}

    def _show_more(self) -> None:
        self._most += MORE
        self._fill(True)

    # ---- adding a field

    def _offer_fields(self) -> None:
        menu = QMenu(self)
        for path in self.addable():
            menu.addAction(style.cut(label_of(path)), partial(self.add_row, path))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def addable(self) -> Sequence[str]:
        return [path for path in self._subject.addable if path not in self._added]

    def add_row(self, path: str) -> None:
        """Shows an empty row for a field that is missing; nothing is staged before something is typed."""
        self._added.append(path)
        self._fill(True, at_once=True)
        row = self.row(path)
        if isinstance(row, TextRow):
            row.focus()
