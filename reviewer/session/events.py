"""What the session tells the window: frozen values, sent with the signals of `Session`."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reviewer.articles.contents import Article
from reviewer.library.catalog.schema import Group
from reviewer.library.messages import ReviewReport

MessageKind = Literal["plain", "success", "warning", "error"]


def _no_ids() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class Change:
    """Rows that have new values. `ids` is None when it may be any row; `initiator` is who asked for it, if known."""

    ids: frozenset[int] | None = None
    initiator: object | None = None

    def touches(self, article_id: int) -> bool:
        return self.ids is None or article_id in self.ids


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids the list shows, in order. `kept`: same query and sort as before, so keep selection and position.

    `text` is the query it answers. `question` grows with each answer. `ids` must not be changed by who receives it.
    Where not `whole`, `ids` are the first of `count`, and all of them follow in a kept answer. `groups` part `ids`.
    """

    ids: array[int] = field(default_factory=_no_ids)
    question: int = 0
    kept: bool = False
    text: str = ""
    count: int = 0
    whole: bool = True
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected articles and the one that keys act from. `current` may be None; else it is one of `ids`."""

    ids: frozenset[int] = frozenset()
    current: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the curator. `details` are lines to unfold; `undoable` offers Undo beside it.

    `about`: a newer message about the same thing takes its place. `search` is a query that shows what it speaks of.
    `retry` holds the paths that failed and may be tried again, `plan` the number of one that waits to be shown.
    `goes_on`: reading was stopped, and going on is offered. `marks`: review marks, which Undo puts back.
    """

    words: str
    kind: MessageKind = "plain"
    details: tuple[str, ...] = ()
    undoable: bool = False
    about: str = ""
    search: str = ""
    retry: tuple[str, ...] = ()
    plan: int | None = None
    goes_on: bool = False
    marks: ReviewReport | None = None


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """Long work that is running. `rate` is articles a second (0 while unknown); `seconds_left` None while unknown."""

    name: str
    done: int
    total: int | None
    rate: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """The folder that is open. `only`: just these of its files, or None for all of it."""

    root: Path
    name: str
    only: tuple[Path, ...] | None = None


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """The present values of one article. `text` is its whole document, undecodable bytes replaced.

    `changed` holds the paths of the fields with staged values; `conflict`: the file was changed on disk after they were
    staged, and `article` is what it says now.
    """

    id: int
    path: str
    article: Article
    text: str
    modified: bool
    changed: tuple[str, ...] = ()
    conflict: bool = False
    reason: str | None = None
    clashes: tuple[tuple[str, str], ...] = ()
    """The fields that clash, and what was staged for them, in words; none: `reason` says why it is a conflict."""
