"""Blocks of many lines whose shape comes again and again are read by one regular expression."""

import re
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from reviewer.articles.shapes import Mould, pattern_of
from reviewer.library.catalog.block_json import Unfit

Made = TypeVar("Made")
_OFTEN, _MOST_MET, _MOST_PATTERNS, _MOST_LINES = 8, 2_000, 6, 60
"""How often a shape is met before it gets a pattern; how many shapes are counted; how many patterns there are for lists
of as many lines under one key; and how long a list has one."""


class Patterns(Generic[Made]):
    """What was learnt of blocks so far."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], list[tuple[re.Pattern[str], Callable[[Sequence[str]], Made]]]] = {}
        self._met: dict[Mould, int] = {}

    def made_of(self, block: str) -> Made | None:
        """What is made of its safe values, if it is of a shape that is known well."""
        for pattern, make in self._known.get(_kind(block), ()):
            if found := pattern.fullmatch(block):
                try:
                    return make(found.groups())
                except Unfit:
                    return None
        return None

    def learn(self, block: str, mould: Mould, make: Callable[[Sequence[str]], Made]) -> None:
        """It is of this shape. `make` raises Unfit where what stands without quotes is not safe."""
        if len(self._met) > _MOST_MET or block.count("\n") > _MOST_LINES:
            return
        self._met[mould] = self._met.get(mould, 0) + 1
        if self._met[mould] == _OFTEN:
            known = self._known.setdefault(_kind(block), [])
            if len(known) < _MOST_PATTERNS:
                known.append((pattern_of(block), make))


def _kind(block: str) -> tuple[str, int]:
    return block[: block.find(":")], block.count("\n")
