"""What the articles that answer a query hold, counted: the numbers beside the filters."""

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Collection
from typing import Any

from reviewer.library.catalog.months import months_of
from reviewer.library.catalog.schema import Facets
from reviewer.library.catalog.shown import Among, Shown
from reviewer.library.search.query import Query

MOST_NAMES = 10_000
"""Topics, providers or categories that a facet lists, the most used ones."""

_STATES = ("state", "quality", "modified", "problem", "conflict")
_FACETS = (*_STATES, "topic", "provider", "category", "date", "reviewed")
"""As `Query.without` calls them."""


def facets_of(connection: sqlite3.Connection, shown: Shown, apart: Shown, query: Query) -> Facets:
    """Facets of the articles that answer the query, each counted without the query's own terms about it.

    Those without such terms, mostly all, are counted together in `shown`, the others one by one in `apart`.
    """
    together: dict[Query, list[str]] = {query: []}
    for facet in _FACETS:
        together.setdefault(query.without(facet), []).append(facet)
    counted: dict[str, Any] = {}
    for asked, facets in together.items():
        if facets:
            among = (shown if asked == query else apart).among(asked)
            counted |= _counted(connection, among, facets)
    return Facets(**counted)


def _counted(connection: sqlite3.Connection, among: Among, facets: Collection[str]) -> dict[str, Any]:
    """What `Facets` says of these facets."""
    counted: dict[str, Any] = {}
    if not set(_STATES).isdisjoint(facets):
        states = _states(connection, among)
        for facet in set(_STATES).intersection(facets):
            counted |= {name: states[name] for name in _SAID[facet]}
    if "topic" in facets:
        counted["topics"] = _topics(connection, among)
    if "provider" in facets:
        counted["providers"] = _by_key(connection, "provider", among)
    if "category" in facets:
        counted["categories"] = _by_key(connection, "category", among)
    if "date" in facets:
        counted["years"] = _years(connection, among)
    if "reviewed" in facets:
        question = f"SELECT count(*) FROM {among.by_article('reviewed')}"
        counted["reviewed"] = connection.execute(question).fetchone()[0]
    return counted


_SAID = {
    "state": ("published", "unpublished"),
    "quality": ("quality", "quality_range"),
    "modified": ("modified",),
    "problem": ("problems",),
    "conflict": ("conflicts",),
}


def _states(connection: sqlite3.Connection, among: Among) -> dict[str, Any]:
    """One pass over the index that holds all states and the quality; equal ones are counted in it, without sorting."""
    rows = connection.execute(
        "SELECT published IS 1, problem, modified, CAST(quality_number AS INTEGER), sum(uses), min(quality_number),"
        " max(quality_number) FROM (SELECT published, problem_line IS NOT NULL AS problem, modified, quality_number,"
        f" count(*) AS uses FROM {among.articles} GROUP BY published, problem_line, modified, quality_number)"
        " GROUP BY 1, 2, 3, 4"
    ).fetchall()
    quality: Counter[int] = Counter()
    for _, _, _, whole, uses, _, _ in rows:
        if whole is not None:
            quality[whole] += uses
    lowest = min((row[5] for row in rows if row[5] is not None), default=None)
    highest = max((row[6] for row in rows if row[6] is not None), default=None)
    return {
        "published": sum(row[4] for row in rows if row[0]),
        "unpublished": sum(row[4] for row in rows if not row[0] and not row[1]),
        "problems": sum(row[4] for row in rows if row[1]),
        "modified": sum(row[4] for row in rows if row[2]),
        "conflicts": sum(row[4] for row in rows if row[2] == 2),
        "quality": sorted(quality.items())[:MOST_NAMES],
        "quality_range": None if lowest is None or highest is None else (math.floor(lowest), math.ceil(highest)),
    }


def _topics(connection: sqlite3.Connection, among: Among) -> list[tuple[str, int]]:
    """Each topic with the number of articles that `topic:` finds: all spellings of one, each article once."""
    spellings: dict[str, list[tuple[int, str, int]]] = {}
    for uses, name, key, topic in connection.execute(
        "SELECT uses, name, key, topic_id FROM ("
        f"SELECT topic_id, count(*) AS uses FROM {among.by_article('article_topic')} GROUP BY topic_id"
        ") JOIN topic ON topic.id = topic_id"
    ):
        spellings.setdefault(key or name, []).append((-uses, name, topic))
    several = [topic for names in spellings.values() if len(names) > 1 for _, _, topic in names]
    together: dict[str, int] = dict(
        connection.execute(
            "SELECT key, count(DISTINCT article_id)"
            f" FROM {among.by_article('article_topic')} JOIN topic ON topic.id = topic_id"
            " WHERE topic_id IN (SELECT value FROM json_each(?)) GROUP BY key",
            (json.dumps(several),),
        )
        if several
        else ()
    )
    counted = [(min(names), together.get(key, -names[0][0])) for key, names in spellings.items()]
    counted.sort(key=lambda one: (-one[1], one[0][1]))
    return [(name, uses) for (_, name, _), uses in counted[:MOST_NAMES]]


def _by_key(connection: sqlite3.Connection, name: str, among: Among) -> list[tuple[str, int]]:
    """Spellings that differ in case or accents only are one here, as they are in a query: the most frequent one."""
    rows = connection.execute(
        f"SELECT {name}, sum(uses) AS together, {name}_key, max(uses) FROM ("
        f"SELECT {name}, {name}_key, count(*) AS uses FROM {among.articles} GROUP BY {name}_key, {name}"
        f") GROUP BY {name}_key ORDER BY together DESC, {name}_key LIMIT ?",
        (MOST_NAMES + 1,),
    )
    return [(most, uses) for most, uses, key, _ in rows if key][:MOST_NAMES]


def _years(connection: sqlite3.Connection, among: Among) -> list[tuple[int, int]]:
    years: Counter[int] = Counter()
    for month, count in months_of(connection, among):
        years[int(month[:4])] += count
    return sorted(years.items(), reverse=True)
