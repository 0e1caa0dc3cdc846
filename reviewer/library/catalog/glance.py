"""Some rows of a catalog by the paths of their articles, for a window that has loaded nothing else yet."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from reviewer.library.catalog.opening import open_for_reading
from reviewer.library.catalog.row_reading import ROW_COLUMNS, row_of
from reviewer.library.catalog.schema import Row
from reviewer.library.paths import stored_path


def glance(catalog: Path, articles: Sequence[str]) -> list[Row]:
    """The rows of these articles in their order; those that are gone are left out, or all if it cannot be read."""
    columns, marks = ", ".join(ROW_COLUMNS), ", ".join("?" * len(articles))
    try:
        connection = open_for_reading(catalog)
        try:
            question = f"SELECT {columns} FROM article WHERE path IN ({marks})"
            found = connection.execute(question, [stored_path(path) for path in articles]).fetchall()
        finally:
            connection.close()
        rows = {row.path: row for row in map(row_of, found)}
    except (OSError, ValueError, sqlite3.Error):
        return []
    return [rows[path] for path in articles if path in rows]
