"""Review marks in the journal: which articles a curator has looked through. Their files know nothing of it."""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence

from reviewer.library.paths import loaded_path, stored_path

_CHUNK = 500


class Reviews:
    """Marks by path; those that were taken away are remembered too, so that others notice."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, paths: Iterable[str], marked: bool, sequence: int) -> None:
        """Sets or takes away these marks; to be called inside a transaction, whose sequence that is."""
        when = time.time_ns()
        self._connection.executemany(
            "INSERT INTO review(path, marked, when_ns, sequence) VALUES (?, ?, ?, ?) ON CONFLICT(path) DO UPDATE"
            " SET marked = excluded.marked, when_ns = excluded.when_ns, sequence = excluded.sequence",
            ((stored_path(path), int(marked), when, sequence) for path in paths),
        )

    def marked_of(self, paths: Sequence[str]) -> set[str]:
        """Those of these articles that are marked."""
        found: set[str] = set()
        for start in range(0, len(paths), _CHUNK):
            chunk = [stored_path(path) for path in paths[start : start + _CHUNK]]
            question = f"SELECT path FROM review WHERE marked AND path IN ({', '.join('?' * len(chunk))})"
            found.update(loaded_path(path) for (path,) in self._connection.execute(question, chunk))
        return found

    def since(self, sequence: int) -> Iterator[tuple[str, bool]]:
        """The marks that transactions after this one set or took away: the path, and whether it is marked now."""
        question = "SELECT path, marked FROM review WHERE sequence > ? ORDER BY sequence"
        for path, marked in self._connection.execute(question, (sequence,)):
            yield loaded_path(path), bool(marked)

    @property
    def sequence(self) -> int:
        """That of the last transaction which set or took away a mark; 0: none did."""
        return int(self._connection.execute("SELECT max(sequence) FROM review").fetchone()[0] or 0)
