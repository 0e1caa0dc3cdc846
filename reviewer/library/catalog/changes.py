"""Which files must be read again, from what the catalog knows of them and what a scan has found."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from reviewer.library.catalog.anew import MOST_IDS
from reviewer.library.catalog.article_cells import Stored
from reviewer.library.catalog.damage import CatalogDamaged, guarding
from reviewer.library.paths import loaded_path, stored_path
from reviewer.library.scanner import Found

SECOND_NS = 1_000_000_000
FINE_GRAIN_NS, COARSE_GRAIN_NS = SECOND_NS // 10, 2 * SECOND_NS
"""How far apart two writes may be without their times telling: on a disk that knows parts of a second, and on one that
does not (FAT counts two seconds). A file read that soon after it was written is read again the next time."""

_CHUNK = 500
_MOST_AHEAD = 20_000
_STATE = "id, path, size, mtime_ns, inode, ctime_ns, read_ns"


class Comparison:
    """One pass of a scan over the catalog. Its memory is one byte an article.

    A scan finds files in about the order in which the catalog came to know them, so these are read ahead in that order;
    what is not among them is asked for by its path.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seen = {table: bytearray(self._last_id(table) + 1) for table in ("article", "other_file")}
        self._ahead: dict[str | bytes, tuple[Any, ...]] = {}
        self._reached = 0
        self.added = 0
        """Files that the catalog does not know."""
        self.changed = 0
        self.unchanged = 0

    @property
    def known(self) -> int:
        """How many files the catalog knows, or knew at some time."""
        return sum(len(seen) - 1 for seen in self._seen.values())

    def to_read(self, found: Iterable[Found]) -> Iterator[Found]:
        """Of what a scan finds, the files that are new or may have changed."""
        waiting = iter(found)
        while chunk := list(islice(waiting, _CHUNK)):
            yield from self._to_read(chunk)

    def gone(self, unread: Collection[str] = ()) -> Iterator[list[str]]:
        """The paths that the scan did not find, once it is through, in chunks. Those in `unread`, and in folders of
        these paths, are not counted as gone: nobody could look."""
        for table, seen in self._seen.items():
            unseen = iter(_unseen(seen))
            while numbers := list(islice(unseen, _CHUNK)):
                paths = self._paths(table, numbers)
                if lost := [path for path in paths if not _lies_in(path, unread)]:
                    yield lost

    def gone_from(self, places: Iterable[str], unread: Collection[str] = ()) -> Iterator[list[str]]:
        """Like `gone`, but only of the files at these paths, or in these folders."""
        for table, seen in self._seen.items():
            with guarding():
                lost = [
                    loaded_path(path)
                    for place in places
                    for number, path in self._rows(*_within(table, place))
                    if number < len(seen) and not seen[number]
                ]
            if lost := [path for path in dict.fromkeys(lost) if not _lies_in(path, unread)]:
                yield lost

    def _to_read(self, chunk: list[Found]) -> list[Found]:
        with guarding():
            return self._changed_of(chunk)

    def _changed_of(self, chunk: list[Found]) -> list[Found]:
        self._read_ahead()
        seen, ahead = self._seen["article"], self._ahead
        others = []
        for found in chunk:
            row = ahead.pop(found[0], None)
            if (
                row is not None
                and row[2:6] == found[1:]
                and row[3] + COARSE_GRAIN_NS <= row[6] >= row[5] + COARSE_GRAIN_NS
            ):
                seen[row[0]] = 1
            else:
                others.append(found)
        self.unchanged += len(chunk) - len(others)
        return self._asked_by_path(others) if others else others

    def _read_ahead(self) -> None:
        """Those that were passed over are forgotten when there are too many of them."""
        if self._reached < len(self._seen["article"]) - 1:
            question = f"SELECT {_STATE} FROM article WHERE id > ? AND id < ? ORDER BY id LIMIT {_CHUNK}"
            rows = self._rows(question, (self._reached, len(self._seen["article"])))
            self._reached = rows[-1][0] if rows else len(self._seen["article"])
            if len(self._ahead) > _MOST_AHEAD:
                self._ahead.clear()
            new = {row[1]: row for row in rows}
            if len(new) < len(rows) or not self._ahead.keys().isdisjoint(new):
                raise CatalogDamaged("a path is there twice")
            self._ahead |= new

    def _asked_by_path(self, chunk: list[Found]) -> list[Found]:
        known: dict[str, bool] = {}
        states = {stored_path(found.path): found for found in chunk}
        marks = ", ".join("?" * len(states))
        for table, seen in self._seen.items():
            if len(seen) == 1:
                continue
            for row in self._rows(f"SELECT {_STATE} FROM {table} WHERE path IN ({marks})", list(states)):
                if row[0] < len(seen):
                    seen[row[0]] = 1
                found = states[row[1]]
                known[found.path] = is_same(found, *row[2:])
        self.unchanged += sum(known.values())
        self.added += len(chunk) - len(known)
        self.changed += len(known) - sum(known.values())
        return [found for found in chunk if not known.get(found.path)]

    def _paths(self, table: str, numbers: Sequence[int]) -> list[str]:
        """Each must lead to its own number: a path that is there twice would be taken for gone."""
        other = f"(SELECT id FROM {table} AS other WHERE other.path = this.path)"
        marks = ", ".join("?" * len(numbers))
        with guarding():
            rows = self._rows(
                f"SELECT path, id = {other} FROM {table} AS this WHERE id IN ({marks}) ORDER BY id", numbers
            )
            if not all(is_its_own for _, is_its_own in rows):
                raise CatalogDamaged(f"a path of {table} leads elsewhere")
            return [loaded_path(path) for path, _ in rows]

    def _rows(self, question: str, values: Sequence[Stored] = ()) -> list[tuple[Any, ...]]:
        with guarding():
            return self._connection.execute(question, values).fetchall()

    def _last_id(self, table: str) -> int:
        last = self._rows(f"SELECT ifnull(max(id), 0) FROM {table}")[0][0]
        given = self._rows("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'article'")[0][0]
        most = given if table == "article" else MOST_IDS
        if isinstance(last, int) and isinstance(most, int) and 0 <= last <= most <= MOST_IDS:
            return last
        raise CatalogDamaged(f"the last id of {table} is {last}")


def _unseen(seen: bytearray) -> Iterator[int]:
    number = seen.find(0, 1)
    while number > 0:
        yield number
        number = seen.find(0, number + 1)


def is_same(found: Found, size: int, mtime_ns: int, inode: int, ctime_ns: int, read_ns: int) -> bool:
    """Whether a file is surely the one that had this state and was read at `read_ns`."""
    if (size, mtime_ns, inode, ctime_ns) != found[1:]:
        return False
    return all(time + _grain(time) <= read_ns for time in (mtime_ns, ctime_ns))


def _grain(time_ns: int) -> int:
    return FINE_GRAIN_NS if time_ns % SECOND_NS else COARSE_GRAIN_NS


def _within(table: str, place: str) -> tuple[str, tuple[Stored, ...]]:
    """The question for all that is known at a path and below it. What is no valid text is stored as a BLOB."""
    if not place:
        return f"SELECT id, path FROM {table}", ()
    text, blob = place.encode("utf-8", "replace").decode(), place.encode("utf-8", "surrogatepass")
    return (
        f"SELECT id, path FROM {table} WHERE path = ? OR (path >= ? AND path < ?) OR (path >= ? AND path < ?)",
        (stored_path(place), f"{text}/", f"{text}0", blob + b"/", blob + b"0"),
    )


def _lies_in(path: str, folders: Collection[str]) -> bool:
    return any(not folder or path == folder or path.startswith(f"{folder}/") for folder in folders)
