"""Changes as they are shown: before they are staged, before they are saved, and after."""

from dataclasses import dataclass, field
from typing import Literal

from reviewer.library.journal.schema import Batch

LONGEST_TEXT = 2_000
"""Characters of a value that are kept to be shown; what is cut off ends in "…"."""

Choice = Literal["mine", "theirs"]
ChangeSort = Literal["title", "field", "path", "old", "new"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by its path ("quality", "provider.name"), and its value before and after as text; None: it is missing."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What a change would do to one article: something, nothing (no changes, no reason), or why it cannot be made."""

    path: str
    title: str
    changes: tuple[FieldChange, ...] = ()
    reason: str | None = None
    is_modified: bool = False
    """It has other staged edits already."""


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What a change would do, article by article. `number` is what it is applied by; a stopped one cannot be."""

    number: int
    name: str
    rows: list[PlanRow] = field(default_factory=list)
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A staged change of one field of one article (`id` is that of the catalog).

    `clashes`: another program changed the same field of the file to `theirs`. `conflict`: some field of the article
    clashes, or it cannot be told, so that the article is not saved before it is resolved. A file that is gone, or
    cannot be read any more, has `conflict` with no `clashes`, and `reason` says so.
    """

    id: int
    path: str
    title: str
    field: str
    old: str | None
    new: str | None
    theirs: str | None = None
    clashes: bool = False
    conflict: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BatchArticle:
    """What a saved batch changed in one article; `title` is the one that it was saved with, "" if it had none."""

    path: str
    changes: tuple[FieldChange, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class BatchDetails:
    """A batch, article by article. Of a very large one, `untold` of the last have neither changes nor title."""

    batch: Batch
    articles: list[BatchArticle]
    untold: int = 0


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """The exact difference between the file and the staged bytes: lines of a unified diff, without the two names.

    Undecodable bytes are replaced. Empty where nothing is staged.
    """

    path: str
    lines: tuple[str, ...]
