"""The journal: what must survive a crash. Staged edits, the steps that undo walks, the batches saved, marks."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.articles.splice import Splice
from reviewer.library.journal.batches import Batches
from reviewer.library.journal.opening import NAMED, JournalError, open_journal
from reviewer.library.journal.reviews import Reviews
from reviewer.library.journal.schema import Staged
from reviewer.library.journal.steps import Steps
from reviewer.library.paths import loaded_path, stored_path
from reviewer.library.reasons import reason

_COLUMNS = "path, saved, present, head, start, old, new, sequence"


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes of the journal's file: those in use, and those that wait for use."""

    used: int
    free: int


class Journal:
    """One connection, for one thread. Changes are made inside `transaction`, and are on the disk when it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection, self.warnings = open_journal(path)
        self.steps = Steps(self._connection)
        self.batches = Batches(self._connection)
        self.reviews = Reviews(self._connection)

    def close(self) -> None:
        self._connection.close()

    @property
    def identity(self) -> int:
        """A number that no other journal has, one made of what was left of this one included."""
        return int(self._connection.execute("PRAGMA application_id").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[int]:
        """Waits until no other process writes; all that is done inside is kept, or nothing. Gives its sequence."""
        run = self._connection.execute
        try:
            run("BEGIN IMMEDIATE")
            try:
                run("UPDATE clock SET sequence = sequence + 1")
                yield self.sequence
                run("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    run("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise JournalError(f"{NAMED} cannot be written: {reason(error)}.") from error

    def space(self) -> Space:
        """What the journal takes of the disk."""
        pages, free, size = (
            int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return Space((pages - free) * size, free * size)

    def give_back(self, pages: int) -> bool:
        """Makes the file shorter by so many of its free pages; no, if it was made by a Reviewer that could not."""
        before = self.space().free
        try:
            self._connection.execute(f"PRAGMA incremental_vacuum({pages})").fetchall()
        except sqlite3.Error as error:
            raise JournalError(f"{NAMED} cannot be made smaller: {reason(error)}.") from error
        return self.space().free < before

    @property
    def sequence(self) -> int:
        """The number of the last transaction."""
        return int(self._connection.execute("SELECT sequence FROM clock").fetchone()[0])

    def outside_changes(self) -> int:
        """A number that moves when another process has written the journal."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def touched_since(self, sequence: int) -> dict[str, int]:
        """The articles that later transactions changed, each with the sequence of the last one."""
        question = "SELECT path, sequence FROM touched WHERE sequence > ? ORDER BY sequence"
        return {loaded_path(path): number for path, number in self._connection.execute(question, (sequence,))}

    def touch(self, paths: Iterable[str], sequence: int) -> None:
        self._connection.executemany(
            "INSERT INTO touched VALUES (?, ?) ON CONFLICT(path) DO UPDATE SET sequence = excluded.sequence",
            ((stored_path(path), sequence) for path in paths),
        )

    def staged(self, path: str) -> Staged | None:
        question = f"SELECT {_COLUMNS} FROM staged WHERE path = ?"
        row = self._connection.execute(question, (stored_path(path),)).fetchone()
        return _staged(row) if row else None

    def all_staged(self) -> list[Staged]:
        """All staged articles, those staged first before the others."""
        return [_staged(row) for row in self._connection.execute(f"SELECT {_COLUMNS} FROM staged ORDER BY rowid")]

    def staged_of(self, paths: Sequence[str]) -> dict[str, Staged]:
        """The staged ones of these articles."""
        if len(paths) > self.staged_count():
            wanted = set(paths)
            return {one.path: one for one in self.all_staged() if one.path in wanted}
        found = (self.staged(path) for path in paths)
        return {one.path: one for one in found if one}

    def staged_paths(self) -> set[str]:
        return {loaded_path(path) for (path,) in self._connection.execute("SELECT path FROM staged")}

    def staged_count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM staged").fetchone()[0])

    def put_staged(self, rows: Iterable[Staged], sequence: int) -> None:
        """Stages these articles, in place of what is staged for them."""
        self._connection.executemany(
            f"INSERT OR REPLACE INTO staged({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((stored_path(row.path), row.saved, row.present, row.head, *_cells(row.splice), sequence) for row in rows),
        )

    def drop_staged(self, paths: Iterable[str]) -> None:
        """These articles are as their files are, or what was staged for them is given up."""
        self._connection.executemany("DELETE FROM staged WHERE path = ?", ((stored_path(path),) for path in paths))


def _cells(splice: Splice) -> tuple[int, bytes, bytes]:
    return splice.start, splice.old, splice.new


def _staged(row: tuple[Any, ...]) -> Staged:
    path, saved, present, head, start, old, new, sequence = row
    return Staged(loaded_path(path), saved, present, head, Splice(start, old, new), sequence)
