"""What `field:value` means, for each kind of field."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from reviewer.articles.display import plain
from reviewer.library.folding import fold, is_unspaced
from reviewer.library.query_dates import Span, fault_in, span_of
from reviewer.library.query_fields import FLAGS, PART_ALIASES, PARTS, STATES, QueryField, query_field, suggestion
from reviewer.library.query_patterns import folded_wildcards, has_wildcard, pattern_of, word_pattern
from reviewer.library.query_tokens import QueryError, Token
from reviewer.library.query_tree import (
    EVERYTHING,
    Between,
    Limit,
    Missing,
    Named,
    Node,
    Not,
    Number,
    Numbers,
    Part,
    Path,
    Pattern,
    State,
    Wildcards,
    Words,
)

_Ends = TypeVar("_Ends")

RANGE = ".."
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})\Z")
_SIGN = re.compile(r">=|<=|!=|[<>=]")
_MORE_OR_LESS = (">", ">=", "<", "<=")
_DATES = "2021, 2021-03, 2021-03-15 or last30days"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field, a sign and a value, with their places. `today` is the day of asking."""

    name: str
    name_column: int
    sign: str
    sign_column: int
    value: Token
    is_last: bool
    today: datetime.date

    @property
    def text(self) -> str:
        return self.value.value

    def error(self, words: str, column: int | None = None, unfinished: bool | None = None) -> QueryError:
        """At the value, unless another column is given."""
        at = self.value.value_column if column is None else column
        return QueryError(words, at, self.is_last if unfinished is None else unfinished)

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.value.is_pattern

    @property
    def is_star(self) -> bool:
        return not self.value.quoted and set(self.text) == {"*"}


def words(token: Token, column: str = "", field: QueryField | None = None) -> Node:
    """A search for words; marks that no word has are searched for by nobody, so they leave everything."""
    if token.is_pattern:
        return Pattern(pattern_of(token), field, column=token.value_column)
    text = token.value
    if not any(unicodedata.category(mark)[0] in "LN" or unicodedata.category(mark) == "Co" for mark in text):
        return EVERYTHING
    if not has_wildcard(token):
        return Words(text, token.quoted and token.closed, column)
    bare = text.rstrip("*")
    if "*" not in bare and "?" not in bare:
        return Words(bare, False, column)
    if is_unspaced(text) or not re.fullmatch(r"[\w*?]+", text) or "_" in text:
        return Pattern(word_pattern(text), field, True, token.value_column)
    return Wildcards(folded_wildcards(text), column)


def field_term(asked: Asked) -> Node:
    """The condition for one field and one value. Raises QueryError."""
    if asked.sign == "!=":
        node = field_term(replace(asked, sign="="))
        return node if node == EVERYTHING else Not(node)
    name = asked.name.casefold()
    if name in ("is", "has"):
        return _state(asked, name)
    field = query_field(name)
    if field is None:
        return _path(_with_inner_sign(asked))
    if asked.value.is_pattern and field.kind not in ("number", "date", "flag"):
        return Pattern(pattern_of(asked.value), field, column=asked.value.value_column)
    if asked.sign in (":", "=") and (asked.is_empty or asked.is_star):
        return Missing(field) if asked.is_empty else Not(Missing(field))
    if field.kind in ("number", "date", "topic"):
        asked = _with_inner_sign(asked)
        if asked.sign == "!=":
            return field_term(asked)
    return _of_kind(field, asked)


def _of_kind(field: QueryField, asked: Asked) -> Node:
    is_compared = asked.sign in _MORE_OR_LESS
    if field.kind == "number" or (field.count and is_compared):
        low, high, with_low, with_high = _numbers(asked)
        return _between(field, low, high, with_low, with_high)
    if field.count and RANGE in asked.text and not asked.value.quoted and (ends := _range_of(_numbers, asked)):
        return _between(field, *ends)
    if field.count and asked.sign == "=" and (number := number_of(asked.text)) is not None:
        return Between(field, Limit(number), Limit(number))
    if field.kind == "date":
        first, after = _dates(asked)
        return _between(field, first or None, after or None, True, False)
    if is_compared:
        raise asked.error(f"{field.name} is no number: use {field.name}:", asked.sign_column, False)
    if field.kind == "flag":
        return state_called(FLAGS[_known(asked, FLAGS, f"{field.name} is yes or no")])
    if field.kind == "words":
        return words(asked.value, field.columns[0], field)
    is_wild = has_wildcard(asked.value)
    if field.kind == "part":
        return Part(field, asked.text, is_wild)
    return Named(field, folded_wildcards(asked.text) if is_wild else fold(plain(asked.text)), is_wild)


def _between(field: QueryField, low: Number | str | None, high: Number | str | None, *within: bool) -> Between:
    with_low, with_high = within
    first = None if low is None else Limit(low, with_low)
    return Between(field, first, None if high is None else Limit(high, with_high))


def _with_inner_sign(asked: Asked) -> Asked:
    """`quality:>=40` and, in a group, `>=40` say the same as `quality>=40`."""
    found = None if asked.value.quoted or asked.sign != ":" else _SIGN.match(asked.text)
    if found is None:
        return asked
    token = replace(asked.value, value=asked.text[found.end() :], value_start=asked.value.value_start + found.end())
    return replace(asked, sign=found[0], sign_column=asked.value.value_column, value=token)


# ---- numbers and dates


def number_of(text: str) -> Number | None:
    if not _NUMBER.match(text):
        return None
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _numbers(asked: Asked) -> Numbers:
    parted = _parted(asked)
    if parted is None:
        return _limited(asked.sign, _number(asked, asked.text, 0))
    (first, at_first), (last, at_last) = parted
    low = _number(asked, first, at_first) if first else None
    high = _number(asked, last, at_last) if last else None
    if low is not None and high is not None and low > high:
        raise asked.error(f"{first} is more than {last}: write the lower one first")
    return low, high, True, True


def _limited(sign: str, number: Number) -> Numbers:
    if sign in (">", ">="):
        return number, None, sign == ">=", True
    if sign in ("<", "<="):
        return None, number, True, sign == "<="
    return number, number, True, True


def _number(asked: Asked, text: str, at: int) -> Number:
    number = number_of(text)
    if number is None:
        what = f"not “{text}”" if text or asked.value.quoted else f"after {asked.sign}"
        raise asked.error(f"{asked.name} wants a number, {what}", _column(asked, at))
    return number


def _dates(asked: Asked) -> Span:
    """The first moment and the one after the last; "" where it is open."""
    parted = _parted(asked)
    if parted is None:
        return _span_limited(asked.sign, _span(asked, asked.text, 0))
    (first, at_first), (last, at_last) = parted
    low = _span(asked, first, at_first)[0] if first else ""
    high = _span(asked, last, at_last)[1] if last else ""
    if low and high and low > high:
        raise asked.error(f"{first} is later than {last}: write the earlier one first")
    return low, high


def _span_limited(sign: str, span: Span) -> Span:
    """A search as exact as the date is: `date<=2021-03` takes all of March."""
    first, after = span
    limits = {">": (after, ""), ">=": (first, ""), "<": ("", first), "<=": ("", after)}
    return limits.get(sign, span)


def _span(asked: Asked, text: str, at: int) -> Span:
    span = span_of(text, asked.today)
    if span is None:
        what = f"not “{text}”" if text else f"after {asked.sign}"
        place, complaint = fault_in(text) or (0, f"{asked.name} wants a date such as {_DATES}, {what}")
        raise asked.error(complaint, _column(asked, at + place))
    return span


def _parted(asked: Asked) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """Both ends of a range, each with its place in the value; None where it is none."""
    text = asked.text
    if asked.value.quoted or RANGE not in text:
        return None
    first, _, last = text.partition(RANGE)
    if asked.sign not in (":", "="):
        raise asked.error(f"a range stands after a colon: {asked.name}:{text}", asked.sign_column)
    if not first and not last:
        raise asked.error(f"a range has two ends: {asked.name}:20..40, one of which may be left out")
    return (first, 0), (last, len(first) + len(RANGE))


def _column(asked: Asked, at: int) -> int:
    return min(asked.value.value_start + at + 1, asked.value.end)


def _range_of(read: Callable[[Asked], _Ends], asked: Asked) -> _Ends | None:
    try:
        return read(asked)
    except QueryError:
        return None


# ---- states and paths


def state_called(name: str) -> State:
    return State(STATES[name], "state" if name.endswith("published") else name)


def _state(asked: Asked, name: str) -> Node:
    if asked.sign not in (":", "="):
        raise asked.error(f"write {name}: and a word", asked.sign_column, False)
    if asked.is_empty and not asked.value.quoted:
        what = "published, unpublished or modified" if name == "is" else "image, related or body"
        raise asked.error(f"{name}: wants a word right after it, such as {what}")
    if name == "is":
        return state_called(_known(asked, STATES, "no state is called so"))
    return State(PARTS[_known(asked, PARTS, "no part is called so", PART_ALIASES)])


def _known(asked: Asked, known: Mapping[str, str], complaint: str, aliases: Mapping[str, str] | None = None) -> str:
    """The key of `known` that the value names."""
    value = asked.text.casefold()
    key = (aliases or {}).get(value, value)
    if key in known:
        return key
    is_begun = asked.is_last and any(name.startswith(value) for name in known)
    raise asked.error(f"“{asked.name}:{asked.text}”: {complaint}; {suggestion(value, known)}", unfinished=is_begun)


def _path(asked: Asked) -> Node:
    if asked.sign == "!=":
        return Not(_path(replace(asked, sign="=")))
    path = Path(asked.name, "text", column=asked.name_column)
    if asked.value.is_pattern:
        return replace(path, test="pattern", value=pattern_of(asked.value))
    if asked.sign in _MORE_OR_LESS:
        number, span = number_of(asked.text), span_of(asked.text, asked.today)
        if number is None and span is None:
            what = f"not “{asked.text}”" if asked.text else f"after {asked.sign}"
            raise asked.error(f"{asked.name}{asked.sign} wants a number or a date, {what}")
        numbers = None if number is None else _limited(asked.sign, number)
        return replace(path, test="range", numbers=numbers, dates=span and _span_limited(asked.sign, span))
    if asked.is_empty or asked.is_star:
        present = replace(path, test="any")
        return Not(present) if asked.is_empty else present
    return _path_value(path, asked)


def _path_value(path: Path, asked: Asked) -> Node:
    if RANGE in asked.text and not asked.value.quoted:
        numbers, dates = _range_of(_numbers, asked), _range_of(_dates, asked)
        if numbers or dates:
            return replace(path, test="range", numbers=numbers, dates=dates)
    if has_wildcard(asked.value):
        return replace(path, test="wild", value=folded_wildcards(asked.text))
    numbers = None if (number := number_of(asked.text)) is None else _limited("=", number)
    value = fold(plain(asked.text.encode("utf-8", "replace").decode()))
    return replace(path, value=value, numbers=numbers, dates=span_of(asked.text, asked.today))
