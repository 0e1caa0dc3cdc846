"""The cells of the catalog's rows that come from one field of an article each, by the names of the columns."""

import datetime
import json
import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reviewer.articles.display import plain, sort_date
from reviewer.library.catalog.schema import Number
from reviewer.library.search.folding import fold, for_words

LONGEST_TEXT = 20_000
"""Characters of one text that the catalog holds; more is cut off, in the catalog only."""
MOST_ITEMS = 2_000
"""Topics and fields of one article that the catalog holds."""

Stored = int | float | str | bytes | None
Cells = dict[str, Stored]
Topics = tuple[tuple[str, str], ...]

_INT64 = 2**63
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_NO_WORD = " \uefff "
_MANY = 20_000
"""Names of topics, providers, categories that are remembered with their keys."""
USUAL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_KEYED = frozenset(("category", "type", "provider", "provider_domain"))


def stored_text(text: str) -> str:
    """As SQLite takes it: no lone surrogates, not endless, no subclass of str."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    return str(storable_json(text))


def text_cells(name: str, text: str) -> Cells:
    """The columns of a text of the article, `name` being that of the first of them."""
    text = stored_text(text)
    if name == "title":
        return {"title": text, "title_key": fold(plain(text))}
    if name in _KEYED:
        return {name: text, f"{name}_key": _key(text)}
    return {"date": text, "date_sort": _moment(text)} if name == "date" else {name: text}


def words(text: str) -> str:
    """What the word index holds of a text of the catalog."""
    return for_words(plain(text))


def number_cells(name: str, number: Number) -> Cells:
    """The columns of `quality` and `heat`."""
    as_found, to_compare = stored_number(number)
    return {name: as_found, f"{name}_number": to_compare}


def published_cells(published: bool | str | None) -> Cells:
    if isinstance(published, str):
        return {"published": None, "published_text": stored_text(published)}
    return {"published": None if published is None else int(published), "published_text": ""}


def topic_cells(topics: Sequence[str]) -> tuple[Cells, Topics, str]:
    """The column, the distinct topics as (name, key), and the text of the word index."""
    listed = [stored_text(topic) for topic in topics[:MOST_ITEMS]]
    names = tuple((name, _key(name)) for name in dict.fromkeys(listed))
    return {"topics": spell_texts(listed)}, names, topic_words(listed)


@lru_cache(_MANY)
def topic_cell(topic: str) -> tuple[str, tuple[str, str], str]:
    """What one topic adds to these: its JSON, its name with the key, its words."""
    name = stored_text(topic)
    return spell_text(name), (name, _key(name)), words(name)


def topic_words(topics: Iterable[str]) -> str:
    """The text of the word index for topics of the catalog."""
    return joined_topics(topic_cell(topic)[2] for topic in topics)


def joined_topics(topics: Iterable[str]) -> str:
    """The words of topics: between two there is one that nobody looks for, so that no phrase goes on in the next."""
    return _NO_WORD.join(filter(None, topics))


def picture_cells(count: int, url: str, width: int | None, height: int | None) -> Cells:
    """The columns of the pictures: how many there are, and the first of them."""
    return {
        "images": count,
        "picture": stored_text(url),
        "picture_width": _whole(width),
        "picture_height": _whole(height),
    }


def stored_number(value: Number) -> tuple[Number, int | float | None]:
    """A number as found and for comparing; what is beyond SQLite's numbers is kept as text."""
    if value is None:
        return None, None
    if isinstance(value, str):
        return stored_text(value), None
    if isinstance(value, float):
        return (value, value) if math.isfinite(value) else (str(value), None)
    if -_INT64 <= value < _INT64:
        return int(value), int(value)
    try:
        return stored_text(str(value)), float(value)
    except (OverflowError, ValueError):
        return "a number beyond measure", None


spell = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
"""JSON as the catalog holds it."""
spell_text = json.encoder.encode_basestring
"""The same of a str."""


def spell_texts(texts: Iterable[str]) -> str:
    """The same of a list of them."""
    return f"[{','.join(map(spell_text, texts))}]"


def storable_json(text: str) -> str:
    """JSON without lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_SURROGATES)
    return text


def _whole(number: int | None) -> int | None:
    return number if number is not None and -_INT64 <= number < _INT64 else None


@lru_cache(_MANY)
def _key(name: str) -> str:
    return fold(plain(name))


def _moment(date: str) -> str:
    if USUAL_DATE.fullmatch(date):
        try:
            datetime.datetime.fromisoformat(date[:-1])
        except ValueError:
            return ""
        return date[:-1]
    return sort_date(date)
