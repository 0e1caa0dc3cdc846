"""The search text with a filter more or less. What is not about that filter stays as it was written."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from reviewer.library.search.ranges import number_of
from reviewer.library.search.spelling import in_quotes, missing_quote
from reviewer.library.search.terms import Piece, Term, chosen, has_alternatives, pieces
from reviewer.library.search.tokens import Token, tokenize

Bound = int | None

_JOINED = ("topic", "provider", "category", "date")
"""Facets of which several values stand in one group."""
_AND_BEFORE = re.compile(r"(?:^|(?<=\s))and\s*\Z", re.IGNORECASE)
_AND_AFTER = re.compile(r"\s*and(?=\s)", re.IGNORECASE)
_RANGE = re.compile(r"([-+]?[0-9.]*?)\.\.([-+]?[0-9.]*)\Z")


def choose(text: str, term: Term) -> str:
    """Ask for the term: beside the others of its facet, if these are one group or one value, else for it too."""
    text = give_up(text, term, is_excluded=True)
    own = [piece for piece in pieces(text) if piece.facet == term.facet and not piece.is_excluded]
    if any(term.key == each.key for piece in own for each in piece.terms):
        return text
    if len(own) == 1 and own[0].terms and term.facet in _JOINED and all(each.operator == ":" for each in own[0].terms):
        return _put(text, own[0], (*own[0].terms, term))
    return require(text, term)


def require(text: str, term: Term, *, is_excluded: bool = False) -> str:
    """Ask for the term besides all that is asked, or for all that it does not hold for."""
    spelling = f"{'-' if is_excluded else ''}{term.spelling}"
    text = closed(text.strip())
    if not text:
        return spelling
    return f"{_parenthesised(text)} {spelling}" if has_alternatives(text) else f"{text} {spelling}"


def closed(text: str) -> str:
    """With the quote and the parentheses that are missing at the end."""
    tokens = list(tokenize(text))
    if not tokens:
        return ""
    last = tokens[-1]
    text += missing_quote(text, last)
    depth = sum({"open": 1, "group": 1, "close": -1}.get(token.kind, 0) for token in tokens)
    return text + _apart(last) * bool(depth) + ")" * depth


def _parenthesised(text: str) -> str:
    """As one part. A word with a parenthesis that was none there would close it, so it is put in quotes."""
    tokens = list(tokenize(text))
    for token in reversed(tokens):
        if not token.quoted and token.value.count(")") > token.value.count("("):
            text = f"{text[: token.value_start]}{in_quotes(token.value)}{text[token.end :]}"
    return f"({text}{_apart(tokens[-1])})"


def _apart(last: Token) -> str:
    """A blank where a parenthesis right behind the last token would be a part of it."""
    return " " if not last.quoted and ("(" in last.value or last.value.endswith("\\")) else ""


def exclude(text: str, term: Term) -> str:
    """Ask for what the term does not hold for."""
    text = give_up(text, term)
    if any(piece.is_excluded and term.key in (each.key for each in piece.terms) for piece in pieces(text)):
        return text
    return require(text, term, is_excluded=True)


def only(text: str, term: Term) -> str:
    """Ask for this term and no other of its facet."""
    return require(forget(text, term.facet), term)


def only_or_all(text: str, term: Term) -> str:
    """Ask for this term in place of the others of its facet; if it is chosen, for none of them."""
    is_chosen = term.key in [each.key for each in chosen(text, term.facet)]
    text = forget(text, term.facet, keeps_excluded=True)
    return text if is_chosen else require(text, term)


def give_up(text: str, term: Term, *, is_excluded: bool = False) -> str:
    """Without the term, wherever it is chosen (or excluded)."""
    for piece in reversed(pieces(text)):
        left = tuple(each for each in piece.terms if each.key != term.key)
        if piece.is_excluded == is_excluded and len(left) < len(piece.terms):
            text = _put(text, piece, left)
    return text


def forget(text: str, facet: str, *, keeps_excluded: bool = False) -> str:
    """Without any filter of the facet."""
    for piece in reversed(pieces(text)):
        if piece.facet == facet and not (keeps_excluded and piece.is_excluded):
            text = _put(text, piece, ())
    return text


def _put(text: str, piece: Piece, terms: tuple[Term, ...]) -> str:
    """Other terms in the place of a piece: a group of them, one alone, or none."""
    before, after = text[: piece.start], text[piece.end :]
    if not terms:
        left = _AND_BEFORE.sub("", before)
        after = after if left != before else _AND_AFTER.sub("", after)
        return f"{left.rstrip()} {after.lstrip()}".strip()
    sign = "-" if piece.is_excluded else ""
    names = {term.name for term in piece.terms}
    terms = tuple(term if len(names) > 1 else replace(term, name=piece.terms[0].name) for term in terms)
    if len(terms) == 1:
        spelling = terms[0].spelling
    elif len({term.name for term in terms}) > 1:
        spelling = f"({' or '.join(term.spelling for term in terms)})"
    else:
        spelling = f"{terms[0].name}:({' or '.join(term.value_in_group for term in terms)})"
    return f"{before}{sign}{spelling}{after}"


# ---- a number between two bounds


def span(text: str, facet: str) -> tuple[Bound, Bound]:
    """The lowest and highest whole number that a search text lets a field have; None where it does not say."""
    low: Bound = None
    high: Bound = None
    for piece in pieces(text):
        if piece.facet == facet and not piece.is_excluded and len(piece.terms) == 1:
            least, most = _bounds(piece.terms[0])
            low = least if low is None or (least is not None and least > low) else low
            high = most if high is None or (most is not None and most < high) else high
    return low, high


def _bounds(term: Term) -> tuple[Bound, Bound]:
    between = _RANGE.match(term.value)
    if between and term.operator in ":=":
        low, high = number_of(between[1]), number_of(between[2])
        return (None if low is None else math.ceil(low)), (None if high is None else math.floor(high))
    number = number_of(term.value)
    if number is None:
        return None, None
    bounds: dict[str, tuple[Bound, Bound]] = {
        ":": (math.ceil(number), math.floor(number)),
        "=": (math.ceil(number), math.floor(number)),
        ">=": (math.ceil(number), None),
        ">": (math.floor(number) + 1, None),
        "<=": (None, math.floor(number)),
        "<": (None, math.ceil(number) - 1),
    }
    return bounds.get(term.operator, (None, None))


def with_span(text: str, facet: str, low: Bound, high: Bound) -> str:
    """The search text with other bounds for a number; None takes a bound away."""
    text = forget(text, facet, keeps_excluded=True)
    if low is None and high is None:
        return text
    if low is None:
        return require(text, Term(facet, str(high), "<="))
    if high is None:
        return require(text, Term(facet, str(low), ">="))
    both = str(low) if low == high else f"{low}..{high}"
    return require(text, Term(facet, both, written=both))
