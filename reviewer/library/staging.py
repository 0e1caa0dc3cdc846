"""Edits become steps in the journal, and staged articles; steps are undone and done again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reviewer.library.assignments import Asked
from reviewer.library.change_rows import Choice
from reviewer.library.counting import Counting, named
from reviewer.library.following import Follower, tasks
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.schema import Step
from reviewer.library.messages import ProgressCall, StageReport
from reviewer.library.planning import Change, Edits, Outcome, Resolve, Revert, lost, work
from reviewer.library.pool import Pool, Stopped
from reviewer.library.replaying import change_of

WINDOW = "window"
"""Who makes these steps; those of others are not undone here."""

Outcomes = dict[str, Outcome]
Again = Callable[[Sequence[str]], Outcomes]
_Note = Callable[[Outcomes], int | None]


class _Overtaken(Exception):
    """Another process changed some of the articles in the journal while these were planned."""

    def __init__(self, paths: list[str], sequence: int) -> None:
        super().__init__()
        self.paths, self.sequence = paths, sequence


class Staging:
    """Changes of present values. Each is planned first, then one transaction of the journal takes all of it."""

    def __init__(self, root: Path, journal: Journal, pool: Pool, follower: Follower) -> None:
        self._root, self._journal, self._pool, self._follower = root, journal, pool, follower

    def stage(self, name: str, edits: Sequence[Asked], paths: Sequence[str], progress: ProgressCall) -> StageReport:
        """One step for all these articles. `{articles}` in its name becomes the number that changed."""
        return self._step(name, dict.fromkeys(paths, Edits(tuple(edits))), progress)

    def revert(self, paths: Sequence[str], fields: Iterable[str] | None, progress: ProgressCall) -> StageReport:
        """One step back to the saved bytes, or only to the saved values of these fields."""
        change = Revert(None if fields is None else tuple(fields))
        return self._step("Revert {articles}", dict.fromkeys(paths, change), progress)

    def resolve(
        self, paths: Sequence[str], take: Choice | None, choices: Mapping[str, Choice], progress: ProgressCall
    ) -> StageReport:
        """One step that decides conflicts: by field as `choices` say, and by `take` for all other fields that clash."""
        change = Resolve(take, dict(choices))
        return self._step("Resolve conflicts in {articles}", dict.fromkeys(paths, change), progress)

    def undo(self, progress: ProgressCall) -> StageReport | None:
        """Takes the last step back. Where the bytes are others by now its fields are put back, unless they are, too."""
        step = self._journal.steps.last_done(WINDOW)
        return self._replay(step, progress) if step else None

    def redo(self, progress: ProgressCall) -> StageReport | None:
        """Does the last step that was undone again."""
        step = self._journal.steps.first_undone(WINDOW)
        return self._replay(step, progress) if step else None

    def keep(
        self,
        name: str,
        outcomes: Outcomes,
        planned_at: int,
        again: Again,
        counting: Counting,
        undoes: int | None = None,
    ) -> StageReport:
        """One step of what was planned when the journal was at `planned_at`. `again` plans what changed meanwhile.

        `undoes` is the batch that the step puts back, if it does.
        """
        given: list[str] = []

        def note(outcomes: Outcomes) -> int | None:
            rows = [outcome.row for outcome in outcomes.values() if outcome.row]
            given.append(named(name, len(rows)))
            return self._journal.steps.add(given[-1], WINDOW, rows, undoes) if rows else None

        try:
            step, outcomes = self._keep_all(outcomes, planned_at, again, note, False, counting)
        except Stopped:
            return StageReport(None, name=named(name, 0), stopped=True)
        return _report(step, given[-1] if given else named(name, 0), outcomes)

    def _step(self, name: str, changes: Mapping[str, Change], progress: ProgressCall) -> StageReport:
        counting, sequence = Counting(progress, len(changes)), self._journal.sequence
        again = self._planner(changes, counting)
        try:
            outcomes = again(list(changes))
        except Stopped:
            return StageReport(None, name=named(name, 0), stopped=True)
        return self.keep(name, outcomes, sequence, again, counting)

    def _replay(self, step: Step, progress: ProgressCall) -> StageReport:
        def mark(outcomes: Outcomes) -> int:
            steps = self._journal.steps
            if step not in (steps.last_done(WINDOW), steps.first_undone(WINDOW)):
                raise JournalError(f"Another window has just undone or redone “{step.name}”.")
            steps.mark(step.id, not step.done)
            return step.id

        changes = {row.path: change_of(row, step.done) for row in self._journal.steps.rows(step.id)}
        counting, sequence = Counting(progress, len(changes)), self._journal.sequence
        again = self._planner(changes, counting)
        try:
            _, outcomes = self._keep_all(again(list(changes)), sequence, again, mark, True, counting)
        except Stopped:
            return StageReport(None, name=step.name, stopped=True)
        return _report(step.id, step.name, outcomes)

    def _planner(self, changes: Mapping[str, Change], counting: Counting) -> Again:
        def plan(paths: Sequence[str]) -> Outcomes:
            outcomes: Outcomes = {}
            found = tasks(self._root, self._journal, {path: changes[path] for path in paths})
            for outcome in self._pool.map(work, found, lost, counting.goes_on):
                outcomes[outcome.path] = outcome
                counting.done += 1
            return outcomes

        return plan

    def _keep_all(
        self, outcomes: Outcomes, sequence: int, again: Again, note: _Note, always: bool, counting: Counting
    ) -> tuple[int | None, Outcomes]:
        step = None
        while always or any(outcome.settled for outcome in outcomes.values()):
            try:
                step, sequence = self._keep(outcomes, sequence, note)
            except _Overtaken as overtaken:
                sequence = overtaken.sequence
                counting.done -= len(overtaken.paths)
                outcomes = outcomes | again(overtaken.paths)
            else:
                settled = [outcome for outcome in outcomes.values() if outcome.settled]
                self._follower.put(settled, sequence, counting.tell)
                break
        self._follower.notice(path for path, one in outcomes.items() if one.is_moved and not one.settled)
        return step, outcomes

    def _keep(self, outcomes: Outcomes, planned_at: int, note: _Note) -> tuple[int | None, int]:
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


def _report(step: int | None, name: str, outcomes: Outcomes) -> StageReport:
    report = StageReport(step, name=name)
    for outcome in outcomes.values():
        if outcome.reason is not None:
            report.refused.append((outcome.path, outcome.reason))
        elif outcome.row:
            report.changed.append(outcome.path)
        else:
            report.unchanged.append(outcome.path)
    return report
