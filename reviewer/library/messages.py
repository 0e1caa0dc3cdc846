"""What the window and the process that owns the library tell each other: small picklable dataclasses, and reports.

The window sends `Request`s. To each it gets any number of `Progress` and then one `Finished` or `Failed` with the same
ticket. `RowsChanged`, `Renewed`, `HistoryChanged`, `DiskChanged` and `Told` carry no ticket: they arrive whenever true,
also when another process wrote. The long lists of a result go before it, as `Piece`s (`pieces.py`).

    request     arguments                                            result of Finished
    open        (root: Path, home: Home, only: tuple[Path, ...] | None)
                                                                     Opened
    refresh     (paths: tuple[str, ...] | None = None)               RefreshReport        (None: the whole folder)
    article     (path: str)                                          ArticleAnswer
    diff        (path: str)                                          ArticleDiff
    stage       (name: str, edits: tuple, paths: tuple[str, ...])    StageReport
    plan        (name: str, edits: tuple, paths: tuple[str, ...])    PlanReport; it takes the place of the last plan
    plan_undo   (batch: int)                                         PlanReport: what taking this batch back would do
    apply       (number: int, left_out: tuple[str, ...])             StageReport          (`number` is that of a plan)
    drop_plan   (number: int)                                        None
    undo redo   ()                                                   StageReport | None   (None: there is no such step)
    save        (paths: tuple[str, ...] | None)                      SaveReport           (None: all that is staged)
    revert      (paths: tuple[str, ...], fields: tuple[str, ...] | None = None)
                                                                     StageReport          (None: all fields)
    resolve     (paths: tuple[str, ...], take: Choice | None, choices: dict[str, Choice])
                                                                     StageReport; conflicts are decided by field
                                                                     and, for all other fields, by `take`
    review      (paths: tuple[str, ...], marked: bool | None = None)   ReviewReport; None: marked only if not all are
    history     ()                                                   tuple[Batch, ...], the last one first
    batch       (id: int)                                            BatchDetails
    views       (edits: tuple[ViewEdit, ...])                        SharedViews, after these edits of them
    renew       (identity: int)                                      None; the catalog of this identity is damaged
    stop        (ticket: int)                                        None; the stopped one answers too, `stopped` set
    close       ()                                                   None; the process ends after it

`stop`, `article`, `diff`, `history`, `batch` and `views` are answered while a long request runs; all others wait for
their turn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from reviewer.articles.contents import Article

ProgressCall = Callable[[int, int | None], bool]
"""Called with (done, total or None while it is not known); answers False to stop."""

RequestName = Literal[
    "open", "refresh", "article", "stage", "undo", "redo", "save", "revert", "stop", "close",
    "plan", "plan_undo", "apply", "drop_plan", "resolve", "history", "batch", "diff", "views", "review", "renew",
]  # fmt: skip
Refused = tuple[str, str]
"""(path of the article, the reason in words)"""


def go_on(done: int, total: int | None) -> bool:
    """The progress call of those who do not want to know."""
    return True


@dataclass(frozen=True, slots=True)
class Planned:
    """What an edit would make of one article. `after` is None and `reason` set where it cannot be made."""

    path: str
    before: bytes
    after: bytes | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class StageReport:
    """What a step changed. `step` is None when nothing changed: then it is no step. `name` has its counts filled in."""

    step: int | None
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    name: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What reached the files. Failed articles stay staged; those a stop left out are in none of the lists.

    `merged` counts the saved ones whose edits were merged with what others had written.
    """

    saved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Refused] = field(default_factory=list)
    stopped: bool = False
    batch: int | None = None
    merged: int = 0


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """The articles that got a review mark, or, where not `marked`, lost it."""

    marked: bool
    changed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """How many articles the scan found new, changed, gone and as they were; `failed` could not be read at all.

    `merged` counts those whose staged edits were merged with what others had written, `given_up` those whose files hold
    all of the staged edits already, so that nothing is unsaved there any more.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    stopped: bool = False
    failed: list[Refused] = field(default_factory=list)
    merged: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """Sent by the window. `ticket` is any number the window has not used before."""

    ticket: int
    name: RequestName
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """`task` is the request's name; `total` is None while it is not known."""

    ticket: int
    task: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Finished:
    ticket: int
    result: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The request could not be done; `words` is a sentence for the curator."""

    ticket: int
    words: str


@dataclass(frozen=True, slots=True)
class RowsChanged:
    """The catalog was written, by this process or another. `sequence` grows with each such message."""

    sequence: int


@dataclass(frozen=True, slots=True)
class Renewed:
    """The catalog was made anew, by this process or another, and is empty: ids of before are none any more."""


@dataclass(frozen=True, slots=True)
class HistoryChanged:
    """Names of the steps that undo and redo would take, None where there is none; `modified` counts staged articles."""

    undo_name: str | None
    redo_name: str | None
    modified: int


@dataclass(frozen=True, slots=True)
class Opened:
    """`warnings` are sentences for the curator: a journal set aside, a disk without shared memory, and the like."""

    root: Path
    name: str
    catalog_path: Path
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """The present values of an article; `text` is its whole document, undecodable bytes replaced.

    `changed` holds the paths of the fields with staged values; `conflict`: the file was changed on disk after they were
    staged, and `article` is what it says now, or what it said last if it is gone. `reason` says why in words.
    """

    path: str
    article: Article
    text: str
    modified: bool
    changed: tuple[str, ...] = ()
    conflict: bool = False
    reason: str | None = None
    clashes: tuple[tuple[str, str], ...] = ()
    """The fields that clash, and what was staged for them, in words."""


@dataclass(frozen=True, slots=True)
class DiskChanged:
    """Files were written, made, moved or deleted by others; `paths` may be folders. None: anything may have changed."""

    paths: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for the curator that belongs to no request."""

    words: str


Answer = Progress | Finished | Failed | RowsChanged | Renewed | HistoryChanged | DiskChanged | Told
