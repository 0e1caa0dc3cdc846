"""A keystroke of search: to the first page and the count, and to the counts of all facets."""

from __future__ import annotations

import random
import shutil
import statistics

import making
from figure import Figure, Series, Spent
from workbench import Workbench, timed

QUESTIONS = 50
LEAST_OF_RG, MOST_SECONDS, MOST_SECONDS_OF_COUNTS, MOST_OF_MILLION = 10.0, 0.050, 0.250, 12.0


def measure(bench: Workbench) -> list[Figure]:
    ways = {"reviewer": lambda: _asked(bench, bench.middle)}
    notes: tuple[str, ...] = ()
    if shutil.which("rg"):
        bench.warm(bench.middle)
        ways["rg"] = lambda: _rg(bench, bench.middle)
    else:
        notes = ("rg is not installed, and was not tried",)
    told = bench.in_turn(ways)
    what = f"{QUESTIONS} searches of {bench.middle:,}"
    page = Series.spent("first page and count", [one["page"] for one in told["reviewer"]])
    counts = Series.spent("counts of facets", [one["counts"] for one in told["reviewer"]])
    figures = [
        Figure(f"{what}: first page", page, None, MOST_SECONDS, notes=notes),
        Figure(f"{what}: facets", counts, None, MOST_SECONDS_OF_COUNTS, notes=_slowest(told["reviewer"][-1])),
    ]
    if "rg" in told:
        peer = Series.spent("rg -l WORD", [one["page"] for one in told["rg"]])
        figures.insert(1, Figure(f"{what}: first page", page, peer, LEAST_OF_RG, is_speed=True, is_least=True))
    if bench.large is not None:
        large = Series.spent(f"{bench.large:,}", [_asked(bench, bench.large)["page"]])
        small = Series(f"{bench.middle:,}", page.values, "s", page.cpu)
        figures.append(Figure(f"{QUESTIONS} searches of {bench.large:,}: first page", large, small, MOST_OF_MILLION))
    return figures


def _asked(bench: Workbench, count: int) -> dict[str, Spent]:
    """The medians of all questions."""
    told = bench.drive("search", bench.collection(count), bench.home(count), QUESTIONS)
    page = Spent(statistics.median(told["page"]), statistics.median(told["cpu"]))
    slowest = sorted(zip(told["page"], told["questions"], strict=True), reverse=True)[:3]
    words = ", ".join(f"{text} {seconds * 1000:.0f} ms" for seconds, text in slowest)
    return {"page": page, "counts": Spent(statistics.median(told["counts"])), "slowest": words}


def _slowest(told: dict[str, Spent]) -> tuple[str, ...]:
    return (f"the slowest first pages: {told['slowest']}",)


def _rg(bench: Workbench, count: int) -> dict[str, Spent]:
    chance = random.Random(5)
    words = [chance.choice(making.words_in_use()) for _ in range(3)]
    spent = [timed(["rg", "-l", word, bench.collection(count) / "articles"]) for word in words]
    return {
        "page": Spent(*(statistics.median(each) for each in zip(*((one.wall, one.cpu) for one in spent), strict=True)))
    }
