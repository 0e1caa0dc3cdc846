"""What the articles of a selection have in common, field by field, asked of the catalog in plain SQL.

It runs beside the window for selections of any size, so nothing here touches an article in Python.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reviewer.articles.fields import FIELDS
from reviewer.articles.values import Timestamp, Value

State = Literal["same", "different", "missing"]


@dataclass(frozen=True, slots=True)
class Summarized:
    """One field across a selection.

    same: all articles have it, with one value · different: it has more than one value · missing: some articles (or
    all) do not have it, the others have one value. `value` is that one value, None where there are several or none.
    `present` and `missing` count articles, `distinct` counts values; 80 and "80" are two. `kind` is that of the
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


_CHOSEN = "WITH chosen(id) AS MATERIALIZED (SELECT value FROM json_each(?))"
_COUNT = f"""
{_CHOSEN}
SELECT count(*), count(*) FILTER (WHERE problem_line IS NULL AND published IS 1),
    count(*) FILTER (WHERE problem_line IS NULL AND published IS NOT 1)
FROM chosen JOIN article USING (id)
"""
# Each item is the JSON text [path, kind, value]. Equal texts are counted first; what is left is one line for each
# value, so the first and the last text of a path also hold its first and last kind.
_FIELDS = f"""
{_CHOSEN}
SELECT item ->> 0 AS path, sum(articles), count(*), min(item), max(item), min(place)
FROM (
    SELECT each.value AS item, count(*) AS articles, min(each.key) AS place
    FROM chosen CROSS JOIN article_fields ON article_id = chosen.id, json_each(fields) AS each
    GROUP BY each.value
)
GROUP BY path ORDER BY min(place), path
"""
_PARTS = f"""
{_CHOSEN}
SELECT count(nullif({{0}}, 0)), count(DISTINCT nullif({{0}}, 0)), min(nullif({{0}}, 0))
FROM chosen CROSS JOIN article USING (id)
"""
_TOPICS = f"""
{_CHOSEN}
SELECT topic.name, count(*) AS articles
FROM chosen CROSS JOIN article_topic ON article_id = chosen.id JOIN topic ON topic.id = topic_id
GROUP BY topic_id ORDER BY articles DESC, topic.name
"""
_COUNTED = ("images", "related")
_PLACES = {field.path: place for place, field in enumerate(FIELDS) if field.path != "provider"}


def summarize(connection: sqlite3.Connection, ids: Iterable[int]) -> FieldSummary:
    """The summary of the articles with these ids; unknown ids do not count. Up to 100,000 take about two seconds."""
    chosen = json.dumps(list(dict.fromkeys(ids)))
    count, published, unpublished = connection.execute(_COUNT, (chosen,)).fetchone()
    found = {field.path: field for field in _fields(connection, chosen, count)}
    for path in _PLACES:
        found.setdefault(path, Summarized(path, "missing", None, "null", 0, count, 0))
    fields = sorted(found.values(), key=lambda field: _PLACES.get(field.path, len(FIELDS)))
    topics = connection.execute(_TOPICS, (chosen,)).fetchall()
    return FieldSummary(count, tuple(fields), tuple(topics), published, unpublished)


def _fields(connection: sqlite3.Connection, chosen: str, count: int) -> Iterator[Summarized]:
    for path, present, distinct, first, last, _ in connection.execute(_FIELDS, (chosen,)):
        first_kind, value = json.loads(first)[1:]
        last_kind = json.loads(last)[1]
        kinds = {first_kind, last_kind} - {"null"} or {"null"}
        kind = kinds.pop() if len(kinds) == 1 else "text"
        yield _summarized(path, Timestamp(value) if first_kind == "date" else value, kind, present, distinct, count)
    for path in _COUNTED:
        present, distinct, value = connection.execute(_PARTS.format(path), (chosen,)).fetchone()
        yield _summarized(path, value, "count", present, distinct, count)


def _summarized(path: str, value: Value, kind: str, present: int, distinct: int, count: int) -> Summarized:
    state: State = "different" if distinct > 1 else "same" if present == count else "missing"
    return Summarized(path, state, value if distinct == 1 else None, kind, present, count - present, distinct)
