"""Questions that the library's process answers while it is at long work: of each kind only the newest one counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.library.messages import Failed, Finished, Progress, RequestName
from reviewer.session.workroom import Workroom


@dataclass(frozen=True, eq=False)
class _Question:
    request: RequestName
    arguments: tuple[Any, ...]
    take: Callable[[Any], None]


class Asking(QObject):
    """One question of each kind is under way; of those that come meanwhile only the last is asked after it."""

    failed = Signal(str)

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._wanted: dict[RequestName, _Question] = {}
        self._asked: dict[int, _Question] = {}

    def ask(self, request: RequestName, arguments: tuple[Any, ...], take: Callable[[Any], None]) -> None:
        """`take` gets the answer, unless a newer question with the same request comes first."""
        if not self._room.is_running:
            return
        self._wanted[request] = _Question(request, arguments, take)
        if all(asked.request != request for asked in self._asked.values()):
            self._send(request)

    def come(self, answer: Progress | Finished | Failed) -> bool:
        """Take a message of the process; False if it is about something else."""
        asked = self._asked.pop(answer.ticket, None)
        if asked is None:
            return False
        if self._wanted.get(asked.request) is not asked:
            self._send(asked.request)
            return True
        del self._wanted[asked.request]
        if isinstance(answer, Finished):
            asked.take(answer.result)
        elif isinstance(answer, Failed):
            self.failed.emit(answer.words)
        return True

    def start_over(self) -> None:
        """Another process answers from now on: what is still wanted, it is asked."""
        self._asked.clear()
        for request in tuple(self._wanted):
            self._send(request)

    def forget(self) -> None:
        """Nothing will be answered."""
        self._asked.clear()
        self._wanted.clear()

    def _send(self, request: RequestName) -> None:
        question = self._wanted[request]
        self._asked[self._room.send(request, *question.arguments)] = question
