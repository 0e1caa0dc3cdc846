"""Asks mixed questions, one after the other as they would be typed, of a running session."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import making
from drivers.telling import tell, there
from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtGui import QGuiApplication

from reviewer.library.home import Home
from reviewer.session.session import Session

PAGE = 40
_PATIENCE = 600_000
_COUNTS_PATIENCE = 5_000


def questions(count: int) -> list[str]:
    """Of every kind; the same ones each time."""
    chance, words = random.Random(5), making.words_in_use()

    def word() -> str:
        return chance.choice(words)

    def topic() -> str:
        return chance.choice(making.TOPICS)

    kinds: list[Callable[[], str]] = [
        word,
        lambda: word()[:3],
        lambda: f"{word()} {word()}",
        lambda: f'"{chance.choice(making.KNOWN)} {chance.choice(making.VERBS)}"',
        lambda: f"{word()} -{word()}",
        lambda: f"{word()} or {word()}",
        lambda: f'topic:"{topic()}"',
        lambda: f'topic:"{topic()}" quality>={chance.randint(20, 90)}',
        lambda: f"date:{chance.choice(making.YEARS)} {word()}",
        lambda: f"provider:{chance.choice(making.PROVIDERS)[0].split()[0]} is:unpublished",
        lambda: f"quality:{chance.randint(0, 40)}..{chance.randint(50, 90)}",
        lambda: f"title:{word()}",
    ]
    return [kinds[number % len(kinds)]() for number in range(count)]


def main(collection: str, home: str, count: str) -> None:
    qt = QGuiApplication([])
    session = Session(Home.below(Path(home)))
    asking = _Asking(qt, session)
    session.open([Path(collection)])
    asking.until(lambda: len(session.answer.ids) > 0 and not session.busy)
    there()
    found = [asking.ask(question) for question in questions(int(count))]
    asking.ask("")  # else the next window over this home begins with the last question
    session.shut_down()
    tell(
        questions=[one[0] for one in found],
        page=[one[1] for one in found],
        cpu=[one[2] for one in found],
        counts=[one[3] for one in found],
    )


class _Asking:
    def __init__(self, qt: QGuiApplication, session: Session) -> None:
        self._qt, self._session = qt, session
        self._counted = 0
        session.facets_changed.connect(self._count)

    def _count(self) -> None:
        self._counted += 1

    def until(self, ready: Callable[[], bool], patience: int = _PATIENCE) -> bool:
        deadline = QDeadlineTimer(patience)
        while not ready():
            self._qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
            if deadline.hasExpired():
                return False
        return True

    def ask(self, text: str) -> tuple[str, float, float, float]:
        """The seconds to the first page, of processors for it, and to the counts of all facets."""
        session, former, counted = self._session, self._session.answer, self._counted
        began, cpu = time.perf_counter(), time.process_time()
        session.search(text)
        if not self.until(lambda: session.answer is not former and session.answer.text == text):
            sys.exit(f"no answer to {text}")
        session.rows(session.answer.ids[:PAGE])
        page, spent = time.perf_counter() - began, time.process_time() - cpu
        self.until(lambda: self._counted > counted, _COUNTS_PATIENCE)
        counts = time.perf_counter() - began
        self.until(lambda: session.answer.whole, _COUNTS_PATIENCE)
        return text, page, spent, counts
