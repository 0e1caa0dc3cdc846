"""Questions to the catalog: which articles, in what order, and what a few of them say."""

import contextlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from reviewer.articles.display import plain
from reviewer.library.catalog.damage import reading
from reviewer.library.catalog.facets import facets_of
from reviewer.library.catalog.groups import groups_of
from reviewer.library.catalog.listed import Listed, all_ids, first_ids
from reviewer.library.catalog.opening import identity, open_for_reading
from reviewer.library.catalog.order import SORT_FIELDS, sort_field
from reviewer.library.catalog.overview import overview_of
from reviewer.library.catalog.row_reading import ROW_COLUMNS, row_of
from reviewer.library.catalog.schema import Counts, Facets, Overview, Row, Sort
from reviewer.library.catalog.shown import Shown
from reviewer.library.catalog.staged import changes_of
from reviewer.library.change_rows import ChangeRow, ChangeSort
from reviewer.library.field_summary import FieldSummary, summarize
from reviewer.library.paths import loaded_path, stored_path
from reviewer.library.search.folding import fold
from reviewer.library.search.functions import QueryFunctions
from reviewer.library.search.path_values import PathValues
from reviewer.library.search.query import Query

__all__ = [
    "SORT_FIELDS",
    "CatalogReader",
    "Counts",
    "Facets",
    "Row",
    "Sort",
    "sort_field",
]

_Value = TypeVar("_Value")

_CHUNK = 500
_ROWS = f"SELECT {', '.join(ROW_COLUMNS)} FROM article WHERE id IN "
_EVERYTHING = Query()
_BY_DATE = Sort()
_TOPIC_USES = "(SELECT count(*) FROM article_topic WHERE topic_id = topic.id)"
_COMPLETED = {
    "topics": ("topic", "name", "key", _TOPIC_USES, "name"),
    "provider": ("article", "provider", "provider_key", "count(*)", "provider_key"),
    "provider_domain": ("article", "provider_domain", "provider_domain_key", "count(*)", "provider_domain_key"),
    "category": ("article", "category", "category_key", "count(*)", "category_key"),
    "type": ("article", "type", "type_key", "count(*)", "type_key"),
}
"""For each field the table of its values, the columns with names and keys, how often one is used, what tells them
apart: two spellings of a topic are two topics."""


class CatalogReader:
    """A connection that only reads; for one thread, though another one may call `interrupt`.

    Raises FileNotFoundError where there is no catalog, and sqlite3.Error: OperationalError "interrupted" after
    `interrupt`, and errors that `is_damage` knows, where the catalog is to be made anew by whoever writes it.
    """

    def __init__(self, path: Path) -> None:
        self._connection = open_for_reading(path)
        with reading():
            self.identity = identity(self._connection)
        """Of the catalog as it was opened: one that was made anew since, with other ids, has another."""
        self.functions = QueryFunctions(self._connection)
        self.path_values = PathValues(self._connection)
        self._shown = Shown(self._connection, self.functions)
        self._apart = Shown(self._connection, self.functions, "apart")

    def close(self) -> None:
        self._connection.close()

    def slim(self) -> None:
        """Give back the memory that is only kept for the next question."""
        self._connection.execute("PRAGMA shrink_memory")

    def interrupt(self, is_on: bool = True) -> None:
        """Make the question that is being answered fail, from any thread, and all after it until `is_on` is False."""
        self._connection.is_stopped = is_on
        if is_on:
            self._connection.interrupt()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has called `interrupt`."""
        return self._connection.is_stopped

    def data_version(self) -> int:
        """Another number than before means: someone has written the catalog since."""
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    def ids(self, query: Query = _EVERYTHING, sort: Sort = _BY_DATE) -> "array[int]":
        """The ids of all articles that answer the query, in order; those that tie in the order of their ids."""
        with self._one_state():
            return all_ids(self._connection, self._shown.among(query), sort)

    def first(self, query: Query, sort: Sort, limit: int) -> Listed:
        """The first `limit` ids of `ids`, how many there are in all, and the groups of all if `sort` asks for them."""
        with self._one_state():
            among = self._shown.among(query)
            groups = groups_of(self._connection, among, sort)
            if among.count <= limit:
                return Listed(all_ids(self._connection, among, sort), among.count, groups)
            return Listed(first_ids(self._connection, among, sort, groups, limit), among.count, groups)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of these ids in their order; unknown ids are left out. For a screenful."""
        known = {}
        for chunk in _chunks(ids):
            with reading(ValueError):
                for values in self._connection.execute(f"{_ROWS}({_marks(chunk)})", chunk):
                    known[values[0]] = row_of(values)
        return [known[number] for number in ids if number in known]

    def paths(self, ids: Sequence[int]) -> list[str]:
        """The paths of these ids in their order; unknown ids are left out."""
        known: dict[int, str] = {}
        for chunk in _chunks(ids):
            question = f"SELECT id, path FROM article WHERE id IN ({_marks(chunk)})"
            with reading():
                known.update((number, loaded_path(path)) for number, path in self._connection.execute(question, chunk))
        return [known[number] for number in ids if number in known]

    def matching(self, query: Query, ids: Sequence[int]) -> list[int]:
        """Those of a few articles that answer the query; QueryError where that cannot be said."""
        where, values = query.sql()
        found: list[int] = []
        with self.functions.asking(query):
            for chunk in _chunks(ids):
                question = f"SELECT id FROM article WHERE id IN ({_marks(chunk)}) AND ({where})"
                found.extend(row[0] for row in self._connection.execute(question, (*chunk, *values)))
        return found

    def titles(self, paths: Sequence[str]) -> dict[str, str]:
        """The titles of these articles, by path; unknown paths are left out."""
        known: dict[str, str] = {}
        for start in range(0, len(paths), _CHUNK):
            chunk = [stored_path(path) for path in paths[start : start + _CHUNK]]
            question = f"SELECT path, title FROM article WHERE path IN ({_marks(chunk)})"
            with reading():
                known.update((loaded_path(path), title) for path, title in self._connection.execute(question, chunk))
        return known

    def id_of(self, path: str) -> int | None:
        """The id of the article with this path."""
        row = self._connection.execute("SELECT id FROM article WHERE path = ?", (stored_path(path),)).fetchone()
        return row[0] if row else None

    def changes(self, text: str = "", sort: ChangeSort = "title", descending: bool = False) -> list[ChangeRow]:
        """The staged changes, field by field, of articles whose title or path, field or values hold `text`."""
        return changes_of(self._connection, text, sort, descending)

    def ids_of(self, paths: Sequence[str]) -> list[int]:
        """The ids of the articles with these paths; unknown paths are left out."""
        found: list[int] = []
        for chunk in _chunks([stored_path(path) for path in paths]):
            question = f"SELECT id FROM article WHERE path IN ({_marks(chunk)})"
            found.extend(row[0] for row in self._connection.execute(question, chunk))
        return found

    def counts(self, query: Query = _EVERYTHING) -> Counts:
        """How many there are; `shown` counts those that answer the query."""
        with self._one_state():
            everything, modified, problems = (
                self._count(where) for where in ("1", "modified > 0", "problem_line IS NOT NULL")
            )
            shown = self._shown.among(query).count
        return Counts(everything, shown, modified, problems)

    def number(self, query: Query) -> int:
        """How many answer the query; QueryError where that cannot be said. What is kept of the last question of the
        list stays."""
        where, values = query.sql()
        with self.functions.asking(query):
            return self._count(where, values)

    def facets(self, query: Query = _EVERYTHING) -> Facets:
        """What the articles that answer the query hold, counted."""
        with self._one_state():
            return facets_of(self._connection, self._shown, self._apart, query)

    def overview(self, query: Query = _EVERYTHING) -> Overview:
        """What the articles that answer the query are like."""
        with self._one_state():
            return overview_of(self._connection, self._shown.among(query))

    def summary(self, ids: Iterable[int]) -> FieldSummary:
        """Which fields these articles share, and what differs."""
        with self._one_state():
            return summarize(self._connection, ids)

    def values_in_use(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Values in use of topics, provider, provider domain, category or type of which a word begins with `prefix`:
        first those that begin with it themselves, then the most used, with the number of articles. Raises ValueError
        for another field."""
        known = _COMPLETED.get(sort_field(field) or "")
        if known is None:
            raise ValueError(f"values of “{field}” cannot be completed")
        table, name, key, uses, apart = known
        sought = fold(plain(prefix.encode("utf-8", "replace").decode()))
        return self._connection.execute(
            f"SELECT min({name}), {uses} AS uses FROM {table}"
            f" WHERE {key} > '' AND instr(' ' || {key}, ' ' || ?1) > 0 GROUP BY {apart}"
            f" HAVING uses > 0 ORDER BY instr({key}, ?1) <> 1, uses DESC, {key} LIMIT ?2",
            (sought, limit),
        ).fetchall()

    def _count(self, where: str, values: Sequence[int | float | str] = ()) -> int:
        count: int = self._connection.execute(f"SELECT count(*) FROM article WHERE {where}", values).fetchone()[0]
        return count

    @contextlib.contextmanager
    def _one_state(self) -> Iterator[None]:
        """All questions inside see the catalog as it is at the first one."""
        try:
            with reading():
                self._connection.execute("BEGIN")
                yield
                self._connection.execute("COMMIT")
        except BaseException:
            self._shown.forget()
            self._apart.forget()
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _chunks(values: Sequence[_Value]) -> Iterator[list[_Value]]:
    for start in range(0, len(values), _CHUNK):
        yield list(values[start : start + _CHUNK])


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
