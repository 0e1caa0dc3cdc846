"""Who uses a journal now, and whether somebody who did has died."""

import glob
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reviewer.library.claim import Claim, is_held

_TRIES = 5
"""Who looks at a mark in the instant that it is made keeps it from being claimed."""


@dataclass(frozen=True, slots=True)
class Others:
    """What other processes left beside a journal."""

    live: bool
    died: bool


class Use:
    """A mark beside the journal: a claimed file, which is gone after a clean end and stays after a crash."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._mark()
        self._is_marked = False

    def begin(self) -> Others:
        """Leaves the mark, and takes those of the dead away. Where no file can be claimed, anybody may have died."""
        before = self._marks()
        with suppress(OSError):
            for _ in range(_TRIES):
                self._is_marked = self._claim.take()
                if self._is_marked:
                    break
                self._mark()
        held = [is_held(one) for one in before]
        return Others(any(held), not all(held) or not self._is_marked)

    def is_shared(self) -> bool:
        """Whether another process uses the journal now."""
        return any(is_held(one) for one in self._marks() if one != self._path)

    def end(self, is_clean: bool) -> None:
        """`is_clean`: the next one need not look for damage."""
        if is_clean:
            self._claim.release()
        else:
            self._claim.leave()

    def _mark(self) -> None:
        self._path = self._journal.with_suffix(f".use-{secrets.token_hex(6)}.lock")
        self._claim = Claim(self._path)

    def _marks(self) -> list[Path]:
        return [Path(one) for one in glob.glob(f"{glob.escape(str(self._journal.with_suffix('')))}.use-*.lock")]
