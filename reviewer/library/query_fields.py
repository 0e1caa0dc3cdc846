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
    `count` is the number that a comparison of a topic field is about.
    """

    name: str
    kind: Kind
    columns: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    count: str = ""


_TOPIC_COUNT = "(SELECT count(*) FROM article_topic WHERE article_id = article.id)"

QUERY_FIELDS = (
    QueryField("title", "words", ("title",)),
    QueryField("excerpt", "words", ("excerpt",)),
    QueryField("provider", "name", ("provider_key",), ("provider.name",)),
    QueryField("domain", "name", ("provider_domain_key",), ("providerDomain", "provider.domain", "provider_domain")),
    QueryField("topic", "topic", (), ("topics",), _TOPIC_COUNT),
    QueryField("category", "name", ("category_key",)),
    QueryField("type", "name", ("type_key",)),
    QueryField("quality", "number", ("quality_number",)),
    QueryField("heat", "number", ("heat_number",)),
    QueryField("published", "flag", ("published",)),
    QueryField("date", "date", ("date_sort",), ("publishedDateTime",)),
    QueryField("images", "number", ("images",), ("image",)),
    QueryField("related", "number", ("related",)),
    QueryField("path", "part", ("path",)),
    QueryField("url", "part", ("web_url", "original_url")),
    QueryField("webUrl", "part", ("web_url",), ("web_url",)),
    QueryField("originalUrl", "part", ("original_url",), ("original_url",)),
)

STATES = {
    "published": "published IS 1",
    "unpublished": "(published IS NOT 1 AND problem_line IS NULL)",
    "modified": "modified > 0",
    "problem": "problem_line IS NOT NULL",
    "conflict": "(modified > 0 AND modified = 2)",
}
"""What follows `is:`, as SQL that is true or false, never NULL."""
PARTS = {"image": "images > 0", "related": "related > 0"}
"""What follows `has:`."""
PART_ALIASES = {"images": "image", "picture": "image", "pictures": "image"}
FLAGS = {"yes": "published", "true": "published", "no": "unpublished", "false": "unpublished"}
"""What follows `published:`, as the state it means."""

_BY_NAME = {name.casefold(): field for field in QUERY_FIELDS for name in (field.name, *field.aliases)}


def query_field(name: str) -> QueryField | None:
    """The field called `name`, whatever its case; None if there is none."""
    return _BY_NAME.get(name.casefold())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be."""
    found = difflib.get_close_matches(word.casefold()[:80], list(known), 1, 0.6)
    return found[0] if found else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of an error message about an unknown `word`: the nearest known one, or all of them."""
    names = list(known)
    near = nearest(word, names)
    return f"did you mean {near}?" if near else f"known are {', '.join(names)}"


def field_names() -> tuple[str, ...]:
    """What may stand before a colon, in the order of QUERY_FIELDS, then `is` and `has`."""
    return (*(field.name for field in QUERY_FIELDS), "is", "has")
