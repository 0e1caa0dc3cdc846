"""A copy of the sample collection that can be written to, made off the main thread."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

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
        self._thread: threading.Thread | None = None

    def copy(self) -> None:
        """Answers with `ready` or `failed`."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._copy, name="samples", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def _copy(self) -> None:
        try:
            if not self.place.is_dir():
                beside = self.place.with_name(f".{NAME} in the making")
                shutil.rmtree(beside, ignore_errors=True)
                shutil.copytree(self._source, beside)
                beside.rename(self.place)
        except (OSError, shutil.Error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self.failed.emit(f"The sample collection cannot be copied: {reason}")
            return
        self.ready.emit(self.place)
