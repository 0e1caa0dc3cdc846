"""The region over a real session: a folder, its catalog and journal, the process that owns them."""

import pytest
from living import Living
from PySide6.QtCore import Qt

from reviewer.articles.edits import AddItem, SetValue
from reviewer.session.session import Session
from reviewer.ui.changes.changes import Changes

QUALITY = SetValue(("quality",), 80)


@pytest.fixture
def session(living: Living) -> Session:
    return living.opened()


@pytest.fixture
def changes(session: Session, qtbot) -> Changes:
    made = Changes(session)
    qtbot.addWidget(made)
    made.resize(1100, 360)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _shown(changes: Changes) -> list[tuple[str, str, str | None, str | None]]:
    return [(row.path, row.field, row.old, row.new) for row in changes.model.rows]


def _overtake(living: Living, path: str, old: bytes, new: bytes) -> None:
    file = living.articles.root / path
    file.write_bytes(file.read_bytes().replace(old, new))


def test_what_is_staged_is_listed_and_taken_back_field_by_field(living, session, changes, qtbot) -> None:
    article = living.id_of(session, "a1.md")
    session.stage("Edit {articles}", [QUALITY, AddItem(("topics",), "Medicine")], (article,))
    expected = {("a1.md", "quality", "1", "80"), ("a1.md", "topics", "AI", "AI, Medicine")}
    living.until(lambda: set(_shown(changes)) == expected)
    assert changes.head.words == "2 changes in 1 article"
    living.until(lambda: "+quality: 80" in changes.beside.diff.toPlainText())
    changes.table.go_to(next(at for at, row in enumerate(changes.model.rows) if row.field == "topics"))
    qtbot.keyClick(changes.table, Qt.Key.Key_Delete)
    living.until(lambda: _shown(changes) == [("a1.md", "quality", "1", "80")])
    session.undo()
    living.until(lambda: set(_shown(changes)) == expected)
    changes.head.revert.click()
    living.until(changes.empty.isVisible)


def test_what_is_left_out_is_not_saved(living, session, changes, qtbot) -> None:
    for path in ("a1.md", "a2.md"):
        session.stage("Edit {articles}", [QUALITY], (living.id_of(session, path),))
    living.until(lambda: len(_shown(changes)) == 2)
    changes.table.go_to(next(at for at, row in enumerate(changes.model.rows) if row.path == "a2.md"))
    qtbot.keyClick(changes.table, Qt.Key.Key_Space)
    assert changes.head.words == "2 changes in 2 articles · 1 left out" and changes.head.save.text() == "Save 1"
    changes.head.save.click()
    living.until(lambda: _shown(changes) == [("a2.md", "quality", "2", "80")])
    disk = living.articles.disk()
    assert b"quality: 80" in disk["a1.md"] and b"quality: 2\n" in disk["a2.md"]


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_M, "80"), (Qt.Key.Key_T, None)])
def test_a_clash_is_shown_with_both_values_and_ends_as_chosen(living, session, changes, qtbot, key, value) -> None:
    session.stage("Edit {articles}", [QUALITY], (living.id_of(session, "a1.md"),))
    living.until(lambda: len(_shown(changes)) == 1)
    _overtake(living, "a1.md", b"quality: 1\n", b"quality: 30\n")
    session.refresh()
    living.until(lambda: any(row.clashes for row in changes.model.rows))
    (row,) = changes.model.rows
    assert (row.old, row.theirs, row.new) == ("1", "30", "80") and not changes.head.save.isEnabled()
    changes.table.go_to(0)
    qtbot.keyClick(changes.table, key)
    if value is None:
        living.until(changes.empty.isVisible)
    else:
        living.until(lambda: _shown(changes) == [("a1.md", "quality", "30", "80")])
        changes.head.save.click()
        living.until(changes.empty.isVisible)
    living.settle(session)
    assert f"quality: {value or 30}\n".encode() in living.articles.disk()["a1.md"]


def test_a_file_that_is_gone_says_so_and_can_be_reverted(living, session, changes, qtbot) -> None:
    session.stage("Edit {articles}", [QUALITY], (living.id_of(session, "a1.md"),))
    living.until(lambda: len(_shown(changes)) == 1)
    (living.articles.root / "a1.md").unlink()
    session.refresh()
    living.until(lambda: any(row.conflict for row in changes.model.rows))
    assert changes.model.rows[0].reason and not changes.model.rows[0].clashes
    changes.table.go_to(0)
    qtbot.keyClick(changes.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    living.until(changes.empty.isVisible)
