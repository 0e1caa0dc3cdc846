"""The catalog follows the journal: it holds the sequence of the last transaction that it has seen."""

import logging
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from reviewer.library.catalog.rows import Prepared
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.counting import Counting
from reviewer.library.files import Fingerprint
from reviewer.library.folders import unlasting
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.schema import Staged
from reviewer.library.planning import Change, Keep, Outcome, Task, lost, unpack_entry, work
from reviewer.library.pool import Pool
from reviewer.library.scope import Scope

_log = logging.getLogger(__name__)
SEQUENCE = "journal_sequence"
_CHUNK = 500


@contextmanager
def left_for_later() -> Iterator[None]:
    """The journal has it, so nothing is lost where this cannot be done now: it is done when the articles are read next.

    Where it is the catalog that could not be written, `is_behind` says so.
    """
    try:
        yield
    except (sqlite3.Error, JournalError):
        _log.exception("the catalog could not follow the journal")


def tasks(root: Path, journal: Journal, changes: Mapping[str, Change]) -> list[Task]:
    """One for each path, with what is staged for it now."""
    staged, folder = journal.staged_of(list(changes)), os.fspath(root)
    return [Task(path, os.path.join(folder, path), staged.get(path), change) for path, change in changes.items()]


class Follower:
    """Writes to the catalog what happened in the journal, after it happened there.

    Who reads an article with staged edits whose file another program has written since merges the two, and the journal
    gets the edits as they are on the new file. `merged` counts these, and `given_up` those whose edits the file holds
    already, so that none are staged any more.

    Several processes do this to one catalog at once. What one of them read before another's transaction of the journal
    is never put over what that one has put since: it is read again.
    """

    def __init__(self, root: Path, journal: Journal, writer: CatalogWriter, pool: Pool, scope: Scope) -> None:
        self._root, self._journal, self._writer, self._pool, self._scope = root, journal, writer, pool, scope
        self.merged = self.given_up = 0

    def put(self, outcomes: Sequence[Outcome], sequence: int, tell: Callable[[], None]) -> None:
        """The articles that the journal's transaction `sequence` changed, as they are now."""
        with left_for_later():
            left, late = iter(outcomes), list[str]()
            while chunk := list(islice(left, _CHUNK)):
                late += self._put(chunk, sequence)
                tell()
            self.read_again(late, _quietly())
            self._reach(sequence, {outcome.path for outcome in outcomes})

    def mark_saved(self, fingerprints: Mapping[str, Fingerprint], left: Collection[str], sequence: int) -> None:
        """These files hold the present bytes, and only those in `left` are still modified."""
        with left_for_later():
            with self._writer.transaction():
                late = self.touched_after(sequence, fingerprints)
                marks = [(path, found, path in left) for path, found in fingerprints.items() if path not in late]
                self._writer.mark(marks)
            self._reach(sequence, {path for path, _, _ in marks})
            self.notice(late.union(left))

    def is_behind(self) -> bool:
        """Whether the journal has been written, by anyone, since the catalog was."""
        return bool(self._journal.touched_since(self._seen()))

    def catch_up(self, counting: Counting, read_again: Callable[[list[str]], object] | None = None) -> None:
        """Reads again what the journal's transactions changed and the catalog has not seen. Raises Stopped.

        `read_again` is called to do it, if it is given.
        """
        now = self._journal.sequence
        missed = self._listed(self._journal.touched_since(self._seen()))
        counting.total = (counting.total or 0) + len(missed)
        if read_again:
            read_again(missed)
        else:
            self.read_again(missed, counting)
        self._note_seen(now)

    def touched_after(self, sequence: int, paths: Iterable[str]) -> set[str]:
        """Those of these articles that later transactions of the journal changed. To be asked while the catalog is
        locked for what was read at `sequence`: who changes them from now on puts them after that."""
        later = self._journal.touched_since(sequence)
        return {path for path in paths if path in later} if later else set()

    def read_again(self, paths: Iterable[str], counting: Counting) -> list[Outcome]:
        """Puts the present values of these articles, staged edits included. Raises Stopped."""
        read: dict[str, Outcome] = {}
        left = list(paths)
        while left:
            sequence = self._journal.sequence
            found = tasks(self._root, self._journal, dict.fromkeys(left, Keep()))
            outcomes = zip(found, self._pool.map(work, found, lost, counting.goes_on), strict=True)
            left = []
            while chunk := list(islice(outcomes, _CHUNK)):
                rebased = self._rebase(chunk)
                left += self._put([outcome for _, outcome in chunk], sequence, rebased)
                read |= {outcome.path: outcome for _, outcome in chunk}
                counting.done += len(chunk)
            counting.done -= len(left)
        return list(read.values())

    def notice(self, paths: Iterable[str]) -> None:
        """The files of these articles were found to be others than the catalog knows."""
        with left_for_later():
            self.read_again(self._listed(paths), _quietly())

    def _put(self, outcomes: Sequence[Outcome], sequence: int, rebased: Mapping[str, int] | None = None) -> list[str]:
        """Puts what was true at `sequence` of the journal, or, of those in `rebased`, at that one.

        Returns the articles that are left out, as others changed them since.
        """
        rebased = rebased or {}
        with self._writer.transaction():
            later = self._journal.touched_since(sequence)
            late = [one.path for one in outcomes if later.get(one.path, 0) > rebased.get(one.path, sequence)]
            fresh = [one for one in outcomes if one.path not in set(late)] if late else outcomes
            self._writer.put(rows_of(fresh))
            self._writer.remove(outcome.path for outcome in fresh if outcome.is_gone)
        return late

    def _rebase(self, read: list[tuple[Task, Outcome]]) -> dict[str, int]:
        """What is staged is noted as it is on the files by now, unless another process staged something meanwhile.

        Returns the articles that this changed in the journal, each with the sequence at which it did. Edits that the
        file holds already are given up once it is sure that the file stays so: a save of them may have failed at that.
        """
        moved = {task.path: (task.staged, one.staged) for task, one in read if _is_rebased(task, one)}
        if not moved:
            return {}
        files = {path: os.path.join(self._root, path) for path, (_, now) in moved.items() if not now}
        unsure = unlasting(files.values())
        moved = {path: both for path, both in moved.items() if files.get(path) not in unsure}
        with self._journal.transaction() as sequence:
            still = self._journal.staged_of(list(moved))
            same = {path: now for path, (before, now) in moved.items() if _is_still(before, still.get(path))}
            self._journal.put_staged((now for now in same.values() if now), sequence)
            self._journal.drop_staged(path for path, now in same.items() if not now)
            self._journal.touch(same, sequence)
        merged = sum(1 for now in same.values() if now)
        self.merged += merged
        self.given_up += len(same) - merged
        return dict.fromkeys(same, sequence)

    def _listed(self, paths: Iterable[str]) -> list[str]:
        """Those of these paths that the catalog lists, or has to: edits are staged for them."""
        asked = list(paths)
        known = set(self._writer.known(asked))
        if len(known) == len(asked):
            return asked
        staged = self._journal.staged_paths()
        return [path for path in asked if path in known or (path in staged and self._scope.holds(path))]

    def _seen(self) -> int:
        seen = self._writer.get_meta(SEQUENCE)
        return seen if isinstance(seen, int) else 0

    def _reach(self, sequence: int, done: set[str]) -> None:
        """Notes that the catalog has seen `sequence`, and reads again what others did before or since."""
        touched = self._journal.touched_since(self._seen())
        missed = [path for path, when in touched.items() if when > sequence or path not in done]
        now = max(touched.values(), default=sequence)
        if missed:
            self.read_again(self._listed(missed), _quietly())
        self._note_seen(max(now, sequence))

    def _note_seen(self, sequence: int) -> None:
        """Another process may have noted more meanwhile; what it has put stays seen. Where it says nothing new nothing
        is written: whoever shows the catalog would ask for all of it again."""
        if sequence <= self._seen():
            return
        with self._writer.transaction():
            self._writer.set_meta(SEQUENCE, max(sequence, self._seen()))


def _quietly() -> Counting:
    return Counting(lambda done, total: True, None)


def _is_still(before: Staged | None, now: Staged | None) -> bool:
    """Whether nothing was staged since, not even the same again."""
    return before is not None and now is not None and (before.sequence, before) == (now.sequence, now)


def _is_rebased(task: Task, outcome: Outcome) -> bool:
    """Whether the journal has to hold something else: the file holds what was staged, or edits were merged with it."""
    before, now = task.staged, outcome.staged
    if before is None or not outcome.settled:
        return False
    return now is None or (now.saved, now.present) != (before.saved, before.present)


def rows_of(outcomes: Iterable[Outcome]) -> list[Prepared]:
    """The rows of those that have some."""
    return [unpack_entry(outcome.entry) for outcome in outcomes if outcome.entry]
