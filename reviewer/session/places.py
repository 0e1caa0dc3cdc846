"""Which collection a list of paths means. Runs off the main thread: it asks the disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reviewer.session.events import Collection


class NoPlace(Exception):
    """The paths cannot be opened; str() says why."""


def place(paths: Sequence[Path]) -> Collection:
    """A folder is opened whole; files, and folders beside others, as a choice within the folder they share."""
    found = [Path(os.path.realpath(path)) for path in paths]
    missing = [str(path) for path in found if not path.exists()]
    if missing or not found:
        raise NoPlace(f"{missing[0]} is not there" if missing else "Nothing was named to open")
    if len(found) == 1 and found[0].is_dir():
        return Collection(found[0], found[0].name or str(found[0]))
    try:
        root = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in found]))
    except ValueError:
        raise NoPlace("These lie on different drives: open them one after the other") from None
    name = found[0].name if len(found) == 1 else f"{root.name}: {len(found)} chosen"
    return Collection(root, name, tuple(found))


def found(paths: Sequence[Path]) -> Collection | None:
    """The same, or None where they cannot be opened."""
    try:
        return place(paths)
    except (NoPlace, OSError):
        return None


class Places(QObject):
    """Finds out what paths mean, on a thread of its own: a drive may be far away."""

    found = Signal(object)  # Collection
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: list[threading.Thread] = []

    def find(self, paths: Sequence[Path]) -> None:
        thread = threading.Thread(target=self._find, args=(tuple(paths),), name="places", daemon=True)
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join()

    def _find(self, paths: Sequence[Path]) -> None:
        try:
            self.found.emit(place(paths))
        except NoPlace as reason:
            self.failed.emit(str(reason))
        except OSError as error:
            self.failed.emit(f"It cannot be opened: {error.strerror or error}")
