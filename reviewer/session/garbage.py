"""When Python looks for garbage: not whenever it has made many objects, but when the window has nothing else to do.

A look at everything takes longer than a frame where ten thousands of rows are alive, and may begin anywhere. A window
has nothing to do when it is left, or when for some seconds nothing was typed, moved or scrolled in it, hardly anything
was done, and hardly an object was made. What stayed alive at such a look is put aside, so that the next one is at
what is new since; so is what was there at the start, the most by far. What was put aside is only looked at again when
the window is left.
"""

from __future__ import annotations

import gc
from time import thread_time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

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
"""New objects at which all that is new is looked at even while the window is in use."""
HARDLY = 0.02
"""Seconds of the processor that go by from one look to the next although nobody uses the window: a cursor blinks."""


class Garbage(QObject):
    """Looks at few new objects once in a while; at all of them when the window is not in use. `stop` ends it."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._counted = self._quiet = 0
        self._spent = thread_time()
        self._is_left = self._is_used = self._has_aged = False
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
        counted, spent = gc.get_count()[0], thread_time()
        is_calm = not self._is_used and spent - self._spent <= HARDLY and counted - self._counted <= A_FEW
        self._quiet = self._quiet + 1 if is_calm else 0
        if self._is_left and self._has_aged:
            gc.unfreeze()
        if self._is_left or counted > MOST or (counted > MANY and self._quiet >= QUIET):
            gc.collect()
            gc.freeze()
            self._has_aged, self._is_left = not self._is_left, False
        elif A_FEW < counted <= MANY:
            gc.collect(1)
        if self._quiet == QUIET:
            heap.give_back()
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        self._counted, self._spent, self._is_used = gc.get_count()[0], thread_time(), False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window, unlike its widgets, gets hardly more than what was typed, moved and scrolled."""
        self._is_used = True
        return False

    @Slot(Qt.ApplicationState)
    def _follow(self, state: Qt.ApplicationState) -> None:
        """A window that opens takes the place of another one for a moment: so all is looked at only the next time."""
        self._is_left = state in (Qt.ApplicationState.ApplicationInactive, Qt.ApplicationState.ApplicationHidden)
