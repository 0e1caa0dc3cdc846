"""Who uses a journal now, and whether somebody who did has died."""

import glob
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reviewer.library.claim import Claim, is_held


@dataclass(frozen=True, slots=True)
class Others:
    """What other processes left beside a journal."""

    live: bool
    died: bool


class Use:
    """A mark beside the journal: a claimed file, which is gone after a clean end and stays after a crash."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._claim = Claim(journal.with_suffix(f".use-{secrets.token_hex(6)}.lock"))
        self._is_marked = False

    def begin(self) -> Others:
        """Leaves the mark, and takes those of the dead away. Where no file can be claimed, anybody may have died."""
        before = glob.glob(f"{glob.escape(str(self._journal.with_suffix('')))}.use-*.lock")
        with suppress(OSError):
            self._is_marked = self._claim.take()
        held = [is_held(Path(one)) for one in before]
        return Others(any(held), not all(held) or not self._is_marked)

    def end(self, is_clean: bool) -> None:
        """`is_clean`: the next one need not look for damage."""
        if is_clean:
            self._claim.release()
        else:
            self._claim.leave()
