"""A field with a sign and a value, and what the value is where it is a number, a date, or a range of either."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from reviewer.articles.display import plain
from reviewer.library.search.dates import Span, fault_in, span_of
from reviewer.library.search.tokens import QueryError, Token
from reviewer.library.search.tree import Number, Numbers
from reviewer.library.search.words import says_nothing

RANGE = ".."
MORE_OR_LESS = (">", ">=", "<", "<=")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})\Z")
_DATES = "2021, 2021-03, 2021-03-15 or last30days"
_EXAMPLES = ("20..40", "2021-03..2021-05")
"""Ranges of numbers, and of dates."""


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
    def pattern_column(self) -> int:
        """Where `re:` begins."""
        return self.sign_column + len(self.sign) if self.value.name else self.value.column

    @property
    def is_empty(self) -> bool:
        return says_nothing(plain(self.text)) and not self.value.is_pattern

    @property
    def is_star(self) -> bool:
        return not self.value.quoted and set(self.text) == {"*"}


def number_of(text: str) -> Number | None:
    """A whole number as it is, however long."""
    if not _NUMBER.match(text):
        return None
    if "." not in text:
        return int(text)
    number = float(text)
    return int(number) if number.is_integer() else number


def numbers_asked(asked: Asked) -> Numbers:
    parted = _parted(asked)
    if parted is None:
        return limited(asked.sign, _number(asked, asked.text, 0))
    (first, at_first), (last, at_last) = parted
    low = _number(asked, first, at_first) if first else None
    high = _number(asked, last, at_last) if last else None
    if low is not None and high is not None and low > high:
        raise asked.error(f"{first} is more than {last}: write the lower one first")
    return low, high, True, True


def limited(sign: str, number: Number) -> Numbers:
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


def dates_asked(asked: Asked) -> Span:
    """The first moment and the one after the last; "" where it is open."""
    parted = _parted(asked, is_date=True)
    if parted is None:
        return span_limited(asked.sign, _span(asked, asked.text, 0))
    (first, at_first), (last, at_last) = parted
    low = _span(asked, first, at_first)[0] if first else ""
    high = _span(asked, last, at_last)[1] if last else ""
    if low and high and low > high:
        raise asked.error(f"{first} is later than {last}: write the earlier one first")
    return low, high


def span_limited(sign: str, span: Span) -> Span:
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


def _parted(asked: Asked, is_date: bool = False) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """Both ends of a range, each with its place in the value; None where it is none."""
    text = asked.text
    if asked.value.quoted or RANGE not in text:
        return None
    first, _, last = text.partition(RANGE)
    if asked.sign not in (":", "="):
        raise asked.error(f"a range stands after a colon: {asked.name}:{text}", asked.sign_column)
    if not first and not last:
        raise asked.error(f"a range has two ends, one of which may be left out: {asked.name}:{_EXAMPLES[is_date]}")
    return (first, 0), (last, len(first) + len(RANGE))


def _column(asked: Asked, at: int) -> int:
    return min(asked.value.value_start + at + 1, asked.value.end)
