"""The articles that answer a query, found once for all questions about them."""

import sqlite3
from array import array
from dataclasses import dataclass

from reviewer.library.search.functions import QueryFunctions
from reviewer.library.search.query import Query

_PIECE = 60_000
"""Characters of a text of ids that are read in one go, so that other threads get their turn in between."""


@dataclass(frozen=True, slots=True)
class Among:
    """`count` of `all` articles, whose ids are in `table`; without one they are all articles."""

    table: str
    count: int
    all: int

    @property
    def is_many(self) -> bool:
        """Whether it takes fewer steps to follow an index through all articles than to look up each of these."""
        return not self.table or self.count * 4 > self.all

    @property
    def articles(self) -> str:
        """What to ask, behind FROM, for values of these articles."""
        return f"article{self.chosen}" if self.is_many else f"{self.table} CROSS JOIN article USING (id)"

    @property
    def chosen(self) -> str:
        """What follows a table of articles behind FROM, so that only these are left of it."""
        return f" CROSS JOIN {self.table} USING (id)" if self.table else ""

    def by_article(self, table: str) -> str:
        """What to ask, behind FROM, for what another table holds of these articles by their `article_id`."""
        if not self.table:
            return table
        first, second = (table, self.table) if self.is_many else (self.table, table)
        return f"{first} CROSS JOIN {second} ON {self.table}.id = article_id"

    def is_walked(self, limit: int) -> bool:
        """Whether the first `limit` in an order are found faster by following its index, past all others, than by
        sorting these. A step costs about a tenth of what it costs to look up an article and to sort it in."""
        return not self.table or self.count * self.count * 10 > self.all * limit


class Shown:
    """A temporary table with the ids of the last query. To be asked in a transaction that ends in COMMIT."""

    def __init__(self, connection: sqlite3.Connection, functions: QueryFunctions, table: str = "shown") -> None:
        self._connection = connection
        self._functions = functions
        self._table = table
        self._holds: tuple[Query, int] | None = None
        self._count = 0

    def among(self, query: Query) -> Among:
        """The articles that answer the query; the table holds their ids afterwards."""
        everything: int = self._connection.execute("SELECT count(*) FROM article").fetchone()[0]
        # From that question on nothing changes until the transaction ends.
        if query.is_everything:
            return Among("", everything, everything)
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if self._holds != (query, version):
            self._holds = None
            where, values = query.sql()
            self._connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {self._table}(id INTEGER PRIMARY KEY)")
            self._connection.execute(f"DELETE FROM {self._table}")
            question = f"INSERT INTO {self._table} SELECT id FROM article WHERE {where}"
            with self._functions.asking(query):
                self._count = self._connection.execute(question, values).rowcount
            self._holds = query, version
        return Among(self._table, self._count, everything)

    def forget(self) -> None:
        """The transaction failed, and with it what it wrote into the table."""
        self._holds = None


def ids_of(connection: sqlite3.Connection, question: str) -> "array[int]":
    """The ids that a question answers with, in order.

    They come as one text: a step for each of them would stop the threads of Python a hundred thousand times.
    """
    found = array("q")
    text: str = connection.execute(f"SELECT ifnull(group_concat(id), '') FROM ({question} LIMIT -1)").fetchone()[0]
    at = 0
    while at < len(text):
        end = text.find(",", at + _PIECE)
        end = len(text) if end < 0 else end
        found.extend(map(int, text[at:end].split(",")))
        at = end + 1
    return found
