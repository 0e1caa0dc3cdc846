"""Where one is in a collection, kept at every change beside its journal, and found again after whatever happened.

Articles are kept by their paths: a catalog that was made anew has other ids.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.library.catalog.reader import SORT_FIELDS, CatalogReader, Sort
from reviewer.library.catalog.schema import Grouping
from reviewer.session.events import Answer, Selection
from reviewer.session.finder import Finder
from reviewer.session.pen import Pen
from reviewer.session.questions import Questions

_LARGEST = 100_000_000
_GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


@dataclass(frozen=True, slots=True)
class Marks:
    """`top` is the first article in sight, and `offset` how far its top is above the list's, in pixels.

    `everything`: all that is listed is selected; `picked` is empty then.
    """

    text: str = ""
    sort: Sort | None = None
    current: str = ""
    top: str = ""
    offset: int = 0
    everything: bool = False
    picked: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What of the marks is listed by now."""

    selection: Selection
    top: int | None
    offset: int


class Bookmark(QObject):
    """Keeps the marks of the collection that is open; `found_top` asks the list to scroll."""

    read = Signal(object)  # Marks: after `begin`, what was kept
    _came = Signal(int, object, object)
    found_top = Signal(int, int)  # id of the article that was the first in sight, pixels by which it was cut off

    def __init__(self, folder: Path, finder: Finder, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._finder, self._questions = finder, questions
        self._pen = Pen()
        self._readings = 0
        self._path: Path | None = None
        self._marks = Marks()
        self._is_restoring = False
        self._came.connect(self._take)

    def begin(self, catalog_path: Path) -> None:
        """A collection was opened. Answers with `read`; but for what is left out, nothing is kept until `restored`."""
        self._readings += 1
        number, path = self._readings, self._folder / f"{catalog_path.stem}.place"
        self._is_restoring = True
        self._pen.then(lambda: self._came.emit(number, path, _read(path)))

    def restored(self) -> None:
        """What could be found has been found, or the curator went elsewhere: from now on changes are kept."""
        self._is_restoring = False

    def end(self) -> None:
        """The collection is closed; the marks stay."""
        self._readings += 1
        self._path = None
        self._is_restoring = False

    def close(self) -> None:
        """Write what is not written yet, and end."""
        self._pen.close()

    def find(self, answer: Answer, take: Callable[[Found], None]) -> bool:
        """Ask which marks are in a list. False: there is nothing to look for."""
        marks = self._marks
        if not (marks.everything or marks.picked or marks.top):
            return False
        self._questions.ask("bookmark", lambda reader: _find(reader, marks, answer), take)
        return True

    # ---- what changes

    def see(self, article_id: int, offset: int) -> None:
        """This article is the first in sight, and so many pixels of it are cut off."""
        self._keep(replace(self._marks, top=self._finder.path_of(article_id) or "", offset=offset))

    def keep_query(self, text: str, sort: Sort) -> None:
        self._keep(replace(self._marks, text=text, sort=sort))

    def keep_selection(self, selection: Selection, listed: int) -> None:
        """`listed` is how many articles could be selected."""
        current = None if selection.current is None else self._finder.path_of(selection.current)
        everything = 1 < len(selection.ids) == listed
        if everything:
            self._questions.forget("picked")
            self._keep(replace(self._marks, current=current or "", everything=True, picked=()))
            return

        def take(paths: tuple[str, ...]) -> None:
            self._keep(replace(self._marks, current=current or "", everything=False, picked=paths))

        self._finder.paths_of(selection.ids, "picked")(take, None)

    def keep_left_out(self, ids: frozenset[int], unlisted: frozenset[str]) -> None:
        """`unlisted` are the paths of those that are left out too and have no ids yet."""
        if self._path is None:
            return

        def take(paths: tuple[str, ...]) -> None:
            self._write(replace(self._marks, left_out=tuple(sorted(unlisted.union(paths)))))

        self._finder.paths_of(ids, "left out paths")(take, None)

    @Slot(int, object, object)
    def _take(self, number: int, path: Path, marks: Marks) -> None:
        if number == self._readings:
            self._path, self._marks = path, marks
            self.read.emit(marks)

    def _keep(self, marks: Marks) -> None:
        if not self._is_restoring:
            self._write(marks)

    def _write(self, marks: Marks) -> None:
        if self._path is not None and marks != self._marks:
            self._marks = marks
            self._pen.write(self._path, lambda: to_bytes(marks))


def to_bytes(marks: Marks) -> bytes:
    """A line of JSON, and two lists of paths: no path is empty or holds a NUL."""
    sort = [marks.sort.field, marks.sort.descending, marks.sort.group] if marks.sort else None
    small = json.dumps([marks.text, sort, marks.current, marks.top, marks.offset, marks.everything])
    parts = (small, "\0".join(marks.picked), "\0".join(marks.left_out))
    return "\0\0".join(parts).encode("utf-8", "surrogatepass")


def from_bytes(content: bytes) -> Marks:
    """Raises ValueError where it does not say what marks say."""
    small, picked, left_out = content.decode("utf-8", "surrogatepass").split("\0\0")
    text, sort, current, top, offset, everything = json.loads(small)
    if not (all(isinstance(each, str) for each in (text, current, top)) and isinstance(offset, int)):
        raise ValueError("these are no marks")
    order = None
    if isinstance(sort, list) and len(sort) in (2, 3) and sort[0] in SORT_FIELDS:
        group = next((known for known in _GROUPINGS if sort[2:] == [known]), _GROUPINGS[0])
        order = Sort(sort[0], bool(sort[1]), group)
    lists = (tuple(part.split("\0")) if part else () for part in (picked, left_out))
    return Marks(text, order, current, top, offset, bool(everything), *lists)


def _read(path: Path) -> Marks:
    try:
        with open(path, "rb") as file:
            return from_bytes(file.read(_LARGEST))
    except (OSError, ValueError, TypeError):
        return Marks()


def _find(reader: CatalogReader, marks: Marks, answer: Answer) -> Found:
    listed = frozenset(answer.ids)
    picked = listed if marks.everything else listed.intersection(reader.ids_of(marks.picked))
    current = reader.id_of(marks.current) if marks.current else None
    top = reader.id_of(marks.top) if marks.top else None
    return Found(
        Selection(picked, current if current in picked else None),
        top if top in listed else None,
        marks.offset,
    )
