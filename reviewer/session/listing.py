"""Which articles the list shows: the query, the order, and the answers to them, kept up with the catalog."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reviewer.library.catalog import CatalogReader
from reviewer.library.catalog_schema import Counts, Facets, Sort
from reviewer.library.query import Query, QueryError, parse
from reviewer.session.events import Answer, Selection
from reviewer.session.questions import Questions

PACE = 300
"""Milliseconds between two askings while rows stream in."""


@dataclass(frozen=True, slots=True)
class _Found:
    ids: array[int]
    selection: Selection


class Listing(QObject):
    """Asks for ids, counts and facets; the newest query wins. Answers to the same query and order are `kept`.

    `selected` is asked for the present selection. What of it is no longer listed is taken out of it by `narrowed`.
    """

    query_changed = Signal(str, str)  # the text, and the last one that could be understood
    query_failed = Signal(str, int)
    query_ok = Signal()
    answered = Signal(object)
    counts_changed = Signal(object)
    facets_changed = Signal(object)
    narrowed = Signal(object, object)  # the selection that was asked about, and what is left of it
    stale = Signal()  # rows may have new values

    def __init__(self, questions: Questions, selected: Callable[[], Selection], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = self.asked_text = ""
        self.sort = Sort()
        self.answer = Answer()
        self._questions = questions
        self._selected = selected
        self._query: Query = parse("")
        self._is_same = False
        self._are_ids_due = False
        self._is_waiting = False
        self._is_asked = False
        self._keeps_rows = True
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(PACE)
        self._pace.timeout.connect(self._ask_again)

    @property
    def is_behind(self) -> bool:
        """Whether an answer is still to come for what the catalog has by now."""
        return self._is_asked or self._is_waiting

    @property
    def query(self) -> Query:
        return self._query

    @property
    def keeps_rows(self) -> bool:
        """Whether articles that no longer match may still be listed, until `moved_on`."""
        return self._are_ids_due

    def open(self) -> None:
        """Ask everything of the catalog that the questions go to now."""
        self.answer = Answer(question=self.answer.question)
        self._is_same = False
        self._ask_all()

    def close(self) -> None:
        """Forget the query and the answer; the order is kept."""
        self._pace.stop()
        self._is_waiting = self._are_ids_due = self._is_asked = False
        self._query = parse("")
        if self.text:
            self.text = self.asked_text = ""
            self.query_changed.emit("", "")
            self.query_ok.emit()
        self.answer = Answer(question=self.answer.question + 1)

    def search(self, text: str) -> None:
        if text == self.text:
            return
        self.text = text
        try:
            query = parse(text)
        except QueryError as error:
            self.query_changed.emit(text, self.asked_text)
            self.query_failed.emit(error.words, error.column)
            return
        self.asked_text = text
        self.query_changed.emit(text, text)
        self.query_ok.emit()
        if query != self._query:
            self._query = query
            self._is_same = False
            self._ask_all()

    def sort_by(self, sort: Sort) -> None:
        if sort != self.sort:
            self.sort = sort
            self._is_same = False
            self._ask_ids()

    def rows_changed(self, keep_rows: bool = False) -> None:
        """The catalog was written. `keep_rows`: let the list stay as it is until `moved_on`, only the rows are stale.

        The first change is answered at once, a stream of them every `PACE` milliseconds.
        """
        self._are_ids_due = self._is_waiting = True
        self._keeps_rows = self._keeps_rows and keep_rows
        if not self._pace.isActive():
            self._ask_again()

    def moved_on(self) -> None:
        """The curator goes to another article: rows that stayed for the former one may leave the list."""
        if self._are_ids_due:
            self._ask_ids()

    @Slot()
    def _ask_again(self) -> None:
        if not self._is_waiting:
            return
        keeps_rows = self._keeps_rows
        self._is_waiting, self._keeps_rows = False, True
        self._pace.start()
        self.stale.emit()
        if not keeps_rows:
            self._ask_ids()
        self._ask_numbers()

    # ---- questions

    def _ask_all(self) -> None:
        self._ask_ids()
        self._ask_numbers()

    def _ask_ids(self) -> None:
        self._are_ids_due, self._is_asked = False, True
        query, text, sort, kept = self._query, self.asked_text, self.sort, self._is_same
        selection, before = self._selected(), self.answer.ids

        def ask(reader: CatalogReader) -> _Found:
            ids = reader.ids(query, sort)
            if kept and len(selection.ids) == 1 and not reader.paths(tuple(selection.ids)):
                return _Found(ids, _beside(selection, before, ids))
            return _Found(ids, _narrow(selection, ids, kept))

        def take(found: _Found) -> None:
            self.answer = Answer(found.ids, self.answer.question + 1, kept, text)
            self._is_same, self._is_asked = True, False
            if found.selection != selection:
                self.narrowed.emit(selection, found.selection)
            self.answered.emit(self.answer)

        self._questions.ask("ids", ask, take)

    def _ask_numbers(self) -> None:
        query = self._query

        def ask_counts(reader: CatalogReader) -> Counts:
            return reader.counts(query)

        def ask_facets(reader: CatalogReader) -> Facets:
            return reader.facets(query)

        self._questions.ask("counts", ask_counts, self.counts_changed.emit)
        self._questions.ask("facets", ask_facets, self.facets_changed.emit)


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
