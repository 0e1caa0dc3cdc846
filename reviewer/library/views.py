"""Views: questions with a name, an order and a layout, as they are known and as they are written."""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reviewer.library.catalog.order import sort_field
from reviewer.library.catalog.schema import Grouping, Sort

Record = dict[Any, Any]
"""A view as it is written; there may be keys that this program does not know."""
OURS = ("name", "search", "sort", "descending", "group", "layout", "key")
"""The keys that this program knows."""
_LONGEST_NAME, _LONGEST = 200, 20_000
GROUPINGS: dict[str, Grouping] = {"date": "date", "provider": "provider", "topic": "topic", "published": "published"}


@dataclass(frozen=True, slots=True)
class View:
    """A question with a name. `sort` None, `layout` "": those that the list has stay. `key` such as "Alt+6", or ""."""

    name: str
    text: str
    sort: Sort | None = None
    layout: str = ""
    key: str = ""
    is_shared: bool = False


BUILT_IN = (
    View("All", "", key="Alt+1"),
    View("Unpublished", "is:unpublished", key="Alt+2"),
    View("Published", "is:published", key="Alt+3"),
    View("Modified", "is:modified", key="Alt+4"),
    View("Problems", "is:problem", key="Alt+5"),
)
VIEW_KEYS = tuple(f"Alt+{number}" for number in range(1, 10))
LAYOUTS = ("cards", "table", "grid")


def named(views: Iterable[View], name: str) -> View | None:
    """The first of these views that is called so, whatever the case."""
    return next((view for view in views if view.name.casefold() == name.strip().casefold()), None)


def record_of(view: View) -> Record:
    """What is written of a view; what is as usual is left out."""
    record: Record = {"name": view.name, "search": view.text}
    if view.sort is not None:
        record |= {"sort": view.sort.field, "descending": view.sort.descending, "group": view.sort.group}
    record |= {"layout": view.layout, "key": view.key}
    return {key: value for key, value in record.items() if value != "" or key == "search"}


def view_of(record: object, *, is_shared: bool = False) -> View | None:
    """A view from what was written; None where it has no name. What is not understood counts as not written."""
    if not isinstance(record, dict) or not line_of(record.get("name")):
        return None
    group = GROUPINGS.get(line_of(record.get("group")), "")
    field = sort_field(line_of(record.get("sort"))) or (Sort().field if group else None)
    sort = Sort(field, record.get("descending") is not False, group) if field else None
    name, layout, key = (line_of(record.get(each)) for each in ("name", "layout", "key"))
    text = line_of(record.get("search"), keeps_blanks=True)
    return View(name[:_LONGEST_NAME].rstrip(), text, sort, layout, key, is_shared)


def views_kept(texts: Iterable[str]) -> tuple[View, ...]:
    """Of texts that hold the JSON of a record each, those that can be read."""
    found = []
    for text in texts:
        with contextlib.suppress(ValueError):
            found.append(view_of(json.loads(text)))
    return tuple(view for view in found if view is not None)


def line_of(value: object, *, keeps_blanks: bool = False) -> str:
    """What was written, in one line; of a list or the like nothing is understood. Raises ValueError.

    In a search text several blanks can mean something: within quotes.
    """
    if not isinstance(value, str | int | float | datetime.date):
        return ""
    text = str(value)[:_LONGEST]
    return " ".join(text.splitlines()).strip() if keeps_blanks else " ".join(text.split())


@dataclass(frozen=True, slots=True)
class ViewEdit:
    """One change of the shared views: put `view` in the place of the one called `name`, or take that out; or put all in
    the order of these names. Making it twice is making it once."""

    name: str = ""
    view: View | None = None
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedViews:
    """What the file of a collection says; `trouble` says why nothing is known of it, and what to do."""

    views: tuple[View, ...] = ()
    trouble: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a view that is not understood, so that the view goes without it: where, and what to do.

    Without a `name`: the view has none, and is left out.
    """

    name: str
    words: str
