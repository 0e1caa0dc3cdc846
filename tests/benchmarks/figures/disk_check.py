"""The check against the disk where nothing changed."""

from __future__ import annotations

from figure import Figure, Series, Spent
from workbench import Workbench

MOST_OF_WALK = 2.5


def measure(bench: Workbench) -> list[Figure]:
    figures = []
    for count in bench.sizes[1:] or bench.sizes:
        found = bench.drive("disk_check", bench.collection(count), bench.home(count), bench.rounds)
        check, walk = (
            Series.spent(name, [Spent(*one) for one in found[way]])
            for name, way in (("reviewer", "check"), ("scandir and stat", "walk"))
        )
        bound = MOST_OF_WALK if count == bench.middle else None
        figures.append(Figure(f"check of {count:,} against the disk", check, walk, bound))
    return figures
