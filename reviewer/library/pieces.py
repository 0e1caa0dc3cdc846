"""Long answers go through the pipe in pieces, as no thread of the window gets on while a pickle is being read."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from reviewer.library.messages import Answer, Finished

SIZE = 500
"""As many rows are in a piece: it is read in a small part of a frame."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The next rows of a list in the result that this ticket will get."""

    ticket: int
    field: str
    rows: list[Any]


def pieces(answer: Answer) -> Iterator[Answer | Piece]:
    """What is to be sent instead of an answer: long lists of its result first, at last itself without them."""
    if not isinstance(answer, Finished) or not is_dataclass(answer.result) or isinstance(answer.result, type):
        yield answer
        return
    values = {field.name: getattr(answer.result, field.name) for field in fields(answer.result)}
    long = {name: value for name, value in values.items() if isinstance(value, list) and len(value) > SIZE}
    for name, rows in long.items():
        for start in range(0, len(rows), SIZE):
            yield Piece(answer.ticket, name, rows[start : start + SIZE])
    yield Finished(answer.ticket, replace(answer.result, **{name: [] for name in long})) if long else answer


class Joining:
    """Puts together what comes in pieces. While one comes, Python does not look for garbage, which would take longer
    with every piece than the piece itself; `end` is to be called where the rest may never come."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[str, list[Any]]] = {}
        self._has_paused = False

    def take(self, said: Answer | Piece) -> Answer | None:
        """The whole answer, once it is here."""
        if isinstance(said, Piece):
            if not self._has_paused and gc.isenabled():
                self._has_paused = True
                gc.disable()
            self._rows.setdefault(said.ticket, defaultdict(list))[said.field].extend(said.rows)
            return None
        rows = self._rows.pop(said.ticket, None) if isinstance(said, Finished) else None
        if not isinstance(said, Finished) or rows is None:
            return said
        for name, found in rows.items():
            getattr(said.result, name).extend(found)
        self.end()
        return said

    def end(self) -> None:
        """What has not come whole by now is forgotten."""
        self._rows.clear()
        if self._has_paused:
            self._has_paused = False
            gc.freeze()  # the two together make all that came old at once, and no look at all of it is due
            gc.unfreeze()
            gc.enable()
