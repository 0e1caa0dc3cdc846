"""Which files must be read again, from what the catalog knows of them and what a scan has found."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from reviewer.library.paths import loaded_path, stored_path
from reviewer.library.scanner import Found

CLOCK_GRAIN_NS = 2_000_000_000
"""The coarsest clock of a file system (FAT). A file read this soon after it was written may have been written again
without its size, time or inode telling."""

_CHUNK = 500


class Comparison:
    """One pass of a scan over the catalog. Its memory is one byte an article."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seen = {table: bytearray(_last_id(connection, table) + 1) for table in ("article", "other_file")}
        self.added = 0
        """Files that the catalog does not know."""
        self.changed = 0
        self.unchanged = 0

    def to_read(self, found: Iterable[Found]) -> Iterator[Found]:
        """Of what a scan finds, the files that are new or may have changed."""
        waiting = iter(found)
        while chunk := list(islice(waiting, _CHUNK)):
            yield from self._to_read(chunk)

    def gone(self, unread: Collection[str] = ()) -> Iterator[list[str]]:
        """The paths that the scan did not find, once it is through, in chunks. Those in `unread`, and in folders of
        these paths, are not counted as gone: nobody could look."""
        for table, seen in self._seen.items():
            last = -1
            while rows := self._connection.execute(
                f"SELECT id, path FROM {table} WHERE id > ? AND id < ? ORDER BY id LIMIT 2000", (last, len(seen))
            ).fetchall():
                last = rows[-1][0]
                paths = [loaded_path(path) for number, path in rows if not seen[number]]
                if lost := [path for path in paths if not _lies_in(path, unread)]:
                    yield lost

    def _to_read(self, chunk: list[Found]) -> Iterator[Found]:
        known: dict[str, bool] = {}
        paths = [stored_path(found.path) for found in chunk]
        states = dict(zip(paths, chunk, strict=True))
        marks = ", ".join("?" * len(paths))
        for table, seen in self._seen.items():
            for number, path, *state in self._connection.execute(
                f"SELECT id, path, size, mtime_ns, inode, read_ns FROM {table} WHERE path IN ({marks})", paths
            ).fetchall():
                if number < len(seen):
                    seen[number] = 1
                known[loaded_path(path)] = _is_same(states[path], *state)
        for found in chunk:
            same = known.get(found.path)
            if same:
                self.unchanged += 1
                continue
            if same is None:
                self.added += 1
            else:
                self.changed += 1
            yield found


def _is_same(found: Found, size: int, mtime_ns: int, inode: int, read_ns: int) -> bool:
    known = (size, mtime_ns, inode) == (found.size, found.mtime_ns, found.inode)
    return known and mtime_ns + CLOCK_GRAIN_NS <= read_ns


def _lies_in(path: str, folders: Collection[str]) -> bool:
    return any(not folder or path == folder or path.startswith(f"{folder}/") for folder in folders)


def _last_id(connection: sqlite3.Connection, table: str) -> int:
    last: int = connection.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()[0]
    return last
