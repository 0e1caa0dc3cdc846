"""The saves in the journal: each file's former bytes, noted before the file is touched."""

import sqlite3
from collections.abc import Iterable

from reviewer.articles.splice import Splice
from reviewer.library.journal_schema import BEGUN, SAVED, Batch, BatchRow
from reviewer.library.paths import loaded_path, stored_path
from reviewer.library.steps import now


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
        """Notes files that are about to be written."""
        self._put(batch, rows, BEGUN)

    def mark_saved(self, batch: int, rows: Iterable[BatchRow]) -> None:
        """Notes files that were written."""
        self._put(batch, rows, SAVED)

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
        return self._batches("finished = 1 ORDER BY id DESC")

    def _batches(self, condition: str) -> list[Batch]:
        saved = "(SELECT count(*) FROM batch_row WHERE batch = id AND outcome = 'saved')"
        rows = self._connection.execute(f"SELECT id, name, made, origin, {saved}, undoes FROM batch WHERE {condition}")
        return [Batch(*row) for row in rows]

    def _rows(self, condition: str, batch: int) -> list[BatchRow]:
        question = f"SELECT path, before, after, head, start, old, new FROM batch_row WHERE {condition} ORDER BY rowid"
        found = self._connection.execute(question, (batch,))
        return [
            BatchRow(loaded_path(path), before, after, head, Splice(start, old, new))
            for path, before, after, head, start, old, new in found
        ]

    def _put(self, batch: int, rows: Iterable[BatchRow], outcome: str) -> None:
        # A row may be gone by now: another process, at its start, took this batch for one that a crash cut short.
        self._connection.executemany(
            "INSERT INTO batch_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(batch, path) DO UPDATE SET outcome = excluded.outcome",
            (
                (batch, stored_path(row.path), outcome, row.before, row.after, row.head,
                 row.splice.start, row.splice.old, row.splice.new)
                for row in rows
            ),
        )  # fmt: skip
