"""The meaning of a search text as a tree, and the parser that makes it from tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.library.query_fields import (
    FLAGS,
    PART_ALIASES,
    PARTS,
    STATES,
    QueryField,
    field_names,
    query_field,
    suggestion,
)
from reviewer.library.query_tokens import QueryError, Token

MOST_TERMS = 250
DEEPEST = 50

_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})\Z")
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
_DATE = re.compile(_DAY + r"(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d)?)?)?)?)?Z?\Z", re.ASCII)
_OPERATOR = re.compile(r">=|<=|[=<>]")


@dataclass(frozen=True, slots=True)
class Words:
    """Text that begins a word, or `whole` words for a phrase; in any column of the word index, or in one."""

    text: str
    whole: bool = False
    column: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field against a value of its kind. Numbers are float or int; all else is text as typed."""

    field: QueryField
    operator: str
    value: int | float | str
    begins: bool = False
    """The value is how the field begins, not all of it."""


@dataclass(frozen=True, slots=True)
class State:
    """`is:` and `has:`: a condition on the article as SQL. `facet` is what it is counted with, if with anything."""

    sql: str
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every child holds; without children, every article."""

    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one child holds."""

    children: tuple[Node, ...]


Node = Words | Comparison | State | Not | All | Any
EVERYTHING = All()


def own_facet(node: Node) -> str:
    """The facet that a term of the whole search is about: it is counted without it. "" for all other terms."""
    match node:
        case Not(child):
            return own_facet(child)
        case State(facet=facet):
            return facet
        case Comparison(field, operator):
            return "" if field.count and operator != "=" else field.name
        case _:
            return ""


def without_facet(tree: Node, facet: str) -> Node:
    """The tree without the terms about a facet; what stands beside an `or` or in parentheses stays."""
    if not isinstance(tree, All):
        return EVERYTHING if own_facet(tree) == facet else tree
    kept = tuple(child for child in tree.children if own_facet(child) != facet)
    return kept[0] if len(kept) == 1 else All(kept)


def parse_tokens(tokens: Sequence[Token]) -> Node:
    """The tree of a whole search text. Raises QueryError."""
    return _Parser(tokens).whole()


class _Parser:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._terms = 0
        self._open: list[Token] = []

    def whole(self) -> Node:
        node = self._alternatives()
        if self._open:
            raise QueryError("this parenthesis is never closed", self._open[-1].column)
        return node

    def _alternatives(self) -> Node:
        """Groups of terms with `or` between them, up to the closing parenthesis or the end."""
        branches = [self._terms_in_a_row()]
        while (token := self._peek()) and token.kind == "or":
            self._at += 1
            branches.append(self._terms_in_a_row())
        # `or` with nothing beside it is still being typed, or is a word: the empty side does not count.
        filled = [branch for branch in branches if branch != EVERYTHING]
        return (filled[0] if len(filled) == 1 else Any(tuple(filled))) if filled else EVERYTHING

    def _terms_in_a_row(self) -> Node:
        children: list[Node] = []
        while (token := self._peek()) and token.kind not in ("or", "close"):
            node = self._term()
            if node != EVERYTHING:
                children.append(node)
        return children[0] if len(children) == 1 else All(tuple(children))

    def _term(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError(f"a search has at most {MOST_TERMS} parts", token.column)
        if token.kind == "not":
            child = self._term()
            return child if child == EVERYTHING else Not(child)
        if token.kind == "open":
            return self._group(token)
        if token.kind == "field":
            return _field_term(token)
        if token.kind == "word":
            self._refuse_space_before_operator(token)
        return _words(token.value, whole=token.quoted and token.closed)

    def _group(self, opening: Token) -> Node:
        self._open.append(opening)
        if len(self._open) > DEEPEST:
            raise QueryError(f"parentheses stand at most {DEEPEST} deep", opening.column)
        node = self._alternatives()
        closing = self._peek()
        if closing and closing.kind == "close":
            self._at += 1
            self._open.pop()
        return node

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _refuse_space_before_operator(self, token: Token) -> None:
        following = self._peek()
        if following and following.kind == "word" and query_field(token.value):
            operator = _OPERATOR.match(following.value)
            if operator:
                example = f"{token.value}{operator[0]}"
                raise QueryError(f"write {example} and its value without a space between", following.column)


def _words(text: str, whole: bool, column: str = "") -> Node:
    """A search for words; marks that no word has are searched for by nobody, so they leave everything."""
    findable = any(unicodedata.category(mark)[0] in "LN" or unicodedata.category(mark) == "Co" for mark in text)
    return Words(text, whole, column) if findable else EVERYTHING


def _field_term(token: Token) -> Node:
    name = token.name.casefold()
    if name in ("is", "has"):
        return _state(token, name)
    field = query_field(name)
    if field is None:
        known = f"did you mean is:{name}?" if name in STATES else suggestion(name, field_names())
        words = f"there is no field “{token.name}”: {known} (in quotes it is searched for as words)"
        raise QueryError(words, token.column)
    if not token.value and not token.quoted:
        raise QueryError(f"{token.name}{token.operator} wants a value right after it", token.value_column)
    if field.kind == "number" or (field.count and token.operator in (">", ">=", "<", "<=")):
        return Comparison(field, token.operator.replace(":", "="), _number(token))
    if field.count and token.operator == "=" and _NUMBER.match(token.value):
        return Comparison(field, "count", _number(token))
    if field.kind == "date":
        return Comparison(field, token.operator.replace(":", "="), _date(token))
    if token.operator not in (":", "="):
        raise QueryError(f"{field.name} is no number: use {field.name}:", token.value_start - len(token.operator) + 1)
    if field.kind == "flag":
        return _state_called(FLAGS[_known(token, FLAGS, f"{field.name} is yes or no")])
    if field.kind == "words":
        return _words(token.value, token.quoted and token.closed, field.columns[0])
    begins = field.kind in ("name", "topic") and token.value.endswith("*") and not token.quoted
    return Comparison(field, "=", token.value.rstrip("*") if begins else token.value, begins)


def _state(token: Token, name: str) -> Node:
    if token.operator not in (":", "="):
        raise QueryError(f"write {name}: and a word", token.value_start - len(token.operator) + 1)
    if name == "is":
        return _state_called(_known(token, STATES, "no state is called so"))
    return State(PARTS[_known(token, PARTS, "no part is called so", PART_ALIASES)])


def _state_called(name: str) -> State:
    return State(STATES[name], "state" if name.endswith("published") else name)


def _known(token: Token, known: Mapping[str, str], complaint: str, aliases: Mapping[str, str] | None = None) -> str:
    """The key of `known` that the token's value names."""
    value = token.value.casefold()
    key = (aliases or {}).get(value, value)
    if key in known:
        return key
    shown = f"{token.name}:{token.value}"
    raise QueryError(f"“{shown}”: {complaint}; {suggestion(value, known)}", token.value_column)


def _number(token: Token) -> int | float:
    if not _NUMBER.match(token.value):
        raise QueryError(f"{token.name} wants a number, not “{token.value}”", token.value_column)
    number = float(token.value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _date(token: Token) -> str:
    if token.value and not _DATE.match(token.value):
        example = "2021, 2021-03 or 2021-03-15"
        raise QueryError(f"{token.name} wants a date such as {example}, not “{token.value}”", token.value_column)
    return token.value.rstrip("Z")
