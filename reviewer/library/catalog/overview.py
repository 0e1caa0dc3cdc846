"""What the articles that answer a query are like, in a few numbers."""

import sqlite3

from reviewer.library.catalog.months import months_of
from reviewer.library.catalog.schema import Overview
from reviewer.library.catalog.shown import Among


def overview_of(connection: sqlite3.Connection, among: Among) -> Overview:
    """The overview of these articles."""
    question = f"SELECT count(quality_number), avg(quality_number), sum(published IS 1) FROM {among.articles}"
    rated, mean, published = connection.execute(question).fetchone()
    return Overview(among.count, rated, mean, published or 0, tuple(months_of(connection, among)))
