"""From the tokens of a search text to its tree."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from reviewer.library.search.fields import QueryField, query_field
from reviewer.library.search.ranges import Asked, number_of
from reviewer.library.search.tokens import QueryError, Token
from reviewer.library.search.tree import EVERYTHING, All, Any, Group, Node, Not, Part, leaves, own_facet
from reviewer.library.search.values import field_term
from reviewer.library.search.words import words

MOST_TERMS = 250
DEEPEST = 12
"""Parentheses within parentheses: what SQLite can take of them is more in no case."""

_SIGN = re.compile(r">=|<=|!=|[=<>]")
_NO_FIELD = re.compile(r"(?P<name>[^:=<>]*?)(?P<sign>!=|[:=<>])(?P<rest>.*)", re.DOTALL)
_LETTER = re.compile(r"\w")
_BETWEEN = ("or", "and", "close")


def parse_tokens(tokens: Sequence[Token], today: datetime.date, is_whole: bool = False) -> Node:
    """The tree of a whole search text, asked on this day. Raises QueryError.

    In a text that `is_whole`, which nobody goes on typing, everything has to say something.
    """
    return _Parser(tokens, today, is_whole).whole()


class _Parser:
    def __init__(self, tokens: Sequence[Token], today: datetime.date, is_whole: bool) -> None:
        self._tokens = tokens
        self._today = today
        self._is_whole = is_whole
        self._at = 0
        self._terms = 0
        self._open: list[Token] = []
        self._heads: list[Token] = []

    def whole(self) -> Node:
        if self._is_whole and not self._tokens:
            raise QueryError("there is nothing to look for", 1)
        node = self._alternatives()
        if self._open:
            raise QueryError("this parenthesis is never closed", self._open[-1].end, True)
        return node

    def _alternatives(self) -> Node:
        """Groups of terms with `or` between them, up to the closing parenthesis or the end."""
        branches = [self._terms_in_a_row()]
        while (token := self._peek()) and token.kind == "or":
            self._at += 1
            branches.append(self._terms_in_a_row())
            self._refuse_nothing(token, EVERYTHING if EVERYTHING in branches else branches[-1])
        # `or` with nothing beside it is still being typed, or is a word: the empty side does not count.
        filled = [branch for branch in branches if branch != EVERYTHING]
        return (filled[0] if len(filled) == 1 else Any(tuple(filled))) if filled else EVERYTHING

    def _terms_in_a_row(self) -> Node:
        children: list[Node] = []
        while (token := self._peek()) and token.kind not in ("or", "close"):
            if token.kind == "and":
                self._at += 1
                continue
            node = self._term()
            self._refuse_nothing(token, node)
            if node != EVERYTHING:
                children.append(node)
        return children[0] if len(children) == 1 else All(tuple(children))

    def _term(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError(f"a search has at most {MOST_TERMS} parts", token.column)
        if self._is_whole and not token.closed:
            raise QueryError("this quote is never closed", token.value_start, True)
        if token.kind == "not":
            return self._negative(token) or self._not()
        if token.kind == "open":
            node = self._group(token)
            return _as_one_term(node) if isinstance(node, Any) else node
        if token.kind == "group":
            return self._values(token)
        if token.kind == "field":
            self._refuse_space_after_sign(token)
            return self._field(token, token)
        if self._heads:
            return self._field(self._heads[-1], token)
        if token.kind == "word" and not token.is_pattern:
            self._refuse_space_before_sign(token)
            _refuse_other_names(token)
        return words(token)

    def _not(self) -> Node:
        token = self._peek()
        if token is None or token.kind in _BETWEEN:
            return EVERYTHING
        child = self._term()
        return child if child == EVERYTHING else Not(child)

    def _negative(self, sign: Token) -> Node | None:
        """In `heat:(-1 or 0)` the number -1."""
        field = self._field_of_group()
        token = self._peek()
        if field is None or field.kind != "number" or token is None or token.kind != "word":
            return None
        first = token.value.partition("..")[0]
        if token.start != sign.end or number_of(first) is None:
            return None
        self._at += 1
        number = replace(token, start=sign.start, value=f"-{token.value}", value_start=sign.start)
        return self._field(self._heads[-1], number)

    def _field_of_group(self) -> QueryField | None:
        return query_field(self._heads[-1].name) if self._heads else None

    def _field(self, head: Token, value: Token) -> Node:
        sign_at = head.start + len(head.name)
        is_last = self._at == len(self._tokens)
        name, sign = head.name, head.operator
        asked = Asked(name, head.column, sign, sign_at + 1, value, is_last, self._today)
        node = field_term(asked)
        is_meant = not (value.quoted or value.value) or any(isinstance(leaf, Part) for leaf in leaves(node))
        if self._is_whole and asked.is_empty and not is_meant:
            words = f"this says nothing: write {name}: for what has no such field, {name}:* for what has one"
            raise QueryError(words, value.value_column)
        return node

    def _values(self, head: Token) -> Node:
        """`field:( … )`: everything inside is a value of the field."""
        self._heads.append(head)
        node = self._group(head)
        self._heads.pop()
        return node if node == EVERYTHING else Group(_facet_of(node), node)

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

    def _refuse_nothing(self, token: Token, node: Node) -> None:
        if self._is_whole and node == EVERYTHING:
            raise QueryError("this says nothing", token.column)

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _refuse_space_before_sign(self, token: Token) -> None:
        following = self._peek()
        if following and following.kind == "word" and query_field(token.value):
            sign = _SIGN.match(following.value)
            if sign:
                example = f"{token.value}{sign[0]}"
                raise QueryError(f"write {example} and its value without a space between", following.column)

    def _refuse_space_after_sign(self, token: Token) -> None:
        """`quality: 40` is not meant to find what has no quality and the word 40."""
        field, following = query_field(token.name), self._peek()
        if token.value or token.quoted or token.is_pattern or field is None or following is None:
            return
        if field.kind in ("number", "date") and following.kind == "word" and following.value[:1].isdecimal():
            words = f"write {token.name}{token.operator}{following.value} without a space between"
            raise QueryError(words, token.value_column)


def _refuse_other_names(token: Token) -> None:
    """What has a sign in it like a field, and is none, must not be a few words, nor all that has none of them."""
    found = _NO_FIELD.match(token.value)
    if found and _LETTER.search(found["name"] or (found["rest"] if found["sign"] == ":" else "")):
        what = f"“{found['name']}” is no name of a field" if found["name"] else "a field stands right before its colon"
        raise QueryError(f"{what} (in quotes it is searched for as words)", token.column)


def _as_one_term(node: Node) -> Node:
    """`(topic:a or topic:b)` says the same as `topic:(a or b)`."""
    facet = _facet_of(node)
    return Group(facet, node) if facet else node


def _facet_of(node: Node) -> str:
    """The facet that all conditions are about."""
    facets = {own_facet(leaf) for leaf in leaves(node)}
    return facets.pop() if len(facets) == 1 else ""
