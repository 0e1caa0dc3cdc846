"""How many articles there are of each month."""

import sqlite3

from reviewer.library.catalog.shown import Among

# The months that have articles, each found by one look into the index on dates.
_MONTHS = """
WITH RECURSIVE month(name) AS (
    SELECT substr(min(date_sort), 1, 7) FROM article WHERE date_sort > ''
    UNION ALL
    SELECT (SELECT substr(min(date_sort), 1, 7) FROM article WHERE date_sort >= name || '~') FROM month
    WHERE name IS NOT NULL
)
SELECT name, (
    SELECT count(*) FROM article{} WHERE date_sort >= name AND date_sort < name || '~'
) AS uses
FROM month WHERE uses > 0
"""
_FEW = "SELECT substr(date_sort, 1, 7) AS name, count(*) FROM {} GROUP BY name ORDER BY name"


def months_of(connection: sqlite3.Connection, among: Among) -> list[tuple[str, int]]:
    """The months of these articles, such as "2021-03", rising, and how many there are of each."""
    question = _MONTHS.format(among.chosen) if among.is_many else _FEW.format(among.articles)
    return [(month, count) for month, count in connection.execute(question) if month]
