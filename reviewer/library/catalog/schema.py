"""The tables of the catalog, and the rows and counts that questions to it answer with.

`Query.sql()` is put behind `FROM article WHERE`; it may name any column of `article` and use sub-selects, such as
`article.id IN (SELECT rowid FROM words WHERE words MATCH ?)` and
`article.id IN (SELECT article_id FROM article_topic JOIN topic ON topic.id = topic_id WHERE topic.key = ?)`.

- Text columns are '' where a value is missing, never NULL. `*_key` columns hold `fold(plain(text))` of
  `reviewer.library.search.folding` and of `reviewer.articles.display`.
- `quality` and `heat` hold what the file says (number, text or NULL); compare and sort by `quality_number` and
  `heat_number`, which are NULL for anything that is no finite number. (In SQLite every text is above every number.)
- `published` is 1, 0, or NULL where it is missing or no flag; in the latter case `published_text` holds it.
- `date` is as written, `date_sort` is ISO in UTC ('' if there is no date that can be read).
- `path` is relative to the collection, with '/'; stored by `reviewer.library.paths.stored_path`.
- `modified` is 1 where edits are staged, 2 where the file was changed on disk after they were made, else 0.
- `reason` says why where `modified` is 2 and no field clashes, such as that the file is gone; else it is ''.
- `change` holds a row for each field with a staged value, `place` being its order: the text before and after, NULL
  where it is missing; `clashes` is 1 where the file says `theirs` instead. `words` is folded, to be searched.
- `problem_line` is NULL exactly where the article has no problem.
- `article_fields.fields` is a JSON list of `[path, kind, value]`, one for each `FieldValue`, in file order; the kind
  of a locked field is "locked", its value its length in characters. Values are whole; only one beyond all measure is
  cut, and ends in its digest.
- `article_fields.nested` is a JSON object with the whole of each value that `fields` only counts, by its path: lists of
  groups such as `related`, `images`, also these two, which `fields` leaves out. It is '' where there is none.
- `body` is 1 where the article has more than its front matter.
- `field_path` holds every path of a field that an article has, or had since the catalog was made, without the numbers
  of items, such as `related.quality`; `key` is `field_paths.path_key` of it.
- `other_file` remembers files that were read and are no articles, so that they are not read again.
- `article_topic` holds each topic of an article once; `article.topics` is the whole JSON list as written.
- `reviewed` holds the articles with a review mark, as the journal has them.
- `words` is contentless: only MATCH and rowid can be asked of it. Its texts went through `folding.for_words`.
"""

from dataclasses import dataclass, field
from typing import Literal

VERSION = 6
"""`PRAGMA user_version`. Another number means: drop the catalog and read the articles again."""

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE article(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    digest BLOB NOT NULL,
    read_ns INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    problem_line INTEGER,
    problem_column INTEGER,
    published INTEGER,
    quality_number,
    heat_number,
    images INTEGER NOT NULL,
    related INTEGER NOT NULL,
    body INTEGER NOT NULL DEFAULT 0,
    date_sort TEXT NOT NULL,
    category_key TEXT NOT NULL,
    type_key TEXT NOT NULL,
    provider_key TEXT NOT NULL,
    provider_domain_key TEXT NOT NULL,
    title_key TEXT NOT NULL,
    quality,
    heat,
    published_text TEXT NOT NULL,
    date TEXT NOT NULL,
    category TEXT NOT NULL,
    type TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_domain TEXT NOT NULL,
    picture TEXT NOT NULL,
    picture_width INTEGER,
    picture_height INTEGER,
    web_url TEXT NOT NULL,
    original_url TEXT NOT NULL,
    problem_words TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    topics TEXT NOT NULL,
    title TEXT NOT NULL,
    excerpt TEXT NOT NULL
);

CREATE TABLE other_file(
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
    read_ns INTEGER NOT NULL
);

CREATE TABLE article_fields(article_id INTEGER PRIMARY KEY, fields TEXT NOT NULL, nested TEXT NOT NULL DEFAULT '');

CREATE TABLE field_path(path TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX field_path_by_key ON field_path(key);

CREATE TABLE change(
    article_id INTEGER NOT NULL, place INTEGER NOT NULL, field TEXT NOT NULL, old TEXT, new TEXT, theirs TEXT,
    clashes INTEGER NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY(article_id, place)
) WITHOUT ROWID;

CREATE TABLE reviewed(article_id INTEGER PRIMARY KEY);

CREATE TABLE topic(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL);
CREATE INDEX topic_by_key ON topic(key);
CREATE TABLE article_topic(
    topic_id INTEGER NOT NULL, article_id INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY(topic_id, article_id)
) WITHOUT ROWID;
CREATE INDEX article_topic_by_article ON article_topic(article_id, topic_id);
CREATE INDEX article_topic_first ON article_topic(article_id, topic_id) WHERE position = 0;

CREATE VIRTUAL TABLE words USING fts5(
    title, excerpt, provider, topics, content='',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);
"""

INDEXES = """
CREATE INDEX article_by_date ON article(date_sort DESC);
CREATE INDEX article_modified ON article(modified) WHERE modified > 0;
CREATE INDEX article_problem ON article(problem_line) WHERE problem_line IS NOT NULL;
CREATE INDEX article_by_title ON article(title_key);
CREATE INDEX article_by_quality ON article(quality_number DESC);
CREATE INDEX article_by_heat ON article(heat_number DESC);
CREATE INDEX article_by_provider ON article(provider_key, provider);
CREATE INDEX article_by_provider_domain ON article(provider_domain_key, provider_domain);
CREATE INDEX article_by_category ON article(category_key, category);
CREATE INDEX article_by_type ON article(type_key);
CREATE INDEX article_by_images ON article(images);
CREATE INDEX article_by_related ON article(related);
CREATE INDEX article_by_state ON article(published, problem_line, modified, quality_number);
"""
AT_ONCE = 3
"""So many of these, the first ones, are there from the start; the rest is made when the first articles have been read.
Until then questions are answered without them."""

Number = int | float | str | None


@dataclass(frozen=True, slots=True)
class Row:
    """What the article list shows of one article: present values, staged edits included. Text is raw, "" if missing."""

    id: int
    path: str
    title: str
    excerpt: str
    category: str
    type: str
    quality: Number
    heat: Number
    published: bool | str | None
    topics: tuple[str, ...]
    date: str
    provider: str
    provider_domain: str
    web_url: str
    original_url: str
    images: int
    related: int
    picture: str
    picture_width: int | None
    picture_height: int | None
    modified: bool
    problem: str | None
    """ "LINE:COLUMN: words", None if the article can be read."""
    conflict: bool = False
    """The file was changed on disk after the article was edited: the edits are kept, the values are the file's."""
    reason: str | None = None
    """In a conflict in which no field clashes: why it is one, such as that the file is gone."""
    reviewed: bool = False
    """A curator has marked it as reviewed."""


Grouping = Literal["", "date", "provider", "topic", "published"]
"""What a list is parted by: "" is nothing, date the month, topic an article's first topic."""


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list. `field` is one of `order.SORT_FIELDS`; missing values come last either way.

    A grouped list has the articles of a group side by side, in this order among themselves.
    """

    field: str = "date"
    descending: bool = True
    group: Grouping = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that stand together in a list. `value` is "" for those in which it is missing."""

    value: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the articles that answer a query are like: how many, how many of them have a quality and its mean, how many
    are published, and how many there are of each month ("2021-03"), rising; months without any are left out."""

    count: int = 0
    rated: int = 0
    mean_quality: float | None = None
    published: int = 0
    months: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of articles: in the collection, answering the query; modified and with problems in the collection."""

    all: int = 0
    shown: int = 0
    modified: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the articles that answer a query hold each value; lists of names are sorted by falling count.

    Each is counted without the query's own terms about it, so that it says what choosing another value would show.
    """

    published: int = 0
    unpublished: int = 0
    topics: list[tuple[str, int]] = field(default_factory=list)
    providers: list[tuple[str, int]] = field(default_factory=list)
    categories: list[tuple[str, int]] = field(default_factory=list)
    quality: list[tuple[int, int]] = field(default_factory=list)
    """(whole quality, count), rising."""
    quality_range: tuple[int, int] | None = None
    modified: int = 0
    problems: int = 0
    conflicts: int = 0
    reviewed: int = 0
    years: list[tuple[int, int]] = field(default_factory=list)
    """(year, count), the last year first."""
