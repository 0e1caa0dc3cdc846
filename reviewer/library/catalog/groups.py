"""The groups of a list: which there are, in what order, and the articles in them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.articles.display import show_month
from reviewer.library.catalog.months import months_of
from reviewer.library.catalog.order import at_once, sort_field
from reviewer.library.catalog.schema import Group, Grouping, Sort
from reviewer.library.catalog.shown import Among

_FIRST_TOPIC = (
    " LEFT JOIN article_topic ON article_topic.article_id = article.id AND position = 0"
    " LEFT JOIN topic ON topic.id = topic_id"
)
_IN_TOPIC = "article.id IN (SELECT article_id FROM article_topic JOIN topic ON topic.id = topic_id WHERE position = 0"
_STATE = "CASE WHEN published IS 1 THEN 0 WHEN problem_line IS NULL THEN 1 ELSE 2 END"
_STATES = (("published", "Published"), ("unpublished", "Unpublished"))


@dataclass(frozen=True, slots=True)
class _Parting:
    """How a list is parted: what comes first in ORDER BY, which articles are in a group with a value and in that
    without one, how the latter is called, and what must follow FROM for the order."""

    order: str
    holds: str
    misses: str
    nothing: str
    join: str = ""


_PARTINGS: dict[Grouping, _Parting] = {
    "date": _Parting(
        "nullif(substr(date_sort, 1, 7), '') {way} NULLS LAST",
        "date_sort >= ?1 AND date_sort < ?1 || '~'",
        "date_sort = ''",
        "No date",
    ),
    "provider": _Parting(
        "nullif(provider_key, '') NULLS LAST",
        "provider_key = ?1",
        "provider_key = ''",
        "No provider",
    ),
    "topic": _Parting(
        "nullif(topic.key, '') NULLS LAST",
        f"{_IN_TOPIC} AND key = ?1)",
        f"NOT {_IN_TOPIC} AND key > '')",
        "No topic",
        _FIRST_TOPIC,
    ),
    "published": _Parting(
        _STATE,
        f"{_STATE} = (?1 = 'unpublished')",
        f"{_STATE} = 2",
        "Cannot be read",
    ),
}


def groups_of(connection: sqlite3.Connection, among: Among, sort: Sort) -> tuple[Group, ...]:
    """The groups of these articles in the order of the list: the last month first (unless the sort has the first date
    first), names by the alphabet, the published ones before the others; those without a value last."""
    match sort.group:
        case "":
            return ()
        case "date":
            found = [Group(month, show_month(month), count) for month, count in months_of(connection, among)]
            found = found if _is_rising(sort) else found[::-1]
        case "provider":
            found = _named(connection, _providers(among))
        case "topic":
            found = _named(connection, _topics(among))
        case "published":
            found = _states(connection, among)
    return tuple(_with_rest(found, among.count, _PARTINGS[sort.group].nothing))


def in_groups(among: Among, sort: Sort) -> str:
    """A question for the ids of these articles, those of a group side by side, each group in the order of `sort`."""
    parting = _PARTINGS[sort.group]
    order = parting.order.format(way="ASC" if _is_rising(sort) else "DESC")
    return f"SELECT article.id FROM {among.articles}{parting.join} ORDER BY {order}, {at_once(sort)}"


def each_group(among: Among, sort: Sort, groups: Sequence[Group]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Questions for the ids of one group after the other, with the values of their question marks."""
    parting = _PARTINGS[sort.group]
    for group in groups:
        where, values = (parting.holds, (group.value,)) if group.value else (parting.misses, ())
        yield f"SELECT article.id FROM article{among.chosen} WHERE {where} ORDER BY {at_once(sort)}", values


def _is_rising(sort: Sort) -> bool:
    return sort_field(sort.field) == "date" and not sort.descending


def _providers(among: Among) -> str:
    return (
        f"SELECT provider_key, min(provider), count(*) FROM {among.articles}"
        " GROUP BY provider_key ORDER BY provider_key"
    )


def _topics(among: Among) -> str:
    return (
        "SELECT key, min(name), sum(uses) FROM ("
        f"SELECT topic_id, count(*) AS uses FROM {among.by_article('article_topic')} WHERE position = 0"
        " GROUP BY topic_id"
        ") JOIN topic ON topic.id = topic_id GROUP BY key ORDER BY key"
    )


def _named(connection: sqlite3.Connection, question: str) -> list[Group]:
    return [Group(*row) for row in connection.execute(question) if row[0]]


def _states(connection: sqlite3.Connection, among: Among) -> list[Group]:
    question = f"SELECT {_STATE} AS state, count(*) FROM {among.articles} GROUP BY state"
    return [Group(*_STATES[state], count) for state, count in connection.execute(question) if state < len(_STATES)]


def _with_rest(groups: Iterable[Group], count: int, nothing: str) -> Iterator[Group]:
    for group in groups:
        count -= group.count
        yield group
    if count:
        yield Group("", nothing, count)
