"""Thumbnails a second."""

from __future__ import annotations

from figure import Figure, Series
from workbench import Workbench

LEAST = 0.8
_MOST = 400
_KINDS = {"png": "480x300 PNG", "jpg": "2000x1300 JPEG"}


def measure(bench: Workbench) -> list[Figure]:
    pictures = bench.collection(bench.middle) / "pictures"
    told = bench.drive("thumbnails", pictures, bench.new_place(), _MOST, bench.rounds)
    figures = []
    for ending, words in _KINDS.items():
        ours, loop = (
            Series(name, tuple(one[at] for one in told[ending]), "a second")
            for at, name in enumerate(("", "QImageReader in a loop"))
        )
        figures.append(Figure(f"thumbnails of {words}", ours, loop, LEAST, is_least=True))
    return figures
