"""What a click or a key makes of the selection: sets of ids, over a list of any length."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.session.events import Selection


@dataclass(frozen=True, slots=True)
class Selecting:
    """The list as it is now. `anchor` is the row that a range is stretched from."""

    ids: "array[int]"
    present: Selection
    anchor: int | None = None

    def only(self, row: int) -> Selection:
        return Selection(frozenset((self.ids[row],)), self.ids[row])

    def toggle(self, row: int) -> Selection:
        """Add the row, or take it out. The one that stays current is the nearest selected one."""
        article_id = self.ids[row]
        if article_id not in self.present.ids:
            return Selection(self.present.ids | {article_id}, article_id)
        left = self.present.ids - {article_id}
        if self.present.current in left:
            return Selection(left, self.present.current)
        return Selection(left, self._nearest(row, left))

    def extend(self, row: int, *, add: bool = False) -> Selection:
        """From the anchor to the row; with `add`, beside what is selected already."""
        start = row if self.anchor is None or self.anchor >= len(self.ids) else self.anchor
        low, high = min(start, row), max(start, row)
        ids = frozenset(self.ids[low : high + 1])
        return Selection(self.present.ids | ids if add else ids, self.ids[row])

    def group(self, rows: range) -> Selection:
        """Add a whole group, or take it out if all of it is selected."""
        ids = frozenset(self.ids[rows.start : rows.stop])
        if ids <= self.present.ids:
            left = self.present.ids - ids
            return Selection(left, self.present.current if self.present.current in left else None)
        current = self.present.current if self.present.current in ids else self.ids[rows.start]
        return Selection(self.present.ids | ids, current)

    def all(self) -> Selection:
        if not self.ids:
            return Selection()
        ids = frozenset(self.ids)
        return Selection(ids, self.present.current if self.present.current in ids else self.ids[0])

    def _nearest(self, row: int, among: frozenset[int]) -> int | None:
        if not among:
            return None
        for distance in range(1, len(self.ids)):
            for near in (row + distance, row - distance):
                if 0 <= near < len(self.ids) and self.ids[near] in among:
                    return self.ids[near]
        return None


def runs(flags: Iterable[bool]) -> list[tuple[int, int]]:
    """Where there is one yes after the other: the first and the last of each."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    end = -1
    for end, flag in enumerate(flags):
        if flag:
            begin = end if begin is None else begin
        elif begin is not None:
            found.append((begin, end - 1))
            begin = None
    if begin is not None:
        found.append((begin, end))
    return found
