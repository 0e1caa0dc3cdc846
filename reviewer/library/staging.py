"""Edits become steps in the journal, and staged articles; steps are undone and done again."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reviewer.articles.edits import Edit
from reviewer.library.assignments import Assignment
from reviewer.library.counting import Counting, named
from reviewer.library.following import Follower, tasks
from reviewer.library.journal import Journal
from reviewer.library.journal_file import JournalError
from reviewer.library.journal_schema import Step
from reviewer.library.messages import ProgressCall, StageReport
from reviewer.library.planning import CHANGED_ON_DISK, Change, Edits, Outcome, Replay, Revert, lost, work
from reviewer.library.pool import Pool, Stopped

WINDOW = "window"
"""Who makes these steps; those of others are not undone here."""

_Outcomes = dict[str, Outcome]


class _Overtaken(Exception):
    """Another process changed some of the articles in the journal while these were planned."""

    def __init__(self, paths: list[str], sequence: int) -> None:
        super().__init__()
        self.paths, self.sequence = paths, sequence


class Staging:
    """Changes of present values. Each is planned first, then one transaction of the journal takes all of it."""

    def __init__(self, root: Path, journal: Journal, pool: Pool, follower: Follower) -> None:
        self._root, self._journal, self._pool, self._follower = root, journal, pool, follower

    def stage(
        self, name: str, edits: Sequence[Edit | Assignment], paths: Sequence[str], progress: ProgressCall
    ) -> StageReport:
        """One step for all these articles. `{articles}` in its name becomes the number that changed."""
        change = Edits(tuple(edits))
        return self._step(name, dict.fromkeys(paths, change), progress)

    def revert(self, paths: Sequence[str], progress: ProgressCall) -> StageReport:
        """One step back to the saved bytes."""
        return self._step("Revert {articles}", dict.fromkeys(paths, Revert()), progress)

    def undo(self, progress: ProgressCall) -> StageReport | None:
        """Puts back the bytes from before the last step, wherever the present ones are those it made."""
        step = self._journal.steps.last_done(WINDOW)
        if step is None:
            return None
        rows = self._journal.steps.rows(step.id)
        changes = {row.path: Replay(row.splice.inverse(), row.after, row.before) for row in rows}
        return self._replay(step, changes, progress)

    def redo(self, progress: ProgressCall) -> StageReport | None:
        """Does the last step that was undone again."""
        step = self._journal.steps.first_undone(WINDOW)
        if step is None:
            return None
        rows = self._journal.steps.rows(step.id)
        changes = {row.path: Replay(row.splice, row.before, row.after) for row in rows}
        return self._replay(step, changes, progress)

    def _step(self, name: str, changes: Mapping[str, Change], progress: ProgressCall) -> StageReport:
        given: list[str] = []

        def note(outcomes: _Outcomes) -> int | None:
            rows = [outcome.row for outcome in outcomes.values() if outcome.row]
            given.append(named(name, len(rows)))
            return self._journal.steps.add(given[-1], WINDOW, rows) if rows else None

        counting = Counting(progress, len(changes))
        try:
            step, outcomes = self._plan_and_keep(changes, counting, note, False)
        except Stopped:
            return StageReport(None, name=named(name, 0), stopped=True)
        return _report(step, given[-1] if given else named(name, 0), outcomes)

    def _replay(self, step: Step, changes: Mapping[str, Change], progress: ProgressCall) -> StageReport:
        def mark(outcomes: _Outcomes) -> int:
            steps = self._journal.steps
            if step not in (steps.last_done(WINDOW), steps.first_undone(WINDOW)):
                raise JournalError(f"Another window has just undone or redone “{step.name}”.")
            steps.mark(step.id, not step.done)
            return step.id

        counting = Counting(progress, len(changes))
        try:
            _, outcomes = self._plan_and_keep(changes, counting, mark, True)
        except Stopped:
            return StageReport(None, name=step.name, stopped=True)
        return _report(step.id, step.name, outcomes)

    def _plan_and_keep(
        self, changes: Mapping[str, Change], counting: Counting, note: Callable[[_Outcomes], int | None], always: bool
    ) -> tuple[int | None, _Outcomes]:
        sequence = self._journal.sequence
        outcomes = self._plan(changes, counting)
        step = None
        while always or any(outcome.settled for outcome in outcomes.values()):
            try:
                step, sequence = self._keep(outcomes, sequence, note)
            except _Overtaken as overtaken:
                sequence = overtaken.sequence
                counting.done -= len(overtaken.paths)
                outcomes |= self._plan({path: changes[path] for path in overtaken.paths}, counting)
            else:
                settled = [outcome for outcome in outcomes.values() if outcome.settled]
                self._follower.put(settled, sequence, counting.tell)
                break
        self._follower.notice([path for path, outcome in outcomes.items() if outcome.reason == CHANGED_ON_DISK])
        return step, outcomes

    def _plan(self, changes: Mapping[str, Change], counting: Counting) -> _Outcomes:
        outcomes: _Outcomes = {}
        for outcome in self._pool.map(work, tasks(self._root, self._journal, changes), lost, counting.goes_on):
            outcomes[outcome.path] = outcome
            counting.done += 1
        return outcomes

    def _keep(
        self, outcomes: _Outcomes, planned_at: int, note: Callable[[_Outcomes], int | None]
    ) -> tuple[int | None, int]:
        """One transaction: the step, and what is staged after it."""
        journal = self._journal
        with journal.transaction() as sequence:
            overtaken = [path for path in journal.touched_since(planned_at) if path in outcomes]
            if overtaken:
                raise _Overtaken(overtaken, sequence - 1)
            settled = [outcome for outcome in outcomes.values() if outcome.settled]
            journal.put_staged((outcome.staged for outcome in settled if outcome.staged), sequence)
            journal.drop_staged(outcome.path for outcome in settled if not outcome.staged)
            journal.touch((outcome.path for outcome in settled), sequence)
            return note(outcomes), sequence


def _report(step: int | None, name: str, outcomes: _Outcomes) -> StageReport:
    report = StageReport(step, name=name)
    for outcome in outcomes.values():
        if outcome.reason is not None:
            report.refused.append((outcome.path, outcome.reason))
        elif outcome.row or (step is not None and outcome.settled):
            report.changed.append(outcome.path)
        else:
            report.unchanged.append(outcome.path)
    return report
