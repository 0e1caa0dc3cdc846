"""Edits that go straight into the files, without being staged: what the command line does."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from reviewer.library.counting import Counting
from reviewer.library.files import Fingerprint
from reviewer.library.following import Follower, tasks
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.schema import BatchRow, Staged
from reviewer.library.messages import Planned, ProgressCall, SaveReport
from reviewer.library.planning import CHANGED_ON_DISK, Change, Task
from reviewer.library.pool import Parcels, Pool, Stopped
from reviewer.library.rewriting import FilePlan, lost, lost_preview, packed, plan_file, preview_file, unpacked
from reviewer.library.saving import Saving

COMMAND_LINE = "command line"
_CHUNK = 512
_PARCELS: Parcels[Task, FilePlan] = Parcels(64, packed, unpacked)
_ROUNDS = 4
"""So often a file is looked at that others write all the time."""


class _NoCatalog(Follower):
    """Nobody follows: what is done is in the journal."""

    def __init__(self) -> None:
        """There is nothing to write to."""

    def mark_saved(self, fingerprints: Mapping[str, Fingerprint], left: Collection[str], sequence: int) -> None:
        """Left to the catalog itself."""

    def notice(self, paths: Iterable[str]) -> None:
        """Left to the catalog itself."""


def direct_saving(root: Path, journal: Journal, history_limit: int) -> Saving:
    """Writes files and tells the journal alone."""
    return Saving(root, journal, _NoCatalog(), history_limit)


class Writing:
    """Plans, notes and writes some hundred articles after the other, as one batch.

    The catalog is not told; it catches up with the journal.
    """

    def __init__(self, root: Path, journal: Journal, pool: Pool, saving: Saving) -> None:
        self._root, self._journal, self._pool, self._saving = root, journal, pool, saving

    def plan(self, changes: Mapping[str, Change]) -> Iterator[Planned]:
        """What `write` would do, article by article in this order; writes nothing."""
        found = tasks(self._root, self._journal, changes)
        return (planned for planned in self._pool.map(preview_file, found, lost_preview) if planned)

    def write(
        self, name: str, changes: Mapping[str, Change], progress: ProgressCall, undoes: int | None = None
    ) -> SaveReport:
        """Changes the files themselves; what is staged for them is kept, and staged on what they hold then.

        Files that are no articles are in none of the report's lists. `undoes` is the batch that this one takes back.
        """
        report = SaveReport()
        counting = Counting(progress, len(changes))
        with self._saving.batch(name, COMMAND_LINE, len(changes), undoes) as batch:
            left = dict(changes)
            for number in range(_ROUNDS):
                again = self._round(batch, left, counting, report, is_last=number == _ROUNDS - 1)
                if not again or counting.stopped:
                    break
                counting.done -= len(again)
                left = {path: changes[path] for path in again}
            return self._saving.finish(batch, name, COMMAND_LINE, report, counting.stopped)

    def _round(
        self, batch: int, changes: Mapping[str, Change], counting: Counting, report: SaveReport, is_last: bool
    ) -> list[str]:
        """Writes these articles. Returns those that others changed meanwhile, which are to be planned again."""
        again: list[str] = []
        rows = self._rows(batch, changes, counting, report, again)
        for written in self._saving.write(rows, counting):
            late = [] if is_last else [one.row.path for one in written if one.reason == CHANGED_ON_DISK]
            again += late
            self._saving.note(batch, [one for one in written if one.row.path not in late], report, COMMAND_LINE)
        if is_last:
            report.failed.extend((path, CHANGED_ON_DISK) for path in again)
        return again

    def _rows(
        self, batch: int, changes: Mapping[str, Change], counting: Counting, report: SaveReport, again: list[str]
    ) -> Iterator[BatchRow]:
        """What is to be written, noted in the journal. Articles staged anew meanwhile go into `again`."""
        found = tasks(self._root, self._journal, changes)
        plans = self._pool.map(plan_file, found, lost, counting.goes_on, parcels=_PARCELS)
        try:
            while chunk := list(islice(plans, _CHUNK)):
                with self._journal.transaction():
                    rows = self._accepted(chunk, report, again)
                    self._journal.batches.add(batch, rows)
                counting.done += len(chunk) - len(rows)
                yield from rows
        except Stopped:
            return

    def _accepted(self, plans: list[FilePlan], report: SaveReport, again: list[str]) -> list[BatchRow]:
        """What is to be written; the others go into the report. The journal is locked meanwhile."""
        staged = self._journal.staged_of([plan.path for plan in plans])
        rows = []
        for plan in plans:
            if plan.is_other:
                continue
            if plan.reason is not None:
                report.failed.append((plan.path, plan.reason))
            elif plan.row is None:
                report.unchanged.append(plan.path)
            elif _differs(plan.staged, staged.get(plan.path)):
                again.append(plan.path)
            else:
                rows.append(plan.row)
        return rows


def _differs(planned: Staged | None, now: Staged | None) -> bool:
    return now is not None and (planned is None or planned.present != now.present or planned.saved != now.saved)
