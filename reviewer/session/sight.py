"""What was in sight of the list at the end, so that the next start shows it before anything else is loaded."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "sight.json"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Sight:
    """The articles in sight, by their paths in the collection, and where the list was in the window.

    `opened` are the paths that open the collection, `catalog` and `claim` the files of its catalog and of its window.
    `cut` is how many pixels of the first article were above the list, `place` the left, top, width and height of the
    list in pixels, `scale` the quality that fills a bar; `picked` are those that were selected.
    """

    opened: tuple[str, ...]
    catalog: str
    claim: str
    articles: tuple[str, ...]
    picked: tuple[str, ...]
    cut: int
    place: tuple[int, int, int, int]
    scale: float


def spelled(sight: Sight) -> bytes:
    return json.dumps(asdict(sight)).encode()


def read(path: Path) -> Sight | None:
    """None where there is nothing, or nothing that makes sense."""
    try:
        with open(path, "rb") as file:
            said = json.loads(file.read(_LARGEST))
        opened, articles, picked = (tuple(map(str, said[name])) for name in ("opened", "articles", "picked"))
        left, top, width, height = map(int, said["place"])
        catalog, claim, place = str(said["catalog"]), str(said["claim"]), (left, top, width, height)
        return Sight(opened, catalog, claim, articles, picked, int(said["cut"]), place, float(said["scale"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
