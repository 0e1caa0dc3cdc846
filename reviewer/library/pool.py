"""Work on many articles at once, in processes of low priority that never import Qt and never outlive their parent."""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from reviewer.library.forking import can_fork

Task = TypeVar("Task")
Result = TypeVar("Result")

FEW = 200
"""Up to so many tasks are done in this process: starting others would take longer."""
_AHEAD, _AHEAD_AT_LEAST = 4, 30
"""Chunks waiting for each process, and for all of them, so that none is idle while many results are worked off."""
_LOOK_UP_SECONDS = 0.05
REST_SECONDS = 20.0
"""After so long the processes are ended: each holds 24 MB, and is there again in a third of a second."""
_SELDOM = 50_000
"""Things made before garbage is looked for: results are many, and hardly ever hold each other in a circle."""
_BELOW_NORMAL_PRIORITY_CLASS = 0x4000


def lower_priority() -> None:
    """Let the window's process go first. Where the system refuses, the work is done all the same."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
    elif os.nice(0) < 10:
        os.nice(10 - os.nice(0))


def end_with_parent() -> None:
    """From now on this process ends at once when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.join,), name="end with parent", daemon=True).start()


def _follow(wait_for_the_end: Callable[[], None]) -> None:
    wait_for_the_end()
    os._exit(1)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started inside never hear Ctrl-C, not even while they start; their parent does, and ends them."""
    if sys.platform == "win32":  # there `_begin` is the earliest moment
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def ignore_interrupts() -> None:
    """Ctrl+C in a terminal reaches every process; the one that started this one decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _begin() -> None:
    _begin_fork()
    lower_priority()


def _begin_fork() -> None:
    """Nobody else's window is to be spared: somebody waits for this very work."""
    ignore_interrupts()
    end_with_parent()
    gc.set_threshold(_SELDOM)


def _nothing(task: object) -> None:
    """Makes the processes start."""


def _as_they_are(packed: Any, tasks: Sequence[object]) -> Any:
    return packed


@dataclass(frozen=True, slots=True)
class Parcels(Generic[Task, Result]):
    """How tasks and results travel: so many at a time, the results packed by a function of a module, if one is given,
    and unpacked here with the tasks that they belong to."""

    size: int = 32
    pack: Callable[[list[Result]], Any] = list
    unpack: Callable[[Any, Sequence[Task]], Iterable[Result]] = _as_they_are


class Parcel(Generic[Result]):
    """What came of some tasks: unpacked as it is gone through, so that it is at hand to whoever works on it at once."""

    def __init__(
        self, answer: Any, tasks: Sequence[Any], unpack: Callable[[Any, Sequence[Any]], Iterable[Result]] = _as_they_are
    ) -> None:
        self._answer, self._tasks, self._unpack = answer, tasks, unpack

    def __len__(self) -> int:
        return len(self._tasks)

    def __iter__(self) -> Iterator[Result]:
        return iter(self._unpack(self._answer, self._tasks))


def _work_through(work: Callable[[Task], Result], tasks: list[Task], pack: Callable[[list[Result]], Any]) -> Any:
    return pack([work(task) for task in tasks])


class Stopped(Exception):
    """The caller of `Pool.map` wished to stop."""


class _Run(Generic[Task, Result]):
    """One pass through the tasks: the chunks that are out, in order."""

    def __init__(
        self,
        pool: "Pool",
        work: Callable[[Task], Result],
        lost: Callable[[Task], Result],
        wants_more: Callable[[], bool],
        parcels: Parcels[Task, Result],
    ) -> None:
        self._pool, self._work, self._lost, self._wants_more = pool, work, lost, wants_more
        self._parcels = parcels
        self._out: deque[tuple[list[Task], Future[Any]]] = deque()

    def parcels(self, tasks: Iterable[Task]) -> Iterator[Parcel[Result]]:
        left, ahead = iter(tasks), max(self._pool.size * _AHEAD, _AHEAD_AT_LEAST)
        try:
            while True:
                while len(self._out) < ahead and (chunk := list(islice(left, self._parcels.size))):
                    self._send(chunk)
                if not self._out:
                    return
                try:
                    answer = self._wait_for(self._out[0][1])
                except BrokenProcessPool:
                    yield from self._one_by_one()
                else:
                    chunk, _ = self._out.popleft()
                    yield Parcel(answer, chunk, self._parcels.unpack)
        finally:
            for _, future in self._out:
                future.cancel()

    def _send(self, chunk: list[Task]) -> None:
        try:
            future = self._pool.submit(self._work, chunk, self._parcels.pack)
        except BrokenProcessPool as broken:
            future = Future()
            future.set_exception(broken)
        self._out.append((chunk, future))

    def _wait_for(self, future: "Future[Any]") -> Any:
        while True:
            if not self._wants_more():
                raise Stopped
            try:
                return future.result(_LOOK_UP_SECONDS)
            except NotYet:
                if future.done():  # by now; or it is the work itself that says so
                    return future.result()

    def _one_by_one(self) -> Iterator[Parcel[Result]]:
        """A process died: find the task that kills it, and give up that one alone."""
        self._pool.close()
        waiting = [task for chunk, _ in self._out for task in chunk]
        self._out.clear()
        for task in waiting:
            try:
                answer = self._wait_for(self._pool.submit(self._work, [task], self._parcels.pack))
                yield Parcel(answer, [task], self._parcels.unpack)
            except BrokenProcessPool:
                self._pool.close()
                yield Parcel([self._lost(task)], [task])


def _here(work: Callable[[Task], Result], tasks: Sequence[Task], wants_more: Callable[[], bool]) -> Iterator[Result]:
    for task in tasks:
        if not wants_more():
            raise Stopped
        yield work(task)


def _each(parcels: Iterator[Parcel[Result]]) -> Iterator[Result]:
    for parcel in parcels:
        yield from parcel


class Pool:
    """Starts its processes when they are first needed and keeps them until `close`, or until they have rested long.

    `forks`: it starts them at once, as copies of this one, where the system does that safely. So they need not load
    anything; but nothing must be open yet that two processes cannot share, such as a database.
    """

    def __init__(self, size: int | None = None, forks: bool = False) -> None:
        self.size = size or max(1, min(os.cpu_count() or 1, 16))
        self._executor: ProcessPoolExecutor | None = None
        self._asked_at = 0.0
        if forks and can_fork():
            context = multiprocessing.get_context("fork")
            self._executor = ProcessPoolExecutor(self.size, mp_context=context, initializer=_begin_fork)
            self.submit(_nothing, [])

    def map(
        self,
        work: Callable[[Task], Result],
        tasks: Iterable[Task],
        lost: Callable[[Task], Result],
        wants_more: Callable[[], bool] = lambda: True,
        few: int = FEW,
        parcels: Parcels[Task, Result] | None = None,
    ) -> Iterator[Result]:
        """The result of each task, in the order of the tasks, which are taken as they are needed.

        `work` is a function of a module, and it raises nothing. `lost` answers, here, for a task that kills the
        process it runs in. `wants_more` is asked every few hundredths of a second; Stopped is raised when it says no.
        """
        left = iter(tasks)
        first = list(islice(left, few + 1))
        if len(first) <= few:
            return _here(work, first, wants_more)
        return _each(_Run(self, work, lost, wants_more, parcels or Parcels()).parcels(chain(first, left)))

    def map_parcels(
        self,
        work: Callable[[Task], Result],
        tasks: Iterable[Task],
        lost: Callable[[Task], Result],
        wants_more: Callable[[], bool],
        parcels: Parcels[Task, Result],
    ) -> Iterator[Parcel[Result]]:
        """Like `map`, in parcels as they come."""
        left = iter(tasks)
        first = list(islice(left, FEW + 1))
        if len(first) > FEW:
            yield from _Run(self, work, lost, wants_more, parcels).parcels(chain(first, left))
        elif first:
            yield Parcel(list(_here(work, first, wants_more)), first)

    def submit(
        self, work: Callable[[Task], Result], tasks: list[Task], pack: Callable[[list[Result]], Any] = list
    ) -> "Future[Any]":
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self.size, mp_context=context, initializer=_begin)
        self._asked_at = time.monotonic()
        with _deaf_to_interrupts():
            return self._executor.submit(_work_through, work, tasks, pack)

    def rest(self) -> bool:
        """Ends the processes if nothing was asked of them for some time. Whether there are none."""
        if time.monotonic() - self._asked_at >= REST_SECONDS:
            self.close()
        return self._executor is None

    def close(self) -> None:
        """Ends the processes; what they have not begun is left undone. More work would start others."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None
