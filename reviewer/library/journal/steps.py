"""The undo log of the journal: steps that were done, and those that were undone and can be done again."""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator

from reviewer.articles.splice import Splice
from reviewer.library.journal.schema import Step, StepRow
from reviewer.library.paths import loaded_path, stored_path

_COLUMNS = "id, name, made, done, origin, undoes"


class Steps:
    """Read at any time; written only inside `Journal.transaction`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last_done(self, origin: str) -> Step | None:
        """The step that undo would take back."""
        return self._first("done = 1 AND origin = ? ORDER BY id DESC", origin)

    def first_undone(self, origin: str) -> Step | None:
        """The step that redo would do again."""
        return self._first("done = 0 AND origin = ? ORDER BY id", origin)

    def last_of(self, path: str, origin: str) -> Step | None:
        """The last step that is done and changed this article."""
        among = "EXISTS (SELECT 1 FROM step_row WHERE step = id AND path = ?)"
        return self._first(f"done = 1 AND origin = ? AND {among} ORDER BY id DESC", origin, stored_path(path))

    def all(self) -> list[Step]:
        """Every step, the oldest first."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM step ORDER BY id")
        return [_step(row) for row in rows]

    def rows(self, step: int) -> Iterator[StepRow]:
        """What the step did to each article, in the order in which they were staged."""
        found = self._connection.execute(
            "SELECT path, start, old, new, before, after, edits, head FROM step_row WHERE step = ? ORDER BY rowid",
            (step,),
        )
        for path, start, old, new, before, after, edits, head in found.fetchall():
            yield StepRow(loaded_path(path), Splice(start, old, new), before, after, edits, head)

    def add(self, name: str, origin: str, rows: Iterable[StepRow], undoes: int | None = None) -> int:
        """A new step, done; `undoes` is the batch it puts back. Steps of its origin that were undone are gone."""
        run = self._connection.execute
        run("DELETE FROM step_row WHERE step IN (SELECT id FROM step WHERE done = 0 AND origin = ?)", (origin,))
        run("DELETE FROM step WHERE done = 0 AND origin = ?", (origin,))
        question = "INSERT INTO step(name, made, done, origin, undoes) VALUES (?, ?, 1, ?, ?)"
        step = run(question, (name, now(), origin, undoes)).lastrowid
        assert step is not None
        self._connection.executemany(
            "INSERT INTO step_row(step, path, start, old, new, before, after, edits, head) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (step, stored_path(row.path), row.splice.start, row.splice.old, row.splice.new,
                 row.before, row.after, row.edits, row.head)
                for row in rows
            ),
        )  # fmt: skip
        return step

    def mark(self, step: int, done: bool) -> None:
        self._connection.execute("UPDATE step SET done = ? WHERE id = ?", (done, step))

    def forget(self, step: int) -> None:
        """Takes a step out of the undo log."""
        self._connection.execute("DELETE FROM step_row WHERE step = ?", (step,))
        self._connection.execute("DELETE FROM step WHERE id = ?", (step,))

    def _first(self, condition: str, *parameters: str | bytes) -> Step | None:
        question = f"SELECT {_COLUMNS} FROM step WHERE {condition} LIMIT 1"
        row = self._connection.execute(question, parameters).fetchone()
        return _step(row) if row else None


def _step(row: tuple[int, str, str, int, str, int | None]) -> Step:
    number, name, made, done, origin, undoes = row
    return Step(number, name, made, bool(done), origin, undoes)


def now() -> str:
    """The time as the journal keeps it: ISO, in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
