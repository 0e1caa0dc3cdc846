"""What a test with Qt may not leave behind."""

import multiprocessing
import threading

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 5.0
"""Seconds that a thread has to end."""


class Leftovers:
    """Remembers what there is, and finds what came after that."""

    def __init__(self) -> None:
        self._threads = set(threading.enumerate())
        self._timers = set(_timers())
        self._windows = set(_windows())
        self._children = set(multiprocessing.active_children())

    def found(self) -> list[str]:
        threads = [thread for thread in threading.enumerate() if thread not in self._threads]
        for thread in threads:
            thread.join(PATIENCE)
        return [
            *(f"thread {thread.name}" for thread in threads if thread.is_alive()),
            *(f"process {child.name}" for child in set(multiprocessing.active_children()) - self._children),
            *(f"window {window!r}" for window in _windows() if window not in self._windows),
            *(f"timer of {timer.parent()!r}" for timer in _timers() if timer not in self._timers),
        ]

    def end(self) -> None:
        """As far as that can be done from outside, so that no later test suffers from it."""
        for window in set(_windows()) - self._windows:
            window.hide()
        for timer in set(_timers()) - self._timers:
            timer.stop()
        for child in set(multiprocessing.active_children()) - self._children:
            child.kill()
            child.join()


def _timers() -> list[QTimer]:
    """Those that run."""
    return [each for each in shiboken6.getAllValidWrappers() if type(each) is QTimer and each.isActive()]


def _windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]
