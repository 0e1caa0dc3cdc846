"""Staged edits whose bytes in the journal are damaged, and a journal that cannot be written: reasons, not crashes."""

import sqlite3

import pytest
from article_folder import Collection

from reviewer.articles.edits import SetValue
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.library import Library
from reviewer.library.messages import go_on
from reviewer.library.reasons import reason

PUBLISH = SetValue(("published",), True)
DAMAGED = "what was edited here cannot be read in the journal any more"
PATH = "a0.md"


@pytest.fixture
def damaged(collection: Collection) -> Library:
    """With an edit whose head is no head any more."""
    library = collection.opened()
    library.stage("Publish", [PUBLISH], [PATH])
    with library._journal.transaction():
        library._journal._connection.execute("UPDATE staged SET head = x'0102'")
    return library


def overtake(collection: Collection) -> None:
    file = collection.root / PATH
    file.write_bytes(file.read_bytes().replace(b"---\n", b"---\nheat: 7\n", 1))


def test_they_are_saved_where_the_file_is_the_same(collection: Collection, damaged: Library) -> None:
    damaged.refresh()
    (change,) = damaged.reader.changes()
    assert (change.path, change.field, change.new, change.conflict) == (PATH, "published", "yes", False)
    assert damaged.save().saved == [PATH]


def test_where_the_file_is_another_one_they_are_a_conflict_that_can_be_reverted(
    collection: Collection, damaged: Library
) -> None:
    overtake(collection)
    damaged.refresh()
    (change,) = damaged.reader.changes()
    assert change.conflict and DAMAGED in (change.reason or "")
    ((path, why),) = damaged.save().failed
    assert path == PATH and DAMAGED in why
    assert damaged.diff(PATH).lines == ()
    assert damaged.revert([PATH]).changed == [PATH]
    assert damaged.staged_count == 0 and damaged.reader.changes() == []


def test_where_the_file_is_gone_it_is_told(collection: Collection, damaged: Library) -> None:
    (collection.root / PATH).unlink()
    damaged.refresh()
    ((path, why),) = damaged.save().failed
    assert (path, why) == (PATH, "it is no longer there")
    damaged.revert([PATH])
    assert damaged.staged_count == 0


def test_a_step_that_is_kept_is_told_though_the_journal_cannot_be_written_any_more(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], [PATH])
    overtake(collection)
    transaction, count = Journal.transaction, 0

    def once(journal: Journal):
        nonlocal count
        count += 1
        if count > 1:
            raise JournalError("The journal of unsaved edits cannot be written: the disk is full.")
        return transaction(journal)

    monkeypatch.setattr(Journal, "transaction", once)
    report = library.stage("Heat", [SetValue(("quality",), 9)], [PATH, "a1.md"])
    monkeypatch.undo()
    assert report.step is not None and "a1.md" in report.changed
    library._follower.notice([PATH])
    assert library.save().failed == []


def test_errors_of_sqlite_are_told_in_words() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t(a)")
    connection.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.Error) as full:
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
    assert reason(full.value) == "the disk is full"
    with pytest.raises(sqlite3.Error) as other:
        connection.execute("SELECT")
    assert reason(other.value) == str(other.value)
    connection.close()


@pytest.mark.parametrize(
    ("damage", "is_touched"),
    [
        ("new = x'0102'", False),
        ("old = x'0102', before = x'01'", False),
        ("after = x'01', head = x'0102'", False),
        ("head = x'0102'", True),
    ],
)
def test_an_undo_says_that_the_record_of_a_save_is_damaged(
    collection: Collection, damage: str, is_touched: bool
) -> None:
    library = collection.opened()
    library.write("Publish", [PUBLISH], [PATH], go_on)
    with library._journal.transaction():
        library._journal._connection.execute(f"UPDATE batch_row SET {damage}")
    if is_touched:
        overtake(collection)
    content = (collection.root / PATH).read_bytes()
    (batch,) = library.history.batches()
    report = library.plans.undo(batch.id, go_on)
    assert [row.reason for row in report.rows] == ["the journal's record of it is damaged"]
    assert library.batch_undo.write(batch).failed == [(PATH, "the journal's record of it is damaged")]
    assert (collection.root / PATH).read_bytes() == content
