"""Filters as they stand in a search text: `topic:("AI" or "Robotics") -provider:"NIH" is:unpublished`.

Only what holds for the whole search is seen: not what stands beside an `or`, nor in parentheses unless these hold
values of one field only, `topic:("AI" or "Robotics")` or `(topic:AI or topic:Robotics)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.library.folding import fold
from reviewer.library.query_fields import FLAGS, query_field
from reviewer.library.query_tokens import Token, tokenize

_BARE = ("is", "date", "published")
"""Fields whose values need no quotes."""
_IN_GROUP = re.compile(r'"[^"]*"?|[“„][^”“]*[”“]?|[()]|[^()"“„]+')
_QUOTES = '"“„'


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
        return self.written[:1] in _QUOTES or not ("*" in self.written or self.written.startswith("re:"))

    @property
    def spelled_value(self) -> str:
        if self.written:
            return self.written
        if self.operator != ":" or self.name in _BARE:
            return self.value
        return f"“{self.value}”" if '"' in self.value else f'"{self.value}"'

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
    start: int
    end: int
    piece: Piece | None = None


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
    beyond = 0
    negation: Token | None = None
    for token in tokenize(text):
        if token.start < beyond:
            continue
        if token.kind == "not":
            negation = token
            continue
        start = negation.start if negation else token.start
        after_name = token.start + len(token.name) + len(token.operator)
        opening = after_name if token.kind == "field" and text[after_name : after_name + 1] == "(" else token.start
        is_group = text[opening : opening + 1] == "(" and token.kind in ("field", "open")
        beyond = group_end(text, opening) if is_group else token.end
        piece = None
        if is_group:
            piece = _group(text, token, opening, Piece("", (), negation is not None, start, beyond))
        elif token.kind == "field":
            term = _term(text, token)
            piece = Piece(term.facet, (term,), negation is not None, start, beyond)
        yield _Part(token.kind, start, beyond, piece)
        negation = None


def group_end(text: str, opening: int) -> int:
    """Where the parenthesis that opens there is closed; the end of the text if it never is."""
    depth = 0
    for found in _IN_GROUP.finditer(text, opening):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return len(text)


def _group(text: str, token: Token, opening: int, place: Piece) -> Piece | None:
    """The filter that stands in parentheses, behind the name of a field or for itself."""
    is_closed = text[place.end - 1] == ")" and place.end > opening + 1
    inner = text[opening + 1 : place.end - is_closed]
    tokens = list(tokenize(inner))
    values, between = tokens[::2], tokens[1::2]
    is_list = len(tokens) % 2 == 1 and is_closed and all(each.kind == "or" for each in between)
    if token.kind == "open":
        terms = tuple(_term(inner, each) for each in values) if is_list and _are(values, "field") else ()
        facets = {term.facet for term in terms if term.operator in ":="}
        is_one = len(facets) == 1 and all(term.operator in ":=" for term in terms)
        return Piece(facets.pop(), terms, place.is_excluded, place.start, place.end) if is_one else None
    terms = ()
    if is_list and _are(values, "word", "phrase"):
        written = [inner[each.start : each.end] for each in values]
        terms = tuple(
            Term(token.name, each.value, token.operator, raw) for each, raw in zip(values, written, strict=True)
        )
    facets = {term.facet for term in terms}
    facet = Term(token.name, "").facet
    if len(facets) == 1:
        (facet,) = facets
    else:
        terms = ()
    return Piece(facet, terms, place.is_excluded, place.start, place.end)


def _are(tokens: list[Token], *kinds: str) -> bool:
    return all(token.kind in kinds for token in tokens)


def _term(text: str, token: Token) -> Term:
    written = text[token.start + len(token.name) + len(token.operator) : token.end]
    return Term(token.name, token.value, token.operator, written)
