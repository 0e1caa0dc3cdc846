"""The process that owns the library, seen from the window: requests go out, its messages come in as signals."""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import queue
import threading
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.library.beginning import Child, child
from reviewer.library.messages import Request, RequestName
from reviewer.library.pieces import Joining

PATIENCE = 10.0
"""Seconds the process has to end by itself after `close`."""

_LOG = logging.getLogger(__name__)


class Workroom(QObject):
    """One worker process and the two threads that talk with it. Requests are sent in the order they are made.

    A process that has died sends `died` once; `start` then begins a new one, and no message of the old one follows.
    """

    came = Signal(object)  # an answer of reviewer.library.messages
    died = Signal()
    _came = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tickets = itertools.count(1)
        self._shift = 0
        self._outbox: queue.SimpleQueue[Request | None] | None = None
        self._process: multiprocessing.process.BaseProcess | None = None
        self._threads: list[threading.Thread] = []
        self._came.connect(self._pass_on)

    @property
    def is_running(self) -> bool:
        return self._outbox is not None

    def start(self) -> None:
        """Start a process; what an earlier one still had to do is lost, unless `close` was called before."""
        self._shift += 1
        begun = child()
        outbox: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._outbox = outbox
        self._process = begun.process
        sending = threading.Thread(
            target=_send, args=(begun, outbox, self._shift, self), name="to-library", daemon=True
        )
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(sending)
        sending.start()

    def send(self, name: RequestName, *arguments: Any) -> int:
        """Send a request; the ticket is that of the answers to it."""
        ticket = next(self._tickets)
        if self._outbox is not None:
            self._outbox.put(Request(ticket, name, arguments))
        return ticket

    def dismiss(self) -> None:
        """Let the process finish what it was told and end; its further messages are not passed on."""
        if self._outbox is not None:
            self.send("close")
            self._outbox.put(None)
            self._outbox = None
            self._shift += 1

    def wait(self) -> None:
        """Wait until all processes that were dismissed, and the threads to them, have ended."""
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    @Slot(int, object)
    def _pass_on(self, shift: int, answer: object) -> None:
        if shift != self._shift:
            return
        if answer is None:
            self._shift += 1
            self._outbox = None
            self.died.emit()
        else:
            self.came.emit(answer)

    def post(self, shift: int, answer: object | None) -> None:
        """Called by the threads: a message of the process, or None when it has died."""
        self._came.emit(shift, answer)


def _send(begun: Child, outbox: queue.SimpleQueue[Request | None], shift: int, room: Workroom) -> None:
    """Send the process, once it has started, what is put into the outbox; None: nothing more comes, see it end."""
    process, ours = begun.process, begun.connection
    try:
        begun.wait()
    except (OSError, RuntimeError):  # no memory or no handles left for a process, or a frozen program set up wrongly
        _LOG.exception("the process of the library could not be started")
        ours.close()
        room.post(shift, None)
        return
    receiving = threading.Thread(target=_receive, args=(ours, outbox, shift, room), name="from-library", daemon=True)
    receiving.start()
    while (request := outbox.get()) is not None:
        try:
            ours.send(request)
        except OSError:
            break
    receiving.join(PATIENCE)
    process.join(0 if receiving.is_alive() else PATIENCE)
    if process.exitcode is None:
        process.terminate()
        process.join()
    receiving.join()
    ours.close()
    process.close()


def _receive(ours: Connection, outbox: queue.SimpleQueue[Request | None], shift: int, room: Workroom) -> None:
    """Pass on what the process says until it has ended."""
    joining = Joining()
    while True:
        try:
            answer = joining.take(ours.recv())
        except (EOFError, OSError):
            break
        if answer is not None:
            room.post(shift, answer)
    joining.end()
    room.post(shift, None)
    outbox.put(None)
