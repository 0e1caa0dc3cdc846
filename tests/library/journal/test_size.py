import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.articles.splice import Splice
from reviewer.library.journal import size as journal_size
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.schema import BatchRow, Staged, StepRow
from reviewer.library.journal.size import trim

BATCHES, ARTICLES = 12, 300


def filled(path: Path) -> Journal:
    chance = random.Random(1)
    journal = Journal(path)
    with journal.transaction() as sequence:
        journal.put_staged([Staged("a.md", b"s", b"p", chance.randbytes(900), Splice(0, b"a", b"b"))], sequence)
    for number in range(BATCHES):
        with journal.transaction():
            batch = journal.batches.begin(f"Save {number}", "window")
            rows = (
                BatchRow(f"{one}.md", b"b", b"a", chance.randbytes(900), Splice(0, b"a", b"b"))
                for one in range(ARTICLES)
            )
            journal.batches.mark_saved(batch, rows)
            journal.batches.finish(batch, f"Save {number}", "window")
            for one in range(5):
                row = StepRow("a.md", Splice(0, b"", chance.randbytes(900)), b"b", b"a", "[]")
                journal.steps.add(f"Step {number} {one}", "window", [row])
    return journal


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    monkeypatch.setattr(journal_size, "_SECONDS", 600)
    journal = filled(tmp_path / "journal.sqlite")
    yield journal
    journal.close()


def test_the_oldest_go_first_and_room_is_given_back(journal: Journal) -> None:
    space = journal.space()
    trim(journal, space.used)
    assert [batch.id for batch in journal.batches.all()] == list(range(BATCHES, 0, -1))
    trim(journal, space.used // 2)
    left = [batch.id for batch in journal.batches.all()]
    assert 2 < len(left) < 7
    assert left == list(range(BATCHES, BATCHES - len(left), -1))
    assert all(len(journal.batches.rows(batch)) == ARTICLES for batch in left)
    now = journal.space()
    assert now.used <= space.used // 2
    assert now.free <= space.used // 20
    assert now.used + now.free < space.used * 0.6
    assert journal.staged_paths() == {"a.md"}
    integrity = journal._connection.execute("PRAGMA integrity_check").fetchall()
    assert integrity == [("ok",)]


def test_the_newest_stay_however_large_they_are(journal: Journal) -> None:
    trim(journal, 1)
    (batch,) = journal.batches.all()
    assert batch.id == BATCHES
    assert [step.id for step in journal.steps.all()] == list(range(BATCHES * 5 - 19, BATCHES * 5 + 1))
    assert journal.staged_paths() == {"a.md"}


def test_steps_that_can_be_done_again_stay(journal: Journal) -> None:
    with journal.transaction():
        for number in range(11, BATCHES * 5 + 1):
            journal.steps.mark(number, False)
    trim(journal, 1)
    assert [step.id for step in journal.steps.all()] == list(range(11, BATCHES * 5 + 1))


def test_it_takes_no_longer_than_it_may_but_gets_on(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_size, "_SECONDS", 0)
    limit = journal.space().used // 2
    rounds = 0
    while journal.space().used > limit:
        count = len(journal.batches.all()) + len(journal.steps.all())
        trim(journal, limit)
        assert len(journal.batches.all()) + len(journal.steps.all()) == count - 1
        rounds += 1
    assert rounds > 10


def test_what_cannot_be_trimmed_is_left(journal: Journal, caplog: pytest.LogCaptureFixture) -> None:
    other = sqlite3.connect(journal.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    journal._connection.execute("PRAGMA busy_timeout = 1")
    trim(journal, 1)
    assert len(journal.batches.all()) == BATCHES
    assert "could not be trimmed" in caplog.text
    other.close()
