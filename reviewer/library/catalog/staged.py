"""Staged changes as the catalog lists them: a row for each field of each article."""

import sqlite3

from reviewer.articles.display import plain
from reviewer.library.change_rows import ChangeRow, ChangeSort
from reviewer.library.paths import loaded_path
from reviewer.library.search.folding import fold

_ROWS = (
    "SELECT article_id, path, title, field, old, new, theirs, clashes, modified = 2, nullif(reason, '')"
    " FROM change CROSS JOIN article ON article.id = article_id"
)
_BY_TITLE = "title_key {way}, path, place"
# Numbers come before texts, in the order of their size, and what is missing comes last both ways.
_VALUE = (
    "{0} IS NULL, {0} = '' OR {0} GLOB '*[^-+0-9.]*',"
    " CASE WHEN {0} GLOB '*[^-+0-9.]*' THEN 0 ELSE CAST({0} AS REAL) END {{way}}, {0} COLLATE NOCASE {{way}}, "
)
_ORDERS: dict[ChangeSort, str] = {
    "title": _BY_TITLE,
    "path": "path {way}, place",
    "field": "field {way}, title_key, path, place",
    "old": _VALUE.format("old") + "title_key, path, place",
    "new": _VALUE.format("new") + "title_key, path, place",
}


def changes_of(connection: sqlite3.Connection, text: str, sort: ChangeSort, descending: bool) -> list[ChangeRow]:
    """All of them in this order; with a text those that hold it in the title, the path, the field or a value.

    Raises ValueError for an unknown order.
    """
    if sort not in _ORDERS:
        raise ValueError(f"changes cannot be sorted by “{sort}”; known are {', '.join(_ORDERS)}")
    sought = fold(plain(text.encode("utf-8", "replace").decode()))
    where = " WHERE instr(words, ?1) > 0 OR instr(title_key, ?1) > 0" if sought else ""
    order = _ORDERS[sort].format(way="DESC" if descending else "ASC")
    found = connection.execute(f"{_ROWS}{where} ORDER BY {order}", (sought,) if sought else ())
    return [
        ChangeRow(number, loaded_path(path), title, field, old, new, theirs, bool(clashes), bool(conflict), reason)
        for number, path, title, field, old, new, theirs, clashes, conflict, reason in found
    ]
