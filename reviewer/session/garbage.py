"""When Python looks for garbage: not whenever it has made many objects, but when the window has nothing else to do.

A look at everything takes longer than a frame where ten thousands of rows are alive, and may begin anywhere.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

PACE = 1000
"""Milliseconds between two looks at what is new."""
A_FEW = 700
MANY = 8000
"""New objects: fewer than a few are not worth a look, more than many are one list of rows or another."""


class Garbage(QObject):
    """Looks at few new objects once in a while; at all of them when the window is not in use. `stop` ends it."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=PACE)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(look)
        self._timer.start()
        application.applicationStateChanged.connect(self._follow)

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state in (Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationHidden):
            gc.collect()


def look() -> None:
    """Look at what was made since the last time; where that is much, only count it among what is old."""
    new = gc.get_count()[0]
    if new > MANY:
        gc.freeze()
        gc.unfreeze()
    elif new > A_FEW:
        gc.collect(1)
