"""Publishing many articles by command, beside sed and a loop over python-frontmatter; see publishing.py."""

from __future__ import annotations

import publishing
from figure import Figure, Series
from workbench import Workbench

MOST = 10_000


def measure(bench: Workbench) -> list[Figure]:
    count = min(MOST, bench.middle)
    seconds = publishing.measure(bench.new_place(), count, bench.rounds)
    found = {name: Series(name, tuple(rounds)) for name, rounds in seconds.items()}
    notes = tuple(publishing.missing().values())
    what, ours = f"publish {count:,} from the command line", found["reviewer"]
    figures = [Figure(what, ours, notes=notes)] if notes else []
    if "sed" in found:
        figures.append(Figure(what, ours, found["sed"], publishing.MOST_OF_SED))
    if "python-frontmatter" in found:
        loop = found["python-frontmatter"]
        figures.append(Figure(what, ours, loop, publishing.LEAST_OF_LOOP, is_speed=True, is_least=True))
    return figures
