"""A whole window that a driver uses as a curator would, with its event loop running."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from reviewer.app import App
from reviewer.library.home import Home
from reviewer.session.garbage import Garbage
from reviewer.session.settings import TOUR_DONE

PATIENCE_MS = 3_600_000
FRAME_MS = 16
AT_REST_MS = 400
_LOOK_MS = 20

Steps = Iterator[None]


class Driven:
    """The window is made, and nothing is open in it."""

    def __init__(self, home: Path) -> None:
        self.qt = QApplication([])
        self.qt.setStyle("Fusion")
        self.app = App(self.qt, Home.below(home))
        self._garbage = Garbage(self.qt)
        self.window, self.session = self.app.window, self.app.session
        self.session.settings.set(TOUR_DONE, True)
        self.window.resize(1440, 900)

    def open(self, collection: Path) -> None:
        self.app.start([collection])

    def until(self, ready: Callable[[], bool], what: str) -> None:
        """Asleep where nothing happens: with a limit of time, `processEvents` would not wait for events."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        wake = QTimer(interval=_LOOK_MS)
        wake.start()
        while not ready():
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if deadline.hasExpired():
                sys.exit(f"{what} did not end")

    def until_listed(self, count: int) -> None:
        """All articles are read and listed, and what is in sight is shown."""
        session = self.session
        self.until(lambda: session.counts.all == count and not session.busy, "reading")
        self.until(lambda: session.answer.whole and len(session.answer.ids) == count, "listing")
        self.rest()

    def rest(self, milliseconds: int = AT_REST_MS) -> None:
        """Until nothing is under way, and nothing came in for some time."""
        deadline = QDeadlineTimer(milliseconds)
        self.until(lambda: deadline.hasExpired() and not self.session.busy and self.session.pictures.is_idle, "resting")

    def play(self, steps: Steps) -> None:
        """One step a frame, in the event loop."""
        over = []
        timer = QTimer(interval=FRAME_MS)

        def step() -> None:
            if next(steps, over) is over:
                timer.stop()
                over.append(True)

        timer.timeout.connect(step)
        timer.start()
        self.until(lambda: bool(over), "playing")

    def do(self, action: str) -> None:
        self.window.menu_actions[action].trigger()

    def end(self) -> None:
        self.window.closing.give_up()
        self.window.close()
        self.app.close()
        self._garbage.stop()
