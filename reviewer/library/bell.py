"""Wakes one who waits for messages of another process when there is something else to look at."""

import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait


class Bell:
    """`ring` may be called on any thread; it never waits."""

    def __init__(self) -> None:
        self._heard, self._rung = Pipe(duplex=False)
        self._is_ringing = threading.Event()

    def ring(self) -> None:
        if not self._is_ringing.is_set():
            self._is_ringing.set()
            self._rung.send_bytes(b"!")

    def wait(self, connection: Connection, seconds: float) -> None:
        """Wait at most so long for a message in `connection`, or the bell."""
        if self._heard in wait((connection, self._heard), seconds):
            self._is_ringing.clear()
            self._heard.recv_bytes()
