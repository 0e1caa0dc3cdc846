"""The fields, states and parts that the search language knows, declared once as data."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["words", "name", "topic", "number", "date", "flag", "part"]


@dataclass(frozen=True, slots=True, eq=False)
class QueryField:
    """One field: how it is called in a query, how its value is understood, and where the catalog has it.

    words: a column of the word index · name: a column holding `fold`ed text · topic: the table of topics ·
    number, date, flag: a column of their own · part: columns in which the value is found anywhere.
    `missing` is SQL, true or false, for articles without it, and `texts` are the columns with what the file says.
    `count` is the number that a comparison of a topic field is about.
    """

    name: str
    kind: Kind
    columns: tuple[str, ...]
    missing: str
    aliases: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    count: str = ""


_TOPIC_COUNT = "(SELECT count(*) FROM article_topic WHERE article_id = article.id)"
_NO_TOPIC = "article.id NOT IN (SELECT article_id FROM article_topic)"


def _number(name: str) -> QueryField:
    column = f"{name}_number"
    return QueryField(name, "number", (column,), f"({column} IS NULL AND ({name} IS NULL OR {name} = ''))")


def _name(name: str, column: str, *aliases: str) -> QueryField:
    return QueryField(name, "name", (f"{column}_key",), f"{column}_key = ''", aliases, (column,))


def _part(name: str, columns: tuple[str, ...], *aliases: str) -> QueryField:
    missing = " AND ".join(f"{column} = ''" for column in columns)
    return QueryField(name, "part", columns, f"({missing})", aliases, columns)


QUERY_FIELDS = (
    QueryField("title", "words", ("title",), "title_key = ''", (), ("title",)),
    QueryField("excerpt", "words", ("excerpt",), "trim(excerpt) = ''", (), ("excerpt",)),
    _name("provider", "provider", "provider.name"),
    _name("domain", "provider_domain", "providerDomain", "provider.domain", "provider_domain"),
    QueryField("topic", "topic", (), _NO_TOPIC, ("topics",), (), _TOPIC_COUNT),
    _name("category", "category"),
    _name("type", "type"),
    _number("quality"),
    _number("heat"),
    QueryField("published", "flag", ("published",), "(published IS NULL AND published_text = '')"),
    QueryField("date", "date", ("date_sort",), "date_sort = ''", ("publishedDateTime",)),
    QueryField("images", "number", ("images",), "images = 0", ("image",)),
    QueryField("related", "number", ("related",), "related = 0"),
    _part("path", ("path",)),
    _part("url", ("web_url", "original_url")),
    _part("webUrl", ("web_url",), "web_url"),
    _part("originalUrl", ("original_url",), "original_url"),
)

STATES = {
    "published": "published IS 1",
    "unpublished": "(published IS NOT 1 AND problem_line IS NULL)",
    "modified": "modified > 0",
    "problem": "problem_line IS NOT NULL",
    "conflict": "(modified > 0 AND modified = 2)",
    "reviewed": "article.id IN (SELECT article_id FROM reviewed)",
}
"""What follows `is:`, as SQL that is true or false, never NULL."""
PARTS = {"image": "images > 0", "related": "related > 0", "body": "body > 0"}
"""What follows `has:`."""
PART_ALIASES = {"images": "image", "picture": "image", "pictures": "image", "text": "body"}
FLAGS = {"yes": "published", "true": "published", "no": "unpublished", "false": "unpublished"}
"""What follows `published:`, as the state it means."""

_BY_NAME = {name.casefold(): field for field in QUERY_FIELDS for name in (field.name, *field.aliases)}


def query_field(name: str) -> QueryField | None:
    """The field called `name`, whatever its case; None if it is none that the catalog has a column for."""
    return _BY_NAME.get(name.casefold())


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word that `word` was most likely meant to be, in its own spelling."""
    spelled = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold()[:80], list(spelled), 1, likeness)
    return spelled[found[0]] if found else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of an error message about an unknown `word`: the nearest known one, or all of them."""
    names = list(known)
    near = nearest(word, names)
    return f"did you mean {near}?" if near else f"known are {', '.join(names)}"


def field_names() -> tuple[str, ...]:
    """What may stand before a colon, in the order of QUERY_FIELDS, then `is` and `has`."""
    return (*(field.name for field in QUERY_FIELDS), "is", "has")
