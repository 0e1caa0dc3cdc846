"""Whether a field of an article, found by its path in the file, fulfils a test: for fields that have no column."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from reviewer.articles.display import plain, sort_date
from reviewer.articles.values import Path, parse_path, spell_path
from reviewer.library.search.folding import fold
from reviewer.library.search.patterns import compiled, compiled_wildcards
from reviewer.library.search.tree import Number, Numbers

Holds = Callable[[str, str], bool]
"""Takes `fields` and `nested` of `article_fields`."""
Numbered = dict[int, tuple[int, ...]]
"""Which item is meant of the list behind so many steps, which item of that one if it is a list, and so on."""
_Check = Callable[[Any], bool]

_DECODE = json.JSONDecoder().raw_decode
_KINDS = '","(?!locked)[a-z]+",'
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_COUNTED = ("map", "groups")
_BEYOND_64_BITS = re.compile(r"[-+]?[0-9]{19,300}\Z")
"""Whole numbers that articles and the catalog hold as texts."""


@functools.lru_cache(64)
def field_test(spellings: str, spelled_test: str, seconds: float) -> Holds:
    """The test as it is given to `field_holds`: of any of these paths, one on each line, some twice. It may raise
    TimeoutError where a regular expression takes longer."""
    name, test, value, numbers, dates = json.loads(spelled_test)
    check = _check(test, value, numbers, dates, seconds)
    known = list(dict.fromkeys(filter(None, spellings.split("\n"))))
    reads = [reader_of(name, spelling) for spelling in known]
    if test == "any":
        reads += map(_reader_below, known)

    def holds(fields: str, nested: str) -> bool:
        return any(check(each) for read in reads for each in read(fields, nested))

    return holds


def reader_of(name: str, spelling: str) -> Callable[[str, str], Iterator[Any]]:
    """Takes `fields` and `nested` of an article, and reads what it has at the path `name`, which it spells so: of a
    list each item, and a group of fields as a dict."""
    try:
        numbered = tuple(step for step in parse_path(name) if isinstance(step, int))
    except ValueError:
        numbered = ()
    return _reader(_steps(spelling), numbered, name)


def _steps(spelling: str) -> tuple[str, ...]:
    return tuple(str(step) for step in parse_path(spelling))


def _reader(steps: tuple[str, ...], numbered: Path, name: str) -> Callable[[str, str], Iterator[Any]]:
    """Reads the values at a path. What has a number in brackets is looked for in the whole value."""
    own = json.dumps(spell_path(steps), ensure_ascii=False)[1:-1]
    listed = re.compile(r"(?:^\[|\],)\[\"" + re.escape(own) + r"\",\"(?P<kind>[a-z]+)\",")
    mark = f'["{own}",'
    roots = [(spell_path(steps[:length]), steps[length:]) for length in range(1, len(steps) + 1)]
    marks = [f'"{json.dumps(root, ensure_ascii=False)[1:-1]}":' for root, _ in roots]
    items = _numbers_of(name) if numbered else {}

    def read(fields: str, nested: str) -> Iterator[Any]:
        if mark in fields and (found := listed.search(fields)) and found["kind"] != "locked":
            value = _DECODE(fields, found.end())[0]
            if found["kind"] not in _COUNTED:
                yield from _walk(value, (), items, len(steps))
            elif not nested and not items:  # what it holds is beyond measure
                yield {"": value or None}
        if nested and any(each in nested for each in marks):
            whole = json.loads(nested)
            for length, (root, rest) in enumerate(roots, 1):
                if root in whole:
                    yield from _walk(whole[root], rest, items, length)

    return read


def _reader_below(spelling: str) -> Callable[[str, str], Iterator[Any]]:
    """Reads the values of the fields in a group, if the group has this path."""
    own = json.dumps(spelling, ensure_ascii=False)[1:-1]
    mark = f'["{own}.'
    listed = re.compile(r"(?:^\[|\],)\[\"" + re.escape(own) + r"\.(?:[^\"\\]|\\.)*\",\"(?P<kind>[a-z]+)\",")

    def read(fields: str, nested: str) -> Iterator[Any]:
        if mark in fields:
            for found in listed.finditer(fields):
                if found["kind"] not in ("locked", *_COUNTED):
                    yield _DECODE(fields, found.end())[0]

    return read


def _numbers_of(name: str) -> Numbered:
    found: Numbered = {}
    length = 0
    for step in parse_path(name):
        if isinstance(step, int):
            found[length] = (*found.get(length, ()), step)
        else:
            length += 1
    return found


def _walk(
    value: Any, rest: tuple[str, ...], items: Numbered, length: int, left: tuple[int, ...] | None = None
) -> Iterator[Any]:
    """The values behind the remaining steps; of a list, and of lists in it, those of all items, or of the one that is
    meant. What stands alone, where a list could be, is the first item. `left`: the numbers for lists within lists."""
    numbers = items.get(length, ()) if left is None else left
    if isinstance(value, list):
        for each in value[numbers[0] : numbers[0] + 1] if numbers else value:
            yield from _walk(each, rest, items, length, numbers[1:])
    elif not any(numbers):
        yield from _below(value, rest, items, length)


def _below(value: Any, rest: tuple[str, ...], items: Numbered, length: int) -> Iterator[Any]:
    if not rest:
        yield value
    elif isinstance(value, dict) and rest[0] in value:
        yield from _walk(value[rest[0]], rest[1:], items, length + 1)


# ---- tests


def _check(test: str, value: str, numbers: Numbers | None, dates: tuple[str, str] | None, seconds: float) -> _Check:
    if test == "any":
        return _is_there
    if test == "pattern":
        pattern = compiled(value)
        return lambda each: isinstance(each, str) and pattern.any_of((each,), seconds)
    if test == "wild":
        fits = compiled_wildcards(value).match
        return lambda each: _is_single(each) and fits(_text(each)) is not None
    is_number, is_date = _among_numbers(numbers), _among_dates(dates)
    if test == "range":
        return lambda each: is_number(each) or is_date(each)
    flag = _FLAGS.get(value)

    def is_it(each: Any) -> bool:
        if isinstance(each, bool):
            return each is flag
        return (_is_single(each) and _text(each) == value) or is_number(each) or is_date(each)

    return is_it


def _is_there(value: Any) -> bool:
    """Whether there is a value, or one in a list or a group."""
    if isinstance(value, dict | list):
        return any(map(_is_there, value.values() if isinstance(value, dict) else value))
    return value is not None and value != ""


def _is_single(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return fold(plain(value)) if isinstance(value, str) else str(value)


def _among_numbers(numbers: Numbers | None) -> _Check:
    if numbers is None:
        return lambda each: False
    low, high, with_low, with_high = numbers

    def holds(each: Any) -> bool:
        if isinstance(each, str) and _BEYOND_64_BITS.match(each):
            each = int(each)
        if not isinstance(each, int | float) or isinstance(each, bool):
            return False
        return _above(each, low, with_low) and (high is None or each < high or (with_high and each == high))

    return holds


def _above(number: Number, low: Number | None, with_low: bool) -> bool:
    return low is None or number > low or (with_low and number == low)


def _among_dates(dates: tuple[str, str] | None) -> _Check:
    """Of a text that reads as a date."""
    if dates is None:
        return lambda each: False
    first, after = dates

    def holds(each: Any) -> bool:
        if not isinstance(each, str) or not each[:4].isdecimal():
            return False
        moment = sort_date(each)
        return bool(moment) and moment >= first and (not after or moment < after)

    return holds
