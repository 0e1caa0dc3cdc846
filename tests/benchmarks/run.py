"""How fast Reviewer is, and how much memory it needs, each figure beside its floor or a peer in the same run.

    python tests/benchmarks/run.py [--articles 1000,100000,1000000] [--only NAME ...] [--rounds N] [--folder F] [--json F]

Three sizes: a small collection, the usual one, and a large one that is held against the usual one; without the third
the figures of it are left out. What is compared is done in turn, round by round; the median counts. CPU seconds are told
beside the others: where a ratio of them is another one, something else kept the machine busy. The collections are made
once, and kept in the folder. hugo and rg are tried where they are installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpora import Corpora
from figure import Figure
from workbench import Workbench

NAMES = ("first_index", "later_start", "disk_check", "search", "stalls", "memory", "thumbnails", "saving")
CELLS = ("figure", "Reviewer", "beside", "", "wanted", "")


def main() -> None:
    arguments = _arguments()
    corpora = Corpora(arguments.folder.resolve())
    found: dict[str, list[Figure]] = {}
    with tempfile.TemporaryDirectory(prefix="work-", dir=corpora.folder) as place:
        bench = Workbench(corpora, Path(place), arguments.articles, arguments.rounds)
        for name in arguments.only or NAMES:
            print(f"{name} …", file=sys.stderr, flush=True)
            began = time.perf_counter()
            found[name] = importlib.import_module(f"figures.{name}").measure(bench)
            print(table(found[name]), f"  ({time.perf_counter() - began:.0f} s)", sep="\n", file=sys.stderr, flush=True)
    figures = [figure for some in found.values() for figure in some]
    print(table(figures))
    told = {
        "articles": arguments.articles,
        "rounds": arguments.rounds,
        "machine": {"processors": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "load before and after": _load,
        "figures": {name: [figure.as_json() for figure in some] for name, some in found.items()},
    }
    _load.append(round(os.getloadavg()[0], 2))
    text = json.dumps(told, indent=2, ensure_ascii=False)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", "utf-8")


_load = [round(os.getloadavg()[0], 2)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=_sizes, default=[1000, 100_000, 1_000_000], help="two or three sizes")
    parser.add_argument("--only", nargs="+", choices=NAMES, help="some of the figures")
    parser.add_argument("--rounds", type=int, default=3)
    kept = Path(tempfile.gettempdir()) / "reviewer-benchmarks"
    parser.add_argument("--folder", type=Path, default=kept, help="where the collections are kept and work is done")
    parser.add_argument("--json", type=Path, help="write what was found to this file too")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    sizes = sorted(int(each) for each in text.split(","))
    if not 2 <= len(sizes) <= 3 or sizes[0] < 20:
        raise argparse.ArgumentTypeError("two or three numbers of articles, from 20 on")
    return sizes


def table(figures: list[Figure]) -> str:
    """The figures as lines of a table, with the notes below each."""
    lines = [figure.line() for figure in figures]
    widths = [max(len(line[at]) for line in [CELLS, *lines]) for at in range(len(CELLS))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(CELLS, widths, strict=True)).rstrip()]
    for figure, line in zip(figures, lines, strict=True):
        text.append("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        text += [f"    {note}" for note in figure.notes]
    return "\n".join(text)


if __name__ == "__main__":
    main()
