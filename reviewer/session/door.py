"""A window's door: another start of the program knocks at it, and the window comes to the front.

Where the door is, and the key without which nobody is heard, lies in a file that only this user can read.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener, wait
from multiprocessing.connection import Pipe as new_pipe
from pathlib import Path

PATIENCE = 5.0
"""Seconds that one waits for the other's next word."""
_FAMILY = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"
_PREFIX = "reviewer-"
_HERE = b"come"
_LONGEST = 64
_TROUBLES = (OSError, EOFError, ValueError, TypeError, KeyError)


class Door:
    """Open from `open` to `close`. `knocked` is called on a thread of its own.

    Who knocks is sent a random text and answers with its digest by the key. Nothing that comes in is unpickled, and
    nobody is waited for once the door closes.
    """

    def __init__(self, path: Path, knocked: Callable[[], None]) -> None:
        self._path = path
        self._knocked = knocked
        self._key = secrets.token_bytes(32)
        self._thread: threading.Thread | None = None
        self._place = ""
        self._closing, self._close = new_pipe(duplex=False)

    def open(self) -> None:
        """Listen from now on; where that cannot be done, nobody is heard. What a dead window left is removed."""
        _remove(_address(self._path))
        with contextlib.suppress(OSError):
            self._place = _new_address()
            listener = Listener(self._place, _FAMILY)
            self._thread = threading.Thread(target=self._listen, args=(listener,), name="door", daemon=True)
            self._thread.start()
            self._write()

    def close(self) -> None:
        """Listen no more."""
        if self._thread is None:
            return
        self._close.send_bytes(b"!")
        with contextlib.suppress(OSError):
            os.unlink(self._path)
        with contextlib.suppress(*_TROUBLES), Client(self._place, _FAMILY):
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
        with listener, self._closing, self._close:
            while not self._closing.poll():
                with contextlib.suppress(*_TROUBLES), listener.accept() as other:
                    self._hear(other)

    def _hear(self, other: Connection) -> None:
        text = secrets.token_bytes(_LONGEST // 2)
        other.send_bytes(text)
        is_here = other in wait((other, self._closing), PATIENCE)
        if is_here and hmac.compare_digest(other.recv_bytes(_LONGEST), _digest(self._key, text)):
            self._knocked()
            other.send_bytes(_HERE)


def knock(path: Path) -> bool:
    """Ask the window whose door is told of in this file to come to the front. Whether it answers."""
    try:
        told = json.loads(path.read_text("utf-8"))
        with Client(told["address"], _FAMILY) as window:
            if not window.poll(PATIENCE):
                return False
            window.send_bytes(_digest(bytes.fromhex(told["key"]), window.recv_bytes(_LONGEST)))
            return window.poll(PATIENCE) and window.recv_bytes(_LONGEST) == _HERE
    except _TROUBLES:
        return False


def _digest(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")


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
