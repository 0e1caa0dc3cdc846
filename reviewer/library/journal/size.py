"""The journal is kept below its limit: the oldest saves and steps go first. What is staged is never touched."""

import logging
import time

from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError

_KEPT_STEPS = 20
"""So many of the newest steps can always be undone, however large they are. So can the newest batch."""
_FULL, _ROOM = 0.9, 0.1
_SECONDS = 0.5
"""For both; what is left is done the next time."""
_PAGES = 500

_log = logging.getLogger(__name__)


def trim(journal: Journal, limit: int) -> None:
    """Forgets the oldest until the journal takes less than `limit` bytes, and gives room on the disk back.

    Works for half a second at most. What fails is left for the next time.
    """
    until = time.monotonic() + _SECONDS
    try:
        if journal.space().used > limit:
            _forget(journal, int(limit * _FULL), until)
        while journal.space().free > limit * _ROOM and time.monotonic() < until:
            if not journal.give_back(_PAGES):
                break
    except JournalError:
        _log.exception("the journal could not be trimmed")


def _forget(journal: Journal, goal: int, until: float) -> None:
    batches = [(made, number, journal.batches.forget) for made, number in journal.batches.ages()[:-1]]
    steps = [(step.made, step.id, journal.steps.forget) for step in journal.steps.all()[:-_KEPT_STEPS] if step.done]
    for _, number, forget in sorted([*batches, *steps], key=lambda one: one[:2]):
        with journal.transaction():
            forget(number)
        if journal.space().used <= goal or time.monotonic() > until:
            break
