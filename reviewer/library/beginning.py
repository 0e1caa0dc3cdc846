"""How the process of the library begins. The window imports this, and nothing of what only that process needs."""

from __future__ import annotations

import atexit
import importlib
import multiprocessing
import threading
from multiprocessing.connection import Connection


def work_at_library(connection: Connection) -> None:
    """Answer the requests that come through `connection`, as `worker.main` does."""
    importlib.import_module("reviewer.library.worker").main(connection)


class Child:
    """A process of the library, and our end of the pipe to it. It is started on a thread of its own."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, self._theirs = context.Pipe()
        self.process = context.Process(target=work_at_library, args=(self._theirs,), name="reviewer-library")
        self._trouble: Exception | None = None
        self._starting = threading.Thread(target=self._start, name="starting-library", daemon=True)
        self._starting.start()

    def wait(self) -> None:
        """Until it has started. Raises OSError or RuntimeError where it could not."""
        self._starting.join()
        if self._trouble is not None:
            raise self._trouble

    def give_up(self) -> None:
        """It ends by itself when nobody is at the other end of its pipe."""
        self._starting.join()
        self.connection.close()

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
