"""A search text cut into tokens, each with its place, for the parser, for error messages and for completion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "phrase", "field", "group", "not", "or", "and", "open", "close"]

_QUOTED_KEY = r'"(?:[^"\\\n]|\\.)+"'
_FIELD = re.compile(
    rf"(?P<name>(?:\w[\w-]*|{_QUOTED_KEY})(?:\[\d{{1,9}}\]|\.(?:[\w-]+|{_QUOTED_KEY}))*)"
    r"(?P<operator>>=|<=|!=|[:=<>])"
)
_WORD = re.compile(r'[^\s"“„]+')
_SPACE = re.compile(r"\s+")
_CLOSING = {'"': re.compile('"'), "“": re.compile("[”“]"), "„": re.compile("[”“]")}
_PATTERN = "re:"
_IN_PATTERN = re.compile(r'(?:\\.|[^"\\])*', re.DOTALL)


class QueryError(Exception):
    """A search text that has no meaning. `words` says why; `column` counts characters from 1, where it went wrong.

    `unfinished`: what is missing may be about to be typed, at the end of the text.
    """

    def __init__(self, words: str, column: int, unfinished: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.column = column
        self.unfinished = unfinished

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, int, bool]]:
        return QueryError, (self.words, self.column, self.unfinished)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text[start:end]` of the search text, counted in characters from 0.

    `value` is the word, the words of the phrase, or the value of the field, without its quotes. A "group" is a field
    with the parenthesis that follows it, `topic:(`: up to the "close" of that one all words are values of the field.
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
    is_pattern: bool = False
    """The value is a regular expression: `re:` stood before it."""

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
    groups: list[bool] = []  # for each open parenthesis whether it, or one around it, holds values of a field
    before: Token | None = None
    while at < len(text):
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        token = _next(text, at, groups, before is not None and before.kind == "not")
        if token.kind in ("open", "group"):
            groups.append(token.kind == "group" or any(groups[-1:]))
        elif token.kind == "close":
            groups.pop()
        yield token
        before = token
        at = token.end


def _next(text: str, at: int, groups: list[bool], after_not: bool) -> Token:
    depth = len(groups)
    sign = _sign(text, at, depth, after_not)
    if sign:
        return sign
    holds_values = bool(groups) and groups[-1]
    field = None if holds_values else _field(text, at, depth)
    return _pattern(text, at, depth) or field or _quoted(text, at) or _word(text, at, depth, after_not)


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


def _pattern(text: str, at: int, depth: int, start: int | None = None, name: str = "", sign: str = "") -> Token | None:
    """`re:` and a regular expression, in quotes or up to the next blank; in quotes a quote is written as `\\"`."""
    if text[at : at + len(_PATTERN)].casefold() != _PATTERN:
        return None
    first = at + len(_PATTERN)
    begin, kind = (at, "word") if start is None else (start, "field")
    if text[first : first + 1] == '"':
        found = _IN_PATTERN.match(text, first + 1)
        last = found.end() if found else first + 1
        is_closed = text[last : last + 1] == '"'
        last = last if is_closed else len(text)
        value = text[first + 1 : last].replace('\\"', '"')
        end = min(last + 1, len(text))
        return Token(_kind(kind), begin, end, value, first + 1, True, is_closed, name, sign, is_pattern=True)
    end = _bare_end(text, first, depth, is_pattern=True)
    return Token(_kind(kind), begin, end, text[first:end], first, name=name, operator=sign, is_pattern=True)


def _kind(name: str) -> Kind:
    return "field" if name == "field" else "word"


def _field(text: str, at: int, depth: int) -> Token | None:
    found = _FIELD.match(text, at)
    if found is None:
        return None
    name, operator = found["name"], found["operator"]
    after = found.end()
    if text[after : after + 1] == "(":
        return Token("group", at, after + 1, "", after, name=name, operator=operator)
    quoted = _quoted(text, after)
    if quoted:
        return Token("field", at, quoted.end, quoted.value, quoted.value_start, True, quoted.closed, name, operator)
    pattern = _pattern(text, after, depth, at, name, operator)
    if pattern:
        return pattern
    end = _bare_end(text, after, depth)
    return Token("field", at, end, text[after:end], after, name=name, operator=operator)


def _word(text: str, at: int, depth: int, after_not: bool) -> Token:
    end = max(_bare_end(text, at, depth), at + 1)
    word = text[at:end]
    between = word.casefold()
    if between == "or" and not after_not:
        return Token("or", at, end, word, at)
    return Token("and" if between == "and" and not after_not else "word", at, end, word, at)


def _bare_end(text: str, at: int, depth: int, is_pattern: bool = False) -> int:
    """Where a text without quotes ends: at white space, a quote, or the parenthesis that closes an open group."""
    found = _WORD.match(text, at)
    end = found.end() if found else at
    inner, offset = 0, at
    while depth and offset < end:
        if is_pattern and text[offset] == "\\":
            offset += 1
        elif text[offset] == "(":
            inner += 1
        elif text[offset] == ")":
            inner -= 1
        if inner < 0:
            return offset
        offset += 1
    return end
