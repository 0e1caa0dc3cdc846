"""What `field:value` means, for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from reviewer.articles.display import plain
from reviewer.library.search.dates import span_of
from reviewer.library.search.fields import FLAGS, PART_ALIASES, PARTS, STATES, QueryField, query_field, suggestion
from reviewer.library.search.folding import fold
from reviewer.library.search.patterns import has_wildcard, pattern_of, wildcards_of
from reviewer.library.search.ranges import (
    MORE_OR_LESS,
    RANGE,
    Asked,
    dates_asked,
    limited,
    number_of,
    numbers_asked,
    span_limited,
)
from reviewer.library.search.tokens import QueryError
from reviewer.library.search.tree import (
    EVERYTHING,
    Between,
    Limit,
    Missing,
    Named,
    Node,
    Not,
    Number,
    Part,
    Path,
    Pattern,
    State,
)
from reviewer.library.search.words import words

_Ends = TypeVar("_Ends")

_SIGN = re.compile(r">=|<=|!=|[<>=]")


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
    if asked.value.is_pattern:
        if field.kind in ("number", "date", "flag"):
            raise asked.error(
                f"{field.name} is no text, in which re: could find something", asked.pattern_column, False
            )
        _refuse_comparing(field.name, asked)
        return Pattern(pattern_of(asked.value), field, column=asked.value.value_column)
    has_blanks = field.kind == "part" and asked.text  # in which a blank can be found
    if asked.sign in (":", "=") and (asked.is_star or (asked.is_empty and not has_blanks)):
        return Missing(field) if asked.is_empty else Not(Missing(field))
    if field.kind in ("number", "date", "topic"):
        asked = _with_inner_sign(asked)
        if asked.sign == "!=":
            return field_term(asked)
    return _of_kind(field, asked)


def _of_kind(field: QueryField, asked: Asked) -> Node:
    if field.kind == "number" or (field.count and asked.sign in MORE_OR_LESS):
        low, high, with_low, with_high = numbers_asked(asked)
        return _between(field, low, high, with_low, with_high)
    if field.count and RANGE in asked.text and not asked.value.quoted and (ends := _range_of(numbers_asked, asked)):
        return _between(field, *ends)
    if field.count and asked.sign == "=" and (number := number_of(asked.text)) is not None:
        return Between(field, Limit(number), Limit(number))
    if field.kind == "date":
        first, after = dates_asked(asked)
        return _between(field, first or None, after or None, True, False)
    _refuse_comparing(field.name, asked)
    if field.kind == "flag":
        return state_called(FLAGS[_known(asked, FLAGS, f"{field.name} is yes or no")])
    if field.kind == "words":
        return words(asked.value, field.columns[0], field)
    wild = wildcards_of(asked.value) if has_wildcard(asked.value) else ""
    if field.kind == "part":
        return Part(field, asked.text, bool(wild))
    return Named(field, wild or fold(plain(asked.text)), bool(wild))


def _refuse_comparing(name: str, asked: Asked) -> None:
    if asked.sign in MORE_OR_LESS:
        raise asked.error(f"{name} is no number: use {name}:", asked.sign_column, False)


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
    if asked.value.is_pattern:
        raise asked.error(f"{name}: wants a word, not an expression", asked.pattern_column, False)
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
        _refuse_comparing(asked.name, asked)
        return replace(path, test="pattern", value=pattern_of(asked.value))
    if asked.sign in MORE_OR_LESS:
        number, span = number_of(asked.text), span_of(asked.text, asked.today)
        if number is None and span is None:
            what = f"not “{asked.text}”" if asked.text else f"after {asked.sign}"
            raise asked.error(f"{asked.name}{asked.sign} wants a number or a date, {what}")
        numbers = None if number is None else limited(asked.sign, number)
        return replace(path, test="range", numbers=numbers, dates=span and span_limited(asked.sign, span))
    if asked.is_empty or asked.is_star:
        present = replace(path, test="any")
        return Not(present) if asked.is_empty else present
    return _path_value(path, asked)


def _path_value(path: Path, asked: Asked) -> Node:
    if RANGE in asked.text and not asked.value.quoted:
        numbers, dates = _range_of(numbers_asked, asked), _range_of(dates_asked, asked)
        if numbers or dates:
            return replace(path, test="range", numbers=numbers, dates=dates)
    if has_wildcard(asked.value):
        return replace(path, test="wild", value=wildcards_of(asked.value))
    numbers = None if (number := number_of(asked.text)) is None else limited("=", number)
    value = fold(plain(asked.text.encode("utf-8", "replace").decode()))
    return replace(path, value=value, numbers=numbers, dates=span_of(asked.text, asked.today))
