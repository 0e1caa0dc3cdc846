"""The collections to measure with, made once and kept in a folder for the next time."""

from __future__ import annotations

import functools
import hashlib
import json
import multiprocessing
import os
import shutil
import sys
from pathlib import Path

import drawing
import making

KIND = making.Kind(published=0.4, pictures=2000)
_FEW_PICTURES = 40
_SMALL = 1000


class Corpora:
    """Collections by their number of articles: COLLECTION/articles/YEAR/MONTH/*.md and COLLECTION/pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @functools.cache  # noqa: B019  # there is one, to the end of the program
    def collection(self, count: int) -> Path:
        """The folder with so many articles; it is only to be read."""
        place, stamp = self.folder / f"collection-{count}", self.folder / f"collection-{count}.json"
        wanted = {"articles": count, "made by": _made_by()}
        if not stamp.exists() or json.loads(stamp.read_text("utf-8")) != wanted:
            stamp.unlink(missing_ok=True)
            shutil.rmtree(place, ignore_errors=True)
            _make(place, count)
            stamp.write_text(json.dumps(wanted) + "\n", "utf-8")
        return place

    @functools.cache  # noqa: B019  # as above
    def size(self, count: int) -> int:
        """The bytes of all articles of that collection."""
        return sum(_sizes(self.collection(count) / "articles"))


def _made_by() -> str:
    sources = b"".join(Path(module.__file__ or "").read_bytes() for module in (making, drawing))
    return hashlib.sha256(sources).hexdigest()


def _make(place: Path, count: int) -> None:
    print(f"making {count:,} articles in {place} …", file=sys.stderr, flush=True)
    pictures = KIND.pictures if count >= _SMALL else _FEW_PICTURES
    kind = making.Kind(KIND.published, KIND.unusual, pictures)
    (place / "pictures").mkdir(parents=True)
    blocks = [(place, first, min(making.BLOCK, count - first), kind) for first in range(0, count, making.BLOCK)]
    drawn = [(place / "pictures" / making.picture_name(number), number) for number in range(pictures)]
    if count < _SMALL:
        list(map(_make_block, blocks))
        list(map(drawing.draw, drawn))
        return
    with multiprocessing.get_context("spawn").Pool() as pool:
        for _ in pool.imap_unordered(_make_block, blocks):
            pass
        for _ in pool.imap_unordered(drawing.draw, drawn, 20):
            pass


def _make_block(block: tuple[Path, int, int, making.Kind]) -> None:
    place, first, count, kind = block
    making.make_block(place / "articles", first, count, 1, kind)


def _sizes(folder: Path) -> list[int]:
    found, folders = [], [os.fspath(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    found.append(entry.stat().st_size)
    return found
