"""When Python looks for garbage: not whenever it has made many objects, but when the window has nothing else to do.

A look at everything takes longer than a frame where ten thousands of rows are alive, and may begin anywhere. A window
has nothing to do when it is left, or when for some seconds the mouse has not moved and hardly an object was made.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QCursor, QGuiApplication

PACE = 1000
"""Milliseconds between two looks at what is new."""
A_FEW = 700
MANY = 8000
"""New objects: fewer than a few are not worth a look, more than many are one list of rows or another."""
QUIET = 4
"""So many looks without anything new make a pause, in which all is looked at that was only counted before."""
MOST = 500_000
"""Objects that are only counted; at more, all is looked at even while the window is in use."""


class Garbage(QObject):
    """Looks at few new objects once in a while; at all of them when the window is not in use. `stop` ends it."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._counted = 0
        self._quiet = 0
        self._place = QCursor.pos()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=PACE)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application.applicationStateChanged.connect(self._follow)

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def look(self) -> None:
        """Look at what was made since the last time; where that is much, only count it until there is a pause."""
        new = gc.get_count()[0]
        place = QCursor.pos()
        self._quiet = self._quiet + 1 if new <= A_FEW and place == self._place else 0
        self._place = place
        if new > MANY:
            gc.freeze()
            self._counted += new
        elif new > A_FEW:
            gc.collect(1)
        if self._counted > MOST or (self._counted and self._quiet >= QUIET):
            self._look_at_all()

    @Slot(Qt.ApplicationState)
    def _follow(self, state: Qt.ApplicationState) -> None:
        if state in (Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationHidden):
            self._look_at_all()

    def _look_at_all(self) -> None:
        self._counted = self._quiet = 0
        gc.unfreeze()
        gc.collect()
        gc.freeze()
