"""One question for the ids of a list, on the thread of the questions: the first page of a long list, then all of it."""

from __future__ import annotations

import sys
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reviewer.library.catalog import CatalogReader
from reviewer.library.catalog_listed import Listed
from reviewer.library.catalog_schema import Sort
from reviewer.library.query import Query, QueryError
from reviewer.session.events import Selection

PAGE = 500
"""So many articles are listed first."""
AT_ONCE = 4 * PAGE
"""If there are no more than these, they are listed together."""
SILENT = 0.3
"""Seconds of looking through articles before anybody is told how many have been looked at."""

_NOTHING = Selection()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer. Where all is listed, `selection` was asked about, and `left` of it is among it."""

    listed: Listed
    selection: Selection = _NOTHING
    left: Selection = _NOTHING


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
    selected: Callable[[], Selection]
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
        selection = self.selected()
        is_gone = self.is_narrowed and len(selection.ids) == 1 and not reader.paths(tuple(selection.ids))
        left = (
            _beside(selection, self.before, listed.ids) if is_gone else _narrow(selection, listed.ids, self.is_narrowed)
        )
        self._is_over = True
        return Found(listed, selection, left)

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


def _narrow(selection: Selection, now: array[int], kept: bool) -> Selection:
    """What is left of a selection in a new list: nobody edits what is out of sight unawares.

    One article alone is in the preview: it stays selected as long as the same list is only kept up with the catalog.
    """
    if not selection.ids or (kept and len(selection.ids) == 1):
        return selection
    left = selection.ids.intersection(now)
    if len(left) == len(selection.ids):
        return selection
    return Selection(left, selection.current if selection.current in left else None)


def _beside(gone: Selection, before: array[int], now: array[int]) -> Selection:
    """The article that followed the selected one, which is gone from the disk, or else the one before it."""
    (only,) = gone.ids
    at = before.index(only) if only in before else 0
    listed = frozenset(now)
    near = next((each for each in (*before[at:], *reversed(before[:at])) if each in listed), None)
    return Selection() if near is None else Selection(frozenset((near,)), near)
