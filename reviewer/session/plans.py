"""Changes that are shown before they are staged: asked for, applied or dropped; and batches that are taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, Signal

from reviewer.library.change_rows import PlanReport
from reviewer.library.counting import named
from reviewer.library.messages import StageReport
from reviewer.library.raising import Wanted
from reviewer.session import reports
from reviewer.session.desk import Desk
from reviewer.session.events import Change
from reviewer.session.finder import PathFinder
from reviewer.session.tasks import Work


class Plans(QObject):
    """`planned` carries a PlanReport in which at least one article would change; only the last one can be applied.
    `asked` says that one is being made; as long as it is, no other one is."""

    planned = Signal(object)
    asked = Signal()

    def __init__(self, desk: Desk, save: Callable[[Sequence[str]], None], parent: QObject | None = None) -> None:
        """`save` writes articles by their paths."""
        super().__init__(parent)
        self._desk, self._save = desk, save
        self._change = Change()
        self._number: int | None = None
        self._making: str | None = None
        """What a plan is being made for."""
        for over in (desk.tasks.idle, desk.opened, desk.closed):
            over.connect(self._end)

    def ask(
        self, name: str, edits: tuple[Wanted, ...], ids: frozenset[int], find: PathFinder, initiator: object
    ) -> None:
        """Ask what this change would do."""

        def take(report: PlanReport) -> None:
            self._take(report, Change(ids, initiator))

        title = f"Looking what would change: {named(name, len(ids))}"
        work = Work(title, "plan", lambda go: find(lambda paths: go(name, edits, paths), go.fail), take)
        self._make(named(name, len(ids)), work)

    def undo_batch(self, batch: int) -> None:
        """Ask what taking a saved batch back would do. Answers with `planned`."""
        title = "Looking what undoing would change"
        work = Work(title, "plan_undo", lambda go: go(batch), lambda report: self._take(report, Change()))
        self._make("undoing a save", work)

    def apply(self, number: int, left_out: Collection[str] = (), save: bool = False) -> None:
        """Stage what was planned, without the articles of these paths; `save`: write it to the files too."""
        change = self._change if number == self._number else Change()
        self._number = None

        def take(report: StageReport) -> None:
            self._desk.stepped.emit(change)
            if not save or report.refused or not report.changed:
                self._desk.tell(reports.of_step(report, report.name))
            if save and report.changed:
                self._save(report.changed)

        self._desk.add(Work("Staging what was planned", "apply", lambda go: go(number, tuple(left_out)), take))

    def drop(self, number: int) -> None:
        """Forget a plan."""
        if number == self._number:
            self._number = None
        self._desk.room.send("drop_plan", number)

    def _make(self, name: str, work: Work) -> None:
        """One plan at a time."""
        if self._making is not None:
            self._desk.tell(reports.of_plan_in_making(self._making))
        elif self._desk.is_open:
            self._making = name
            self.asked.emit()
            self._desk.add(work)

    def _end(self) -> None:
        self._making = None

    def _take(self, report: PlanReport, change: Change) -> None:
        self._end()
        if not report.stopped and any(row.changes for row in report.rows):
            self._change, self._number = change, report.number
            self.planned.emit(report)
        else:
            self._desk.tell(reports.of_empty_plan(report))
            self.drop(report.number)
