"""Filters as terms of the search text: `topic:"AI" is:unpublished quality>=40`. What is typed and clicked is the same.

Only terms that hold for the whole search are seen: not those in parentheses, nor beside an `or`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reviewer.library.folding import fold
from reviewer.library.query_fields import query_field
from reviewer.library.query_tokens import Token, tokenize

Bound = int | None


@dataclass(frozen=True, slots=True)
class Term:
    """`name`, then `operator` and `value`; equal as a query understands them, whatever their case and accents."""

    name: str
    value: str
    operator: str = ":"

    @property
    def spelling(self) -> str:
        value = self.value
        if self.operator == ":" and self.name != "is":
            value = f"“{value}”" if '"' in value else f'"{value}"'
        return f"{self.name}{self.operator}{value}"

    @property
    def key(self) -> tuple[str, str, str]:
        field = query_field(self.name)
        name = field.name if field else self.name.casefold()
        return name, ":" if self.operator == "=" else self.operator, fold(self.value)


@dataclass(frozen=True, slots=True)
class _Placed:
    term: Term
    start: int
    end: int


def terms(text: str) -> list[Term]:
    """The terms that all articles shown by the search text fulfil, in order."""
    return [placed.term for placed in _placed(text)]


def values(text: str, name: str) -> list[str]:
    """The values of the terms `name:value`."""
    return [term.value for term in terms(text) if term.key[:2] == (Term(name, "").key[0], ":")]


def holds(text: str, term: Term) -> bool:
    return any(present.key == term.key for present in terms(text))


def with_term(text: str, term: Term) -> str:
    """The search text with one more term, which is to hold for all of it."""
    if holds(text, term):
        return text
    tokens = list(tokenize(text))
    if not tokens:
        return term.spelling
    text = text.strip()
    if not tokens[-1].closed:
        text += '"'
    text += ")" * _open_groups(tokens)
    if _has_or(tokens):
        text = f"({text})"
    return f"{text} {term.spelling}"


def without(text: str, is_meant: Callable[[Term], bool]) -> str:
    """The search text without the terms for which the call says yes."""
    for placed in reversed(list(_placed(text))):
        if is_meant(placed.term):
            text = f"{text[: placed.start].rstrip()} {text[placed.end :].lstrip()}".strip()
    return text


def toggled(text: str, term: Term) -> str:
    """With the term if it was without it, and the other way round."""
    if holds(text, term):
        return without(text, lambda present: present.key == term.key)
    return with_term(text, term)


def span(text: str, name: str) -> tuple[Bound, Bound]:
    """The lowest and highest whole number that a search text lets a field have; None where it does not say."""
    low: Bound = None
    high: Bound = None
    for term in terms(text):
        number = _number(term.value)
        if term.key[0] != name or number is None:
            continue
        if term.operator in (">=", ">", ":", "="):
            least = math.floor(number) + 1 if term.operator == ">" else math.ceil(number)
            low = least if low is None else max(low, least)
        if term.operator in ("<=", "<", ":", "="):
            most = math.ceil(number) - 1 if term.operator == "<" else math.floor(number)
            high = most if high is None else min(high, most)
    return low, high


def with_span(text: str, name: str, low: Bound, high: Bound) -> str:
    """The search text with other bounds for a number; None takes a bound away."""
    text = without(text, lambda term: term.key[0] == name)
    if low is not None:
        text = with_term(text, Term(name, str(low), ">="))
    if high is not None:
        text = with_term(text, Term(name, str(high), "<="))
    return text


def _placed(text: str) -> Iterator[_Placed]:
    tokens = list(tokenize(text))
    if _has_or(tokens):
        return
    depth = 0
    before: Token | None = None
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        is_negated = before is not None and before.kind == "not"
        if token.kind == "field" and depth == 0 and not is_negated:
            yield _Placed(Term(token.name, token.value, token.operator), token.start, token.end)
        before = token


def _has_or(tokens: list[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.kind == "or" and depth == 0:
            return True
    return False


def _open_groups(tokens: list[Token]) -> int:
    return sum({"open": 1, "close": -1}.get(token.kind, 0) for token in tokens)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
