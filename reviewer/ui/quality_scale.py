"""The scale on which qualities are shown: 0 to 100, unless many articles are beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from reviewer.library.catalog.schema import Facets

LOWEST, HIGHEST = 0, 100
_FEW = 0.05
"""As large a part of the articles may be beyond an end of the scale."""
_SEVERAL = 8
"""Of so many articles one may be, however large a part of them it is."""


def scale_of(facets: Facets) -> tuple[int, int] | None:
    """The ends of the scale; None where no article has a quality."""
    if facets.quality_range is None:
        return None
    least, most = facets.quality_range
    total = sum(number for _, number in facets.quality)
    few = max(total * _FEW, 1 if total >= _SEVERAL else 0)
    below = [(-quality, number) for quality, number in facets.quality]
    return -_end(below, LOWEST, -least, few), _end(facets.quality, HIGHEST, most, few)


def _end(numbers: Sequence[tuple[int, int]], nearest: int, farthest: int, few: float) -> int:
    """`nearest`, or the first round number beyond which there are only few; not more than `farthest`."""
    if farthest <= nearest:
        return nearest
    for end in _ends(nearest):
        if end >= farthest or (numbers and sum(number for quality, number in numbers if quality > end) <= few):
            return min(end, farthest)
    return farthest


def _ends(nearest: int) -> Iterator[int]:
    yield nearest
    for zeros in count():
        yield from (each for each in (10**zeros, 2 * 10**zeros, 5 * 10**zeros) if each > nearest)
