"""A connection to the catalog that can be stopped from another thread, between its questions too."""

import sqlite3
from typing import Any

from reviewer.library.catalog.damage import reading


class CatalogConnection(sqlite3.Connection):
    """`interrupt` of SQLite only reaches a question that is running; one that comes in between would be lost."""

    is_stopped = False
    """While it is, whatever is executed fails as if it was interrupted; but for the end of the transaction."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if self.is_stopped and sql != "ROLLBACK":
            raise sqlite3.OperationalError("interrupted")
        with reading():
            return super().execute(sql, parameters)
