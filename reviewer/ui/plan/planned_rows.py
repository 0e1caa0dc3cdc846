"""The articles of a plan by what becomes of them, and which are left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from reviewer.library.change_rows import PlanRow
from reviewer.library.search.folding import fold

Kind = Literal["refused", "changing", "unchanged"]
KINDS: tuple[Kind, ...] = ("refused", "changing", "unchanged")
"""In the order in which they are listed: what cannot be done is seen first."""
Line = int
"""The place of an article in the plan and that of one of its changes, in one number: see `line_of`."""
STEP = 1 << 16
"""From the first line of an article to that of the next one."""
SLICE = 500
"""Articles that are made ready to be found at a time, so that no key waits for the rest of them."""


class PlannedRows:
    """Answers by places in `rows`. Numbers are looked at, not articles, wherever there may be many of them."""

    def __init__(self, rows: Sequence[PlanRow]) -> None:
        self.rows = rows
        self.left_out: set[int] = set()
        self.places: dict[Kind, list[int]] = {kind: [] for kind in KINDS}
        for place, row in enumerate(rows):
            kind: Kind = "changing" if row.changes else "unchanged" if row.reason is None else "refused"
            self.places[kind].append(place)
        self._modified = {place for place in self.places["changing"] if rows[place].is_modified}
        self._words: list[str | None] = [None] * len(rows)
        self._ready = 0

    def count(self, kind: Kind) -> int:
        return len(self.places[kind])

    @property
    def ticked(self) -> int:
        """How many articles would be changed by what is ticked now."""
        return self.count("changing") - len(self.left_out)

    @property
    def ticked_modified(self) -> int:
        """How many of these have other unsaved edits."""
        return len(self._modified - self.left_out)

    @property
    def left_out_paths(self) -> tuple[str, ...]:
        return tuple(self.rows[place].path for place in sorted(self.left_out))

    def tick(self, places: Iterable[int], is_in: bool) -> None:
        """Take these into the plan or leave them out of it. They must be such as would change."""
        if is_in:
            self.left_out.difference_update(places)
        else:
            self.left_out.update(places)

    def words(self, place: int) -> str:
        """What an article is found by, folded."""
        words = self._words[place]
        if words is None:
            words = self._words[place] = _words_of(self.rows[place])
        return words

    def make_some_ready(self) -> bool:
        """Prepare further articles to be found; False where all are ready."""
        end = min(len(self.rows), self._ready + SLICE)
        for place in range(self._ready, end):
            self.words(place)
        self._ready = end
        return end < len(self.rows)


def line_of(place: int, change: int) -> Line:
    """The line of one change of an article; numbers, since so many pairs would cost the window a frame."""
    return place * STEP + min(change, STEP - 1)


def place_of(line: Line) -> tuple[int, int]:
    """The places of article and change that a line is of."""
    return divmod(line, STEP)


def _words_of(row: PlanRow) -> str:
    parts = [row.title, row.path, row.reason or ""]
    for change in row.changes:
        parts += (change.field, change.old or "", change.new or "")
    return fold("\n".join(parts))
