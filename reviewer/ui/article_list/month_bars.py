"""Articles a month, gathered into few enough bars to be told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.library.search.terms import Term

MOST = 36
_MONTHS = re.compile(r"(\d{4}-\d\d)\.\.(\d{4}-\d\d)")
_OUTLIERS = 0.005
"""Of all articles, at each end: a few wrong dates do not press all others together."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`first` and `last` are months as in "2021-03"; a bar of one month has the same in both."""

    first: str
    last: str
    count: int

    @property
    def term(self) -> Term:
        """What asks for just these articles."""
        return Term("date", self.first if self.first == self.last else f"{self.first}..{self.last}")

    def is_within(self, term: Term) -> bool:
        """Whether a term is that of a bar that has been cut into such as this one since."""
        months = _MONTHS.fullmatch(term.value)
        return months is not None and months[1] <= self.first and self.last <= months[2]


def bars(months: Sequence[tuple[str, int]], most: int = MOST) -> list[Bar]:
    """At most `most` bars for `months`, which rise; of as many months each. Months without articles count as none."""
    every = [(_number(month), count) for month, count in months if _is_month(month)]
    counted = _without_outliers(every) if every and every[-1][0] - every[0][0] >= most else every
    if not counted:
        return []
    last = counted[-1][0]
    wide = -(-(last - counted[0][0] + 1) // most)
    first = last - (last - counted[0][0]) // wide * wide - wide + 1
    sums = [0] * ((last - first + 1) // wide)
    for month, count in every:
        if first <= month <= last:
            sums[(month - first) // wide] += count
    return [
        Bar(_spelled(first + place * wide), _spelled(first + (place + 1) * wide - 1), count)
        for place, count in enumerate(sums)
    ]


def _without_outliers(counted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    few = sum(count for _, count in counted) * _OUTLIERS
    low, high, below, above = 0, len(counted), 0, 0
    while below + counted[low][1] <= few and low < high - 1:
        below += counted[low][1]
        low += 1
    while above + counted[high - 1][1] <= few and low < high - 1:
        above += counted[high - 1][1]
        high -= 1
    return counted[low:high]


def _is_month(month: str) -> bool:
    year, _, number = month.partition("-")
    return len(year) == 4 and year.isdigit() and number.isdigit() and 1 <= int(number) <= 12


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _spelled(number: int) -> str:
    return f"{max(0, number) // 12:04}-{number % 12 + 1:02}"
