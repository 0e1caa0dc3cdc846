"""What the inspector shows and edits: one article, or a selection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.articles.contents import Article
from reviewer.articles.fields import FIELDS, field_of
from reviewer.articles.problem import Problem
from reviewer.articles.values import Timestamp, Value
from reviewer.library.field_summary import FieldSummary, Summarized
from reviewer.library.paths import shown_path
from reviewer.library.reasons import GONE
from reviewer.session.events import ArticleRead

State = Literal["same", "different", "missing"]
JUDGED = ("quality", "topics", "published")
"""Fields with a place of their own above all others."""
ALWAYS = ("title", "excerpt", "category", "publishedDateTime", "provider.name")
"""Fields that have a row also where they are missing."""
_APART = {*JUDGED, "images", "related", "provider"}
_SAMPLES: dict[str, Value] = {"text": "", "int": 0, "float": 0.0, "bool": False, "date": Timestamp("2020-01-01")}


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of the subject. `value` is the one value there is, None where there are several or none.

    same: every article has this value · different: there are several values · missing: some or all do not have it.
    """

    path: str
    state: State = "missing"
    value: Value = None
    kind: str = "null"
    present: int = 0
    missing: int = 1
    locked: bool = False
    modified: bool = False
    mine: str | None = None
    """What was staged, in words, where another program changed the same field: `value` is the file's."""

    @property
    def count(self) -> int:
        return self.present + self.missing

    @property
    def sample(self) -> Value:
        """A value of the kind that is there, to tell what a typed text is to become."""
        if self.value is not None:
            return self.value
        if self.kind == "list":
            return []
        return _SAMPLES.get(self.kind)


@dataclass(frozen=True, slots=True)
class Subject:
    """`ids` is whose values these are: edits made in the inspector go to them, whatever is selected by then."""

    ids: frozenset[int] = frozenset()
    count: int = 0
    name: str = ""
    fields: tuple[Shown, ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    published: int = 0
    unpublished: int = 0
    modified: bool = False
    conflict: bool = False
    """The file was changed on disk after it was edited: these are the file's values, and nothing can be edited."""
    is_gone: bool = False
    """In a conflict: the file was deleted or moved."""
    clashes: bool = False
    """In a conflict: there are fields to decide about."""
    problem: Problem | None = None

    def field(self, path: str) -> Shown:
        found = next((field for field in self.fields if field.path == path), None)
        return found or Shown(path, missing=self.count)

    @property
    def rows(self) -> list[Shown]:
        """The fields that have a row below: all that are there, and some that are always offered."""
        there = {field.path: field for field in self.fields if field.path not in _APART}
        shown = [field for field in there.values() if field.present or field.modified or field.path in ALWAYS]
        missing = [self.field(path) for path in ALWAYS if path not in there]
        return shown + missing

    @property
    def addable(self) -> list[str]:
        """Known fields that no row shows, in their usual order."""
        shown = {field.path for field in self.rows}
        return [field.path for field in FIELDS if field.path not in shown | _APART and field.kind != "locked"]


def of_article(read: ArticleRead) -> Subject:
    article = read.article
    return Subject(
        ids=frozenset((read.id,)),
        count=1,
        name=shown_path(read.path),
        fields=tuple(_fields_of(article, read.changed, dict(read.clashes))),
        topics=tuple((topic, 1) for topic in article.topics),
        published=int(article.is_published),
        unpublished=int(not article.is_published),
        modified=read.modified,
        conflict=read.conflict,
        is_gone=read.conflict and read.reason == GONE,
        clashes=bool(read.clashes),
        problem=article.problem,
    )


def _fields_of(article: Article, changed: Sequence[str], mine: Mapping[str, str]) -> Iterable[Shown]:
    there = set()
    for field in article.fields:
        there.add(field.path)
        is_changed, staged = field.path in changed, mine.get(field.path)
        yield Shown(field.path, "same", field.value, field.kind, 1, 0, field.locked, is_changed, staged)
    for path in changed:
        if path not in there:
            yield Shown(path, modified=True, mine=mine.get(path))


def of_summary(summary: FieldSummary, ids: frozenset[int]) -> Subject:
    fields = tuple(_of_summarized(field) for field in summary.fields)
    return Subject(
        ids=ids,
        count=summary.count,
        name=f"{summary.count:,} articles",
        fields=fields,
        topics=summary.topics,
        published=summary.published,
        unpublished=summary.unpublished,
    )


def _of_summarized(field: Summarized) -> Shown:
    is_locked = field.kind == "locked"
    return Shown(field.path, field.state, field.value, field.kind, field.present, field.missing, is_locked)


def label_of(path: str) -> str:
    known = field_of(path)
    return known.label if known else path


def hint_of(field: Shown) -> str:
    """What stands in an empty place: "different across 12", "missing from 5", "missing"."""
    if field.state == "different":
        also = f", missing from {field.missing:,}" if field.missing else ""
        return f"different across {field.count:,}{also}"
    if field.state == "missing":
        return "missing" if field.count <= 1 else f"missing from {field.missing:,}{_else(field)}"
    return "empty"


def _else(field: Shown) -> str:
    if not field.present:
        return ""
    return f" of {field.count:,}, else “{spell(field.value)[:60]}”"


def spell(value: Value) -> str:
    """A scalar as a curator reads and types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(spell(item) for item in value[:20])
    if isinstance(value, dict):
        return "{}"
    return str(value)
