"""A window's door: another start of the program knocks at it, and the window comes to the front.

Where the door is, and the key without which nobody is heard, lies in a file that only this user can read.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener
from pathlib import Path

PATIENCE = 5.0
"""Seconds that one who knocks waits for an answer."""
_FAMILY = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"
_PREFIX = "reviewer-"
_HERE, _END = "come", "end"
_TROUBLES = (OSError, EOFError, AuthenticationError, ValueError, TypeError, KeyError)


class Door:
    """Open from `open` to `close`. `knocked` is called on a thread of its own."""

    def __init__(self, path: Path, knocked: Callable[[], None]) -> None:
        self._path = path
        self._knocked = knocked
        self._key = secrets.token_bytes(32)
        self._thread: threading.Thread | None = None
        self._place = ""

    def open(self) -> None:
        """Listen from now on; where that cannot be done, nobody is heard. What a dead window left is removed."""
        _remove(_address(self._path))
        with contextlib.suppress(OSError):
            self._place = _new_address()
            listener = Listener(self._place, _FAMILY, authkey=self._key)
            self._thread = threading.Thread(target=self._listen, args=(listener,), name="door", daemon=True)
            self._thread.start()
            self._write()

    def close(self) -> None:
        """Listen no more."""
        if self._thread is None:
            return
        with contextlib.suppress(OSError):
            os.unlink(self._path)
        with contextlib.suppress(*_TROUBLES), Client(self._place, _FAMILY, authkey=self._key) as other:
            other.send(_END)
        self._thread.join(PATIENCE)
        self._thread = None
        _remove(self._place)

    def _write(self) -> None:
        text = json.dumps({"address": self._place, "key": self._key.hex(), "process": os.getpid()})
        written = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(written, self._path)

    def _listen(self, listener: Listener) -> None:
        with listener:
            while True:
                with contextlib.suppress(*_TROUBLES), listener.accept() as other:
                    if other.recv() == _END:
                        return
                    self._knocked()
                    other.send(_HERE)


def knock(path: Path) -> bool:
    """Ask the window whose door is told of in this file to come to the front. Whether it answers."""
    try:
        told = json.loads(path.read_text("utf-8"))
        with Client(told["address"], _FAMILY, authkey=bytes.fromhex(told["key"])) as window:
            window.send(_HERE)
            return window.poll(PATIENCE) and window.recv() == _HERE
    except _TROUBLES:
        return False


def _address(path: Path) -> str:
    try:
        return str(json.loads(path.read_text("utf-8"))["address"])
    except _TROUBLES:
        return ""


def _new_address() -> str:
    """A name that is free: a pipe's, or a socket's in a folder of this user alone (its length is bounded)."""
    if sys.platform == "win32":
        return rf"\\.\pipe\{_PREFIX}{secrets.token_hex(16)}"
    return os.path.join(tempfile.mkdtemp(prefix=_PREFIX), "door")


def _remove(address: str) -> None:
    """Remove a socket, which stays when its process is killed, and the folder that was made for it."""
    folder = os.path.dirname(address)
    if sys.platform != "win32" and os.path.basename(folder).startswith(_PREFIX):
        with contextlib.suppress(OSError):
            os.unlink(address)
        with contextlib.suppress(OSError):
            os.rmdir(folder)
