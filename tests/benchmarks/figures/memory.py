"""How much memory the window, the process of the library and its pool need together."""

from __future__ import annotations

from typing import Any

from figure import Figure, Series
from workbench import Workbench

MOST_OF_CORPUS, MOST_MORE, MOST_OF_MILLION = 0.35, 100.0, 2.0
TEN = 10
_MB = 1_000_000


def measure(bench: Workbench) -> list[Figure]:
    counts = sorted({TEN, bench.middle, *bench.sizes[1:]})
    ways = {count: (lambda count=count: _needed(bench, count)) for count in counts}
    told = bench.in_turn({**ways, 0: lambda: bench.drive("empty_window")["memory"]})
    if not told[0][0]:
        note = "this system does not tell how much memory a process has of its own"
        return [Figure("memory", Series("", (0.0,), "MB"), notes=(note,))]
    empty = _middle([one["all"] for one in told[0]])
    middle, size = bench.middle, Series("its articles on disk", (bench.corpora.size(bench.middle) / _MB,), "MB")
    figures = [Figure("memory of an empty window", Series("", (empty,), "MB"))]
    for state in ("listed", "selected"):
        over = _over(told[middle], state, "all", empty)
        figures.append(Figure(f"memory over an empty window, {middle:,} {state}", over, size, MOST_OF_CORPUS))
    for part, words in (("window", "the window alone"), ("all", "all processes")):
        ten = _middle([one["listed"][part] for one in told[TEN]])
        more = _over(told[middle], "listed", part, ten)
        figures.append(Figure(f"memory more than with ten, {middle:,}: {words}", more, None, MOST_MORE))
    if bench.large is not None:
        large, usual = (_over(told[count], "listed", "all", empty, f"{count:,}") for count in (bench.large, middle))
        what = f"memory over an empty window, {bench.large:,} listed"
        figures.append(Figure(what, large, usual, MOST_OF_MILLION))
    return figures


def _needed(bench: Workbench, count: int) -> dict[str, Any]:
    return bench.drive("memory", bench.collection(count), bench.home(count), count)


def _over(told: list[dict[str, Any]], state: str, part: str, less: float, name: str = "") -> Series:
    return Series(name, tuple(one[state][part] / _MB - less for one in told), "MB")


def _middle(values: list[int]) -> float:
    return Series("", tuple(each / _MB for each in values)).middle
