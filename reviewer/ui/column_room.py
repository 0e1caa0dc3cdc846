"""How the width of a table is shared among its columns: by what their words need, not by a fixed part for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_FIRST, _SPREAD = 40, 24
"""Rows whose words are measured: those that are in sight first, and some of all the others."""
_MOST_BY_HAND = 0.6
"""The largest part of the width that a column keeps after somebody has made it so wide."""


def shared(room: int, needs: Mapping[int, int], spare: int, by_hand: Mapping[int, float]) -> dict[int, int]:
    """Pixels for each of the columns in `needs`. What is left over goes to `spare`; where there is too little, the
    widest make way, down to the same width. `by_hand`: parts of the whole that columns have in any case."""
    fixed = {column: round(room * min(_MOST_BY_HAND, part)) for column, part in by_hand.items() if column in needs}
    left, widths = max(0, room - sum(fixed.values())), {}
    waiting = sorted((need, column) for column, need in needs.items() if column not in fixed)
    for at, (need, column) in enumerate(waiting):
        widths[column] = min(need, left // (len(waiting) - at))
        left -= widths[column]
    widths |= fixed
    widths[spare] += max(0, room - sum(widths.values()))
    return widths


def sample(top: int, rows: int) -> Iterator[int]:
    """Rows to measure, from the first one in sight on."""
    end = min(rows, max(0, top) + _FIRST)
    yield from range(max(0, top), end)
    yield from range(end, rows, max(1, (rows - end) // _SPREAD))
