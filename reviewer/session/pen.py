"""Writes and reads small files of one's own on a thread: of what is to be written meanwhile, only the last is."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path


class Pen:
    """`write` returns at once. What is written while another writing is under way, only the last of it is written."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._waiting: dict[Path, Callable[[], bytes]] = {}
        self._calls: list[Callable[[], None]] = []
        self._is_ending = False
        self._thread = threading.Thread(target=self._run, name="pen", daemon=True)
        self._thread.start()

    def write(self, path: Path, content: Callable[[], bytes]) -> None:
        """`content` is called on the thread."""
        with self._wake:
            self._waiting[path] = content
            self._wake.notify()

    def then(self, call: Callable[[], None]) -> None:
        """Make this call on the thread when all is written, unless it ends before."""
        with self._wake:
            self._calls.append(call)
            self._wake.notify()

    def close(self) -> None:
        """Write what is waiting, and end the thread."""
        with self._wake:
            self._is_ending = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not (self._waiting or self._calls or self._is_ending):
                    self._wake.wait()
                if not self._waiting and self._is_ending:
                    return
                path, content = self._waiting.popitem() if self._waiting else (None, None)
                call = self._calls.pop(0) if path is None else None
            if call is not None:
                call()
            if path is None or content is None:
                continue
            with contextlib.suppress(OSError):  # a full disk must not stop anybody's work
                _replace(path, content())


def _replace(path: Path, content: bytes) -> None:
    written = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with open(written, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(written, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(written)
        raise
