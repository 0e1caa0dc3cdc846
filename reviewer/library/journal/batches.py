"""The saves in the journal: each file's former bytes, noted before the file is touched."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from reviewer.articles.splice import Splice
from reviewer.library.journal.schema import BEGUN, SAVED, Batch, BatchRow
from reviewer.library.journal.steps import now
from reviewer.library.paths import loaded_path, stored_path


class Batches:
    """Read at any time; written only inside `Journal.transaction`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self, name: str, origin: str, undoes: int | None = None) -> int:
        batch = self._connection.execute(
            "INSERT INTO batch(name, made, origin, finished, undoes) VALUES (?, ?, ?, 0, ?)",
            (name, now(), origin, undoes),
        ).lastrowid
        assert batch is not None
        return batch

    def add(self, batch: int, rows: Iterable[BatchRow]) -> None:
        """Notes files that are about to be written, in place of what was noted of them in this batch."""
        self._put(batch, rows, BEGUN, "outcome before after head start old new")

    def mark_saved(self, batch: int, rows: Iterable[BatchRow]) -> None:
        """Notes files that were written."""
        self._put(batch, rows, SAVED, "outcome")

    def finish(self, batch: int, name: str, origin: str) -> None:
        """Files that are not marked as saved were not written; a batch without any is no batch."""
        run = self._connection.execute
        run("DELETE FROM batch_row WHERE batch = ? AND outcome = ?", (batch, BEGUN))
        run(
            "INSERT INTO batch(id, name, made, origin, finished) VALUES (?, ?, ?, ?, 1) "
            "ON CONFLICT(id) DO UPDATE SET finished = 1, name = excluded.name",
            (batch, name, now(), origin),
        )
        run("DELETE FROM batch WHERE id = ? AND id NOT IN (SELECT batch FROM batch_row)", (batch,))

    def unfinished(self) -> list[Batch]:
        """The batches that run now, or that a crash cut short."""
        return self._batches("finished = 0 ORDER BY id")

    def begun(self, batch: int) -> list[BatchRow]:
        """The files of an unfinished batch that may or may not have been written."""
        return self._rows("batch = ? AND outcome = 'begun'", batch)

    def rows(self, batch: int) -> list[BatchRow]:
        """What a finished batch did to each file."""
        return self._rows("batch = ? AND outcome = 'saved'", batch)

    def all(self) -> list[Batch]:
        """The finished batches, the last one first."""
        back = self.put_back()
        batches = self._batches("finished = 1 ORDER BY id DESC", "")
        return [replace(batch, undone=len(back[batch.id])) if batch.id in back else batch for batch in batches]

    def put_back(self) -> dict[int, frozenset[str]]:
        """The articles of each finished batch that later ones put back, as far as these were not undone themselves."""
        back: dict[int, frozenset[str]] = {}
        # What puts a batch back is later than it, so it is met before.
        for batch in self._batches("finished = 1 AND undoes IS NOT NULL ORDER BY id DESC", ""):
            assert batch.undoes is not None
            live = frozenset(self.paths(batch.id)) - back.get(batch.id, frozenset())
            back[batch.undoes] = back.get(batch.undoes, frozenset()) | live
        return back

    def forget(self, batch: int) -> None:
        """Takes a batch out of the history."""
        self._connection.execute("DELETE FROM batch_row WHERE batch = ?", (batch,))
        self._connection.execute("DELETE FROM batch WHERE id = ?", (batch,))

    def paths(self, batch: int) -> list[str]:
        """The articles of a finished batch, by their paths."""
        found = self._connection.execute("SELECT path FROM batch_row WHERE batch = ? ORDER BY path", (batch,))
        return [loaded_path(path) for (path,) in found]

    def ages(self) -> list[tuple[str, int]]:
        """When each finished batch was made, and its number; the oldest first."""
        return self._connection.execute("SELECT made, id FROM batch WHERE finished = 1 ORDER BY id").fetchall()

    def _batches(self, condition: str, outcome: str = "AND outcome = 'saved'") -> list[Batch]:
        # A finished batch has no other outcome, and is counted in the index alone.
        saved = f"(SELECT count(*) FROM batch_row WHERE batch = id {outcome})"
        rows = self._connection.execute(f"SELECT id, name, made, origin, {saved}, undoes FROM batch WHERE {condition}")
        return [Batch(*row) for row in rows]

    def _rows(self, condition: str, batch: int) -> list[BatchRow]:
        question = f"SELECT path, before, after, head, start, old, new FROM batch_row WHERE {condition} ORDER BY rowid"
        found = self._connection.execute(question, (batch,))
        return [
            BatchRow(loaded_path(path), before, after, head, Splice(start, old, new))
            for path, before, after, head, start, old, new in found
        ]

    def _put(self, batch: int, rows: Iterable[BatchRow], outcome: str, again: str) -> None:
        """`again` names the columns that change in a row that is there."""
        # A row may be gone by now: another process, at its start, took this batch for one that a crash cut short.
        changes = ", ".join(f"{column} = excluded.{column}" for column in again.split())
        self._connection.executemany(
            "INSERT INTO batch_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            f"ON CONFLICT(batch, path) DO UPDATE SET {changes}",
            (
                (batch, stored_path(row.path), outcome, row.before, row.after, row.head,
                 row.splice.start, row.splice.old, row.splice.new)
                for row in rows
            ),
        )  # fmt: skip
