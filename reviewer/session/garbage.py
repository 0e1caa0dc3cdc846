"""When Python looks for garbage: not whenever it has made many objects, but when the window has nothing else to do.

A look at everything takes longer than a frame where ten thousands of rows are alive, and may begin anywhere. A window
has nothing to do when it is left, or when for some seconds the mouse has not moved and hardly an object was made.
What was made before the first look is never looked at: it stays as long as the window does, and is the most by far.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QCursor, QGuiApplication

from reviewer.library import heap

PACE = 1000
"""Milliseconds between two looks at what is new."""
A_FEW = 700
MANY = 8000
"""New objects: fewer than a few are not worth a look, more than many are one list of rows or another."""
QUIET = 4
"""So many looks without anything new make a pause, in which also many objects are looked at, and free memory is given
back: half a millisecond."""
MOST = 500_000
"""New objects at which all is looked at even while the window is in use."""


class Garbage(QObject):
    """Looks at few new objects once in a while; at all of them when the window is not in use. `stop` ends it."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._counted = self._quiet = 0
        self._is_left = False
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
        """Look at what is new; where that is much, only when there is a pause."""
        counted, place = gc.get_count()[0], QCursor.pos()
        is_calm = counted - self._counted <= A_FEW and place == self._place
        self._quiet = self._quiet + 1 if is_calm else 0
        self._counted, self._place = counted, place
        if self._is_left or counted > MOST or (counted > MANY and self._quiet >= QUIET):
            self._is_left = False
            gc.collect()
        elif A_FEW < counted <= MANY:
            gc.collect(1)
        if self._quiet == QUIET:
            heap.give_back()
        self._counted = gc.get_count()[0]

    @Slot(Qt.ApplicationState)
    def _follow(self, state: Qt.ApplicationState) -> None:
        """A window that opens takes the place of another one for a moment: so all is looked at only the next time."""
        self._is_left = state in (Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationHidden)
