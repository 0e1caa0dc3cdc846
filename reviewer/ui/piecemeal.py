"""Work in small steps, between which the window does what it is asked to do."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal


class Piecemeal(QObject):
    """Takes a step whenever the event loop has nothing else to do; `complete` takes all that are left, at once."""

    done = Signal()

    def __init__(self, steps: Iterator[object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self._is_taking = False
        self.is_done = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.step)

    def begin(self) -> None:
        """The first step is taken when the event loop runs."""
        if not self.is_done:
            self._timer.start()

    def step(self) -> None:
        """Take one step. A step that comes to need what is still to come goes without it."""
        if self._is_taking or self.is_done:
            return
        self._is_taking = True
        try:
            next(self._steps)
        except StopIteration:
            self.is_done = True
            self._timer.stop()
            self.done.emit()
        finally:
            self._is_taking = False

    def complete(self) -> None:
        while not (self.is_done or self._is_taking):
            self.step()

    def stop(self) -> None:
        """Take no further step by itself."""
        self._timer.stop()
