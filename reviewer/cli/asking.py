"""What a command asks for: the search text of a view and that of `--where`, both of which must hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reviewer.cli.table import cells
from reviewer.library.paths import shown_path
from reviewer.library.search.query import Query, QueryError, parse
from reviewer.library.search.tokens import tokenize
from reviewer.library.views import View

_AROUND = 60
"""Characters of a search text that are shown on either side of what is wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """None where nothing is asked. Places in `where` are counted as if it stood behind the text of the view."""

    where: str | None = None
    view: View | None = None

    def query(self) -> Query:
        """Raises QueryError with the text and a mark under the place that has no meaning. A view asks for what it asks
        for in the window, but must close its quotes; `where` has to say something: left empty by mistake it must not
        mean every article."""
        asked = Query()
        with self.pointing():
            if self.view is not None:
                _refuse_open_quote(self.view.text)
                asked = parse(self.view.text)
        if self.where is None:
            return asked
        try:
            parse(self.where, is_whole=True)
        except QueryError as error:
            raise _pointed(error.words, error.column, self.where, "--where") from error
        return asked.narrowed(parse(" " * self._length + self.where, is_whole=True))

    @contextmanager
    def pointing(self) -> Iterator[None]:
        """The same for a QueryError inside, where the place has no answer."""
        try:
            yield
        except QueryError as error:
            column = error.column - self._length
            if self.view is not None and column < 1:
                name = f"view “{self.view.name}”"
                raise _pointed(error.words, error.column, self.view.text, name) from error
            raise _pointed(error.words, column, self.where or "", "--where") from error

    @property
    def _length(self) -> int:
        return len(self.view.text) if self.view is not None else 0


def _refuse_open_quote(text: str) -> None:
    """All that was meant to stand behind it would be words in quotes."""
    for token in tokenize(text):
        if not token.closed:
            raise QueryError("this quote is never closed", token.value_start)


def _pointed(words: str, column: int, text: str, name: str) -> QueryError:
    shown, at = shown_path(text), column - 1
    first = max(0, at - _AROUND)
    beginning, ending = "…" if first else "", "…" if len(shown) > at + _AROUND else ""
    before = " " * cells(beginning + shown[first:at])
    shown = f"{beginning}{shown[first : at + _AROUND]}{ending}"
    return QueryError(f"{name}: {words} (column {column})\n  {shown}\n  {before}^", column)
