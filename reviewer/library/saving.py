"""Staged edits reach the files: many at once, each wholly or not at all, each noted in the journal before and after."""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from reviewer.articles.merging import merge
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.splice import Splice
from reviewer.library import files
from reviewer.library.claim import Claim, is_held
from reviewer.library.counting import Counting, named, renamed
from reviewer.library.field_changes import clash_words
from reviewer.library.file_writes import Written, write_all
from reviewer.library.files import digest
from reviewer.library.folders import unlasting
from reviewer.library.following import Follower
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.schema import Batch, BatchRow, Staged
from reviewer.library.journal.size import trim
from reviewer.library.messages import ProgressCall, SaveReport
from reviewer.library.planning import CHANGED_ON_DISK
from reviewer.library.rebasing import compressed_head, edited_head, rebase
from reviewer.library.staging import WINDOW

_LEFTOVER_SECONDS = 2.0
_ATTEMPTS = 4
"""To write a file that others keep changing."""


class Saving:
    """Writes files, and keeps the journal true to them whatever happens in between."""

    def __init__(self, root: Path, journal: Journal, follower: Follower, history_limit: int) -> None:
        self._root, self._journal, self._follower, self._history_limit = root, journal, follower, history_limit
        self._untidy: dict[str, float] = {}
        """Folders in which a save died, and when (`time.monotonic`) they were last found so."""

    def save(self, paths: Sequence[str] | None, progress: ProgressCall) -> SaveReport:
        """Writes what is staged for these articles, or for all. Those that fail stay staged.

        What others wrote into a file meanwhile is merged with what is staged for it, which is then written.
        """
        self._end_broken()
        journal = self._journal
        staged = journal.all_staged() if paths is None else list(journal.staged_of(paths).values())
        known = {one.path for one in staged}
        report = SaveReport(unchanged=[path for path in dict.fromkeys(paths or ()) if path not in known])
        if not staged:
            return report
        counting = Counting(progress, len(staged))
        name, undoes = self._deed(staged)
        with self.batch(name, WINDOW, len(staged), undoes) as batch:
            for attempt in range(_ATTEMPTS):
                changed = self._write_staged(batch, staged, counting, report)
                staged = self._merged(changed, report, counting.stopped or attempt == _ATTEMPTS - 1)
                if not staged:
                    break
                counting.done -= len(staged)
            return self.finish(batch, name, WINDOW, report, counting.stopped)

    def _deed(self, staged: Sequence[Staged]) -> tuple[str, int | None]:
        """A name for the batch: that of the step which did all of it, if one did; and the batch that it puts back."""
        steps = self._journal.steps
        step = steps.last_of(staged[0].path, WINDOW)
        if step is not None:
            rows = {row.path: row for row in steps.rows(step.id)}
            made = [rows[one.path] for one in staged if one.path in rows and rows[one.path].after == one.present]
            if len(made) == len(staged) and step.undoes is not None:
                return step.name, step.undoes
            if [row.before for row in made] == [one.saved for one in staged]:
                return renamed(step.name, len(rows)), None
        return "Save {articles}", None

    def _write_staged(
        self, batch: int, staged: Iterable[Staged], counting: Counting, report: SaveReport
    ) -> list[BatchRow]:
        """Writes all that can be written. Returns those whose files are others by now."""
        rows = [BatchRow(one.path, one.saved, one.present, one.head, one.splice) for one in staged]
        with self._journal.transaction():
            self._journal.batches.add(batch, rows)
        changed: list[BatchRow] = []
        for written in self.write(rows, counting):
            changed += [one.row for one in written if one.reason == CHANGED_ON_DISK]
            self.note(batch, [one for one in written if one.reason != CHANGED_ON_DISK], report)
        return changed

    def _merged(self, changed: Sequence[BatchRow], report: SaveReport, is_last: bool) -> list[Staged]:
        """What is staged now for those whose files were changed, as far as it can be written now."""
        paths = [row.path for row in changed]
        self._follower.notice(paths)
        now = self._journal.staged_of(paths)
        again = []
        for row in changed:
            staged = now.get(row.path)
            if staged is None:
                report.unchanged.append(row.path)
            elif is_last or staged.saved == row.before:
                report.failed.append((row.path, why_not(self._root, staged)))
            else:
                again.append(staged)
        return again

    @contextmanager
    def batch(self, name: str, origin: str, count: int, undoes: int | None = None) -> Iterator[int]:
        """Begins a batch, and tells other processes that this one is at work on it."""
        self._end_broken()
        with ExitStack() as ending, ExitStack() as claimed:
            ending.push(self._end_after)
            with self._journal.transaction():
                batch = self._journal.batches.begin(named(name, count), origin, undoes)
                claim = Claim(self._claim_path(batch))
                claimed.callback(claim.release)
                with suppress(OSError):
                    claim.take()
            yield batch

    def _end_after(self, kind: type[BaseException] | None, *_: object) -> None:
        """An error, such as a journal without room, ended a save: its batch is ended now if it can be, else later."""
        if kind is not None and issubclass(kind, Exception):
            with suppress(JournalError, sqlite3.Error, OSError):
                self._end_broken()

    def _end_broken(self) -> None:
        """Ends the batches that an error or a crash cut short, so that the history and the catalog know of them."""
        for batch in self.recover():
            self._follower.notice(self._journal.batches.paths(batch.id))

    def write(self, rows: Iterable[BatchRow], counting: Counting) -> Iterator[list[Written]]:
        """Writes the files and gives what became of them, some hundred at a time. A stop leaves the rest out."""
        yield from write_all(self._root, rows, counting)

    def note(self, batch: int, written: list[Written], report: SaveReport, origin: str = WINDOW) -> None:
        """Tells the journal, then the catalog and the report, what became of these files of a batch of `origin`."""
        there = [one for one in written if one.fingerprint]
        if there:
            with self._journal.transaction() as sequence:
                self._journal.batches.mark_saved(batch, (one.row for one in there if not one.was_there))
                left = self._settle([one.row for one in there], sequence, origin)
            fingerprints = {one.row.path: one.fingerprint for one in there if one.fingerprint}
            self._follower.mark_saved(fingerprints, left, sequence)
        for one in written:
            if one.fingerprint is None:
                report.failed.append((one.row.path, one.reason or ""))
            else:
                (report.unchanged if one.was_there else report.saved).append(one.row.path)
        self._follower.notice([one.row.path for one in written if one.reason == CHANGED_ON_DISK])

    def finish(self, batch: int, name: str, origin: str, report: SaveReport, stopped: bool) -> SaveReport:
        """Closes the batch. The report returned has its number, and articles in the order of their paths."""
        with self._journal.transaction():
            self._journal.batches.finish(batch, named(name, len(report.saved)), origin)
        trim(self._journal, self._history_limit)
        number = batch if report.saved else None
        return SaveReport(sorted(report.saved), sorted(report.unchanged), sorted(report.failed), stopped, number)

    def recover(self) -> list[Batch]:
        """Looks at what a save left that was cut short: what reached the files counts as saved, the rest stays staged.

        Returns the batches that were cut short. Those that a process is at work on are left alone.
        """
        batches = self._journal.batches
        dead = [batch for batch in batches.unfinished() if not is_held(self._claim_path(batch.id))]
        cut_short = []
        for batch in dead:
            begun = batches.begun(batch.id)
            there = [row for row in begun if self._holds(row)]
            unsure = unlasting(os.path.join(self._root, row.path) for row in there)
            reached = [row for row in there if os.path.join(self._root, row.path) not in unsure]
            with self._journal.transaction() as sequence:
                batches.mark_saved(batch.id, reached)
                self._settle(reached, sequence, batch.origin)
                count = batch.saved + len(reached)
                batches.finish(batch.id, f"{batch.name} (cut short: {count:,} saved)", batch.origin)
            if begun:
                cut_short.append(batch)
            folders = {os.path.dirname(os.path.join(self._root, row.path)) for row in begun}
            self._untidy |= dict.fromkeys(folders, time.monotonic())
        self._tidy()
        self._remove_dead_claims()
        return cut_short

    def _tidy(self) -> None:
        """Removes what is old enough to be no file that a live save writes, and keeps in mind where to look again."""
        now = time.monotonic()
        files.remove_leftovers(self._untidy, _LEFTOVER_SECONDS)
        self._untidy = {one: since for one, since in self._untidy.items() if now - since <= _LEFTOVER_SECONDS}

    def _remove_dead_claims(self) -> None:
        """Those of saves that were killed before the journal knew of them."""
        claims = list(self._journal.path.parent.glob(f"{self._journal.path.stem}.batch-*.lock"))
        if claims:
            with self._journal.transaction():  # nobody begins a batch meanwhile
                for claim in claims:
                    is_held(claim)

    def _claim_path(self, batch: int) -> Path:
        return self._journal.path.with_suffix(f".batch-{batch}.lock")

    def _holds(self, row: BatchRow) -> bool:
        try:
            return files.read(os.path.join(self._root, row.path)).fingerprint.digest == row.after
        except OSError:
            return False

    def _settle(self, rows: list[BatchRow], sequence: int, origin: str) -> set[str]:
        """Nothing is staged for these files any more, but for what another window staged while they were written, and
        for what is staged beside the edits that a command made. Returns the paths of these.
        """
        staged = self._journal.staged_of([row.path for row in rows])
        later = [row for row in rows if row.path in staged and staged[row.path].present != row.after]
        move = _rebased if origin == WINDOW else _beside
        moved = [(row.path, move(self._root, row, staged[row.path])) for row in later]
        left = {path for path, one in moved if one}
        self._journal.drop_staged(row.path for row in rows if row.path in staged and row.path not in left)
        self._journal.put_staged((one for _, one in moved if one), sequence)
        self._journal.touch((row.path for row in rows), sequence)
        return left


def why_not(root: Path, staged: Staged) -> str:
    """Why what is staged cannot be merged with the file: what both changed, with both values."""
    try:
        base, mine = edited_head(staged)
        theirs = files.read(os.path.join(root, staged.path)).data
        clashes = merge(base, mine, theirs, staged.path).clashes if base != mine else None
    except OSError as error:
        return files.reason(error)
    except (Problem, Refusal) as error:
        return f"{CHANGED_ON_DISK}: {error}"
    return "; ".join(map(clash_words, clashes or ())) or CHANGED_ON_DISK


def _rebased(root: Path, row: BatchRow, staged: Staged) -> Staged:
    """What was staged on the former bytes of a file that has just been saved, as staged on its new ones, if it can."""
    try:
        content = files.read(os.path.join(root, row.path))
        if content.fingerprint.digest != row.after or staged.saved != row.before:
            return staged
        present = staged.splice.apply(row.splice.inverse().apply(content.data))
    except (OSError, ValueError):
        return staged
    if digest(present) != staged.present:
        return staged
    head = compressed_head(content.data, row.path)
    return Staged(row.path, row.after, staged.present, head, Splice.between(content.data, present))


def _beside(root: Path, row: BatchRow, staged: Staged) -> Staged | None:
    """What is staged, as staged on a file that a command has just written; None if the file says all of it now."""
    try:
        content = files.read(os.path.join(root, row.path))
        found = rebase(staged, content.data)
    except (OSError, Problem, Refusal):
        return staged
    return staged if found.clashes else found.staged
