"""Looking through a plan for what is to be shown, a slice at a time: a key never waits for all of the articles."""

from __future__ import annotations

from collections.abc import Collection
from time import perf_counter

from reviewer.library.search.folding import fold
from reviewer.ui.plan.planned_rows import KINDS, STEP, Kind, Line, PlannedRows, line_of

AT_ONCE = 0.006
"""Seconds of a slice."""
_BETWEEN = 256
"""Articles from one look at the clock to the next."""


class Finding:
    """The lines of the articles of these kinds that hold the text somewhere; complete where `go_on` says so."""

    def __init__(self, planned: PlannedRows, kinds: Collection[Kind], text: str = "") -> None:
        self.lines: list[Line] = []
        self.changing: list[int] = []
        """Places of the articles among them that would change."""
        self._planned, self._wanted = planned, fold(text.strip())
        self._places = [planned.places[kind] for kind in KINDS if kind in kinds]
        self._list, self._at = 0, 0

    def go_on(self, seconds: float = AT_ONCE) -> bool:
        """Look for about so long; whether there is more to look through."""
        end = perf_counter() + seconds
        while self._list < len(self._places):
            places = self._places[self._list]
            self._look(places[self._at : self._at + _BETWEEN])
            self._at += _BETWEEN
            if self._at >= len(places):
                self._list, self._at = self._list + 1, 0
            if perf_counter() > end:
                return self._list < len(self._places)
        return False

    def _look(self, places: list[int]) -> None:
        planned, wanted, rows = self._planned, self._wanted, self._planned.rows
        if wanted:
            places = [place for place in places if wanted in planned.words(place)]
        for place in places:
            self.lines.append(place * STEP)
            changes = len(rows[place].changes)
            if changes:
                self.changing.append(place)
            if changes > 1:
                self.lines.extend(line_of(place, at) for at in range(1, changes))
