"""What a change makes of one article. Runs in the pool: it reads files and answers with plain data, never raises."""

import json
import pickle
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.articles.article import read_article
from reviewer.articles.edits import Edit, apply_edits, edit_to_json
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.splice import Splice
from reviewer.library import files
from reviewer.library.assignments import Assignment, expand
from reviewer.library.catalog_rows import Entry, Prepared, prepare
from reviewer.library.document import Document, compressed_head
from reviewer.library.files import digest
from reviewer.library.journal_schema import Staged, StepRow
from reviewer.library.messages import Planned

CHANGED_ON_DISK = "another program changed the file after it was edited here"
CHANGED_SINCE = "it was changed since"


@dataclass(frozen=True, slots=True)
class Edits:
    """These changes, one after the other."""

    changes: tuple[Edit | Assignment, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """The part of a step in one article, or its inverse: from bytes with the digest `before` to those with `after`.

    `head` is all before the body of the bytes it starts from, compressed; b"" where nobody knows.
    """

    splice: Splice
    before: bytes
    after: bytes
    head: bytes = b""


@dataclass(frozen=True, slots=True)
class Revert:
    """Back to the bytes of the file."""


@dataclass(frozen=True, slots=True)
class Keep:
    """No change; what the article says is asked for."""


Change = Edits | Replay | Revert | Keep


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
    """

    path: str
    row: StepRow | None = None
    staged: Staged | None = None
    entry: bytes = b""
    reason: str | None = None

    @property
    def settled(self) -> bool:
        """Whether `staged` is to be kept in the journal, None included."""
        return self.row is not None or self.entry != b""


class Conflict(Refusal):
    """The file is not the one that the staged edits were made on."""


def work(task: Task) -> Outcome:
    """Reads the article and plans the change."""
    try:
        if isinstance(task.change, Keep):
            return _kept(task)
        if isinstance(task.change, Revert):
            return _reverted(task)
        document = present_document(task)
        after, edits = _changed(document, task.change)
        if after == document.present:
            return Outcome(task.path)
        return _outcome(task, document, after, edits)
    except (Problem, Refusal, ValueError, OSError) as error:
        return Outcome(task.path, reason=files.reason(error))
    except Exception as error:  # one article never breaks the work on the others
        return Outcome(task.path, reason=f"it could not be worked on ({type(error).__name__}: {error})")


def preview(task: Task) -> Planned:
    """What the change would make of the article's bytes."""
    before = b""
    try:
        document = present_document(task)
        before = document.present
        return Planned(task.path, before, _changed(document, task.change)[0])
    except (Problem, Refusal, ValueError, OSError) as error:
        return Planned(task.path, before, None, files.reason(error))
    except Exception as error:
        return Planned(task.path, before, None, f"it could not be worked on ({type(error).__name__}: {error})")


def lost(task: Task) -> Outcome:
    """The answer for an article that ends the process which works on it."""
    return Outcome(task.path, reason=_LOST)


def lost_preview(task: Task) -> Planned:
    return Planned(task.path, b"", None, _LOST)


_LOST = "the process that worked on it died: the file may be too large or too deeply nested"


def present_document(task: Task) -> Document:
    """The article with what is staged for it. Raises OSError, and Refusal where the file is another one by now."""
    read_ns = time.time_ns()
    content = files.read(task.file)
    staged, saved = task.staged, content.fingerprint.digest
    present = content.data
    if staged is not None and saved != staged.present:
        if saved != staged.saved:
            raise Conflict(CHANGED_ON_DISK)
        present = staged.splice.apply(content.data)
    return Document(task.path, content.data, present, content.fingerprint, read_ns)


def shown_document(task: Task) -> Document:
    """The present document; that of the file where the staged edits no longer fit it. Raises OSError."""
    try:
        return present_document(task)
    except Conflict:
        return replace(present_document(replace(task, staged=None)), conflict=True)


def unpack_entry(entry: bytes) -> Prepared:
    """What `Outcome.entry` holds."""
    prepared: Prepared = pickle.loads(entry)
    return prepared


def _changed(document: Document, change: Change) -> tuple[bytes, str]:
    """The bytes after the change, and the edits as the journal keeps them."""
    if isinstance(change, Edits):
        edits = expand(change.changes, document.present, document.path)
        return apply_edits(document.present, edits, document.path), _spelled(edits)
    if isinstance(change, Replay):
        return _replayed(document.present, change), "[]"
    return document.present, "[]"


def _spelled(edits: Sequence[Edit]) -> str:
    return json.dumps([edit_to_json(edit) for edit in edits])


def _replayed(present: bytes, replay: Replay) -> bytes:
    found = digest(present)
    if found == replay.after:
        return present
    if found != replay.before:
        raise Refusal(CHANGED_SINCE)
    after = replay.splice.apply(present)
    if digest(after) != replay.after:
        raise Refusal(CHANGED_SINCE)
    return after


def _outcome(task: Task, document: Document, after: bytes, edits: str) -> Outcome:
    path, saved = task.path, document.fingerprint.digest
    now = digest(after)
    row = StepRow(path, Splice.between(document.present, after), digest(document.present), now, edits)
    staged = None
    if after != document.saved:
        former = task.staged
        head = former.head if former and former.saved == saved else compressed_head(document.saved, path)
        staged = Staged(path, saved, now, head, Splice.between(document.saved, after))
    return Outcome(path, row, staged, _entry(document, after, staged))


def _entry(document: Document, content: bytes, staged: Staged | None) -> bytes:
    article = read_article(content, document.path)
    is_staged = staged is not None
    entry = Entry(document.path, document.fingerprint, article, is_staged, document.read_ns, document.conflict)
    return pickle.dumps(prepare(entry), pickle.HIGHEST_PROTOCOL)


def _kept(task: Task) -> Outcome:
    document = shown_document(task)
    staged = task.staged if document.modified or document.conflict else None
    return Outcome(task.path, None, staged, _entry(document, document.present, staged))


def _reverted(task: Task) -> Outcome:
    """Nothing staged any more. What was is in the step, also where the file is another one by now, or gone."""
    staged = task.staged
    if staged is None:
        return Outcome(task.path)
    back = StepRow(task.path, staged.splice.inverse(), staged.present, staged.saved, "[]")
    try:
        document = present_document(replace(task, staged=None))
    except FileNotFoundError:
        return Outcome(task.path, back)
    now = document.fingerprint.digest
    entry = _entry(document, document.saved, None)
    return Outcome(task.path, replace(back, after=now) if now != staged.present else None, None, entry)
