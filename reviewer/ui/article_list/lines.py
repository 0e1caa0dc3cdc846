"""How a list is cut into lines: the heads of groups, and lines of one or several articles, found by counting."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence

from reviewer.library.catalog.schema import Group


class Lines:
    """`count` articles in `groups`, `across` of them on a line; of a folded group there is only its head.

    Articles go by their rows in the answer, 0-based, lines by their place in the view; tops and heights are pixels.
    Nothing is kept for a single article, so that a hundred thousand of them cost what ten do.
    """

    def __init__(self, count: int, groups: Sequence[Group] = (), folded: Collection[str] = (), across: int = 1) -> None:
        self.total = count
        self.across = max(1, across)
        self.groups = tuple(groups)
        self._first = array("q")  # row of the first article of each group
        self._line = array("q")  # line of the head of each group
        self._before = array("q")  # articles that are shown before each group
        self._folded = [group.value in folded for group in self.groups]
        row = line = shown = 0
        for place, group in enumerate(self.groups):
            self._first.append(min(row, count))
            self._line.append(line)
            self._before.append(shown)
            is_last = place == len(self.groups) - 1
            held = max(0, (count - row) if is_last else min(group.count, count - row))
            row += held
            line += 1
            if not self._folded[place]:
                line += -(-held // self.across)
                shown += held
        self._first.append(count)
        self.count = line if self.groups else -(-count // self.across)
        self.shown = shown if self.groups else count
        """How many articles are in no folded group."""

    # ---- lines

    @property
    def heads(self) -> array[int]:
        """The lines that are heads of groups, rising."""
        return self._line

    def head_at(self, line: int) -> int | None:
        """Which group a line is the head of; None for a line of articles."""
        group = self.group_of_line(line)
        return group if group is not None and self._line[group] == line else None

    def group_of_line(self, line: int) -> int | None:
        """Which group a line belongs to; None in a list without groups."""
        return bisect_right(self._line, line) - 1 if self.groups and line >= 0 else None

    def rows_at(self, line: int) -> range:
        """The articles on a line; none on the head of a group."""
        group = self.group_of_line(line)
        if group is None:
            start = line * self.across
            return range(start, max(start, min(self.total, start + self.across)))
        inside = line - self._line[group] - 1
        if inside < 0 or self._folded[group]:
            return range(0)
        start = self._first[group] + inside * self.across
        return range(start, max(start, min(self._first[group + 1], start + self.across)))

    def line_of(self, row: int) -> int:
        """The line of an article; for one in a folded group, that of its head."""
        group = self.group_of(row)
        if group is None:
            return row // self.across
        if self._folded[group]:
            return self._line[group]
        return self._line[group] + 1 + (row - self._first[group]) // self.across

    def column_of(self, row: int) -> int:
        """Where on its line an article stands."""
        group = self.group_of(row)
        return (row - (0 if group is None else self._first[group])) % self.across

    # ---- groups

    def group_of(self, row: int) -> int | None:
        """The group of an article."""
        return min(bisect_right(self._first, row), len(self.groups)) - 1 if self.groups else None

    def rows_of_group(self, group: int) -> range:
        return range(self._first[group], self._first[group + 1])

    def is_folded(self, group: int) -> bool:
        return self._folded[group]

    # ---- the articles that are shown, one after the other

    def is_shown(self, row: int) -> bool:
        """Whether an article is in no folded group."""
        group = self.group_of(row)
        return group is None or not self._folded[group]

    def nth(self, place: int) -> int:
        """The row of the article that is the `place`th of those shown."""
        if not self.groups:
            return place
        group = self._group_of_place(place)
        return self._first[group] + place - self._before[group]

    def place_of(self, row: int) -> int:
        """How many shown articles come before this one."""
        group = self.group_of(row)
        if group is None:
            return row
        inside = 0 if self._folded[group] else row - self._first[group]
        return self._before[group] + inside

    def _group_of_place(self, place: int) -> int:
        group = bisect_right(self._before, place) - 1
        while self._folded[group] and group > 0:  # those after it begin at the same place
            group -= 1
        return group

    def below(self, row: int, lines: int) -> int:
        """The article so many lines of articles further down, or up, in the same column or the last one there is."""
        line, column, left = self.line_of(row), self.column_of(row), abs(lines)
        way = 1 if lines > 0 else -1
        found = row
        while left and 0 <= line + way < self.count:
            line += way
            rows = self.rows_at(line)
            if rows:
                found, left = rows[min(column, len(rows) - 1)], left - 1
        return found

    def shown_before(self, group: int) -> int:
        """How many articles are shown before a group."""
        return self._before[group]

    def group_called(self, value: str | None) -> int | None:
        return next((place for place, group in enumerate(self.groups) if group.value == value), None)

    def next_stop(self, line: int, way: int) -> int:
        """The next line that is of articles, or the head of a folded group; the line itself where there is none."""
        found = line + way
        while 0 <= found < self.count:
            head = self.head_at(found)
            if head is None or self._folded[head]:
                return found
            found += way
        return line

    # ---- pixels

    def top(self, line: int, high: int, head: int) -> int:
        """Where a line begins, with lines of articles `high` and heads `head` pixels high."""
        heads = bisect_right(self._line, line - 1) if self.groups else 0
        return line * high - heads * (high - head)

    def line_at(self, y: int, high: int, head: int) -> int:
        """The line at a height from the top of the list; may be beyond the last one."""
        if not self.groups:
            return y // max(1, high)
        low, up = 0, self.count
        while low < up:
            middle = (low + up) // 2
            if self.top(middle + 1, high, head) <= y:
                low = middle + 1
            else:
                up = middle
        return low
