"""What a change would do, article by article, before it is done; and then exactly that."""

import os
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewer.library.assignments import Asked
from reviewer.library.catalog.changes import is_same
from reviewer.library.catalog.rows import file_state
from reviewer.library.change_rows import PlanReport, PlanRow
from reviewer.library.counting import Counting, named
from reviewer.library.following import tasks
from reviewer.library.history import History, undo_name
from reviewer.library.journal.journal import Journal
from reviewer.library.messages import ProgressCall, StageReport
from reviewer.library.planning import Change, Edits, Foreseen, Outcome, foresee, lost_foreseen, unpack_entry
from reviewer.library.pool import Pool, Stopped
from reviewer.library.scanner import found_at
from reviewer.library.staging import Outcomes, Staging

CHANGED_AFTER = "it was changed after the plan was shown"
_NO_PLAN = "This plan is not there any more. Ask for the change again."


@dataclass(frozen=True, slots=True)
class _Plan:
    """`made_at` is the journal's sequence from before it was planned, `undoes` the batch that it puts back."""

    number: int
    name: str
    changes: Mapping[str, Change]
    foreseen: Mapping[str, Foreseen]
    made_at: int
    undoes: int | None = None


class Plans:
    """One plan at a time: a new one takes the place of the last."""

    def __init__(
        self,
        root: Path,
        journal: Journal,
        pool: Pool,
        staging: Staging,
        history: History,
        titles: Callable[[Sequence[str]], Mapping[str, str]],
    ) -> None:
        self._root, self._journal, self._pool, self._staging = root, journal, pool, staging
        self._history, self._titles = history, titles
        self._plan: _Plan | None = None
        self._count = 0

    def plan(self, name: str, edits: Sequence[Asked], paths: Sequence[str], progress: ProgressCall) -> PlanReport:
        """What these edits would do, a row for each of `paths` in their order. Nothing is kept but the plan."""
        return self._make(name, dict.fromkeys(paths, Edits(tuple(edits))), progress)

    def undo(self, batch: int, progress: ProgressCall) -> PlanReport:
        """What putting back a save would do, by path. Raises JournalError where there is no such batch."""
        name = undo_name(self._history.batch(batch))
        return self._make(name, dict(sorted(self._history.undo_changes(batch).items())), progress, batch)

    def _make(
        self, name: str, changes: Mapping[str, Change], progress: ProgressCall, undoes: int | None = None
    ) -> PlanReport:
        self._count += 1
        self._plan = None
        counting, sequence = Counting(progress, len(changes)), self._journal.sequence
        try:
            foreseen = self._foresee(changes, counting)
        except Stopped:
            return PlanReport(self._count, named(name, 0), stopped=True)
        self._plan = _Plan(self._count, name, changes, foreseen, sequence, undoes)
        count = sum(1 for one in foreseen.values() if one.outcome.row)
        return PlanReport(self._count, named(name, count), self._rows(foreseen))

    def apply(self, number: int, left_out: Collection[str], progress: ProgressCall) -> StageReport:
        """Stages what was planned, but for these articles, as one step.

        What was changed meanwhile is planned again, and refused if that would do anything else than what was shown.
        Raises ValueError where there is no such plan.
        """
        plan = self._plan
        if plan is None or plan.number != number:
            raise ValueError(_NO_PLAN)
        out = set(left_out)
        wanted = {path: one for path, one in plan.foreseen.items() if one.outcome.row and path not in out}
        counting = Counting(progress, len(wanted))

        def again(paths: Sequence[str]) -> Outcomes:
            return self._again(plan, paths, counting)

        sequence = self._journal.sequence
        touched = self._journal.touched_since(plan.made_at)
        try:
            outcomes, stale = self._as_planned(wanted, touched, counting)
            outcomes |= again(stale)
        except Stopped:
            return StageReport(None, name=named(plan.name, 0), stopped=True)
        ordered = {path: outcomes[path] for path in wanted}
        report = self._staging.keep(plan.name, ordered, sequence, again, counting, plan.undoes)
        if not report.stopped:
            self.drop(number)
        return report

    def drop(self, number: int) -> None:
        """Forgets the plan."""
        if self._plan is not None and self._plan.number == number:
            self._plan = None

    def _foresee(self, changes: Mapping[str, Change], counting: Counting) -> dict[str, Foreseen]:
        found: dict[str, Foreseen] = {}
        for one in self._pool.map(foresee, tasks(self._root, self._journal, changes), lost_foreseen, counting.goes_on):
            found[one.outcome.path] = one
            counting.done += 1
        return found

    def _rows(self, foreseen: Mapping[str, Foreseen]) -> list[PlanRow]:
        titles = self._titles(list(foreseen))
        return [
            PlanRow(path, titles.get(path, ""), one.changes, one.outcome.reason, one.is_modified)
            for path, one in foreseen.items()
        ]

    def _as_planned(
        self, wanted: Mapping[str, Foreseen], touched: Collection[str], counting: Counting
    ) -> tuple[Outcomes, list[str]]:
        """The outcomes that still hold, and the paths of those that may not: article or file was touched since."""
        outcomes, stale = Outcomes(), list[str]()
        for number, (path, one) in enumerate(wanted.items()):
            if number % 256 == 0 and not counting.goes_on():
                raise Stopped
            outcome = _unpacked(one.outcome)
            if path in touched or not self._is_untouched(outcome):
                stale.append(path)
            else:
                outcomes[path] = outcome
                counting.done += 1
        return outcomes, stale

    def _is_untouched(self, outcome: Outcome) -> bool:
        if not outcome.entry:
            return False
        try:
            state = os.stat(os.path.join(self._root, outcome.path))
        except OSError:
            return False
        return is_same(found_at(outcome.path, state), *file_state(unpack_entry(outcome.entry)))

    def _again(self, plan: _Plan, paths: Sequence[str], counting: Counting) -> Outcomes:
        """Plans these articles again. What would come of it but was not shown is refused."""
        foreseen = self._foresee({path: plan.changes[path] for path in paths}, counting)
        return {
            path: _unpacked(one.outcome)
            if one.outcome.row and one.changes == plan.foreseen[path].changes
            else Outcome(path, reason=CHANGED_AFTER, is_moved=True)
            for path, one in foreseen.items()
        }


def _unpacked(outcome: Outcome) -> Outcome:
    return replace(outcome, entry=zlib.decompress(outcome.entry)) if outcome.entry else outcome
