"""The ids of the articles that answer a query, in order: the first of them, or all."""

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from reviewer.library.catalog.groups import each_group, in_groups
from reviewer.library.catalog.order import is_indexed, ordered, sort_field
from reviewer.library.catalog.schema import Group, Sort
from reviewer.library.catalog.shown import Among, ids_of


def _no_ids() -> "array[int]":
    return array("q")


@dataclass(frozen=True, slots=True)
class Listed:
    """The first `ids` of `count` articles that answer a query. `groups` part all of them."""

    ids: "array[int]" = field(default_factory=_no_ids)
    count: int = 0
    groups: tuple[Group, ...] = ()

    @property
    def is_whole(self) -> bool:
        return len(self.ids) == self.count


def all_ids(connection: sqlite3.Connection, among: Among, sort: Sort) -> "array[int]":
    """All of these articles, in order."""
    found = array("q")
    for question in _questions(among, sort, among.is_many):
        found.extend(ids_of(connection, question))
    return found


def first_ids(
    connection: sqlite3.Connection, among: Among, sort: Sort, groups: Sequence[Group], limit: int
) -> "array[int]":
    """The first `limit` of these articles. `groups` are theirs, if the order has any."""
    is_walked = among.is_walked(limit)
    if is_walked and not _is_plain(sort):
        return _limited(connection, each_group(among, sort, groups), limit)
    questions = _questions(among, sort, is_walked and is_indexed(sort))
    return _limited(connection, ((question, ()) for question in questions), limit)


def _questions(among: Among, sort: Sort, is_walked: bool) -> list[str]:
    if not _is_plain(sort):
        return [in_groups(among, sort)]
    articles = f"article{among.chosen}" if is_walked else among.articles
    return ordered(sort, articles, by_index=is_walked)


def _is_plain(sort: Sort) -> bool:
    """Articles by date have those of a month side by side as it is."""
    return not sort.group or (sort.group == "date" and sort_field(sort.field) == "date")


def _limited(
    connection: sqlite3.Connection, questions: Iterable[tuple[str, tuple[str, ...]]], limit: int
) -> "array[int]":
    found = array("q")
    for question, values in questions:
        rows = connection.execute(f"{question} LIMIT ?", (*values, limit - len(found)))
        found.extend(chain.from_iterable(rows))
        if len(found) >= limit:
            break
    return found
