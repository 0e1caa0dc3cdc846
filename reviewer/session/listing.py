"""Which articles the list shows: the query, the order, and the answers to them, kept up with the catalog."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reviewer.library.catalog import CatalogReader
from reviewer.library.catalog_schema import Counts, Facets, Overview, Sort
from reviewer.library.query import Query, QueryError, parse
from reviewer.session.events import Answer, Selection
from reviewer.session.list_question import Answered, ListQuestion
from reviewer.session.questions import Questions

_KEEPING = ("stage", "apply", "save", "review")
"""What a curator does with the articles in sight, after which they do not leave the list at once."""
PACE = 300
"""Milliseconds between two askings while rows stream in."""


class Listing(QObject):
    """Asks for ids, counts, facets and the overview; the newest query wins. A long list comes as its first page, then
    whole. Answers to the same query and order are `kept`.

    `selected` is asked for the present selection. What of it is no longer listed is taken out of it by `narrowed`.
    """

    query_changed = Signal(str, str)  # the text, and the last one that could be understood
    query_failed = Signal(str, int)
    query_ok = Signal()
    answered = Signal(object)
    counts_changed = Signal(object)
    facets_changed = Signal(object)
    overview_changed = Signal(object)
    narrowed = Signal(object, object)  # the selection that was asked about, and what is left of it
    searching = Signal(object)  # (articles looked at, all) while a search reads every article; None: no longer
    stale = Signal()  # rows may have new values
    _looked = Signal(int)

    def __init__(self, questions: Questions, selected: Callable[[], Selection], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = self.asked_text = ""
        self.sort = Sort()
        self.answer = Answer()
        self._questions = questions
        self._selected = selected
        self._query: Query = parse("")
        self._answered = ("", self._query)  # the last text that could be answered, and its query
        self._is_same = self._is_whole = False
        self._are_ids_due = False
        self._is_waiting = False
        self._is_asked = False
        self._keeps_rows = True
        self._all = 0
        self._last_looked: tuple[int, int] | None = None
        self._looked.connect(self._take_looked)
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
        self._is_same = self._is_whole = False
        self._ask_all()

    def close(self) -> None:
        """Forget the query and the answer; the order is kept."""
        self._pace.stop()
        self._is_waiting = self._are_ids_due = self._is_asked = False
        self._say_looked(None)
        self._query = parse("")
        self._answered = ("", self._query)
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
            self._is_same = self._is_whole = False
            self._ask_all()

    def sort_by(self, sort: Sort) -> None:
        if sort != self.sort:
            self.sort = sort
            self._is_same = self._is_whole = False
            self._ask_ids()

    def rows_changed(self, request: str = "") -> None:
        """The catalog was written, for a request of this kind.

        After an edit or a save the list stays as it is until `moved_on`, and only the rows are stale; what is noticed
        on the disk meanwhile does not change that. The first change is answered at once, a stream of them every `PACE`
        milliseconds.
        """
        is_holding = self._are_ids_due and not self._query.is_everything
        self._keeps_rows = self._keeps_rows and (request in _KEEPING or (request == "refresh" and is_holding))
        self._are_ids_due = self._is_waiting = True
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
        asked = ListQuestion(
            self._query,
            self.sort,
            self._is_same,
            self._is_whole,
            self._selected,
            self.answer.ids,
            self._looked.emit,
        )
        self._questions.forget("all ids")
        self._questions.ask("ids", asked.first, self._take)
        if not asked.is_kept:
            self._questions.ask("all ids", asked.rest, self._take)

    @Slot(object)
    def _take(self, found: Answered) -> None:
        if found is None:
            return
        self._say_looked(None)
        if isinstance(found, QueryError):
            self._take_back(found)
            return
        listed, kept = found.listed, self._is_same
        number, text = self.answer.question + 1, self.asked_text
        self.answer = Answer(listed.ids, number, kept, text, listed.count, listed.is_whole, listed.groups)
        self._answered = text, self._query
        self._is_same = True
        if listed.is_whole:
            self._is_whole, self._is_asked = True, False
            if found.left != found.selection:
                self.narrowed.emit(found.selection, found.left)
        self.answered.emit(self.answer)

    @Slot(int)
    def _take_looked(self, count: int) -> None:
        if self._is_asked:
            self._say_looked((count, max(count, self._all)))

    def _say_looked(self, looked: tuple[int, int] | None) -> None:
        if looked != self._last_looked:
            self._last_looked = looked
            self.searching.emit(looked)

    def _ask_numbers(self) -> None:
        query = self._query

        def ask_counts(reader: CatalogReader) -> Counts | None:
            with contextlib.suppress(QueryError):
                return reader.counts(query)
            return None

        def ask_facets(reader: CatalogReader) -> Facets | None:
            with contextlib.suppress(QueryError):
                return reader.facets(query)
            return None

        def ask_overview(reader: CatalogReader) -> Overview | None:
            with contextlib.suppress(QueryError):
                return reader.overview(query)
            return None

        self._questions.ask("counts", ask_counts, self._take_counts)
        self._questions.ask("facets", ask_facets, _unless_none(self.facets_changed.emit))
        self._questions.ask("overview", ask_overview, _unless_none(self.overview_changed.emit))

    @Slot(object)
    def _take_counts(self, counts: Counts | None) -> None:
        if counts is not None:
            self._all = counts.all
            self.counts_changed.emit(counts)

    def _take_back(self, error: QueryError) -> None:
        """The catalog cannot answer this query, as it knows no such field: what was answered before it stays."""
        self.asked_text, self._query = self._answered
        self._is_same, self._is_whole = bool(self.answer.question), self.answer.whole
        self._is_asked = False
        self.query_changed.emit(self.text, self.asked_text)
        self.query_failed.emit(error.words, error.column)
        if not self.answer.question or not self.answer.whole:
            self._ask_all()


def _unless_none(take: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda answer: None if answer is None else take(answer)
