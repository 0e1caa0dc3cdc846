"""A search text cut into tokens, each with its place, for the parser, for error messages and for completion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "phrase", "field", "not", "or", "open", "close"]

_FIELD = re.compile(r"(?P<name>[^\W\d_](?:[\w.-]*\w)?)(?P<operator>>=|<=|[:=<>])")
_WORD = re.compile(r'[^\s"“„]+')
_SPACE = re.compile(r"\s+")
_CLOSING = {'"': re.compile('"'), "“": re.compile("[”“]"), "„": re.compile("[”“]")}


class QueryError(Exception):
    """A search text that has no meaning. `words` says why; `column` counts characters from 1, where it went wrong."""

    def __init__(self, words: str, column: int) -> None:
        super().__init__(words)
        self.words = words
        self.column = column

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, int]]:
        return QueryError, (self.words, self.column)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text[start:end]` of the search text, counted in characters from 0.

    `value` is the word, the words of the phrase, or the value of the field, without its quotes.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    value_start: int = 0
    quoted: bool = False
    closed: bool = True
    """False for a quoted value whose last quote is not typed yet."""
    name: str = ""
    operator: str = ""

    @property
    def column(self) -> int:
        """Where the token begins, from 1."""
        return self.start + 1

    @property
    def value_column(self) -> int:
        """Where the value begins, from 1; the last character of the token where the value is empty."""
        return min(self.value_start + 1, self.end)


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of `text` in order. Any text can be cut; the parser says what has no meaning."""
    at = 0
    depth = 0
    after_not = False
    while at < len(text):
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        sign = _sign(text, at, depth, after_not)
        token = sign or _quoted(text, at) or _field(text, at, depth) or _word(text, at, depth, after_not)
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        after_not = token.kind == "not"
        yield token
        at = token.end


def _sign(text: str, at: int, depth: int, after_not: bool) -> Token | None:
    mark, following = text[at], text[at + 1 : at + 2]
    if mark == "-" and following.strip() and not after_not and not (following == ")" and depth):
        return Token("not", at, at + 1)
    if mark == "(":
        return Token("open", at, at + 1)
    if mark == ")" and depth:
        return Token("close", at, at + 1)
    return None


def _quoted(text: str, at: int) -> Token | None:
    closing = _CLOSING.get(text[at : at + 1])
    if closing is None:
        return None
    found = closing.search(text, at + 1)
    last, end = (found.start(), found.end()) if found else (len(text), len(text))
    return Token("phrase", at, end, text[at + 1 : last], at + 1, quoted=True, closed=found is not None)


def _field(text: str, at: int, depth: int) -> Token | None:
    found = _FIELD.match(text, at)
    if found is None:
        return None
    name, operator = found["name"], found["operator"]
    quoted = _quoted(text, found.end())
    if quoted:
        return Token("field", at, quoted.end, quoted.value, quoted.value_start, True, quoted.closed, name, operator)
    end = _bare_end(text, found.end(), depth)
    return Token("field", at, end, text[found.end() : end], found.end(), name=name, operator=operator)


def _word(text: str, at: int, depth: int, after_not: bool) -> Token:
    end = max(_bare_end(text, at, depth), at + 1)
    word = text[at:end]
    return Token("or" if word.casefold() == "or" and not after_not else "word", at, end, word, at)


def _bare_end(text: str, at: int, depth: int) -> int:
    """Where a text without quotes ends: at white space, a quote, or the parenthesis that closes an open group."""
    found = _WORD.match(text, at)
    end = found.end() if found else at
    inner = 0
    for offset in range(at, end) if depth else ():
        inner += {"(": 1, ")": -1}.get(text[offset], 0)
        if inner < 0:
            return offset
    return end
