"""The catalog is brought up to what is on the disk: new, changed and removed files."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from reviewer.library.catalog.changes import Comparison
from reviewer.library.catalog.rows import ARTICLE_COLUMNS, Prepared
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.counting import Counting
from reviewer.library.following import Follower
from reviewer.library.ignoring import NAME as GIT_RULES
from reviewer.library.indexing import Reading, get_ready, read_all
from reviewer.library.journal.journal import Journal
from reviewer.library.messages import ProgressCall, RefreshReport, Refused
from reviewer.library.paths import stored_path
from reviewer.library.pile import Pile
from reviewer.library.planning import unpack_entry
from reviewer.library.pool import FEW, Parcel, Pool, Stopped
from reviewer.library.scanner import Found, scan, scan_some
from reviewer.library.scope import Scope

_CHUNK = 500
"""Rows that are asked for at a time."""
_SOON, _AT_ONCE = 5, 20
"""Parcels of rows that are committed at a time; the first ones of many sooner."""
_FIRST = 60
"""Articles fill a large screen."""
_LOOKED_AT = 256
_DIGEST = ARTICLE_COLUMNS.index("digest")


@dataclass(slots=True)
class _Tally:
    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: list[Refused] = field(default_factory=list)


class Refreshing:
    """Scans a folder, or some files in it, and reads what the catalog does not know.

    What is staged for a file that is gone, or that the scan would leave out, stays listed.
    """

    def __init__(
        self,
        root: Path,
        only: Sequence[Path] | None,
        yaml_patterns: Sequence[str],
        journal: Journal,
        writer: CatalogWriter,
        catalog: sqlite3.Connection,
        pool: Pool,
        follower: Follower,
        scope: Scope,
    ) -> None:
        self._root, self._only, self._yaml_patterns = root, only, yaml_patterns
        self._journal, self._writer, self._catalog = journal, writer, catalog
        self._pool, self._follower, self._scope = pool, follower, scope
        self._told = self._begun = 0

    def begin(self, progress: ProgressCall) -> None:
        """Puts the first articles into a catalog that has none, to be looked at while all others are looked for.

        They need not be watched meanwhile: like all that a catalog knows, `refresh` looks at them, and tells of them.
        """
        if not self._is_empty():
            return
        counting, tally = Counting(progress, None), _Tally()
        staged = set(self._journal.staged_paths())
        with contextlib.suppress(Stopped):
            found = _parted(self._scanned(counting, tally.failed, None), staged, [])
            self._read(list(islice(found, _FIRST)), self._journal.sequence, counting, tally, counting.goes_on)
        self._begun = tally.added

    def refresh(self, progress: ProgressCall, paths: Sequence[str] | None = None) -> RefreshReport:
        """Rows are committed many at a time as they are read; a stop keeps those that were.

        With `paths` (relative, with "/") only these files, and what lies in these folders, are looked at; they may be
        new, changed or gone. `unchanged` counts only them.
        """
        counting, tally = Counting(progress, None), _Tally(added=self._begun)
        self._begun = 0
        places = self._places(paths)
        former, merged = 0, self._follower.merged
        try:
            self._follower.catch_up(counting, lambda missed: self._read_missed(missed, counting, tally))
            former = self._refresh(counting, tally, places)
        except Stopped:
            pass
        if places is None:
            (listed,) = self._catalog.execute("SELECT count(*) FROM article").fetchone()
            former = listed - tally.added - tally.changed
        merged = self._follower.merged - merged
        given_up, self._told = self._follower.given_up - self._told, self._follower.given_up
        return RefreshReport(
            tally.added, tally.changed, tally.removed, former, counting.stopped, tally.failed, merged, given_up
        )

    def _places(self, paths: Sequence[str] | None) -> list[str] | None:
        """The paths to look at; None for all, as where rules about other files have changed."""
        if paths is None or not self._scope.is_all:
            return None
        places = [path.strip("/") for path in paths]
        if any(not place or place.rpartition("/")[2] == GIT_RULES for place in places):
            return None
        return [place for place in places if not {"", ".", ".."}.intersection(place.split("/"))]

    def _refresh(self, counting: Counting, tally: _Tally, places: list[str] | None) -> int:
        """How many files were found as they are known."""
        began = self._journal.sequence
        comparison = self._writer.compare()
        counting.total, counting.done = None, 0
        staged = {path for path in self._journal.staged_paths() if self._scope.holds(path)}
        present: list[str] = []
        found = _parted(comparison.to_read(self._scanned(counting, tally.failed, places)), staged, present)
        first = list(islice(found, FEW))
        if len(first) == FEW:
            get_ready(self._pool)
        to_read = Pile(chain(first, found))

        def goes_on() -> bool:
            if not to_read.grow():
                counting.total = to_read.count + len(present)
            return counting.goes_on()

        if is_first := comparison.known <= FEW:
            self._read(to_read, began, counting, tally, goes_on)
        while to_read.grow():
            pass
        counting.total = to_read.count + len(present)
        lost = self._forget_gone(comparison, places, staged, tally)
        if not is_first:
            self._read(to_read, began, counting, tally, counting.goes_on)
        if places is None:
            lost |= staged.difference(self._writer.known(staged), present)
        counting.total += len(lost)
        self._read_present([*present, *sorted(lost)], counting, tally)
        if places is None:
            self._complete(counting)
        return comparison.unchanged

    def _forget_gone(
        self, comparison: Comparison, places: list[str] | None, staged: set[str], tally: _Tally
    ) -> set[str]:
        """Answers those that stay listed for what is staged for them."""
        unread = [path for path, _ in tally.failed]
        lost = set()
        for chunk in comparison.gone(unread) if places is None else comparison.gone_from(places, unread):
            lost |= staged.intersection(chunk)
            removed = [path for path in chunk if path not in staged]
            tally.removed += len(self._digests(map(stored_path, removed)))
            self._writer.remove(removed)
        return lost

    def _is_empty(self) -> bool:
        return self._catalog.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None

    def _read(
        self, found: Iterable[Found], began: int, counting: Counting, tally: _Tally, goes_on: Callable[[], bool]
    ) -> None:
        parcels = _counted(read_all(self._root, found, self._pool, goes_on), counting)
        size = _SOON
        while together := list(islice(parcels, size)):
            self._take(together, began, counting, tally)
            size = _AT_ONCE

    def _complete(self, counting: Counting) -> None:
        """Whatever the catalog has left for later, so that the first articles are listed soon."""
        for _ in self._writer.complete():
            if not counting.goes_on():
                raise Stopped

    def _scanned(self, counting: Counting, failed: list[Refused], places: list[str] | None) -> Iterator[Found]:
        found = self._scan(failed, places)
        while chunk := list(islice(found, _LOOKED_AT)):
            if not counting.goes_on():
                raise Stopped
            yield from chunk

    def _scan(self, failed: list[Refused], places: list[str] | None) -> Iterator[Found]:
        def report(path: str, why: str) -> None:
            failed.append((path, why))

        if places is not None:
            return scan_some(self._root, places, self._yaml_patterns, report)
        return scan(self._root, self._only, self._yaml_patterns, report)

    def _take(self, parcels: list[Parcel[Reading]], began: int, counting: Counting, tally: _Tally) -> None:
        """Writes what was read, but for what was staged or saved since this refresh began: that is read again."""
        later: list[str] = []
        with self._writer.transaction():
            for parcel in parcels:
                readings = list(parcel)
                touched = self._follower.touched_after(began, (reading.found.path for reading in readings))
                self._put([reading for reading in readings if reading.found.path not in touched], tally)
                later += sorted(touched)
        counting.done -= len(later)
        self._read_present(later, counting, tally)

    def _put(self, readings: list[Reading], tally: _Tally) -> None:
        rows = [reading.prepared for reading in readings if reading.prepared]
        former = self._digests([row.path for row in rows])
        same = [row for row in rows if _is_same(row, former)] if former else []
        known = {row.path for row in same}
        self._writer.put([row for row in rows if row.path not in known] if known else rows)
        if same:
            self._writer.mark_read(same)
        if len(rows) < len(readings):
            self._writer.put_other((reading.found, reading.read_ns) for reading in readings if reading.is_other)
            self._writer.remove(reading.found.path for reading in readings if reading.is_gone)
        _compare(rows, former, tally)
        tally.failed += [(reading.found.path, reading.failed) for reading in readings if reading.failed]

    def _read_missed(self, paths: list[str], counting: Counting, tally: _Tally) -> None:
        """Reads what the journal says was changed. What cannot be read is told by the scan."""
        found = _Tally()
        try:
            self._read_present(paths, counting, found)
        finally:
            tally.added, tally.changed = tally.added + found.added, found.changed

    def _read_present(self, paths: list[str], counting: Counting, tally: _Tally) -> None:
        """Reads articles with staged edits: their present values go into the catalog."""
        while chunk := paths[:_CHUNK]:
            del paths[:_CHUNK]
            former = self._digests(map(stored_path, chunk))
            outcomes = self._follower.read_again(chunk, counting)
            _compare([unpack_entry(outcome.entry) for outcome in outcomes if outcome.entry], former, tally)
            tally.failed += [(one.path, one.reason) for one in outcomes if one.reason and not one.is_gone]

    def _digests(self, paths: Iterable[str | bytes]) -> dict[str | bytes, bytes]:
        """What the catalog knows of these files, by stored path."""
        found: dict[str | bytes, bytes] = {}
        left = iter(paths)
        while chunk := list(islice(left, _CHUNK)):
            marks = ", ".join("?" * len(chunk))
            found.update(self._catalog.execute(f"SELECT path, digest FROM article WHERE path IN ({marks})", chunk))
        return found


def _counted(parcels: Iterable[Parcel[Reading]], counting: Counting) -> Iterator[Parcel[Reading]]:
    for parcel in parcels:
        yield parcel
        counting.done += len(parcel)


def _parted(found: Iterable[Found], staged: set[str], present: list[str]) -> Iterator[Found]:
    """The files for which nothing is staged; the paths of the others are put into `present`."""
    for one in found:
        if one.path in staged:
            present.append(one.path)
        else:
            yield one


def _is_same(row: Prepared, former: dict[str | bytes, bytes]) -> bool:
    return bool(row.article[_DIGEST]) and former.get(row.path) == row.article[_DIGEST]


def _compare(rows: Iterable[Prepared], former: dict[str | bytes, bytes], tally: _Tally) -> None:
    for row in rows:
        if row.path not in former:
            tally.added += 1
        elif former[row.path] != row.article[_DIGEST]:
            tally.changed += 1
