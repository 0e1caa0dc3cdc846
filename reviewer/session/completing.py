"""What may follow what is being typed, from what the collection holds."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.search.completion import Offer, Place, offers, place_at
from reviewer.session.questions import Questions


class Completing:
    """Asks the catalog. Of each kind only the newest question is answered."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def values(self, field: str, prefix: str, answer: Callable[[list[str]], None]) -> None:
        """Ask for values in use ("topics", "provider", "category") that begin with `prefix`; `answer` gets up to 50."""
        self._questions.ask(f"complete {field}", lambda reader: _values(reader, field, prefix), answer)

    def search(self, text: str, cursor: int, answer: Callable[[Place, list[Offer]], None]) -> bool:
        """Ask for what may stand at the cursor of a search text; False if nothing is to be completed there."""
        place = place_at(text, cursor)
        if place is None or not (place.field or place.typed):
            self._questions.forget(_SEARCH)
            return False
        asked = place

        def ask(reader: CatalogReader) -> list[Offer]:
            return offers(asked, reader.values_in_use, reader.path_values.in_use, reader.functions.known_paths())

        self._questions.ask(_SEARCH, ask, lambda found: answer(asked, found), lambda words: None)
        return True


_SEARCH = "complete a search"


def _values(reader: CatalogReader, field: str, prefix: str) -> list[str]:
    return [value for value, _ in reader.values_in_use(field, prefix, 50)]
