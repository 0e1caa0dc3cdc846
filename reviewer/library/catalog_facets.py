"""What the articles that answer a query hold, counted: the numbers beside the filters."""

import math
import sqlite3

from reviewer.library.catalog_schema import Facets
from reviewer.library.catalog_shown import EVERYTHING, FEW, MANY

MOST_NAMES = 10_000
"""Topics, providers or categories that a facet lists, the most used ones."""


_TOPICS = {
    EVERYTHING: "article_topic",
    MANY: "article_topic CROSS JOIN shown ON shown.id = article_id",
    FEW: "shown CROSS JOIN article_topic ON shown.id = article_id",
}


def facets_of(connection: sqlite3.Connection, articles: str) -> Facets:
    """Facets of what `Shown.articles` answers."""
    states = connection.execute(
        "SELECT ifnull(sum(published IS 1), 0), ifnull(sum(published IS NOT 1 AND problem_line IS NULL), 0),"
        " ifnull(sum(modified > 0), 0), count(problem_line), min(quality_number), max(quality_number)"
        f" FROM {articles}"
    ).fetchone()
    published, unpublished, modified, problems, lowest, highest = states
    qualities = connection.execute(
        "SELECT CAST(quality_number AS INTEGER) AS whole, count(*)"
        f" FROM {articles} WHERE quality_number IS NOT NULL GROUP BY whole ORDER BY whole LIMIT ?",
        (MOST_NAMES,),
    ).fetchall()
    return Facets(
        published,
        unpublished,
        _names(
            connection,
            "SELECT name, uses FROM"
            f" (SELECT topic_id, count(*) AS uses FROM {_TOPICS[articles]} GROUP BY topic_id)"
            " JOIN topic ON topic.id = topic_id ORDER BY uses DESC, name",
        ),
        _names(connection, _counted("provider", articles)),
        _names(connection, _counted("category", articles)),
        qualities,
        None if lowest is None else (math.floor(lowest), math.ceil(highest)),
        modified,
        problems,
    )


def _counted(name: str, articles: str) -> str:
    """Spellings that differ in case or accents only are one name here, as they are in a query."""
    return (
        f"SELECT min({name}), count(*) AS uses FROM {articles} WHERE {name}_key > ''"
        f" GROUP BY {name}_key ORDER BY uses DESC, {name}_key"
    )


def _names(connection: sqlite3.Connection, question: str) -> list[tuple[str, int]]:
    return connection.execute(f"{question} LIMIT ?", (MOST_NAMES,)).fetchall()
