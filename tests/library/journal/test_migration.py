"""Journals of an older Reviewer, made by its own SQL, become those of this one, with all that is in them."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from reviewer.articles.splice import Splice
from reviewer.library.journal import check as journal_check
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.schema import VERSION, Batch, BatchRow, Staged, Step, StepRow

VERSION_1 = """
PRAGMA journal_mode = WAL;
CREATE TABLE clock(sequence INTEGER NOT NULL);
CREATE TABLE touched(path PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX touched_by_sequence ON touched(sequence);
CREATE TABLE staged(
    path NOT NULL UNIQUE, saved BLOB NOT NULL, present BLOB NOT NULL, head BLOB NOT NULL,
    start INTEGER NOT NULL, old BLOB NOT NULL, new BLOB NOT NULL, sequence INTEGER NOT NULL
);
CREATE TABLE step(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, made TEXT NOT NULL,
    done INTEGER NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE step_row(
    step INTEGER NOT NULL, path NOT NULL, start INTEGER NOT NULL, old BLOB NOT NULL, new BLOB NOT NULL,
    before BLOB NOT NULL, after BLOB NOT NULL, edits TEXT NOT NULL,
    UNIQUE(step, path)
);
CREATE TABLE batch(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, made TEXT NOT NULL,
    origin TEXT NOT NULL, finished INTEGER NOT NULL
);
CREATE TABLE batch_row(
    batch INTEGER NOT NULL, path NOT NULL, outcome TEXT NOT NULL, before BLOB NOT NULL, after BLOB NOT NULL,
    head BLOB NOT NULL, start INTEGER NOT NULL, old BLOB NOT NULL, new BLOB NOT NULL,
    UNIQUE(batch, path)
);
CREATE INDEX batch_row_begun ON batch_row(batch) WHERE outcome = 'begun';

INSERT INTO clock VALUES (7);
INSERT INTO touched VALUES ('a.md', 6), (x'62edb3bf', 7);
INSERT INTO staged VALUES ('a.md', x'01', x'02', x'03', 4, x'05', x'06', 6);
INSERT INTO staged VALUES (x'62edb3bf', x'11', x'12', x'13', 0, x'', x'ff', 7);
INSERT INTO step VALUES (3, 'Publish 2 articles', '2025-01-02T03:04:05Z', 1, 'window');
INSERT INTO step_row VALUES (3, 'a.md', 4, x'05', x'06', x'01', x'02', '[]');
INSERT INTO batch VALUES (2, 'Save 1 article', '2025-01-02T03:04:05Z', 'window', 1);
INSERT INTO batch_row VALUES (2, 'a.md', 'saved', x'00', x'01', x'03', 4, x'07', x'05');
PRAGMA user_version = 1;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "journal.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    connection.close()
    return path


def test_all_of_it_is_there(path: Path) -> None:
    for _ in range(2):
        journal = Journal(path)
        assert (journal.warnings, journal.sequence) == ([], 7)
        assert journal.touched_since(0) == {"a.md": 6, "b\udcff": 7}
        assert journal.all_staged() == [
            Staged("a.md", b"\x01", b"\x02", b"\x03", Splice(4, b"\x05", b"\x06"), 6),
            Staged("b\udcff", b"\x11", b"\x12", b"\x13", Splice(0, b"", b"\xff"), 7),
        ]
        assert [one.sequence for one in journal.all_staged()] == [6, 7]
        assert journal.steps.all() == [Step(3, "Publish 2 articles", "2025-01-02T03:04:05Z", True, "window")]
        assert list(journal.steps.rows(3)) == [StepRow("a.md", Splice(4, b"\x05", b"\x06"), b"\1", b"\2", "[]", b"")]
        assert journal.batches.all() == [Batch(2, "Save 1 article", "2025-01-02T03:04:05Z", "window", 1)]
        assert journal.batches.rows(2) == [BatchRow("a.md", b"\0", b"\1", b"\3", Splice(4, b"\x07", b"\x05"))]
        journal.close()


def test_what_is_new_can_be_written(path: Path) -> None:
    journal = Journal(path)
    row = StepRow("c.md", Splice(0, b"", b"x"), b"b", b"a", "[]", b"head")
    with journal.transaction():
        step = journal.steps.add("Next", "window", [row])
        batch = journal.batches.begin("Undo", "window", undoes=2)
        journal.batches.mark_saved(batch, [BatchRow("a.md", b"\1", b"\0", b"\3", Splice(4, b"\x05", b"\x07"))])
        journal.batches.finish(batch, "Undo", "window")
    assert list(journal.steps.rows(step)) == [row]
    assert (step, batch) == (4, 3)
    assert [one.undoes for one in journal.batches.all()] == [2, None]
    journal.close()


def test_one_that_fails_half_way_is_still_the_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = journal_check._run

    def half(connection: sqlite3.Connection, statements: str) -> None:
        whole(connection, statements)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(journal_check, "_run", half)
    with pytest.raises(JournalError, match="the disk is full"):
        Journal(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert len(connection.execute("SELECT * FROM step_row").fetchone()) == 8
    connection.close()
    monkeypatch.undo()
    test_all_of_it_is_there(path)


def test_it_has_the_tables_of_a_new_one(path: Path, tmp_path: Path) -> None:
    found = []
    for one in (path, tmp_path / "new.sqlite"):
        journal = Journal(one)
        run = journal._connection.execute
        assert run("PRAGMA user_version").fetchone() == (VERSION,)
        names = [name for (name,) in run("SELECT name FROM sqlite_master ORDER BY name").fetchall()]
        found.append({name: run(f"PRAGMA table_xinfo({name})").fetchall() for name in names})
        journal.close()
    assert found[0] == found[1]
