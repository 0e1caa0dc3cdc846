"""What the articles of a selection have in common, field by field, asked of the catalog in plain SQL.

It runs beside the window for selections of any size, so nothing here touches an article in Python.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from reviewer.articles.fields import FIELDS
from reviewer.articles.values import Timestamp, Value

State = Literal["same", "different", "missing"]


@dataclass(frozen=True, slots=True)
class Summarized:
    """One field across a selection.

    same: all articles have it, with one value · different: it has more than one value · missing: some articles (or
    all) do not have it, the others have one value. `value` is that one value, None where there are several or none.
    `present` and `missing` count articles; `distinct` is 0, 1, or 2 for
    two or more values; 80 and "80" are two. `kind` is that of the
    values as in `FieldValue.kind`, "locked" (the value is its length) or "count" (of pictures or related articles);
    an empty value has no say in it; "text" where kinds differ, "null" where there is none.
    """

    path: str
    state: State
    value: Value
    kind: str
    present: int
    missing: int
    distinct: int


@dataclass(frozen=True, slots=True)
class FieldSummary:
    """The fields of `count` articles: the known ones in their usual order, then others; topics by falling count.

    `published` and `unpublished` count the articles that can be unpublished and published: those without a problem.
    """

    count: int = 0
    fields: tuple[Summarized, ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    published: int = 0
    unpublished: int = 0

    def field(self, path: str) -> Summarized | None:
        """The field at `path`, None if no article of the selection has it and nobody knows it."""
        return next((field for field in self.fields if field.path == path), None)


_CHUNK = 1000
"""So many articles are looked at in one question: what it sorts is gone before the next one."""
_CHOSEN = "WITH chosen(id) AS MATERIALIZED (SELECT value FROM json_each(?))"
_COUNT = f"""
{_CHOSEN}
SELECT count(*), count(*) FILTER (WHERE problem_line IS NULL AND published IS 1),
    count(*) FILTER (WHERE problem_line IS NULL AND published IS NOT 1),
    count(nullif(images, 0)), min(nullif(images, 0)), max(images),
    count(nullif(related, 0)), min(nullif(related, 0)), max(related)
FROM chosen CROSS JOIN article USING (id)
"""
# Each item is the JSON text [path, kind, value]: the first and the last text of a path also hold its first and last
# kind, and where they are equal there is one value.
_FIELDS = f"""
{_CHOSEN}
SELECT each.value ->> 0 AS name, count(*), min(each.value), max(each.value), min(each.key)
FROM chosen CROSS JOIN article_fields ON article_id = chosen.id, json_each(fields) AS each
GROUP BY name
"""
_TOPICS = f"""
{_CHOSEN}
SELECT topic.name, count(*)
FROM chosen CROSS JOIN article_topic ON article_id = chosen.id JOIN topic ON topic.id = topic_id
GROUP BY topic_id
"""
_PLACES = {field.path: place for place, field in enumerate(FIELDS) if field.path != "provider"}


@dataclass(slots=True)
class _Spread:
    """The values of one field so far: how many, the first and the last of them, and the first place in a file."""

    present: int
    first: Any
    last: Any
    place: int = 0

    def join(self, other: _Spread) -> None:
        if other.present:
            first, last = (other.first, other.last) if not self.present else (self.first, self.last)
            self.first, self.last = min(first, other.first), max(last, other.last)
            self.present += other.present
            self.place = min(self.place, other.place)


def summarize(connection: sqlite3.Connection, ids: Iterable[int]) -> FieldSummary:
    """The summary of the articles with these ids; unknown ids do not count. Up to 100,000 take about a second."""
    count = published = unpublished = 0
    parts = {"images": _Spread(0, None, None), "related": _Spread(0, None, None)}
    spreads: dict[str, _Spread] = {}
    topics: Counter[str] = Counter()
    left = iter(ids if isinstance(ids, Set) else dict.fromkeys(ids))
    while chunk := list(islice(left, _CHUNK)):
        chosen = (json.dumps(chunk),)
        there, shown, hidden, *values = connection.execute(_COUNT, chosen).fetchone()
        count, published, unpublished = count + there, published + shown, unpublished + hidden
        parts["images"].join(_Spread(*values[:3]))
        parts["related"].join(_Spread(*values[3:]))
        for path, *found in connection.execute(_FIELDS, chosen):
            if path in spreads:
                spreads[path].join(_Spread(*found))
            else:
                spreads[path] = _Spread(*found)
        topics.update(dict(connection.execute(_TOPICS, chosen).fetchall()))
    return FieldSummary(count, _fields(spreads, parts, count), _by_use(topics), published, unpublished)


def _by_use(topics: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(topics.items(), key=lambda topic: (-topic[1], topic[0])))


def _fields(spreads: dict[str, _Spread], parts: dict[str, _Spread], count: int) -> tuple[Summarized, ...]:
    found = {field.path: field for field in _values(spreads, count)}
    for path, spread in parts.items():
        distinct = min(spread.present, 1 if spread.first == spread.last else 2)
        found[path] = _summarized(path, spread.first, "count", spread.present, distinct, count)
    for path in _PLACES:
        found.setdefault(path, Summarized(path, "missing", None, "null", 0, count, 0))
    return tuple(sorted(found.values(), key=lambda field: _PLACES.get(field.path, len(FIELDS))))


def _values(spreads: dict[str, _Spread], count: int) -> Iterator[Summarized]:
    for path, spread in sorted(spreads.items(), key=lambda pair: (pair[1].place, pair[0])):
        first_kind, value = json.loads(spread.first)[1:]
        kinds = {first_kind, json.loads(spread.last)[1]} - {"null"} or {"null"}
        kind = kinds.pop() if len(kinds) == 1 else "text"
        distinct = 1 if spread.first == spread.last else 2
        value = Timestamp(value) if first_kind == "date" else value
        yield _summarized(path, value, kind, spread.present, distinct, count)


def _summarized(path: str, value: Value, kind: str, present: int, distinct: int, count: int) -> Summarized:
    state: State = "different" if distinct > 1 else "same" if present == count else "missing"
    return Summarized(path, state, value if distinct == 1 else None, kind, present, count - present, distinct)
