"""Filters as they stand in a search text: `topic:("AI" or "Robotics") -provider:"NIH" is:unpublished`.

Only what holds for the whole search is seen: not what stands beside an `or`, nor in parentheses unless these hold
values of one field only, `topic:("AI" or "Robotics")` or `(topic:AI or topic:Robotics)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from reviewer.library.search.fields import FLAGS, query_field
from reviewer.library.search.folding import fold
from reviewer.library.search.spelling import in_quotes, missing_quote, only_value
from reviewer.library.search.tokens import Token, tokenize

_BARE = ("is", "date", "published")
"""Fields whose values need no quotes."""
_QUOTES = '"“„'
_SIGNS = re.compile(r"[()]|\A-|\A(?:or|and)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """`name`, then `operator` and `value`. `written`: the value as the search text spells it, "" for one of our own."""

    name: str
    value: str
    operator: str = ":"
    written: str = field(default="", compare=False)

    @property
    def facet(self) -> str:
        """What the term is about, under the one name for it: `topics:` is about topic, `published:no` about is."""
        name = self.name.casefold()
        if name == "published" and self.value.casefold() in FLAGS:
            return "is"
        found = query_field(name)
        return found.name if found else name

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal as a query understands it, whatever its case, accents and quotes."""
        facet = self.facet
        value = fold(self.value) if self.is_exact else f"\0{self.written}"
        if facet == "is" and self.name.casefold() == "published":
            value = FLAGS[self.value.casefold()]
        return facet, ":" if self.operator == "=" else self.operator, value

    @property
    def is_exact(self) -> bool:
        """Whether the value is meant as it stands, and is no pattern."""
        if self.written[:3].casefold() == "re:":
            return only_value(self.written) is not None
        return self.written[:1] in _QUOTES or not ("*" in self.written or "?" in self.written)

    @property
    def spelled_value(self) -> str:
        if self.written:
            return self.written
        if self.operator != ":" or self.name in _BARE:
            return self.value
        return in_quotes(self.value)

    @property
    def value_in_group(self) -> str:
        """The value among others in parentheses, where more has a meaning than behind a colon."""
        spelled = self.spelled_value
        has_meaning = _SIGNS.search(spelled) is not None and spelled[:1] not in _QUOTES
        return in_quotes(self.value) if has_meaning and spelled[:3].casefold() != "re:" and self.is_exact else spelled

    @property
    def spelling(self) -> str:
        return f"{self.name}{self.operator}{self.spelled_value}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A filter at `text[start:end]`: one of `terms` must hold, or none of them where it `is_excluded`.

    Without terms: values of `facet` in parentheses that say more than a list of values does.
    """

    facet: str
    terms: tuple[Term, ...]
    is_excluded: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between spaces and signs, a group in parentheses being one: `piece` if it may be a filter."""

    kind: str
    piece: Piece | None


def pieces(text: str) -> list[Piece]:
    """The filters of a search text, in order."""
    found = list(_parts(text))
    if any(part.kind == "or" for part in found):
        return []
    return [part.piece for part in found if part.piece is not None]


def has_alternatives(text: str) -> bool:
    """Whether an `or` parts the whole search text."""
    return any(part.kind == "or" for part in _parts(text))


def chosen(text: str, facet: str) -> list[Term]:
    """The terms of which the search text asks for one."""
    return _terms(text, facet, is_excluded=False)


def excluded(text: str, facet: str) -> list[Term]:
    """The terms of which the search text asks for none."""
    return _terms(text, facet, is_excluded=True)


def _terms(text: str, facet: str, is_excluded: bool) -> list[Term]:
    found = (piece for piece in pieces(text) if piece.facet == facet and piece.is_excluded == is_excluded)
    return [term for piece in found for term in piece.terms if term.operator in ":="]


def _parts(text: str) -> Iterator[_Part]:
    tokens = list(tokenize(text))
    at = 0
    while at < len(tokens):
        start = tokens[at].start
        is_excluded = tokens[at].kind == "not"
        at += is_excluded
        if at == len(tokens):
            return
        token = tokens[at]
        beyond = _beyond(tokens, at)
        end = tokens[beyond - 1].end
        piece = None
        if token.kind in ("open", "group"):
            piece = _group(text, tokens[at:beyond], Piece("", (), is_excluded, start, end))
        elif token.kind == "field":
            term = _term(text, token)
            piece = Piece(term.facet, (term,), is_excluded, start, end)
        yield _Part(token.kind, piece)
        at = beyond


def _beyond(tokens: list[Token], at: int) -> int:
    """The place behind a token, or behind the parenthesis that closes the one that it opens."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += {"open": 1, "group": 1, "close": -1}.get(tokens[place].kind, 0)
        if depth == 0:
            return place + 1
    return len(tokens)


def _group(text: str, tokens: list[Token], place: Piece) -> Piece | None:
    """The filter that stands in parentheses, behind the name of a field or for itself."""
    first = tokens[0]
    values, between = tokens[1:-1:2], tokens[2:-1:2]
    is_list = len(tokens) % 2 == 1 and tokens[-1].kind == "close" and all(each.kind == "or" for each in between)
    facet = Term(first.name, "").facet
    terms: tuple[Term, ...] = ()
    if first.kind == "open":
        if not is_list or any(token.kind != "field" for token in values):
            return None
        terms = tuple(_term(text, token) for token in values)
        facet = terms[0].facet
        if any(term.facet != facet or term.operator not in ":=" for term in terms):
            return None
    elif is_list and all(token.kind in ("word", "phrase") for token in values):
        terms = tuple(_valued(first, each, text, each.start) for each in values)
        facets = {term.facet for term in terms}
        facet, terms = (facets.pop(), terms) if len(facets) == 1 else (facet, ())
    return replace(place, facet=facet, terms=terms)


def _term(text: str, token: Token) -> Term:
    return _valued(token, token, text, token.start + len(token.name) + len(token.operator))


def _valued(name: Token, value: Token, text: str, start: int) -> Term:
    written = text[start : value.end] + missing_quote(text, value)
    return Term(name.name, only_value(written) or value.value, name.operator, written)
