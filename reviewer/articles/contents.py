"""What an article says, as values. The window has these, and nothing of what reads them in a file."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.articles.problem import Problem
from reviewer.articles.values import Value

Number = int | float | str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the article declares it; sizes in pixels."""

    url: str
    width: int | None = None
    height: int | None = None
    is_cached: bool | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """An article about the same story elsewhere. Texts are "" where missing."""

    title: str = ""
    excerpt: str = ""
    date: str = ""
    web_url: str = ""
    amp_url: str = ""
    type: str = ""
    provider: str = ""
    provider_domain: str = ""
    quality: Number = None
    images: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field as the file has it. `kind` is text, int, float, bool, date, null, list (of texts), map or groups.

    Of a map or a list of groups the value is the number of its entries; of a locked field it is the length in
    characters, never the text.
    """

    path: str
    value: Value
    kind: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """All that is shown of one article. Texts are "" where missing, and stored as written, entities included.

    `quality` and `heat` are kept as they are, text where they are no number; `published` is True, False, None where
    missing or empty, or the text of what else stands there, such as a date.
    """

    title: str = ""
    excerpt: str = ""
    category: str = ""
    type: str = ""
    quality: Number = None
    heat: Number = None
    published: bool | str | None = None
    topics: tuple[str, ...] = ()
    date: str = ""
    provider: str = ""
    provider_domain: str = ""
    web_url: str = ""
    original_url: str = ""
    images: tuple[Picture, ...] = ()
    related: tuple[Related, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    nested: tuple[tuple[str, Value], ...] = ()
    """The whole values, by path, of what `fields` only counts, and of `images` and `related`."""
    body: str = ""
    problem: Problem | None = None

    @property
    def is_published(self) -> bool:
        return self.published is True
