"""What is read again from the disk: asked for, noticed, or because the window gets the focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from reviewer.library.messages import DiskChanged, RefreshReport, Refused
from reviewer.session import reports
from reviewer.session.desk import Desk
from reviewer.session.tasks import Work

READING = "Reading"
REST = 10_000
"""Milliseconds after a reading of everything in which getting the focus is no reason for another."""


@dataclass
class _Due:
    """What is to be read, everything or some paths; and whether it is told if nothing is wrong."""

    everything: bool = False
    paths: set[str] = field(default_factory=set)
    is_first: bool = False
    is_told: bool = False

    def add(self, other: _Due) -> None:
        self.everything = self.everything or other.everything
        self.is_first = self.is_first or other.is_first
        self.is_told = self.is_told or other.is_told
        self.paths |= other.paths


class Disk(QObject):
    """Gathers what is to be read until its turn comes; what a reading was cut off from is read with the next."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._due = _Due()
        self._under_way = _Due()
        self._found = RefreshReport()
        self._failed: list[Refused] = []
        self._since = QElapsedTimer()
        self._is_again = False
        """Whether the next beginning is that with a catalog that was made anew, of a collection that is open."""
        desk.disk_changed.connect(self._follow)
        desk.renewed.connect(self._start_over)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_round)

    def begin(self) -> None:
        """A collection was opened: read all of it."""
        self._due, self._under_way, self._failed, self._found = _Due(), _Due(), [], RefreshReport()
        self._add(_Due(everything=True, is_first=not self._is_again), is_quiet=False)
        self._is_again = False

    @Slot()
    def _start_over(self) -> None:
        self._is_again = True

    def read_all(self) -> None:
        """Look at everything, and say what was found."""
        self._add(_Due(everything=True, is_told=True), is_quiet=False)

    @Slot(object)
    def _follow(self, changed: DiskChanged) -> None:
        self._add(_Due(everything=changed.paths is None, paths=set(changed.paths or ())), is_quiet=True)

    @Slot(object)
    def _look_round(self, state: Qt.ApplicationState) -> None:
        is_rested = self._since.isValid() and self._since.hasExpired(REST)
        if state == Qt.ApplicationState.ApplicationActive and is_rested and self._desk.is_open:
            self._add(_Due(everything=True), is_quiet=True)

    def _add(self, due: _Due, is_quiet: bool) -> None:
        self._due.add(due)
        self._desk.add(Work(READING, "refresh", self._go, self._take, is_quiet=is_quiet, take_part=self._take_part))

    def _go(self, go: Callable[..., None]) -> None:
        self._under_way.add(self._due)
        self._due = _Due()
        if self._under_way.everything:
            self._since.invalidate()
            go()
        else:
            go(tuple(sorted(self._under_way.paths)))

    def _take_part(self, report: RefreshReport) -> None:
        """What a reading found before it made way is told with what the next one finds."""
        self._found = _together(self._found, report)

    def _take(self, report: RefreshReport) -> None:
        report, self._found = _together(self._found, report), RefreshReport()
        read, self._under_way = self._under_way, _Due()
        if read.everything:
            self._since.start()
        is_known = bool(report.failed) and report.failed == self._failed
        if read.is_told or not is_known:
            self._desk.tell(reports.of_refresh(report, is_told=read.is_told))
        self._failed = report.failed
        if read.is_first and not self._desk.was_revived:
            self._desk.tell(reports.of_start(self._desk.staged))


def _together(before: RefreshReport, report: RefreshReport) -> RefreshReport:
    counted = ("added", "changed", "removed", "merged", "given_up")
    return replace(report, **{name: getattr(before, name) + getattr(report, name) for name in counted})
