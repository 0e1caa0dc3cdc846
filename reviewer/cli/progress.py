"""Progress of long work on a terminal, and Ctrl-C while it runs: the work ends where it is safe, not where it stood."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

QUIET_SECONDS = 1.0
REFRESH_SECONDS = 0.1
_BAR_CELLS = 20


class Progress:
    """Hands out progress calls, and shows them on `stream` if that is a terminal and the work lasts.

    `asked_to_stop` is set by the first Ctrl-C while a task runs; the second one interrupts at once.
    """

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._shown = False
        self._task_runs = False
        self.asked_to_stop = False

    @contextmanager
    def listening(self) -> Iterator[Progress]:
        """Takes Ctrl-C while the block runs."""
        try:
            former = signal.signal(signal.SIGINT, self._interrupted)
        except ValueError:  # not in the main thread, where nobody can press Ctrl-C
            yield self
            return
        try:
            yield self
        finally:
            signal.signal(signal.SIGINT, former)

    @contextmanager
    def task(self, name: str, beside_output: bool = False) -> Iterator[Callable[[int, int | None], bool]]:
        """A progress call for one piece of work, called `name` in the present participle: “Reading”.

        Work that goes on `beside_output` is not shown where that output goes to a terminal too.
        """
        bar = _Bar(name, self._clock())
        is_shown = self._stream.isatty() and not (beside_output and sys.stdout.isatty())

        def call(done: int, total: int | None) -> bool:
            now = self._clock()
            if is_shown and bar.is_due(now):
                self._show(bar.text(done, total, now))
            return not self.asked_to_stop

        self._task_runs = True
        try:
            yield call
        finally:
            self._task_runs = False
            self._clear()

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if self.asked_to_stop or not self._task_runs:
            self._clear()
            raise KeyboardInterrupt
        self.asked_to_stop = True

    def _show(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        encoding = self._stream.encoding or "ascii"
        self._stream.write("\r" + text[:width].ljust(width).encode(encoding, "replace").decode(encoding))
        self._stream.flush()
        self._shown = True

    def _clear(self) -> None:
        if self._shown:
            self._stream.write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")
            self._stream.flush()
            self._shown = False


class _Bar:
    """The line shown for one task. It first shows after QUIET_SECONDS."""

    def __init__(self, name: str, began: float) -> None:
        self._name = name
        self._began = began
        self._next = began + QUIET_SECONDS

    def is_due(self, now: float) -> bool:
        if now < self._next:
            return False
        self._next = now + REFRESH_SECONDS
        return True

    def text(self, done: int, total: int | None, now: float) -> str:
        rate = done / max(now - self._began, 0.001)
        speed = f"{done:,} · {rate:,.0f}/s"
        if not total:
            return f"{self._name}  {speed}"
        share = min(done / total, 1.0)
        filled = int(share * _BAR_CELLS)
        bar = "#" * filled + "-" * (_BAR_CELLS - filled)
        left = f" · {_duration((total - done) / rate)} left" if rate > 0 and done < total else ""
        return f"{self._name}  {share:4.0%} [{bar}]  {done:,} of {total:,} · {rate:,.0f}/s{left}"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
