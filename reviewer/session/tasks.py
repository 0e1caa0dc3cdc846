"""Long work: one piece after the other goes to the library's process, with its progress, and can be stopped."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reviewer.library.messages import Failed, Finished, Progress, RequestName
from reviewer.session.events import TaskProgress
from reviewer.session.workroom import Workroom

PATIENCE = 250
"""Milliseconds before work that says nothing shows as progress."""
LOOKING: frozenset[RequestName] = frozenset(("refresh", "plan", "plan_undo"))
"""Work that changes nothing."""
WINDOW = 4.0
"""Seconds of the past that the rate is taken from."""


class Go(Protocol):
    """Sends the work to the process."""

    def __call__(self, *arguments: Any) -> None:
        """These are its arguments."""

    def fail(self, words: str) -> None:
        """They cannot be known."""


@dataclass(frozen=True)
class Work:
    """`prepare` is called when its turn comes, and calls `go(*arguments)` when they are known, at once or later, or
    `go.fail(words)`."""

    name: str
    request: RequestName
    prepare: Callable[[Go], None]
    take: Callable[[Any], None]
    initiator: object | None = None
    is_quiet: bool = False
    """Shown only if it takes long."""
    take_part: Callable[[Any], None] | None = None
    """Gets what was done of it when it made way for other work; it is begun anew after that."""


@dataclass(frozen=True)
class _Going:
    work: Work
    send: Callable[[Work, tuple[Any, ...]], None]
    give_up: Callable[[Work, str], None]

    def __call__(self, *arguments: Any) -> None:
        self.send(self.work, arguments)

    def fail(self, words: str) -> None:
        self.give_up(self.work, words)


class Pace:
    """The rate of something that goes on, from what was done in the last seconds."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()

    def mark(self, now: float, done: int) -> float:
        """Note what is done at `now` (seconds); the rate a second, 0 while unknown."""
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[0][0] > WINDOW:
            self._marks.popleft()
        then, before = self._marks[0]
        return max(0.0, (done - before) / (now - then)) if now - then > 0.2 else 0.0


class Tasks(QObject):
    """Work in turn. A refresh makes way for anything a curator asks for, and goes on afterwards."""

    progress = Signal(object)  # TaskProgress | None
    failed = Signal(str, str)  # name of the work, words
    idle = Signal()

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now: TaskProgress | None = None
        self._room = room
        self._queue: deque[Work] = deque()
        self._running: Work | None = None
        self._ticket = 0
        self._is_making_way = False
        self._pace = Pace()
        self._first: tuple[int, int | None] = (0, None)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(PATIENCE)
        self._silence.timeout.connect(self._show)

    @property
    def running(self) -> Work | None:
        return self._running

    @property
    def is_idle(self) -> bool:
        return self._running is None and not self._queue

    @property
    def is_writing(self) -> bool:
        works = [*([self._running] if self._running else []), *self._queue]
        return any(work.request not in LOOKING for work in works)

    def add(self, work: Work) -> None:
        """Do this after what was added before; a second refresh is one with the first that waits."""
        if work.request == "refresh":
            waiting = next((each for each in self._queue if each.request == "refresh"), None)
            if waiting is None:
                self._queue.append(work)
            elif waiting.is_quiet:
                self._queue[self._queue.index(waiting)] = work
        else:
            at = next((place for place, each in enumerate(self._queue) if each.request == "refresh"), len(self._queue))
            self._queue.insert(at, work)
            self._make_way()
        self._next()

    def stop(self) -> None:
        """Stop what runs, and forget what waits."""
        self._queue.clear()
        self._is_making_way = False
        self._stop_running()

    def stop_looking(self) -> None:
        """Stop and forget the work that changes nothing; the rest goes on."""
        self._queue = deque(work for work in self._queue if work.request not in LOOKING)
        self._is_making_way = False
        if self._running is not None and self._running.request in LOOKING:
            self._stop_running()

    def drop_all(self) -> list[Work]:
        """Forget all work: nothing will answer it. Returns what was under way or waiting."""
        dropped = [*([self._running] if self._running else []), *self._queue]
        self._queue.clear()
        self._end()
        return dropped

    def come(self, answer: Progress | Finished | Failed) -> bool:
        """Take a message of the process; False if it is about something else."""
        work = self._running
        if work is None or answer.ticket != self._ticket:
            return False
        if isinstance(answer, Progress):
            self._advance(answer.done, answer.total)
            return True
        made_way = self._is_making_way and isinstance(answer, Finished)
        if made_way and not any(each.request == "refresh" for each in self._queue):
            self._queue.append(work)
        self._end(is_over=not self._queue)
        if isinstance(answer, Failed):
            self.failed.emit(work.name, answer.words)
        elif not made_way:
            work.take(answer.result)
        elif work.take_part is not None:
            work.take_part(answer.result)
        self._next()
        return True

    def _stop_running(self) -> None:
        """What was not sent yet is done with; the rest answers."""
        if self._ticket:
            self._room.send("stop", self._ticket)
        elif self._running is not None:
            self._end(is_over=not self._queue)
            self._next()

    def _make_way(self) -> None:
        if self._ticket and self._running is not None and self._running.request == "refresh":
            self._is_making_way = True
            self._room.send("stop", self._ticket)

    def _next(self) -> None:
        if self._running is not None:
            return
        if not self._queue:
            self.idle.emit()
            return
        work = self._queue.popleft()
        self._running = work
        self._pace = Pace()
        self._first = (0, None)
        self._silence.start()
        work.prepare(_Going(work, self._send, self._give_up))

    def _send(self, work: Work, arguments: tuple[Any, ...]) -> None:
        if self._running is work and not self._ticket:
            self._ticket = self._room.send(work.request, *arguments)

    def _give_up(self, work: Work, words: str) -> None:
        if self._running is work and not self._ticket:
            self._end(is_over=not self._queue)
            self.failed.emit(work.name, words)
            self._next()

    def _end(self, is_over: bool = True) -> None:
        self._running = None
        self._ticket = 0
        self._is_making_way = False
        self._silence.stop()
        if is_over and self.now is not None:
            self.now = None
            self.progress.emit(None)

    def _advance(self, done: int, total: int | None) -> None:
        if self._running is None:
            return
        rate = self._pace.mark(time.monotonic(), done)
        left = (total - done) / rate if total is not None and rate > 0 else None
        if self._running.is_quiet and self._silence.isActive():
            self._first = (done, total)
            return
        self.now = TaskProgress(self._running.name, done, total, rate, left)
        self.progress.emit(self.now)

    @Slot()
    def _show(self) -> None:
        if self.now is None or (self._running is not None and self.now.name != self._running.name):
            self._advance(*self._first)
