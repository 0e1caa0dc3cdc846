"""One question for the ids of a list, on the thread of the questions: the first page of a long list, then all of it."""

from __future__ import annotations

import sys
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from reviewer.library.catalog.listed import Listed
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.schema import Sort
from reviewer.library.search.query import Query, QueryError
from reviewer.session.events import Selection

PAGE = 500
"""So many articles are listed first."""
AT_ONCE = 4 * PAGE
"""If there are no more than these, they are listed together."""
SILENT = 0.3
"""Seconds of looking through articles before anybody is told how many have been looked at."""

_NOTHING = Selection()


@dataclass(frozen=True, slots=True)
class Picked:
    """`present` is what is selected. `wanted` is what the curator selected last: a search may have taken some away."""

    present: Selection = _NOTHING
    wanted: Selection = _NOTHING


_NONE_PICKED = Picked()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer. Where all is listed, `picked` was asked about, and `left` of what is wanted is among it."""

    listed: Listed
    picked: Picked = _NONE_PICKED
    left: Selection = _NOTHING
    keeps_one: bool = False

    def left_of(self, picked: Picked) -> Selection:
        """The same of what is picked by now: a key may have come between the question and the answer."""
        return self.left if picked == self.picked else _among(picked, self.listed.ids, _only(picked, self.keeps_one))


Answered = Found | QueryError | None
"""QueryError: the catalog cannot answer such a query. None: there is nothing new to say."""


@dataclass(slots=True)
class ListQuestion:
    """`is_kept`: the list shows its answer already, or the first page; `is_narrowed`: all of it, so that one selected
    article stays selected. `before` are the ids that are listed now. `looked` is told how far a slow search is."""

    query: Query
    sort: Sort
    is_kept: bool
    is_narrowed: bool
    picked: Callable[[], Picked]
    before: array[int]
    looked: Callable[[int], None]
    _is_over: bool = False

    def first(self, reader: CatalogReader) -> Answered:
        """The first page, or all where that is no more work."""
        self._is_over = False
        return self._refused(reader, self._first)

    def rest(self, reader: CatalogReader) -> Answered:
        """All, if `first` has not found it."""
        return None if self._is_over else self._refused(reader, self._all)

    def _refused(self, reader: CatalogReader, ask: Callable[[CatalogReader], Found]) -> Answered:
        with self._telling(reader):
            try:
                return ask(reader)
            except QueryError as error:
                self._is_over = True
                return error

    def _first(self, reader: CatalogReader) -> Found:
        if self.is_kept:
            return self._all(reader)
        listed = reader.first(self.query, self.sort, PAGE)
        return self._all(reader) if listed.count <= AT_ONCE else Found(listed)

    def _all(self, reader: CatalogReader) -> Found:
        listed = reader.first(self.query, self.sort, sys.maxsize)
        picked = self.picked()
        only = _only(picked, self.is_narrowed)
        is_gone = bool(only) and not reader.paths(tuple(only))
        left = _beside(picked.present, self.before, listed.ids) if is_gone else _among(picked, listed.ids, only)
        self._is_over = True
        return Found(listed, picked, left, self.is_narrowed)

    @contextmanager
    def _telling(self, reader: CatalogReader) -> Iterator[None]:
        begin = time.monotonic()

        def tell(count: int) -> None:
            if time.monotonic() - begin > SILENT:
                self.looked(count)

        reader.functions.report_to(tell)
        try:
            yield
        finally:
            reader.functions.report_to(None)


def _only(picked: Picked, keeps_one: bool) -> frozenset[int]:
    return picked.present.ids if keeps_one and len(picked.present.ids) == 1 else frozenset()


def _among(picked: Picked, now: array[int], only: frozenset[int]) -> Selection:
    """What is selected in a new list: of what is wanted all that it holds. Nobody edits unawares what is out of sight.

    One article alone is in the preview: it stays selected as long as the same list is only kept up with the catalog.
    """
    present, wanted = picked.present, picked.wanted
    if not wanted.ids or only == wanted.ids:
        return present
    left = wanted.ids.intersection(now) | only
    if len(left) == len(present.ids) and left == present.ids:
        return present
    if len(left) == len(wanted.ids):
        return wanted
    current = next((each for each in chain((present.current, wanted.current), now) if each in left), None)
    return Selection(left, current)


def _beside(gone: Selection, before: array[int], now: array[int]) -> Selection:
    """The article that followed the selected one, which is gone from the disk, or else the one before it."""
    (only,) = gone.ids
    at = before.index(only) if only in before else 0
    listed = frozenset(now)
    near = next((each for each in (*before[at:], *reversed(before[:at])) if each in listed), None)
    return Selection() if near is None else Selection(frozenset((near,)), near)
