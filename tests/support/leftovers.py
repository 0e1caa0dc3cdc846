"""What a test with Qt may not leave behind."""

import gc
import multiprocessing
import threading

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

PATIENCE = 5.0
"""Seconds that a thread has to end."""


class Leftovers:
    """Remembers what there is, and finds what came after that."""

    def __init__(self) -> None:
        self._threads = set(threading.enumerate())
        self._timers = {id(timer) for timer in _timers()}
        self._children = set(multiprocessing.active_children())

    def found(self) -> list[str]:
        threads = [thread for thread in threading.enumerate() if thread not in self._threads]
        for thread in threads:
            thread.join(PATIENCE)
        return [
            *(f"thread {thread.name}" for thread in threads if thread.is_alive()),
            *(f"process {child.name}" for child in set(multiprocessing.active_children()) - self._children),
            *(f"window {window!r}" for window in QApplication.topLevelWidgets() if window.isVisible()),
            *(f"timer of {timer.parent()!r}" for timer in _timers() if id(timer) not in self._timers),
        ]


def _timers() -> list[QTimer]:
    """Those that run."""
    timers = [each for each in gc.get_objects() if type(each) is QTimer]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]
