"""A copy of the sample collection that can be written to, made off the main thread."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from reviewer.library.home import Home

NAME = "Sample Collection"


class Samples(QObject):
    """Copies the samples once, beside the journals; later calls give the copy as it is now."""

    ready = Signal(object)  # Path of the copy
    failed = Signal(str)

    def __init__(self, home: Home, source: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = home.state.parent / NAME
        self._source = source
        self._threads: list[threading.Thread] = []
        self._is_copying = False

    def copy(self) -> None:
        """Answers with `ready` or `failed`."""
        if not self._is_copying:
            self._is_copying = True
            self._threads.append(threading.Thread(target=self._copy, name="samples", daemon=True))
            self._threads[-1].start()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _copy(self) -> None:
        answer, said = self._answer()
        self._is_copying = False  # before the answer, after which somebody may ask again
        answer.emit(said)

    def _answer(self) -> tuple[SignalInstance, object]:
        try:
            if not self.place.is_dir():
                beside = self.place.with_name(f".{NAME} in the making")
                shutil.rmtree(beside, ignore_errors=True)
                shutil.copytree(self._source, beside)
                beside.rename(self.place)
        except (OSError, shutil.Error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            return self.failed, f"The sample collection cannot be copied: {reason}"
        return self.ready, self.place
