"""How the process of the library begins. The window imports this, and nothing of what only that process needs."""

from __future__ import annotations

import atexit
import importlib
import multiprocessing
import threading
from multiprocessing.connection import Connection

from reviewer.library.forking import can_fork


def work_at_library(connection: Connection, *others: Connection) -> None:
    """Answer the requests that come through `connection`, as `worker.main` does. Those of `others` are not its own."""
    for other in others:
        other.close()
    importlib.import_module("reviewer.library.worker").main(connection)


class Child:
    """A process of the library, and our end of the pipe to it.

    While there is little in this process it is a copy of it, which is there at once and shares its memory; and there is
    no process that looks after what others leave behind. Later it is started anew, on a thread of its own.
    """

    def __init__(self) -> None:
        is_copy = can_fork()
        begin = multiprocessing.get_context("fork").Process if is_copy else multiprocessing.get_context("spawn").Process
        self.connection, self._theirs = multiprocessing.Pipe()
        handed = (self._theirs, self.connection) if is_copy else (self._theirs,)
        self.process = begin(target=work_at_library, args=handed, name="reviewer-library")
        self._trouble: Exception | None = None
        self._starting = None if is_copy else threading.Thread(target=self._start, name="starting-library", daemon=True)
        if self._starting is None:
            self._start()
        else:
            self._starting.start()

    def wait(self) -> None:
        """Until it has started. Raises OSError or RuntimeError where it could not."""
        self._join()
        if self._trouble is not None:
            raise self._trouble

    def give_up(self) -> None:
        """It ends by itself when nobody is at the other end of its pipe."""
        self._join()
        self.connection.close()

    def _join(self) -> None:
        if self._starting is not None:
            self._starting.join()

    def _start(self) -> None:
        try:
            self.process.start()
        except (OSError, RuntimeError) as trouble:
            self._trouble = trouble
        finally:
            self._theirs.close()


_ahead: list[Child] = []


def start_ahead() -> None:
    """Start a process before anything else is loaded: it is ready when the window is."""
    if not _ahead:
        _ahead.append(Child())
        atexit.register(send_home)  # before multiprocessing waits for all processes


def child() -> Child:
    """The process that was started ahead, or another one."""
    return _ahead.pop() if _ahead else Child()


def send_home() -> None:
    """Let the process that was started ahead end, where nobody wanted it."""
    while _ahead:
        _ahead.pop().give_up()
