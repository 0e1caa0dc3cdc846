"""Articles as rows of the catalog. All of it can be made in another process than the one that writes the catalog."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reviewer.articles.contents import Article, FieldValue, Picture
from reviewer.articles.display import plain
from reviewer.articles.problem import Problem
from reviewer.articles.values import Value
from reviewer.library.catalog.article_cells import (
    MOST_ITEMS,
    Cells,
    Stored,
    number_cells,
    picture_cells,
    published_cells,
    spell,
    storable_json,
    stored_number,
    stored_text,
    text_cells,
    topic_cells,
    topic_words,
    words,
)
from reviewer.library.catalog.row_reading import ROW_COLUMNS as ROW_COLUMNS
from reviewer.library.catalog.row_reading import row_of as row_of
from reviewer.library.fingerprint import Fingerprint
from reviewer.library.paths import stored_path
from reviewer.library.search.folding import fold

LONGEST_VALUE = 400_000
"""Characters of a field's value as JSON, beyond which the catalog holds its beginning and its digest."""
_BEGINNING = 2_000
ARTICLE_COLUMNS = (
    *("path", "size", "mtime_ns", "inode", "ctime_ns", "digest", "read_ns", "modified", "problem_line"),
    *(
        "problem_column",
        "published",
        "quality_number",
        "heat_number",
        "images",
        "related",
        "body",
        "date_sort",
        "category_key",
    ),
    *("type_key", "provider_key", "provider_domain_key", "title_key", "quality", "heat", "published_text", "date"),
    *("category", "type", "provider", "provider_domain", "picture", "picture_width", "picture_height", "web_url"),
    *("original_url", "problem_words", "reason", "topics", "title", "excerpt"),
)
WORD_SOURCES = ("title", "excerpt", "provider", "topics")


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


class Prepared(NamedTuple):
    """The rows of one article, ready to be inserted: values of ARTICLE_COLUMNS, distinct topics as (name, key), the
    texts of the word index, the JSON of its fields and of what is nested in them, the rows of `change` without the
    article's id, and the paths that are in the JSON, where they are known."""

    article: tuple[Stored, ...]
    topics: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    fields: str
    nested: str = ""
    changes: tuple[tuple[Stored, ...], ...] = ()
    paths: tuple[tuple[str, ...], ...] | None = None

    @property
    def path(self) -> str | bytes:
        """As the catalog stores it."""
        return self.article[0]  # type: ignore[return-value]  # the first column is the path


def prepare(entry: Entry) -> Prepared:
    """The rows for an article."""
    article = entry.article
    picture = article.images[0] if article.images else Picture("")
    topics, names, topic_text = topic_cells(article.topics)
    cells: Cells = {
        **file_cells(entry.path, entry.fingerprint, entry.read_ns),
        **problem_cells(article.problem),
        "modified": 2 if entry.conflict else int(entry.modified),
        "reason": stored_text(entry.reason),
        **published_cells(article.published),
        **number_cells("quality", article.quality),
        **number_cells("heat", article.heat),
        **picture_cells(len(article.images), picture.url, picture.width, picture.height),
        "related": len(article.related),
        "body": body_cell(article.body.encode("utf-8", "replace")),
        **topics,
    }
    for name in _TEXTS:
        cells |= text_cells(name, getattr(article, name))
    row = tuple(cells[name] for name in ARTICLE_COLUMNS)
    found = tuple(words(stored_text(getattr(article, name))) for name in WORD_SOURCES[:-1])
    changes = tuple(change_cells(entry.path, entry.changes[:MOST_ITEMS])) if entry.changes else ()
    fields, nested = fields_items(article.fields), nested_items(article.nested)
    return Prepared(row, names, (*found, topic_text), f"[{fields}]", f"{{{nested}}}" if nested else "", changes)


def file_cells(path: str, file: Fingerprint, read_ns: int) -> Cells:
    """The columns about the file."""
    return {
        "path": stored_path(path),
        "size": file.size,
        "mtime_ns": file.mtime_ns,
        "inode": file.inode,
        "ctime_ns": file.ctime_ns,
        "digest": file.digest,
        "read_ns": read_ns,
    }


def body_cell(body: bytes) -> int:
    """Whether there is more than white space behind the front matter."""
    return int(bool(body) and not body.isspace())


def problem_cells(problem: Problem | None) -> Cells:
    line, column, words = (problem.line, problem.column, stored_text(problem.words)) if problem else (None, None, "")
    return {"problem_line": line, "problem_column": column, "problem_words": words}


def change_cells(path: str, changes: Iterable[StagedChange]) -> Iterator[tuple[Stored, ...]]:
    """The rows of `change`, without the article's id."""
    for place, change in enumerate(changes):
        field = stored_text(change.field)
        old, new, theirs = (
            None if text is None else stored_text(text) for text in (change.old, change.new, change.theirs)
        )
        sought = fold(plain("\n".join((stored_text(path), field, old or "", new or "", theirs or ""))))
        yield place, field, old, new, theirs, int(change.clashes), sought


def file_state(row: Prepared) -> tuple[int, int, int, int, int]:
    """Size, time of writing, inode and time of change of the file, and when it was read."""
    known, read_ns = row.article[_STATE : _STATE + 4], row.article[_STATE + 5]
    return (*known, read_ns)  # type: ignore[return-value]  # all of these columns are whole numbers


_STATE = ARTICLE_COLUMNS.index("size")
_TEXTS = ("title", "excerpt", "category", "type", "date", "provider", "provider_domain", "web_url", "original_url")


def words_of(title: str, excerpt: str, provider: str, topics: str) -> tuple[str, str, str, str]:
    """What the word index holds of an article, from the columns of `article`. The same now and when it is removed."""
    return words(title), words(excerpt), words(provider), topic_words(json.loads(topics))


def fields_items(fields: Sequence[FieldValue]) -> str:
    """The items of the JSON list of fields."""
    listed = []
    for field in fields[:MOST_ITEMS]:
        value = field.value
        if isinstance(value, str):
            value = value if len(value) <= LONGEST_VALUE else _cut(value)
        elif isinstance(value, list | dict):
            spelled = spell(value)
            value = value if len(spelled) <= LONGEST_VALUE else _cut(spelled)
        elif value is not None and not isinstance(value, bool):
            value = stored_number(value)[0]
        listed.append((field.path, "locked" if field.locked else field.kind, value))
    return storable_json(spell(listed)[1:-1])


def nested_items(nested: Sequence[tuple[str, Value]]) -> str:
    """The items of the JSON object of what is nested; of a value beyond measure nothing."""
    spelled = ((path, spell(value)) for path, value in nested[:MOST_ITEMS])
    return storable_json(",".join(f"{spell(path)}:{value}" for path, value in spelled if len(value) <= LONGEST_VALUE))


def _cut(text: str) -> str:
    mark = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{text[:_BEGINNING]}… ({mark})"
