"""What a curator has written into a view and surely meant otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from reviewer.library.catalog.order import SORT_FIELDS, sort_field
from reviewer.library.search.fields import nearest, suggestion
from reviewer.library.views import GROUPINGS, LAYOUTS, OURS, VIEW_KEYS, Doubt, Record, line_of

_DO = "Correct it, then refresh."
_KNOWN = {"sort": SORT_FIELDS, "group": tuple(GROUPINGS), "layout": LAYOUTS, "key": VIEW_KEYS}
_CALLED = {"sort": "no order", "group": "nothing to group by", "layout": "no layout", "key": "no key for a view"}


def doubts_in(path: Path, views: Iterable[tuple[yaml.Node, Record]]) -> Iterator[Doubt]:
    """Of all views, each written as a node and read as a record."""
    names: dict[str, str] = {}
    for item, record in views:
        name = line_of(record.get("name"))
        if not name:
            yield _nameless(path, item)
            continue
        first = names.get(name.casefold())
        if first is not None:
            words = f"{path}, line {item.start_mark.line + 1}: the first one is taken. Rename one, then refresh."
            yield Doubt(first, f"The shared view “{first}” is there twice: {words}")
        names.setdefault(name.casefold(), name)
        yield from _of_one(path, item, record)


def _of_one(path: Path, item: yaml.Node, record: Record) -> Iterator[Doubt]:
    """Others' keys are none, unless they are nearly ours."""
    name = line_of(record.get("name"))
    for key, _ in item.value:
        words = _doubt(key.value, record.get(key.value), record)
        if words:
            where = f"{path}, line {key.start_mark.line + 1}"
            yield Doubt(name, f"The shared view “{name}” is understood in part only: {where}: {words} {_DO}")


def _nameless(path: Path, item: yaml.Node) -> Doubt:
    for key, _ in item.value:
        if isinstance(key.value, str) and key.value not in OURS and nearest(key.value, ("name",), 0.75):
            at, words = key, f"no view has a “{key.value}:”; did you mean “name:”?"
            break
    else:
        at, words = item, "a view must have a “name:”."
    return Doubt("", f"A shared view is left out: {path}, line {at.start_mark.line + 1}: {words} {_DO}")


def _doubt(key: object, value: object, record: Record) -> str:
    if not isinstance(key, str) or value is None:
        return ""
    if key not in OURS:
        meant = nearest(key, (ours for ours in OURS if ours not in record), 0.75)
        return f"no view has a “{key}:”; did you mean “{meant}:”?" if meant else ""
    if key == "descending":
        return "" if isinstance(value, bool) else f"“descending: {line_of(value)}” is neither true nor false."
    known = _KNOWN.get(key)
    text = line_of(value)
    if known is None or text in known or (key == "sort" and sort_field(text)) or (not text and value == ""):
        return ""
    return f"“{key}: {text}” is {_CALLED[key]}; {_ended(suggestion(text, known))}"


def _ended(words: str) -> str:
    return words if words.endswith("?") else f"{words}."
