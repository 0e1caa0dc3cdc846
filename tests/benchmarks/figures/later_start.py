"""A later start: from the start of the process to rows on the screen, and to the list that can be used. And a first
one, where the first rows come while all others are still read."""

from __future__ import annotations

from functools import partial

from figure import Figure, Series, Spent
from workbench import Workbench

MOST_OF_EMPTY, MOST_OF_SMALL, MOST_OF_MILLION = 2.0, 1.2, 1.5
MOST_SECONDS_AT_FIRST = 1.0
_MORE_ROUNDS = 3
"""Times as many as of the long figures: a start is short."""
_EMPTY = "an empty window"
_Start = tuple[Spent, Spent]


def measure(bench: Workbench) -> list[Figure]:
    ways = {f"{count:,}": partial(_start, bench, count) for count in bench.sizes}
    for count in bench.sizes:
        _start(bench, count, "stays")
    firsts = Series.spent("", [_first(bench) for _ in range(bench.rounds)])
    told = bench.in_turn(
        {**ways, _EMPTY: partial(_empty, bench)}, bench.rounds * (_MORE_ROUNDS if bench.rounds > 1 else 1)
    )
    rows = {name: Series.spent(name, [one[0] for one in rounds]) for name, rounds in told.items()}
    lists = {name: Series.spent(name, [one[1] for one in rounds]) for name, rounds in told.items()}
    small, middle, empty = f"{bench.small:,}", f"{bench.middle:,}", rows[_EMPTY]
    figures = [
        Figure(f"first start, {middle}: first rows on the screen", firsts, None, MOST_SECONDS_AT_FIRST),
        Figure(f"later start, {small}: rows on the screen", rows[small], empty, MOST_OF_EMPTY),
        Figure(f"later start, {middle}: rows on the screen", rows[middle], empty, MOST_OF_EMPTY),
        Figure(f"later start, {middle}: rows on the screen", rows[middle], rows[small], MOST_OF_SMALL),
        Figure(f"later start, {middle}: the list can be used", lists[middle], empty),
        Figure(f"later start, {middle}: the list can be used", lists[middle], lists[small]),
    ]
    if bench.large is not None:
        large = f"{bench.large:,}"
        figures += [
            Figure(f"later start, {large}: rows on the screen", rows[large], rows[middle], MOST_OF_MILLION),
            Figure(f"later start, {large}: the list can be used", lists[large], lists[middle]),
        ]
    return figures


def _start(bench: Workbench, count: int, *how: str) -> _Start:
    told = bench.drive("later_start", bench.collection(count), *how, home=bench.home(count))
    return Spent(told["wall"], told["cpu"]), Spent(told["last wall"], told["list cpu"])


def _first(bench: Workbench) -> Spent:
    """With nothing kept from before."""
    told = bench.drive("later_start", bench.collection(bench.middle), home=bench.new_place())
    return Spent(told["last wall"], told["list cpu"])


def _empty(bench: Workbench) -> _Start:
    told = bench.drive("empty_window")
    return (Spent(told["wall"], told["cpu"]),) * 2
