"""Bytes of real journals are changed at random places: what can be read is brought over, and what happened is said."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from drill import Drill

from reviewer.articles.splice import Splice
from reviewer.library.claim import Claim
from reviewer.library.journal import check as journal_check
from reviewer.library.journal import opening as journal_file
from reviewer.library.journal.check import Damaged
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.repair import salvage
from reviewer.library.journal.schema import BatchRow, Staged, StepRow

PAGE = 4096
STAGED, BATCHES, STEPS = 300, 12, 6
Damage = Callable[[bytearray, random.Random], None]


def heads(chance: random.Random) -> bytes:
    return zlib.compress(b"---\ntitle: %d\nquality: 5\n---\n" % chance.getrandbits(600), 1)


def filled(path: Path) -> None:
    chance = random.Random(3)
    journal = Journal(path)
    paths = [f"2021/article {number}.md" for number in range(STAGED)] + ["not text \udcff.md"]
    with journal.transaction() as sequence:
        rows = [
            Staged(one, chance.randbytes(16), chance.randbytes(16), heads(chance), Splice(3, b"5", b"80"))
            for one in paths
        ]
        journal.put_staged(rows, sequence)
        journal.touch(paths, sequence)
    for number in range(BATCHES):
        with journal.transaction():
            batch = journal.batches.begin(f"Save {number}", "window")
            journal.batches.mark_saved(
                batch,
                [
                    BatchRow(one, b"b" * 16, b"a" * 16, heads(chance), Splice(0, b"", b"x" * number))
                    for one in paths[::5]
                ],
            )
            journal.batches.finish(batch, f"Save {number}", "window")
    for number in range(STEPS):
        with journal.transaction():
            row = (b"b" * 16, b"a" * 16, "[]", heads(chance))
            journal.steps.add(
                f"Step {number}", "window", [StepRow(one, Splice(1, b"", b"y"), *row) for one in paths[::9]]
            )
    journal.close()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "journal.sqlite"
    filled(path)
    return path


@pytest.fixture
def path(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(model, tmp_path))


def flip_one_byte(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def flip_many_bytes(content: bytearray, chance: random.Random) -> None:
    for _ in range(40):
        flip_one_byte(content, chance)


def lose_a_page(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(1, len(content) // PAGE) * PAGE
    content[start : start + PAGE] = bytes(PAGE)


def fill_a_stretch(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(PAGE, len(content))
    length = min(chance.randrange(1, len(content) // 3), len(content) - start)
    content[start : start + length] = chance.randbytes(length)


def lose_the_first_page(content: bytearray, chance: random.Random) -> None:
    content[:PAGE] = chance.randbytes(PAGE) if chance.random() < 0.5 else bytes(PAGE)


def lose_the_end(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(PAGE, len(content)) :]


def flip_in_the_header(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(100)] ^= 1 << chance.randrange(8)


DAMAGES = [
    flip_one_byte, flip_many_bytes, lose_a_page, fill_a_stretch, lose_the_first_page, lose_the_end, flip_in_the_header,
]  # fmt: skip


def everything(journal: Journal) -> tuple[dict[str, Staged], dict[int, list[BatchRow]], dict[int, list[StepRow]]]:
    return (
        {one.path: one for one in journal.all_staged()},
        {batch.id: journal.batches.rows(batch.id) for batch in journal.batches.all()},
        {step.id: list(journal.steps.rows(step.id)) for step in journal.steps.all()},
    )


@pytest.mark.drill
@pytest.mark.parametrize("damage", DAMAGES)
def test_nothing_is_lost_silently(path: Path, model: Path, damage: Damage, drill: Drill) -> None:
    journal = Journal(model)
    staged, batches, steps = everything(journal)
    journal.close()
    assert (len(staged), len(batches), len(steps)) == (STAGED + 1, BATCHES, STEPS)
    for seed in range(drill.count(3, 300)):
        content = bytearray(model.read_bytes())
        damage(content, random.Random(seed))
        folder = path.parent / str(seed)
        folder.mkdir()
        one = folder / "journal.sqlite"
        one.write_bytes(content)
        try:
            journal = Journal(one)
        except JournalError as error:
            assert "later Reviewer" in str(error) and one.read_bytes() == content, seed
            continue
        found = everything(journal)
        if journal.warnings:
            (words,) = journal.warnings
            (aside,) = folder.glob("*.damaged-*.sqlite")
            assert str(aside) in words and aside.read_bytes() == content, seed
            assert f"{len(found[0])} article" in words or not any(found), (seed, words)
        else:
            assert found[0].keys() == staged.keys(), seed
            assert {one: len(rows) for one, rows in found[1].items()} == {
                one: len(rows) for one, rows in batches.items()
            }
            assert {one: len(rows) for one, rows in found[2].items()} == {one: len(rows) for one, rows in steps.items()}
        with journal.transaction() as sequence:
            journal.put_staged([Staged("new.md", b"s", b"p", b"h", Splice(0, b"a", b"b"))], sequence)
        journal.close()
        journal = Journal(one)
        assert journal.warnings == [], seed
        assert journal.staged_count() == len(found[0]) + 1
        journal.close()
        shutil.rmtree(folder)


def test_an_empty_journal_is_told_of_and_kept(path: Path) -> None:
    path.write_bytes(b"")
    journal = Journal(path)
    (words,) = journal.warnings
    (aside,) = path.parent.glob("*.damaged-*.sqlite")
    assert str(aside) in words and "was empty" in words
    assert "unsaved edits and saves of the history that were in it are gone" in words
    assert everything(journal) == ({}, {}, {})
    journal.close()
    journal = Journal(path)
    assert journal.warnings == []
    journal.close()


def test_random_bytes_are_called_just_that(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(20 * PAGE))
    journal = Journal(path)
    (words,) = journal.warnings
    assert "The journal of unsaved edits and saves was damaged (its first bytes make no sense)" in words
    assert "Nothing in it could be read: the unsaved edits and the saves of the history are gone" in words
    journal.close()


@pytest.mark.parametrize(("damage", "least"), [(lose_the_first_page, STAGED + 1), (lose_a_page, STAGED - 60)])
def test_what_lies_beside_the_damage_is_brought_over(path: Path, model: Path, damage: Damage, least: int) -> None:
    journal = Journal(model)
    staged, batches, _ = everything(journal)
    identity = journal.identity
    journal.close()
    for seed in range(5):
        content = bytearray(model.read_bytes())
        damage(content, random.Random(seed))
        path.write_bytes(content)
        journal = Journal(path)
        found = everything(journal)
        assert len(found[0]) >= least, (seed, journal.warnings)
        assert len(found[1]) >= BATCHES - 1, (seed, journal.warnings)
        assert all(
            one.splice == staged[name].splice and one.present == staged[name].present for name, one in found[0].items()
        )
        assert all(row in batches[number] for number, rows in found[1].items() for row in rows)
        assert journal.identity != identity
        assert set(journal.touched_since(journal.sequence - 1)) >= found[0].keys()
        journal.close()


def migrated(path: Path, model: Path) -> None:
    """A journal laid out as one of version 1 was."""
    with sqlite3.connect(model) as connection:
        connection.execute("ATTACH ? AS other", (str(path),))
        connection.execute("PRAGMA other.auto_vacuum = NONE")
        for statement in journal_check.TABLES.split(";"):
            connection.execute(
                statement.replace("CREATE TABLE ", "CREATE TABLE other.")
                .replace("CREATE INDEX ", "CREATE INDEX other.")
                .replace("INTO clock", "INTO other.clock")
            )
        for table in ("staged", "touched", "step", "step_row", "batch", "batch_row"):
            connection.execute(f"INSERT INTO other.{table} SELECT * FROM main.{table}")
        connection.execute(f"PRAGMA other.user_version = {journal_check.VERSION}")
    connection.close()


def test_a_lost_first_page_is_that_of_an_older_journal_too(model: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    migrated(path, model)
    journal = Journal(path)
    found = everything(journal)
    assert (len(found[0]), journal.warnings) == (STAGED + 1, [])
    journal.close()
    content = bytearray(path.read_bytes())
    lose_the_first_page(content, random.Random(0))
    path.write_bytes(content)
    journal = Journal(path)
    assert everything(journal) == found
    assert f"{STAGED + 1} articles" in journal.warnings[0]
    journal.close()


def test_an_index_that_lies_is_made_anew(path: Path) -> None:
    content = bytearray(path.read_bytes())
    places = [at for at in range(0, len(content), PAGE) if content[at] == 10]  # leaves of indexes
    hits = [content.find(b"article 77.md", at, at + PAGE) for at in places]
    for at in hits:
        if at > 0:
            content[at : at + 13] = b"article xx.md"
    path.write_bytes(content)
    journal = Journal(path)
    assert "all that was in it" in journal.warnings[0]
    assert journal.staged("2021/article 77.md") is not None
    assert journal.staged_count() == STAGED + 1
    journal.close()


def in_use(path: Path, body: str) -> subprocess.Popen[str]:
    code = f"import sys\nfrom pathlib import Path\nfrom reviewer.library.journal.journal import Journal\njournal = Journal(Path(sys.argv[1]))\n{body}"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


WAITING = "print('open', flush=True)\nsys.stdin.read()\njournal.close()"


def test_a_damaged_journal_that_is_in_use_is_left_where_it_is(path: Path) -> None:
    user = in_use(path, WAITING)
    assert user.stdout and user.stdout.readline() == "open\n"
    content = bytearray(path.read_bytes())
    content[PAGE * 5 :] = b"\xa5" * len(content[PAGE * 5 :])
    path.write_bytes(content)
    with pytest.raises(JournalError, match="in use by another"):
        Journal(path)
    assert not list(path.parent.glob("*damaged*"))
    user.communicate("")
    journal = Journal(path)
    assert "Brought over" in journal.warnings[0] or "Nothing in it" in journal.warnings[0]
    journal.close()
    assert [one.name for one in path.parent.glob("*.lock")] == []


def test_a_large_journal_is_looked_through_only_after_a_crash(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_check, "_WHOLE_UP_TO", 0)
    with sqlite3.connect(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'batch_row'").fetchone()
    connection.close()
    user = in_use(path, WAITING)
    assert user.stdout and user.stdout.readline() == "open\n"
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(content)

    journal = Journal(path)
    assert journal.warnings == []
    journal.close()

    user.send_signal(signal.SIGKILL)
    user.communicate()
    journal = Journal(path)
    assert "damaged" in journal.warnings[0]
    assert journal.staged_count() == STAGED + 1
    journal.close()


def test_damage_met_in_use_is_said_and_repaired_by_the_next(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_check, "_WHOLE_UP_TO", 0)
    with sqlite3.connect(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'batch_row'").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(content)

    journal = Journal(path)
    with pytest.raises(JournalError, match="open it again"):
        for batch in range(1, BATCHES + 1):
            journal.batches.rows(batch)
    journal.close()
    journal = Journal(path)
    assert "damaged" in journal.warnings[0]
    assert journal.staged_count() == STAGED + 1
    journal.close()
    assert list(path.parent.glob("*.lock")) == []


def test_a_repair_that_a_crash_cut_short_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    content = bytearray(path.read_bytes())
    lose_a_page(content, random.Random(1))
    path.write_bytes(content)

    def crash(path: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal_file, "_put_in_place", crash)
    with pytest.raises(KeyboardInterrupt):
        Journal(path)
    monkeypatch.undo()
    assert path.read_bytes() == content
    journal = Journal(path)
    (words,) = journal.warnings
    (aside,) = path.parent.glob("*.damaged-*.sqlite")
    assert str(aside) in words
    assert aside.read_bytes() == content
    assert journal.staged_count() > 200
    journal.close()


def test_nobody_opens_a_journal_that_is_being_repaired(path: Path) -> None:

    claim = Claim(path.with_suffix(".repair.lock"))
    assert claim.take()
    with pytest.raises(JournalError, match="being repaired"):
        Journal(path)
    claim.release()
    Journal(path).close()


def zeroed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    lose_a_page(content, random.Random(1))
    path.write_bytes(content)


def test_who_opened_it_while_it_was_looked_through_keeps_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, opened = journal_file.check, list[Journal]()

    def slow(connection: sqlite3.Connection, whole: bool) -> None:
        monkeypatch.setattr(journal_file, "check", real)
        opened.append(Journal(path))
        raise Damaged("page 77")

    monkeypatch.setattr(journal_file, "check", slow)
    with pytest.raises(JournalError, match="in use by another"):
        Journal(path)
    (other,) = opened
    with other.transaction() as sequence:
        other.put_staged([Staged("new.md", b"s", b"p", b"h", Splice(0, b"a", b"b"))], sequence)
    other.close()
    journal = Journal(path)
    assert journal.staged("new.md") is not None
    journal.close()
    assert list(path.parent.glob("*.lock")) == []


def test_who_found_the_damage_later_uses_what_was_repaired_by_then(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, aside = journal_file._alone, list[Path]()

    def later(path: Path, *arguments: Any) -> AbstractContextManager[None]:
        sound = path.with_name("sound.sqlite")
        salvage(path, sound)
        aside.append(journal_file.set_aside(path))
        sound.replace(path)
        return alone(path, *arguments)

    zeroed(path)
    monkeypatch.setattr(journal_file, "_alone", later)
    journal = Journal(path)
    assert (journal.warnings, journal.staged_count() > 200) == ([], True)
    assert list(path.parent.glob("*.damaged-*.sqlite")) == aside
    journal.close()


def test_a_journal_that_was_put_in_its_place_meanwhile_is_not_missed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = journal_file.check

    def replaced(connection: sqlite3.Connection, whole: bool) -> None:
        real(connection, whole)
        shutil.copy(path, tmp_path / "new")
        (tmp_path / "new").replace(path)

    monkeypatch.setattr(journal_file, "check", replaced)
    with pytest.raises(JournalError, match="being repaired"):
        Journal(path)
    monkeypatch.undo()
    Journal(path).close()
    assert list(path.parent.glob("*.lock")) == []
