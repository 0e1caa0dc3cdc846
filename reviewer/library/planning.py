"""What a change makes of one article. Runs in the pool: it reads files and answers with plain data, never raises."""

import json
import pickle
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from reviewer.articles.article import read_article
from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import Edit, edit_to_json
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.splice import Splice
from reviewer.library import files
from reviewer.library.assignments import Asked, expand
from reviewer.library.catalog.rows import Entry, Prepared, prepare
from reviewer.library.change_rows import FieldChange
from reviewer.library.document import Document, read_document
from reviewer.library.files import digest
from reviewer.library.journal.schema import Staged, StepRow
from reviewer.library.rebasing import CHANGED_ON_DISK, CHANGED_SINCE, compressed_head, staged_between
from reviewer.library.replaying import (
    Replay,
    Resolve,
    Restaged,
    Restore,
    Return,
    Revert,
    returned,
    spelled,
    step_row,
)
from reviewer.library.staged_changes import changes_between, staged_changes

__all__ = ["CHANGED_ON_DISK", "CHANGED_SINCE", "Replay", "Resolve", "Restore", "Revert"]


@dataclass(frozen=True, slots=True)
class Edits:
    """These changes, one after the other."""

    changes: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Keep:
    """No change; what the article says is asked for."""


Change = Edits | Return | Keep


@dataclass(frozen=True, slots=True)
class Task:
    """One article to work on; `file` is where it lies, `staged` what the journal has for it."""

    path: str
    file: str
    staged: Staged | None
    change: Change


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task. `row` is None where nothing changed, and `reason` says why nothing could.

    `staged` is what is to be staged now (None: the article is as its file is), `entry` holds the rows for the catalog,
    pickled, because most of them wait for the journal (b"": there are none).
    `is_gone`: nothing is staged, and there is no file to be read. `is_moved`: the file is not the one that the staged
    edits were made on; where nothing else came of the task that is still to be noted.
    """

    path: str
    row: StepRow | None = None
    staged: Staged | None = None
    entry: bytes = b""
    reason: str | None = None
    is_gone: bool = False
    is_moved: bool = False

    @property
    def settled(self) -> bool:
        """Whether `staged` is to be kept in the journal, None included."""
        return self.row is not None or self.entry != b""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An outcome that is to be shown first. Its entry is compressed, as many may have to wait."""

    outcome: Outcome
    changes: tuple[FieldChange, ...] = ()
    is_modified: bool = False
    """Other edits are staged already."""


def work(task: Task) -> Outcome:
    """Reads the article and plans the change."""
    document = None
    try:
        if (given_back := _given_back(task)) is not None:
            return given_back
        document = read_document(task.path, task.file, task.staged)
        return _outcome(task, document)
    except (Problem, Refusal, ValueError, OSError) as error:
        is_moved = document is not None and _is_moved(task, document)
        is_gone = document is None and isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError)
        return Outcome(task.path, reason=files.reason(error), is_gone=is_gone, is_moved=is_moved)
    except Exception as error:  # one article never breaks the work on the others
        return Outcome(task.path, reason=f"it could not be worked on ({type(error).__name__}: {error})")


def foresee(task: Task) -> Foreseen:
    """Plans the change, and says what it would do to each field."""
    outcome = work(task)
    row = outcome.row
    if row is None:
        return Foreseen(outcome)
    try:
        with suppress(FileNotFoundError):  # edits may wait for a file
            files.expect_writable(task.file)
    except OSError as error:
        return Foreseen(Outcome(task.path, reason=files.reason(error)))
    try:
        before = zlib.decompress(row.head)
        changes = changes_between(before, row.splice.apply(before), task.path)
    except Exception as error:
        return Foreseen(Outcome(task.path, reason=f"it could not be shown ({type(error).__name__}: {error})"))
    entry = zlib.compress(outcome.entry, 1) if outcome.entry else b""
    return Foreseen(replace(outcome, entry=entry), changes, task.staged is not None)


def lost(task: Task) -> Outcome:
    """The answer for an article that ends the process which works on it."""
    return Outcome(task.path, reason=LOST)


LOST = "the process that worked on it died: the file may be too large or too deeply nested"


def lost_foreseen(task: Task) -> Foreseen:
    return Foreseen(lost(task))


def unpack_entry(entry: bytes) -> Prepared:
    """What `Outcome.entry` holds."""
    prepared: Prepared = pickle.loads(entry)
    return prepared


def _outcome(task: Task, document: Document) -> Outcome:
    change = task.change
    if isinstance(change, Keep):
        return _kept(document, _is_moved(task, document))
    if isinstance(change, Edits):
        after, edits = _edited(document, change)
        return _made(task, document, after, edits)
    made = returned(document, change)
    if isinstance(made, Restaged):
        return _restaged(task, document, made.staged)
    return _made(task, document, made, None if isinstance(change, Replay) else "")


def changed_bytes(document: Document, change: Change) -> tuple[bytes, str]:
    """The bytes after the change, and its edits as the journal keeps them. Raises Refusal, Problem or ValueError."""
    if isinstance(change, Edits):
        return _edited(document, change)
    made = document.present if isinstance(change, Keep) else returned(document, change)
    if isinstance(made, Restaged):
        raise Refusal(document.trouble)
    return made, "[]"


def _edited(document: Document, change: Edits) -> tuple[bytes, str]:
    """The bytes after the edits, and the edits as the journal keeps them."""
    if document.conflict:
        raise Refusal(document.trouble)
    edits = expand(change.changes, document.present, document.path)
    return apply_edits(document.present, edits, document.path), _spelled(edits)


def _spelled(edits: Sequence[Edit]) -> str:
    return json.dumps([edit_to_json(edit) for edit in edits])


def _made(task: Task, document: Document, after: bytes, edits: str | None) -> Outcome:
    """The article has these bytes after the step. `edits`: "" for what is told by what is staged, None for a replay."""
    if after == document.present:
        return _kept(document, True) if _is_moved(task, document) else Outcome(task.path)
    path, now = task.path, digest(after)
    staged = staged_between(path, document.saved, after)
    told = "[]" if edits is None else edits or spelled(document.staged, staged)
    head = compressed_head(document.present, path)
    row = StepRow(path, Splice.between(document.present, after), digest(document.present), now, told, head)
    return Outcome(path, row, staged, _entry(replace(document, present=after, staged=staged)))


def _restaged(task: Task, document: Document, staged: Staged | None) -> Outcome:
    """Other edits are staged: what the file says with them."""
    if staged == document.staged:
        return _kept(document, _is_moved(task, document))
    row = step_row(document, staged)
    try:
        found = read_document(task.path, task.file, staged)
    except OSError:
        return Outcome(task.path, row, is_gone=True)
    return Outcome(task.path, row, found.staged, _entry(found))


def _given_back(task: Task) -> Outcome | None:
    """The edits that a step gave up are staged again though there is no file any more: they wait for it."""
    change = task.change
    if not isinstance(change, Restore) or change.expected or not change.staged or task.staged:
        return None
    found = read_document(task.path, task.file, change.staged)
    if not found.is_lost:
        return None
    replay = change.replay
    row = StepRow(task.path, replay.splice, replay.before, replay.after, "[]", replay.head)
    return Outcome(task.path, row, found.staged, _entry(found))


def _kept(document: Document, is_moved: bool) -> Outcome:
    return Outcome(document.path, None, document.staged, _entry(document), is_moved=is_moved)


def _entry(document: Document) -> bytes:
    article = read_article(document.present, document.path)
    entry = Entry(
        document.path,
        document.fingerprint,
        article,
        document.staged is not None,
        document.read_ns,
        document.conflict,
        staged_changes(document),
        "" if document.clashes else document.reason or "",
    )
    return pickle.dumps(prepare(entry), pickle.HIGHEST_PROTOCOL)


def _is_moved(task: Task, document: Document) -> bool:
    """Whether the journal, or the catalog, does not know yet what the file is."""
    return task.staged is not None and document.fingerprint.digest != task.staged.saved
