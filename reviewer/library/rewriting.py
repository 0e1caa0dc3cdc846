"""What a change makes of one file. Runs in the pool: it reads files and answers with plain data, never raises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.articles.article import is_article
from reviewer.articles.editing import edited
from reviewer.articles.merging import Clash
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut
from reviewer.articles.splice import Splice
from reviewer.library import files
from reviewer.library.assignments import expand_in
from reviewer.library.document import Document
from reviewer.library.field_changes import in_words
from reviewer.library.files import digest
from reviewer.library.journal.schema import BatchRow, Staged
from reviewer.library.messages import Planned
from reviewer.library.planning import LOST, Edits, Task, changed_bytes
from reviewer.library.rebasing import compressed, edited_head, head_of, rebase


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What is to be done to a file: `row`; nothing if it is None, and `reason` says why nothing can be done.

    `staged` is what was staged for the article when this was planned. `is_other`: the file is no article.
    """

    path: str
    staged: Staged | None = None
    row: BatchRow | None = None
    reason: str | None = None
    is_other: bool = False


def plan_file(task: Task) -> FilePlan:
    """Reads the file and plans the change; staged edits are no part of it, but must fit what comes of it."""
    path, staged = task.path, task.staged
    try:
        content = files.read(task.file)
        if not is_article(content.data, path):
            return FilePlan(path, is_other=True)
        after, head = _after(task, content)
        if after == content.data:
            return FilePlan(path, staged)
        splice = Splice.between(content.data, after)
        row = BatchRow(path, content.fingerprint.digest, digest(after), compressed(head), splice)
        return FilePlan(path, staged, row)
    except (Problem, Refusal, ValueError, OSError) as error:
        return FilePlan(path, staged, reason=files.reason(error))
    except Exception as error:  # one article never breaks the work on the others
        return FilePlan(path, staged, reason=f"it could not be worked on ({type(error).__name__}: {error})")


Packed = FilePlan | tuple[bytes, bytes, bytes, int, bytes, bytes]


def packed(plans: list[FilePlan]) -> list[Packed]:
    """The plans as they travel from the process that made them: what the task says does not, nor do plain records."""
    return [_packed(plan.row) if plan.row else plan for plan in plans]


def unpacked(plans: list[Packed], tasks: Sequence[Task]) -> Iterator[FilePlan]:
    """What `packed` made of the plans for these tasks."""
    for plan, task in zip(plans, tasks, strict=True):
        if isinstance(plan, FilePlan):
            yield plan
            continue
        before, after, head, start, old, new = plan
        yield FilePlan(task.path, task.staged, BatchRow(task.path, before, after, head, Splice(start, old, new)))


def _packed(row: BatchRow) -> Packed:
    return row.before, row.after, row.head, row.splice.start, row.splice.old, row.splice.new


def preview_file(task: Task) -> Planned | None:
    """What the change would make of the file's bytes; None for a file that is no article."""
    before = b""
    try:
        content = files.read(task.file)
        before = content.data
        if not is_article(before, task.path):
            return None
        after, _ = _after(task, content)
        if after != before:
            files.expect_writable(task.file)
        return Planned(task.path, before, after)
    except (Problem, Refusal, ValueError, OSError) as error:
        return Planned(task.path, before, None, files.reason(error))
    except Exception as error:
        return Planned(task.path, before, None, f"it could not be worked on ({type(error).__name__}: {error})")


def lost(task: Task) -> FilePlan:
    """The answer for a file that ends the process which works on it."""
    return FilePlan(task.path, task.staged, reason=LOST)


def lost_preview(task: Task) -> Planned | None:
    return Planned(task.path, b"", None, LOST)


def _after(task: Task, content: files.Content) -> tuple[bytes, bytes]:
    """The bytes after the change, and the head before it. Raises Refusal, Problem or ValueError."""
    after, head = _changed(task, content)
    if task.staged is not None and after != content.data:
        base, mine = edited_head(task.staged)
        if base == mine:
            raise Refusal("the unsaved edits in the window go beyond the front matter")
        clashes = rebase(task.staged, after).clashes
        if clashes:
            raise Refusal("; ".join(map(_told, clashes)))
    return after, head


def _changed(task: Task, content: files.Content) -> tuple[bytes, bytes]:
    before, path = content.data, task.path
    if isinstance(task.change, Edits):
        source = cut(before, path)
        made = edited(source, expand_in(task.change.changes, source), path)
        return before if made is source else made.join(), source.head
    document = Document(path, before, before, content.fingerprint)
    return changed_bytes(document, task.change)[0], head_of(before, path)


def _told(clash: Clash) -> str:
    """Why an edit is not written: "unsaved edits in the window set quality to 70, this would set it to 80"."""
    mine, theirs = in_words(clash.mine), in_words(clash.theirs)
    return f"unsaved edits in the window set {clash.path} to {mine}, this would set it to {theirs}"
