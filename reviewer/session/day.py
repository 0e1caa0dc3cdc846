"""The day that it is: dates of a search such as `today` are counted from it."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from reviewer.library.search.dates import today_utc


class Day(QObject):
    """Looks at midnight in UTC, and when the window gets the focus, as timers stand still while a machine sleeps."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._today = today_utc()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.look)

    def begin(self) -> None:
        """Something is counted from this day."""
        self._today = today_utc()
        self._timer.start(until_midnight(datetime.datetime.now(datetime.UTC)))

    def end(self) -> None:
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Tell it if another day has begun."""
        if self._timer.isActive() or self.sender() is self._timer:
            before = self._today
            self.begin()
            if self._today != before:
                self.changed.emit()


def until_midnight(now: datetime.datetime) -> int:
    """Milliseconds from then until the next day has surely begun."""
    next_day = now.replace(hour=0, minute=0, second=0, microsecond=0) + datetime.timedelta(days=1)
    return round((next_day - now).total_seconds() * 1000) + 500
