import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.articles.splice import Splice
from reviewer.library.journal import check as journal_check
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.schema import TABLES, VERSION, BatchRow, Staged, StepRow

ODD_PATHS = ["a.md", "b/é.md", "line\nbreak.md", "not text \udcff.md"]


def staged(path: str, new: bytes = b"new") -> Staged:
    return Staged(path, b"saved digest", b"present digest", b"head", Splice(3, b"old\xff", new))


def row(path: str, name: bytes = b"x") -> StepRow:
    return StepRow(path, Splice(1, b"", name), b"before", b"after", "[]")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "journal.sqlite"


def test_staged_articles_come_back(path: Path) -> None:
    journal = Journal(path)
    with journal.transaction() as sequence:
        journal.put_staged([staged(one) for one in ODD_PATHS], sequence)
        journal.touch(ODD_PATHS, sequence)
    journal.close()

    journal = Journal(path)
    assert [one.path for one in journal.all_staged()] == ODD_PATHS
    assert journal.staged(ODD_PATHS[3]) == Staged(
        ODD_PATHS[3], b"saved digest", b"present digest", b"head", Splice(3, b"old\xff", b"new"), 1
    )
    assert [one.sequence for one in journal.all_staged()] == [1] * len(ODD_PATHS)
    assert journal.all_staged() == [staged(one) for one in ODD_PATHS], "the same edits, whenever they were staged"
    assert set(journal.staged_of([*ODD_PATHS[:2], "c.md"])) == set(ODD_PATHS[:2])
    assert set(journal.staged_of([*ODD_PATHS, *"cdefgh"])) == set(ODD_PATHS)
    assert journal.touched_since(0) == dict.fromkeys(ODD_PATHS, 1)
    assert journal.touched_since(1) == {}
    assert journal.staged_paths() == set(ODD_PATHS)
    assert journal.warnings == []
    journal.close()


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    journal = Journal(path)
    with pytest.raises(KeyError), journal.transaction() as sequence:
        journal.put_staged([staged("a.md")], sequence)
        journal.steps.add("Step", "window", [row("a.md")])
        raise KeyError
    assert (journal.sequence, journal.staged_count(), journal.steps.all()) == (0, 0, [])
    with journal.transaction() as sequence:
        assert sequence == 1
    journal.close()


def test_steps_are_walked_back_and_forth_and_a_new_one_drops_the_undone(path: Path) -> None:
    journal = Journal(path)
    steps = journal.steps
    with journal.transaction():
        numbers = [steps.add(name, "window", [row(one) for one in ODD_PATHS]) for name in ("one", "two", "three")]
        steps.add("other", "command line", [row("a.md")])
    with journal.transaction():
        steps.mark(numbers[2], False)
        steps.mark(numbers[1], False)
    last, first = steps.last_done("window"), steps.first_undone("window")
    assert last and first
    assert (last.name, first.name) == ("one", "two")
    assert [one.path for one in steps.rows(first.id)] == ODD_PATHS
    with journal.transaction():
        added = steps.add("four", "window", [row("a.md")])
    assert [one.name for one in steps.all()] == ["one", "other", "four"]
    assert added > numbers[2]
    assert steps.first_undone("window") is None
    assert list(steps.rows(numbers[1])) == []
    journal.close()


def test_batches_keep_what_was_saved_and_forget_what_was_not(path: Path) -> None:
    journal = Journal(path)
    batches = journal.batches
    rows = [BatchRow(one, b"before", b"after", b"head", Splice(0, b"a", b"b")) for one in ODD_PATHS]
    with journal.transaction():
        batch = batches.begin("Save 4 articles", "window")
        batches.add(batch, rows)
    assert [one.id for one in batches.unfinished()] == [batch]
    with journal.transaction():
        batches.mark_saved(batch, rows[1:])
    assert batches.begun(batch) == rows[:1]
    with journal.transaction():
        batches.finish(batch, "Save 3 articles", "window")
    assert batches.unfinished() == []
    assert batches.rows(batch) == rows[1:]
    (found,) = batches.all()
    assert (found.id, found.name, found.saved, found.origin) == (batch, "Save 3 articles", 3, "window")
    with journal.transaction():
        batches.finish(batches.begin("nothing", "window"), "nothing", "window")
    assert len(batches.all()) == 1
    journal.close()


def test_a_batch_that_another_process_took_for_dead_is_whole_in_the_end(path: Path) -> None:
    journal = Journal(path)
    batches = journal.batches
    rows = [BatchRow(one, b"before", b"after", b"head", Splice(0, b"a", b"b")) for one in ODD_PATHS]
    with journal.transaction():
        batch = batches.begin("Save", "command line")
        batches.add(batch, rows)
    with journal.transaction():
        batches.finish(batch, "cut short", "command line")
    with journal.transaction():
        batches.mark_saved(batch, rows)
        batches.finish(batch, "Save", "command line")
    assert batches.rows(batch) == rows
    assert [one.name for one in batches.all()] == ["Save"]
    journal.close()


def damage_header(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def damage_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def damage_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE staged")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("damage", [damage_header, damage_pages, damage_tables])
def test_a_damaged_journal_is_set_aside_and_said(path: Path, damage: object) -> None:
    journal = Journal(path)
    with journal.transaction() as sequence:
        journal.put_staged([staged(f"{number}.md", b"x" * 3000) for number in range(50)], sequence)
    journal.close()
    assert callable(damage)
    damage(path)
    content = path.read_bytes()

    journal = Journal(path)
    (words,) = journal.warnings
    assert "damaged" in words
    (aside,) = [one for one in path.parent.iterdir() if "damaged" in one.name and one.suffix == ".sqlite"]
    assert str(aside) in words
    assert aside.read_bytes() == content
    with journal.transaction() as sequence:
        journal.put_staged([staged("a.md")], sequence)
    journal.close()
    journal = Journal(path)
    assert journal.warnings == []
    assert journal.staged_count() == 1
    journal.close()


def test_two_damaged_journals_are_both_kept(path: Path) -> None:
    for content in (b"first" * 1000, b"second" * 1000):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        Journal(path).close()
    asides = [one for one in path.parent.iterdir() if "damaged" in one.name]
    assert sorted(one.read_bytes()[:5] for one in asides) == [b"first", b"secon"]


def test_a_later_reviewers_journal_is_left_alone(path: Path) -> None:
    Journal(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(JournalError, match="later Reviewer"):
        Journal(path)
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_journal_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="cannot be opened"):
        Journal(tmp_path / "file" / "journal.sqlite")


def test_a_full_disk_is_the_reason(path: Path) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        journal_check.prepare(connection)
    connection.close()


def test_commits_reach_the_disk_before_they_return(path: Path) -> None:
    journal = Journal(path)
    run = journal._connection.execute
    assert run("PRAGMA synchronous").fetchone() == (2,)
    assert run("PRAGMA journal_mode").fetchone() == ("wal",)
    journal.close()


def test_another_process_is_seen(path: Path) -> None:
    one, other = Journal(path), Journal(path)
    before = one.outside_changes()
    with one.transaction():
        pass
    assert one.outside_changes() == before
    with other.transaction():
        pass
    assert one.outside_changes() != before
    assert one.sequence == 2
    one.close()
    other.close()


WRITE_MANY = """
import sys
from pathlib import Path
from reviewer.articles.splice import Splice
from reviewer.library.journal import check as journal_check
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.schema import Staged
journal = Journal(Path(sys.argv[1]))
for number in range(40):
    with journal.transaction() as sequence:
        path = f"{sys.argv[2]}{number}.md"
        journal.put_staged([Staged(path, b"s", b"p", b"h", Splice(0, b"a", b"b"))], sequence)
        journal.touch([path], sequence)
journal.close()
"""


def test_processes_take_turns(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITE_MANY, str(path), name]) for name in "abc"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    journal = Journal(path)
    assert journal.sequence == journal.staged_count() == 120
    assert sorted(journal.touched_since(0).values()) == list(range(1, 121))
    journal.close()


def test_the_tables_are_as_declared(path: Path) -> None:
    journal = Journal(path)
    assert journal._connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    names = {name for (name,) in journal._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert all(f"TABLE {name}(" in TABLES for name in names if not name.startswith("sqlite_"))
    journal.close()
