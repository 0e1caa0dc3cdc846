"""Articles as rows of the catalog. All of it can be made in another process than the one that writes the catalog."""

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reviewer.articles.article import Article, FieldValue, Picture
from reviewer.articles.display import plain, sort_date
from reviewer.articles.problem import Problem
from reviewer.articles.values import Value
from reviewer.library.catalog_schema import Number, Row
from reviewer.library.files import Fingerprint
from reviewer.library.folding import fold, for_words
from reviewer.library.paths import loaded_path, stored_path

LONGEST_TEXT = 20_000
"""Characters of one text that the catalog holds; more is cut off, in the catalog only."""
LONGEST_VALUE = 400_000
"""Characters of a field's value as JSON, beyond which the catalog holds its beginning and its digest."""
_BEGINNING = 2_000
MOST_ITEMS = 2_000
"""Topics and fields of one article that the catalog holds."""

_INT64 = 2**63
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)

ARTICLE_COLUMNS = (
    *("path", "size", "mtime_ns", "inode", "digest", "read_ns", "modified", "problem_line", "problem_column"),
    *("published", "quality_number", "heat_number", "images", "related", "date_sort", "category_key", "type_key"),
    *("provider_key", "provider_domain_key", "title_key", "quality", "heat", "published_text", "date", "category"),
    *("type", "provider", "provider_domain", "picture", "picture_width", "picture_height", "web_url", "original_url"),
    *("problem_words", "reason", "topics", "title", "excerpt"),
)
ROW_COLUMNS = (
    *("id", "path", "title", "excerpt", "category", "type", "quality", "heat", "published", "published_text"),
    *("topics", "date", "provider", "provider_domain", "web_url", "original_url", "images", "related", "picture"),
    *("picture_width", "picture_height", "modified", "problem_line", "problem_column", "problem_words"),
    "reason",
)
WORD_SOURCES = ("title", "excerpt", "provider", "topics")

Stored = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class StagedChange:
    """A field with a staged value; texts are None where it is missing. `clashes`: the file says `theirs` by now."""

    field: str
    old: str | None
    new: str | None
    theirs: str | None = None
    clashes: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalog is told of an article: the state of its file, its present values, whether edits are staged.

    `conflict`: they are staged on other bytes than those the file has now, and not in the values. `changes` are the
    fields that they change; `reason` says why it is a conflict, if none of these clashes.

    `read_ns` is when the file was read, in nanoseconds since 1970. With 0 the next refresh reads it again.
    """

    path: str
    fingerprint: Fingerprint
    article: Article
    modified: bool = False
    read_ns: int = 0
    conflict: bool = False
    changes: tuple[StagedChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rows of one article, ready to be inserted: values of ARTICLE_COLUMNS, distinct topics as (name, key), the
    texts of the word index, the JSON of its fields and of what is nested in them, and the rows of `change` without the
    article's id."""

    article: tuple[Stored, ...]
    topics: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    fields: str
    nested: str = ""
    changes: tuple[tuple[Stored, ...], ...] = ()

    @property
    def path(self) -> str | bytes:
        """As the catalog stores it."""
        path = self.article[0]
        assert isinstance(path, str | bytes)
        return path


def prepare(entry: Entry) -> Prepared:
    """The rows for an article."""
    article, file, problem = entry.article, entry.fingerprint, entry.article.problem
    topics = [_text(topic) for topic in article.topics[:MOST_ITEMS]]
    quality, quality_number = _number(article.quality)
    heat, heat_number = _number(article.heat)
    picture = article.images[0] if article.images else Picture("")
    texts = {name: _text(getattr(article, name)) for name in _TEXTS}
    listed = _spell(topics)
    values: dict[str, Stored] = {
        "path": stored_path(entry.path),
        "size": file.size,
        "mtime_ns": file.mtime_ns,
        "inode": file.inode,
        "digest": file.digest,
        "read_ns": entry.read_ns,
        "modified": 2 if entry.conflict else int(entry.modified),
        **_problem(problem),
        "reason": _text(entry.reason),
        "published": None if isinstance(article.published, str | None) else int(article.published),
        "published_text": _text(article.published) if isinstance(article.published, str) else "",
        "quality": quality,
        "quality_number": quality_number,
        "heat": heat,
        "heat_number": heat_number,
        "images": len(article.images),
        "related": len(article.related),
        "picture": _text(picture.url),
        "picture_width": _whole(picture.width),
        "picture_height": _whole(picture.height),
        "topics": listed,
        "date_sort": sort_date(texts["date"]),
        **texts,
        **{f"{name}_key": fold(plain(texts[name])) for name in _KEYS},
    }
    names = {topic: fold(plain(topic)) for topic in topics}
    words = words_of(texts["title"], texts["excerpt"], texts["provider"], listed)
    row = tuple(values[name] for name in ARTICLE_COLUMNS)
    changes = tuple(change_cells(entry.path, entry.changes[:MOST_ITEMS])) if entry.changes else ()
    return Prepared(
        row, tuple(names.items()), words, _fields_json(article.fields), _nested_json(article.nested), changes
    )


def _problem(problem: Problem | None) -> dict[str, Stored]:
    line, column, words = (problem.line, problem.column, _text(problem.words)) if problem else (None, None, "")
    return {"problem_line": line, "problem_column": column, "problem_words": words}


def change_cells(path: str, changes: Iterable[StagedChange]) -> Iterator[tuple[Stored, ...]]:
    """The rows of `change`, without the article's id."""
    for place, change in enumerate(changes):
        field = _text(change.field)
        old, new, theirs = (None if text is None else _text(text) for text in (change.old, change.new, change.theirs))
        words = fold(plain("\n".join((_text(path), field, old or "", new or "", theirs or ""))))
        yield place, field, old, new, theirs, int(change.clashes), words


def file_state(row: Prepared) -> tuple[int, int, int, int]:
    """Size, time of change and inode of the file, and when it was read."""
    size, mtime_ns, inode, _, read_ns = row.article[_STATE : _STATE + 5]
    assert isinstance(size, int) and isinstance(mtime_ns, int) and isinstance(inode, int) and isinstance(read_ns, int)
    return size, mtime_ns, inode, read_ns


_STATE = ARTICLE_COLUMNS.index("size")
_TEXTS = ("title", "excerpt", "category", "type", "date", "provider", "provider_domain", "web_url", "original_url")
_KEYS = ("title", "category", "type", "provider", "provider_domain")


def words_of(title: str, excerpt: str, provider: str, topics: str) -> tuple[str, str, str, str]:
    """What the word index holds of an article, from the columns of `article`. The same now and when it is removed."""
    listed = "\n".join(json.loads(topics))
    return for_words(plain(title)), for_words(plain(excerpt)), for_words(plain(provider)), for_words(plain(listed))


def row_of(values: tuple[Any, ...]) -> Row:
    """The row of these values of ROW_COLUMNS."""
    named = dict(zip(ROW_COLUMNS, values, strict=True))
    text, flag = named.pop("published_text"), named.pop("published")
    line, column, words = (named.pop(f"problem_{part}") for part in ("line", "column", "words"))
    named["path"] = loaded_path(named["path"])
    named["topics"] = tuple(json.loads(named["topics"]))
    named["conflict"] = named["modified"] == 2
    named["modified"] = bool(named["modified"])
    named["reason"] = named["reason"] or None
    published = text or (None if flag is None else bool(flag))
    return Row(**named, published=published, problem=None if line is None else f"{line}:{column}: {words}")


def _text(text: str) -> str:
    """As SQLite takes it: no lone surrogates, not endless, no subclass of str."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    return str(text) if text.isascii() else text.translate(_SURROGATES)


def _whole(number: int | None) -> int | None:
    return number if number is not None and -_INT64 <= number < _INT64 else None


def _number(value: Number) -> tuple[Number, int | float | None]:
    """A number as found and for comparing; what is beyond SQLite's numbers is kept as text."""
    if value is None:
        return None, None
    if isinstance(value, str):
        return _text(value), None
    if isinstance(value, float):
        return (value, value) if math.isfinite(value) else (str(value), None)
    if -_INT64 <= value < _INT64:
        return int(value), int(value)
    try:
        return _text(str(value)), float(value)
    except (OverflowError, ValueError):
        return "a number beyond measure", None


def _fields_json(fields: tuple[FieldValue, ...]) -> str:
    listed = []
    for field in fields[:MOST_ITEMS]:
        value = field.value
        if isinstance(value, str):
            value = value if len(value) <= LONGEST_VALUE else _cut(value)
        elif isinstance(value, list | dict):
            spelled = _spell(value)
            value = value if len(spelled) <= LONGEST_VALUE else _cut(spelled)
        elif value is not None and not isinstance(value, bool):
            value = _number(value)[0]
        listed.append((field.path, "locked" if field.locked else field.kind, value))
    return _spell(listed).translate(_SURROGATES)


def _nested_json(nested: tuple[tuple[str, Value], ...]) -> str:
    """Of a value beyond measure nothing."""
    spelled = ((path, _spell(value)) for path, value in nested[:MOST_ITEMS])
    whole = ",".join(f"{_spell(path)}:{value}" for path, value in spelled if len(value) <= LONGEST_VALUE)
    return f"{{{whole}}}".translate(_SURROGATES) if whole else ""


_spell = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def _cut(text: str) -> str:
    mark = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{text[:_BEGINNING]}… ({mark})"
