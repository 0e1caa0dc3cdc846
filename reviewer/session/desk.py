"""What is asked of the library's process: open, read, stage, undo, save; and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.library.counting import named
from reviewer.library.home import Home
from reviewer.library.messages import (
    DiskChanged,
    Failed,
    Finished,
    HistoryChanged,
    Opened,
    Progress,
    Renewed,
    RowsChanged,
    SaveReport,
    StageReport,
    Told,
)
from reviewer.library.raising import Wanted
from reviewer.session import reports
from reviewer.session.events import Change, Collection, Message
from reviewer.session.finder import PathFinder
from reviewer.session.holding import Holding
from reviewer.session.places import Places, found
from reviewer.session.tasks import LOOKING, Go, Tasks, Work
from reviewer.session.workroom import Workroom


class Desk(QObject):
    """Keeps one library's process at work for one collection, and begins it anew, once, if it dies."""

    opened = Signal(object, object)  # Collection, Path of its catalog; a second time after the process died
    closed = Signal()
    rows_changed = Signal(str)  # the request that changed them, such as "stage"; "" if none did
    stepped = Signal(object)  # Change
    history_changed = Signal(object)  # HistoryChanged
    disk_changed = Signal(object)  # DiskChanged
    renewed = Signal()  # the catalog was made anew: ids are others
    not_renewed = Signal(str)  # why that could not be done
    saved = Signal(object)  # SaveReport
    held_elsewhere = Signal(object)  # Collection: another window has it
    knocked = Signal()  # another start of the program wants what is open here
    came = Signal(object)  # an answer that belongs to nothing here
    told = Signal(object)  # Message
    opening = Signal(str)  # the name of what is being opened; empty when it is open, or cannot be opened

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.room = Workroom(self)
        self.tasks = Tasks(self.room, self)
        self._home = home
        self._places = Places(self)
        self._holding = Holding(home, self.knocked.emit)
        self._collection: Collection | None = None
        self._opening: Collection | None = None
        self._open_ticket = self._renew_ticket = 0
        self.staged = 0
        """How many articles have staged edits."""
        self.was_revived = False
        """Whether the process died once already, and another one took over."""
        self._next: Callable[[], None] | None = None
        self.room.came.connect(self._come)
        self.room.died.connect(self._revive)
        self.room.start()
        self.tasks.failed.connect(self._fail)
        self.tasks.idle.connect(self._go_on)
        self._places.found.connect(self._found)
        self._places.failed.connect(lambda words: self.told.emit(Message(words, "error")))

    @property
    def is_open(self) -> bool:
        return self._collection is not None and self.room.is_running

    def open(self, paths: Sequence[Path], at_once: bool = False) -> None:
        """`at_once`: the disk is asked on this thread. What cannot be opened is told later all the same."""
        collection = found(paths) if at_once else None
        if collection is None or self._holding.around(collection.root) or not self._holding.take(collection.root):
            self._places.find(paths)
        else:
            self._open(collection)

    def close(self) -> None:
        self._when_idle(self._close)

    def shut_down(self) -> None:
        """Wait for what the process is doing now, and end it."""
        self._next = None
        self.tasks.stop()
        self.tasks.drop_all()
        self.room.dismiss()
        self.room.wait()
        self._places.wait()
        self._holding.give_up()
        self._holding.wait()

    # ---- work

    def stage(
        self, name: str, edits: tuple[Wanted, ...], ids: frozenset[int], find: PathFinder, initiator: object | None
    ) -> None:
        def take(report: StageReport) -> None:
            self.stepped.emit(Change(ids, initiator))
            self.tell(reports.of_step(report, name))

        title = named(name, len(ids))
        self.add(Work(title, "stage", lambda go: find(lambda paths: go(name, edits, paths), go.fail), take))

    def step_back(self, name: str | None, is_undo: bool) -> None:
        def take(report: StageReport | None) -> None:
            self.stepped.emit(Change())
            if report is not None:
                self.tell(reports.of_step_back(report, is_undo))

        title = f"{'Undo' if is_undo else 'Redo'}: {name}" if name else "Undo" if is_undo else "Redo"
        self.add(Work(title, "undo" if is_undo else "redo", lambda go: go(), take))

    def save(self, prepare: Callable[[Go], None], left_out: Callable[[], int]) -> None:
        """`prepare` gives the paths, None: all that is staged. `left_out` says, when it is over, how many were not to
        be saved."""

        def take(report: SaveReport) -> None:
            self.stepped.emit(Change())
            self.saved.emit(report)
            self.tell(reports.of_save(report, left_out()))

        self.add(Work("Saving", "save", prepare, take))

    def revert(self, find: PathFinder, fields: tuple[str, ...] | None = None) -> None:
        def take(report: StageReport) -> None:
            self.stepped.emit(Change())
            self.tell(reports.of_step(report, f"Revert {reports.COUNT}"))

        more = () if fields is None else (fields,)
        self.add(Work("Reverting", "revert", lambda go: find(lambda paths: go(paths, *more), go.fail), take))

    def add(self, work: Work) -> None:
        if not self.is_open:
            self.told.emit(Message(f"{work.name}: no collection is open", "error"))
        else:
            self.tasks.add(work)

    def renew(self, identity: int) -> None:
        """The catalog of this identity is damaged. Answers with `renewed` or `not_renewed`."""
        if self.is_open and not self._renew_ticket:
            self._renew_ticket = self.room.send("renew", identity)

    # ---- opening and closing

    @Slot(object)
    def _found(self, collection: Collection) -> None:
        around = self._holding.around(collection.root)
        if around is not None:
            belongs = f"“{collection.name}” belongs to the collection “{around.name}” that is open"
            self.tell(Message(f"{belongs} in another window, which comes to the front", "warning"))
            self.held_elsewhere.emit(collection)
        elif self._holding.take(collection.root):
            self._when_idle(lambda: self._open(collection))
        else:
            self.tell(Message(f"“{collection.name}” is open in another window, which comes to the front", "warning"))
            self.held_elsewhere.emit(collection)

    def _when_idle(self, call: Callable[[], None]) -> None:
        """What changes nothing is stopped for it; edits and saves are waited for."""
        self.tasks.stop_looking()
        self._next = call
        if self.tasks.is_idle:
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        call, self._next = self._next, None
        if call is not None:
            call()

    def _open(self, collection: Collection) -> None:
        if self._collection is not None or self._opening is not None:
            self._close(keep=collection.root)
        self._holding.give_up(keep=collection.root)
        self.was_revived, self.staged = False, 0
        self._opening = collection
        self.opening.emit(collection.name)
        self._ask_to_open(collection)

    def _ask_to_open(self, collection: Collection) -> None:
        if not self.room.is_running:
            self.room.start()
        self._renew_ticket = 0
        self._open_ticket = self.room.send("open", collection.root, self._home, collection.only)

    def _close(self, keep: Path | None = None) -> None:
        """End the process. Its claim on the collection is given up, unless it is to be opened anew."""
        self.room.dismiss()
        self._holding.give_up(keep)
        was_open, self._collection, self._opening = self._collection is not None, None, None
        if was_open:
            self.closed.emit()
        self.opening.emit("")

    @Slot()
    def _revive(self) -> None:
        """The process has died. What it was at is lost unless the journal has it; the rest of the work goes on."""
        dropped = self.tasks.drop_all()
        collection = self._opening or self._collection
        names = tuple(f"Not finished: {work.name}" for work in dropped if work.request not in LOOKING)
        if self.was_revived or collection is None:
            words = "The library has stopped working again. Staged edits are kept: close the window and start anew"
            self.told.emit(Message(words, "error", names))
            return
        self.was_revived = True
        words = "The library stopped working and was started again. Staged edits are kept"
        self.told.emit(Message(words, "warning", names))
        self._opening = collection
        self._ask_to_open(collection)

    # ---- answers

    @Slot(object)
    def _come(self, answer: Any) -> None:
        if isinstance(answer, RowsChanged):
            running = self.tasks.running
            self.rows_changed.emit(running.request if running is not None else "")
        elif isinstance(answer, Renewed):
            self.renewed.emit()
        elif isinstance(answer, HistoryChanged):
            self.staged = answer.modified
            self.history_changed.emit(answer)
        elif isinstance(answer, DiskChanged):
            if self._collection is not None:
                self.disk_changed.emit(answer)
        elif isinstance(answer, Told):
            self.tell(Message(answer.words, "warning"))
        elif isinstance(answer, Progress | Finished | Failed):
            if answer.ticket == self._open_ticket:
                self._take_opened(answer)
            elif answer.ticket == self._renew_ticket:
                self._renew_ticket = 0
                if isinstance(answer, Failed):
                    self.not_renewed.emit(answer.words)
            elif not self.tasks.come(answer):
                self.came.emit(answer)

    def _take_opened(self, answer: Progress | Finished | Failed) -> None:
        collection = self._opening
        if isinstance(answer, Failed):
            self._close()
            self.told.emit(Message(answer.words, "error"))
        elif isinstance(answer, Finished) and isinstance(answer.result, Opened) and collection is not None:
            self._collection, self._opening = collection, None
            self.opened.emit(collection, answer.result.catalog_path)
            self.opening.emit("")
            for words in answer.result.warnings:
                self.told.emit(Message(words, "warning"))

    @Slot(str, str)
    def _fail(self, name: str, words: str) -> None:
        self.told.emit(Message(f"{name}: {words}", "error"))

    def tell(self, message: Message | None) -> None:
        if message is not None:
            self.told.emit(message)
