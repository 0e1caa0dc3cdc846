"""Questions to the catalog, answered on one thread; of each kind only the newest one counts."""

from __future__ import annotations

import contextlib
import itertools
import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reviewer.library import heap
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.reasons import is_damage
from reviewer.library.search.query import QueryError

Ask = Callable[[CatalogReader], Any]
"""Runs on the thread of the questions, with its reader."""
Take = Callable[[Any], None]
"""Gets the answer, on the main thread."""
Fail = Callable[[str], None]
"""Gets the words why there is no answer, on the main thread."""

URGENCY = ("ids", "all ids", "paths", "counts", "summary", "facets", "overview")
"""Kinds that are asked first, in this order; all others follow."""
WAIT_FOR_NOBODY = ("ids", "all ids")
"""Kinds for which a less urgent question that is being answered is broken off, and asked again after them."""
ASKED_AGAIN = frozenset(("ids", "all ids", "counts", "facets", "overview"))
"""Kinds that the list asks again by itself, of a catalog that was made anew."""
REST_SECONDS = 1.0
"""After so long without a question, memory that only questions need is given back."""

_LOG = logging.getLogger(__name__)


class Questions(QObject):
    """Asks the catalog. A newer question of a kind replaces the older one, and interrupts it if it is being answered;
    one for ids interrupts any other.

    `failed` carries words; it is sent when the catalog could not answer for another reason than being interrupted, and
    nobody else was to be told. `damaged` carries the identity of a catalog that is to be made anew: until `renew`, or
    `give_up`, what it could not answer stays open.
    """

    failed = Signal(str)
    damaged = Signal(object)
    _answered = Signal(str, int, object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._newest: dict[str, tuple[int, Take, Fail | None]] = {}
        self._waiting: dict[str, tuple[int, Ask]] = {}
        self._running: tuple[str, int] | None = None
        self._path: Path | None = None
        self._reader: CatalogReader | None = None
        self._reader_path: Path | None = None
        self._trouble = ""
        self._is_ending = self._is_hopeless = False
        self._is_slim = True
        self._wake = threading.Condition()
        self._answers: deque[tuple[str, int, object, bool]] = deque()
        self._give = QTimer(self, interval=0, singleShot=True)
        self._give.timeout.connect(self._take_next)
        self._answered.connect(self._come)
        self._thread = threading.Thread(target=self._run, name="questions", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        """Whether there is a catalog to ask."""
        return self._path is not None

    def open(self, path: Path | None) -> None:
        """Ask this catalog from now on; None: none is open. What was asked of the former one is forgotten."""
        with self._wake:
            self._newest.clear()
            self._waiting.clear()
            self._path, self._is_hopeless = path, False
            self._interrupt()
            self._wake.notify()

    def renew(self) -> None:
        """The catalog was made anew: whoever asked the former one, by ids that are none any more, is told."""
        with self._wake:
            dropped = {kind: newest for kind, newest in self._newest.items() if kind not in ASKED_AGAIN}
            self._newest.clear()
            self._waiting.clear()
            self._reader_path = None
            self._interrupt()
            self._wake.notify()
        for _, _, failed in dropped.values():
            if failed is not None:
                failed("the catalog was made anew")

    def give_up(self, words: str) -> None:
        """The catalog stays damaged: whoever asked is told, and will be."""
        with self._wake:
            self._is_hopeless = True
            unanswered = [self._newest.pop(kind) for kind in tuple(self._newest) if kind not in self._waiting]
        for _, _, failed in unanswered:
            (failed or self.failed.emit)(words)

    def ask(self, kind: str, ask: Ask, take: Take, failed: Fail | None = None) -> None:
        """Ask `ask(reader)` and give the answer to `take`, unless a newer question of this kind comes first.

        Where there is no answer, `failed` gets the reason instead of all others.
        """
        with self._wake:
            if self._path is None:
                if failed is not None:
                    failed("no collection is open")
                return
            number = next(self._numbers)
            self._newest[kind] = (number, take, failed)
            self._waiting[kind] = (number, ask)
            running = self._running[0] if self._running is not None else kind
            if running == kind or (kind in WAIT_FOR_NOBODY and _urgency(kind) < _urgency(running)):
                self._interrupt()
            self._wake.notify()

    def forget(self, kind: str) -> None:
        """The answer to the last question of this kind is not wanted any more."""
        with self._wake:
            self._newest.pop(kind, None)
            self._waiting.pop(kind, None)
            if self._running is not None and self._running[0] == kind:
                self._interrupt()

    def close(self) -> None:
        """End the thread."""
        with self._wake:
            self._is_ending = True
            self._newest.clear()
            self._waiting.clear()
            self._interrupt()
            self._wake.notify()
        self._thread.join()
        self._give.stop()
        self._answers.clear()

    @Slot(str, int, object, bool)
    def _come(self, kind: str, number: int, answer: object, is_failure: bool) -> None:
        """Each answer has a turn of its own: what one of them changes is painted before the next one is taken."""
        if not self._is_ending:
            self._answers.append((kind, number, answer, is_failure))
            self._give.start()

    @Slot()
    def _take_next(self) -> None:
        kind, number, answer, is_failure = self._answers.popleft()
        if self._answers:
            self._give.start()
        newest = self._newest.get(kind)
        if newest is not None and newest[0] == number:
            del self._newest[kind]
            (newest[2] or self.failed.emit)(str(answer)) if is_failure else newest[1](answer)

    def _interrupt(self) -> None:
        if self._running is not None and self._reader is not None:
            self._reader.interrupt()

    # ---- on the thread

    def _run(self) -> None:
        while True:
            if self._is_at_rest():
                self._slim()
            with self._wake:
                self._wake.wait_for(self._is_called)
                if self._is_ending or self._path != self._reader_path:
                    self._reopen()
                if self._is_ending:
                    return
                if not self._waiting:
                    continue
                kind = min(self._waiting, key=_urgency)
                number, ask = self._waiting.pop(kind)
                self._running = (kind, number)
                reader = self._reader
                if reader is not None:
                    reader.interrupt(False)
            if reader is None:
                self._answered.emit(kind, number, self._trouble, True)
            else:
                self._answer(reader, kind, number, ask)

    def _is_called(self) -> bool:
        return self._is_ending or bool(self._waiting) or self._path != self._reader_path

    def _is_at_rest(self) -> bool:
        """Whether nothing is asked for some time; there may be memory to give back then."""
        with self._wake:
            self._running = None
            return not self._is_slim and not self._wake.wait_for(self._is_called, REST_SECONDS)

    def _slim(self) -> None:
        self._is_slim = True
        if self._reader is not None:
            self._reader.interrupt(False)
            with contextlib.suppress(sqlite3.Error):
                self._reader.slim()
        heap.give_back()

    def _reopen(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._reader_path = self._path
        if self._path is not None and not self._is_ending:
            try:
                self._reader = CatalogReader(self._path)
            except (OSError, sqlite3.Error) as error:
                self._trouble = f"The catalog cannot be read: {error}."
                self.failed.emit(self._trouble)

    def _answer(self, reader: CatalogReader, kind: str, number: int, ask: Ask) -> None:
        try:
            self._is_slim = False
            answer = ask(reader)
        except Exception as error:  # whatever it is, who asked is told, and the next question is answered
            with self._wake:
                is_interrupted = reader.is_stopped and isinstance(error, sqlite3.Error) and "interrupt" in str(error)
                newest = self._newest.get(kind)
                is_wanted = newest is not None and newest[0] == number and not self._is_ending
                if is_wanted and is_interrupted:
                    self._waiting.setdefault(kind, (number, ask))
            if is_wanted and not is_interrupted:
                if not isinstance(error, QueryError):
                    _LOG.exception("no answer to %s", kind)
                if isinstance(error, sqlite3.Error) and is_damage(error) and not self._is_hopeless:
                    self.damaged.emit(reader.identity)
                    return
                self._answered.emit(kind, number, f"The catalog could not answer: {error}.", True)
            return
        self._answered.emit(kind, number, answer, False)


def _urgency(kind: str) -> int:
    return URGENCY.index(kind) if kind in URGENCY else len(URGENCY)
