"""What a click or a key makes of the selection: sets of ids, over a list of any length."""

from array import array
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


def ranges(ids: "array[int]", low: int, high: int, selected: frozenset[int]) -> list[tuple[int, int]]:
    """The runs of selected rows from `low` up to and without `high`: (first, last), both within."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for row in range(low, high):
        if ids[row] in selected:
            begin = row if begin is None else begin
        elif begin is not None:
            found.append((begin, row - 1))
            begin = None
    if begin is not None:
        found.append((begin, high - 1))
    return found
