"""Which articles the list shows: the query, the order, and the answers to them, kept up with the catalog."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.schema import Counts, Sort
from reviewer.library.search.query import Query, QueryError, parse
from reviewer.session.day import Day
from reviewer.session.events import Answer
from reviewer.session.list_question import Answered, ListQuestion, Picked
from reviewer.session.questions import Questions

_KEEPING = ("stage", "apply", "save", "review")
"""What a curator does with the articles in sight, after which they do not leave the list at once."""
PACE = 300
"""Milliseconds between two askings while rows stream in."""
_NUMBERS = ("counts", "facets", "overview")
_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a list answers: a query and an order, of the catalog that was opened as the so many-th."""

    query: Query
    sort: Sort
    opening: int


class Listing(QObject):
    """Asks for ids, counts, facets and the overview; the newest query wins. A long list comes as its first page, then
    whole. Answers to the same query and order are `kept`.

    `picked` is asked what is selected. What of it is no longer listed, or listed again, is told by `narrowed`.
    """

    query_changed = Signal(str, str)  # the text, and the last one that could be understood
    query_failed = Signal(str, int)
    query_ok = Signal()
    answered = Signal(object)
    counts_changed = Signal(object)
    facets_changed = Signal(object)
    overview_changed = Signal(object)
    narrowed = Signal(object)  # the Selection that is left of what is picked
    searching = Signal(object)  # (articles looked at, all) while a search reads every article; None: no longer
    stale = Signal()  # rows may have new values
    _looked = Signal(int)

    def __init__(self, questions: Questions, picked: Callable[[], Picked], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = self.asked_text = ""
        self.sort = Sort()
        self.answer = Answer()
        self._questions = questions
        self._picked = picked
        self._query: Query = parse("")
        self._opening = 0
        self._listed, self._listed_text = _Asked(self._query, self.sort, -1), ""  # what `answer` answers
        self._numbers: set[str] = set()  # the kinds that are being asked
        self._is_told = False  # that the catalog cannot be read
        self._is_stream = self._keeps_rows = True
        self._are_ids_due = self._is_waiting = self._is_asked = False
        self._all = 0
        self._last_looked: tuple[int, int] | None = None
        self._looked.connect(self._take_looked)
        self._pace = QTimer(self, singleShot=True, interval=PACE)
        self._pace.timeout.connect(self._ask_again)
        self._day = Day(self)
        self._day.changed.connect(self._begin_day)

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

    @property
    def _wanted(self) -> _Asked:
        return _Asked(self._query, self.sort, self._opening)

    def open(self) -> None:
        """Ask everything of the catalog that the questions go to now."""
        self.answer = Answer(question=self.answer.question, whole=False)
        self._opening += 1
        self._day.begin()
        self._ask_all()

    def close(self) -> None:
        """Forget the query and the answer; the order is kept."""
        self._pace.stop()
        self._day.end()
        self._is_waiting = self._are_ids_due = self._is_asked = False
        self._say_looked(None)
        self._numbers.clear()
        self._opening += 1
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
            self._ask_all()

    @Slot()
    def _begin_day(self) -> None:
        """Dates that are counted from the day of asking are others now: the same text may ask for something else."""
        self.stale.emit()  # so that views are counted
        query, is_listed = parse(self.asked_text), self._listed == self._wanted
        if query != self._query:
            self._query = query
            self._listed = self._wanted if is_listed else self._listed
            self._ask_all()

    def sort_by(self, sort: Sort) -> None:
        if sort != self.sort:
            self.sort = sort
            self._ask_ids()

    def rows_changed(self, request: str = "") -> None:
        """The catalog was written, for a request of this kind.

        After an edit or a save the list stays as it is until `moved_on`, and only the rows are stale; what is noticed
        on the disk meanwhile does not change that. The first change is answered at once, a stream of them every `PACE`
        milliseconds, or as soon as all is answered that was asked before: else nothing that takes longer ever would be.
        """
        self._is_stream = self._is_stream and request == "refresh"
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
        if not self._is_waiting or (self._is_stream and (self._is_asked or self._numbers)):
            return
        keeps_rows = self._keeps_rows
        self._is_waiting, self._keeps_rows, self._is_stream = False, True, True
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
        is_kept = self._wanted == self._listed
        shown, looked = self.answer, self._looked.emit
        asked = ListQuestion(self._query, self.sort, is_kept, is_kept and shown.whole, self._picked, shown.ids, looked)
        self._questions.forget("all ids")
        self._questions.ask("ids", asked.first, self._take, self._fail)
        if not is_kept:
            self._questions.ask("all ids", asked.rest, self._take, self._fail)

    @Slot(object)
    def _take(self, found: Answered) -> None:
        if found is None:
            return
        self._say_looked(None)
        if isinstance(found, QueryError):
            self._take_back(found)
            self._go_on()
            return
        listed, kept = found.listed, self._wanted == self._listed
        number, text = self.answer.question + 1, self.asked_text
        self.answer = Answer(listed.ids, number, kept, text, listed.count, listed.is_whole, listed.groups)
        self._listed, self._listed_text, self._is_told = self._wanted, text, False
        if listed.is_whole:
            self._is_asked = False
            picked = self._picked()
            left = found.left_of(picked)
            if left != picked.present:
                self.narrowed.emit(left)
        self.answered.emit(self.answer)
        self._go_on()

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
        self._numbers.update(_NUMBERS)
        self._ask_number("counts", lambda reader: reader.counts(query), self._take_counts)
        self._ask_number("facets", lambda reader: reader.facets(query), self.facets_changed.emit)
        self._ask_number("overview", lambda reader: reader.overview(query), self.overview_changed.emit)

    def _ask_number(self, kind: str, ask: Callable[[CatalogReader], _Told], tell: Callable[[_Told], None]) -> None:
        """The list tells of a query that cannot be answered."""

        def ask_it(reader: CatalogReader) -> _Told | None:
            with contextlib.suppress(QueryError):
                return ask(reader)
            return None

        def take(answer: _Told | None) -> None:
            self._numbers.discard(kind)
            if answer is not None:
                tell(answer)
            self._go_on()

        def fail(words: str) -> None:
            self._numbers.discard(kind)
            self._say(words)
            self._go_on()

        self._questions.ask(kind, ask_it, take, fail)

    def _take_counts(self, counts: Counts) -> None:
        self._all = counts.all
        self.counts_changed.emit(counts)

    def _go_on(self) -> None:
        """What streamed in meanwhile is asked for."""
        if not self._pace.isActive():
            self._ask_again()

    # ---- what cannot be answered

    def _fail(self, words: str) -> None:
        """The catalog cannot be read; a question about everything is asked again when it is written the next time."""
        self._say_looked(None)
        self._questions.forget("all ids")
        self._is_asked = False
        self._say(words)
        if self._questions.is_open and not self._query.is_everything:
            self._take_back(QueryError(words, 1))
        self._go_on()

    def _say(self, words: str) -> None:
        if self._questions.is_open and not self._is_told:
            self._is_told = True
            self._questions.failed.emit(words)

    def _take_back(self, error: QueryError) -> None:
        """The catalog cannot answer this query, as it knows no such field: what was answered before it stays.

        Where that was the same query, with another order or a first page of it, there is nothing to go back to but
        all articles.
        """
        failed, listed = self._query, self._listed
        is_shown = listed.opening == self._opening and listed.sort == self.sort and self.answer.whole
        self._query, self.asked_text = parse(""), ""
        if listed.opening == self._opening and (is_shown or listed.query != failed):
            self._query, self.asked_text = listed.query, self._listed_text
        self._is_asked = False
        self.query_changed.emit(self.text, self.asked_text)
        self.query_failed.emit(error.words, error.column)
        if not is_shown:
            self._ask_ids()
        if self._query != failed:
            self._ask_numbers()
