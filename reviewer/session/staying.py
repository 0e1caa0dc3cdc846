"""Which of the listed articles no longer match, while the list keeps them for the curator who edits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.search.query import QueryError
from reviewer.session.listing import Listing
from reviewer.session.questions import Questions

TakeGone = Callable[[Sequence[int], frozenset[int]], None]
"""Gets the articles that were asked about, and those of them that no longer match."""


class Staying:
    """Asks about the few articles in sight, so that it costs the same however many there are."""

    def __init__(self, listing: Listing, questions: Questions) -> None:
        self._listing = listing
        self._questions = questions

    @property
    def is_on(self) -> bool:
        """Whether there may be such articles."""
        return self._listing.keeps_rows and not self._listing.query.is_everything

    def look(self, ids: Sequence[int], take: TakeGone) -> None:
        """Find out which of these no longer match. The answer comes unless the list has been asked for anew by then."""
        query, question, asked = self._listing.query, self._listing.answer.question, tuple(ids)

        def ask(reader: CatalogReader) -> frozenset[int]:
            try:
                return frozenset(asked).difference(reader.matching(query, asked))
            except QueryError:
                return frozenset()  # what cannot be answered any more takes nothing out of the list

        def took(gone: frozenset[int]) -> None:
            if question == self._listing.answer.question:
                take(asked, gone)

        self._questions.ask("staying", ask, took)

    def drop(self) -> None:
        """Let them leave the list."""
        self._listing.moved_on()
