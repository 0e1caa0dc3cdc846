"""Edits that go straight into the files, without being staged: what the command line does."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from reviewer.library.counting import Counting
from reviewer.library.following import Follower, tasks
from reviewer.library.journal import Journal
from reviewer.library.journal_schema import BatchRow
from reviewer.library.messages import ProgressCall, SaveReport
from reviewer.library.planning import Change, Outcome, lost, work
from reviewer.library.pool import Pool, Stopped
from reviewer.library.saving import Saving

COMMAND_LINE = "command line"
HAS_STAGED_EDITS = "has unsaved edits: save or discard them in the window first"
_CHUNK = 512


class Writing:
    """Plans, notes and writes some hundred articles after the other, as one batch."""

    def __init__(self, root: Path, journal: Journal, pool: Pool, follower: Follower, saving: Saving) -> None:
        self._root, self._journal, self._pool, self._follower, self._saving = root, journal, pool, follower, saving

    def write(
        self, name: str, changes: Mapping[str, Change], progress: ProgressCall, undoes: int | None = None
    ) -> SaveReport:
        """The change of each article. Nothing is staged, before or after; those with staged edits are refused.

        `undoes` is the batch that these changes put back, if they do.
        """
        report = SaveReport()
        counting = Counting(progress, len(changes))
        with self._saving.batch(name, COMMAND_LINE, len(changes), undoes) as batch:
            for outcomes in self._planned(changes, counting):
                with self._journal.transaction():
                    rows = self._accepted(outcomes, report)
                    self._journal.batches.add(batch, rows)
                counting.done += len(outcomes) - len(rows)
                planned = {outcome.path: outcome for outcome in outcomes}
                for written in self._saving.write(rows, counting):
                    self._saving.note(batch, written, report, planned)
            return self._saving.finish(batch, name, COMMAND_LINE, report, counting.stopped)

    def _planned(self, changes: Mapping[str, Change], counting: Counting) -> Iterator[list[Outcome]]:
        found = tasks(self._root, self._journal, changes)
        outcomes = self._pool.map(work, found, lost, counting.goes_on)
        try:
            while not counting.stopped and (chunk := list(islice(outcomes, _CHUNK))):
                yield chunk
        except Stopped:
            return

    def _accepted(self, outcomes: list[Outcome], report: SaveReport) -> list[BatchRow]:
        """What is to be written; the others go into the report. The journal is locked meanwhile."""
        staged = self._journal.staged_of([outcome.path for outcome in outcomes])
        rows = []
        for outcome in outcomes:
            if outcome.path in staged:
                report.failed.append((outcome.path, HAS_STAGED_EDITS))
            elif outcome.reason is not None:
                report.failed.append((outcome.path, outcome.reason))
            elif outcome.staged is None:
                report.unchanged.append(outcome.path)
            else:
                one = outcome.staged
                rows.append(BatchRow(one.path, one.saved, one.present, one.head, one.splice))
        return rows
