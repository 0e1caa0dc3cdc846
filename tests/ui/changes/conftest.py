"""What of a session the changes use, in memory."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from reviewer.library.change_rows import ArticleDiff, ChangeRow
from reviewer.session.settings import Settings
from reviewer.ui.changes.changes import Changes

ROWS = (
    ChangeRow(1, "news/deep.md", "Deep learning", "quality", "19", "40"),
    ChangeRow(1, "news/deep.md", "Deep learning", "topics", "AI", "AI, Medicine"),
    ChangeRow(2, "news/law.md", "Judges &amp; machines", "published", None, "true"),
    ChangeRow(3, "news/robots.md", "Robots", "quality", "40", "80", theirs="30", clashes=True, conflict=True),
    ChangeRow(3, "news/robots.md", "Robots", "heat", "1", None, conflict=True),
    ChangeRow(4, "news/gone.md", "", "quality", "3", "5", conflict=True, reason="the file is gone"),
)
DIFF = ("@@ -1,2 +1,2 @@", " title: x", "-quality: 19", "+quality: 40")


class FakeUnsaved(QObject):
    def __init__(self, session):
        super().__init__(session)
        self.session = session
        self.left_out = frozenset()
        self.asked = []
        self.resolved = []

    def changes(self, text, sort, descending, answer, prepare):
        self.asked.append((text, sort, descending))
        rows = [row for row in self.session.staged if text in f"{row.path} {row.title} {row.field} {row.new}"]
        if sort != "title":
            rows.sort(key=lambda row: getattr(row, sort) or "", reverse=descending)
        answer(prepare(rows))

    def diff(self, article_id, answer):
        path = next((row.path for row in self.session.staged if row.id == article_id), None)
        if path is not None:
            self.session.diffs.append(article_id)
            answer(ArticleDiff(path, DIFF))

    def leave_out(self, ids, is_out):
        self.left_out = self.left_out | ids if is_out else self.left_out - ids
        self.session.left_out_changed.emit()

    def resolve(self, ids, take=None, choices=None):
        self.resolved.append((set(ids), take, choices or {}))


class FakeSession(QObject):
    changes_changed = Signal()
    history_changed = Signal()
    left_out_changed = Signal()
    opened = Signal(object)
    closed = Signal()

    def __init__(self, home):
        super().__init__()
        self.settings = Settings(home, self)
        self.collection = "a collection"
        self.staged, self.modified = list(ROWS), 4
        self.diffs, self.saved, self.reverted, self.selected, self.discards = [], [], [], [], 0
        self.unsaved = FakeUnsaved(self)

    def save(self, ids=None):
        self.saved.append(ids)

    def revert(self, ids=None, fields=None):
        self.reverted.append((set(ids), fields))

    def discard(self):
        self.discards += 1

    def select(self, ids, current=None):
        self.selected.append((tuple(ids), current))

    def stage(self, rows):
        self.staged, self.modified = list(rows), len({row.id for row in rows})
        self.changes_changed.emit()
        self.history_changed.emit()

    def change(self, at, **values):
        self.stage([replace(row, **values) if number == at else row for number, row in enumerate(self.staged)])

    def close(self):
        self.collection, self.modified = None, 0
        self.closed.emit()


@pytest.fixture
def session(qapp, tmp_path):
    made = FakeSession(tmp_path)
    yield made
    made.deleteLater()


@pytest.fixture
def changes(session, qtbot):
    made = Changes(session)
    qtbot.addWidget(made)
    made.resize(1200, 360)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def press(changes, qtbot):
    """Press a key in the table, on a row."""

    def do(key, row=None, modifier=Qt.KeyboardModifier.NoModifier):
        changes.table.setFocus()
        if row is not None:
            changes.table.go_to(row)
        qtbot.keyClick(changes.table, key, modifier)

    return do
