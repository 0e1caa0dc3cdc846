"""Where the eye is in the list, kept by id so that it can be found again in another list, or in another layout."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_NEXT = 50

TopOf = Callable[[int], int]
"""How many pixels below the top of the whole list the article of a row begins."""


@dataclass(frozen=True, slots=True)
class Place:
    """`ids` are articles to look for, best first, each with how far its top was below the top of the view, in pixels.

    `value` is how far the list was scrolled, in pixels, and `text` the search that it answers. At the top of a list
    nothing is held but the current article.
    """

    ids: dict[int, int] = field(default_factory=dict)
    value: int = 0
    current: int | None = None
    text: str = ""

    @property
    def eye(self) -> int | None:
        """The article that is looked for before all others."""
        return next(iter(self.ids), self.current)

    @classmethod
    def taken(cls, ids: array[int], sight: Sequence[int], current: int | None, value: int, top_of: TopOf) -> Place:
        """The place of a list scrolled by `value` that has the rows of `sight` in view."""
        tops = {ids[row]: top_of(row) - value for row in sight}
        found: dict[int, int] = {}
        if current in tops:
            found[current] = tops[current]
        if value > 0 and sight:
            found.update(tops)
            for row in range(sight[-1] + 1, min(len(ids), sight[-1] + 1 + _NEXT)):
                found.setdefault(ids[row], top_of(row) - value)
        return cls(found, value, current)

    def current_only(self) -> dict[int, int]:
        """Just the current article, which is what one looks for in the answer to another question."""
        return {} if self.current is None else {self.current: self.ids.get(self.current, 0)}

    def value_in(self, rows: Mapping[int, int], top_of: TopOf) -> int | None:
        """How far to scroll a list in which the ids are in these rows; None if none of them is."""
        for article_id, top in (self.ids or self.current_only()).items():
            if article_id in rows:
                return max(0, top_of(rows[article_id]) - top)
        if self.current is not None and self.current in rows:
            return max(0, top_of(rows[self.current]))
        return None
