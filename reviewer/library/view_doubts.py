"""What a curator has written into a view and surely meant otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from reviewer.library.catalog.order import SORT_FIELDS, sort_field
from reviewer.library.search.fields import nearest, suggestion
from reviewer.library.views import GROUPINGS, LAYOUTS, OURS, VIEW_KEYS, Doubt, Record, line_of

_DO = "Correct it, then refresh."
_KNOWN = {"sort": SORT_FIELDS, "group": tuple(GROUPINGS), "layout": LAYOUTS, "key": VIEW_KEYS}
_CALLED = {"sort": "no order", "group": "nothing to group by", "layout": "no layout", "key": "no key for a view"}


def doubts_in(path: Path, item: yaml.Node, record: Record) -> Iterator[Doubt]:
    """Of one view, written as `item` and read as `record`. Others' keys are none, unless they are nearly ours."""
    if not isinstance(item, yaml.MappingNode):
        return
    name = line_of(record.get("name"))
    for key, _ in item.value:
        words = _doubt(key.value, record.get(key.value), record)
        if words:
            where = f"{path}, line {key.start_mark.line + 1}"
            yield Doubt(name, f"The shared view “{name}” is understood in part only: {where}: {words} {_DO}")


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
