"""The articles that answer a query, found once for all questions about them."""

import sqlite3
from array import array
from itertools import chain

from reviewer.library.catalog_order import ordered
from reviewer.library.catalog_schema import Sort
from reviewer.library.query import Query

EVERYTHING = "article"
MANY = "article CROSS JOIN shown USING (id)"
FEW = "shown CROSS JOIN article USING (id)"


class Shown:
    """A temporary table, `shown`, with the ids of the last query. To be asked in a transaction that ends in COMMIT."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._connection.execute("CREATE TEMP TABLE shown(id INTEGER PRIMARY KEY)")
        self._holds: tuple[Query, int] | None = None
        self._count = 0

    def count(self, query: Query) -> int:
        """How many answer the query; the table holds their ids afterwards."""
        self._connection.execute("SELECT 1 FROM article LIMIT 1").fetchone()  # from here on nothing changes
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if self._holds != (query, version):
            self._holds = None
            where, values = query.sql()
            self._connection.execute("DELETE FROM shown")
            found = self._connection.execute(f"INSERT INTO shown SELECT id FROM article WHERE {where}", values)
            self._count = found.rowcount
            self._holds = query, version
        return self._count

    def articles(self, query: Query) -> str:
        """What to ask for the articles that answer the query, behind FROM: whatever makes the fewest steps."""
        if query.is_everything:
            return EVERYTHING
        count = self.count(query)
        return MANY if count * 4 > self._connection.execute("SELECT count(*) FROM article").fetchone()[0] else FEW

    def ids(self, query: Query, sort: Sort) -> "array[int]":
        """All that answer the query, in order."""
        articles = self.articles(query)
        found = array("q")
        for question in ordered(sort, articles, by_index=articles is not FEW):
            found.extend(chain.from_iterable(self._connection.execute(question)))
        return found

    def forget(self) -> None:
        """The transaction failed, and with it what it wrote into the table."""
        self._holds = None
