"""Steps undone and done again, edits given up, conflicts resolved: what that makes of one article."""

import base64
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from reviewer.articles.merging import without
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.putting_back import put_back
from reviewer.articles.splice import Splice
from reviewer.library.change_rows import Choice
from reviewer.library.document import Document
from reviewer.library.files import digest
from reviewer.library.journal.schema import Staged, StepRow
from reviewer.library.rebasing import (
    CHANGED_SINCE,
    RECORD_DAMAGED,
    compressed_head,
    edited_head,
    moved_words,
    resolved,
    same_edits,
    staged_between,
)


@dataclass(frozen=True, slots=True)
class Replay:
    """The part of a step in one article, or its inverse: from bytes with the digest `before` to those with `after`.

    `head` is all before the body of the bytes it starts from, compressed. With it the same fields are changed in bytes
    that are others by now, unless one of these very fields is.
    """

    splice: Splice
    before: bytes
    after: bytes
    head: bytes = b""

    def inverse(self) -> "Replay":
        """What takes it back."""
        head = b""
        if self.head:
            with suppress(ValueError, zlib.error):
                head = zlib.compress(self.splice.apply(zlib.decompress(self.head)), 1)
        return Replay(self.splice.inverse(), self.after, self.before, head)


@dataclass(frozen=True, slots=True)
class Restore:
    """A step that took or resolved staged edits as a whole, or its inverse: from `expected` being staged to `staged`.

    `replay` does the same where the bytes are those that the step left.
    """

    replay: Replay
    expected: Staged | None
    staged: Staged | None


@dataclass(frozen=True, slots=True)
class Revert:
    """Back to what the file says, in these fields or in all."""

    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Resolve:
    """In a conflict, whose value stands: by field, and for all others `take`."""

    take: Choice | None
    choices: dict[str, Choice]


Return = Replay | Restore | Revert | Resolve


@dataclass(frozen=True, slots=True)
class Restaged:
    """Other edits, or none, are to be staged for the article, whatever its file says."""

    staged: Staged | None


def returned(document: Document, change: Return) -> bytes | Restaged:
    """The present bytes after the change, or what is to be staged. Raises Refusal or Problem where it cannot be."""
    match change:
        case Replay():
            return _replayed(document, change)
        case Restore():
            return _restored(document, change)
        case Revert(fields):
            return _reverted(document, fields)
        case Resolve(take, choices):
            return _resolved(document, take, choices)


def step_row(document: Document, staged: Staged | None) -> StepRow:
    """The part of a step which makes `staged` what is staged for the article."""
    before, after = _head_of(document, document.staged), _head_of(document, staged)
    was = document.staged.present if document.staged else document.fingerprint.digest
    now = staged.present if staged else document.staged.saved if document.staged else document.fingerprint.digest
    told = spelled(document.staged, staged)
    return StepRow(document.path, Splice.between(before, after), was, now, told, zlib.compress(before, 1))


def change_of(row: StepRow, is_undone: bool) -> Replay | Restore:
    """What does this part of a step again, or (`is_undone`) takes it back."""
    found = json.loads(row.edits)
    forth = Replay(row.splice, row.before, row.after, row.head)
    back = forth.inverse()
    if isinstance(found, dict):
        first, then = (_loaded(row.path, found[name]) for name in ("was", "is"))
        return Restore(back, then, first) if is_undone else Restore(forth, first, then)
    return back if is_undone else forth


def spelled(was: Staged | None, now: Staged | None) -> str:
    """For the journal: what was staged before a step, and after it."""
    return json.dumps({"was": _spelled(was), "is": _spelled(now)})


def _replayed(document: Document, replay: Replay) -> bytes | Restaged:
    if not document.conflict:
        return _replay(replay, document.present, digest(document.present), document.path)
    staged = document.staged
    assert staged is not None
    base, mine = edited_head(staged)
    if staged.present == replay.after:
        return document.present
    if staged.present == replay.before:
        if replay.after == staged.saved:
            return Restaged(None)
        after = replay.splice.apply(mine)
        splice = Splice.between(base, after)
        return Restaged(Staged(staged.path, staged.saved, replay.after, staged.head, splice))
    return Restaged(staged_between(staged.path, base, _replay(replay, mine, b"", staged.path)))


def _replay(replay: Replay, present: bytes, found: bytes, path: str) -> bytes:
    if found == replay.after:
        return present
    is_as_noted = found == replay.before
    try:
        if is_as_noted:
            after = replay.splice.apply(present)
            if digest(after) == replay.after:
                return after
        base = zlib.decompress(replay.head) if replay.head else None
        wanted = b"" if base is None else replay.splice.apply(base)
    except (ValueError, zlib.error) as error:
        raise Refusal(RECORD_DAMAGED) from error
    if base is None:
        raise Refusal(RECORD_DAMAGED if is_as_noted else CHANGED_SINCE)
    try:
        merged = put_back(base, wanted, present, path)
    except (Problem, Refusal, ValueError) as error:
        raise Refusal(f"{CHANGED_SINCE}: {error}") from error
    if merged.clashes:
        raise Refusal(moved_words(merged.clashes))
    return merged.content


def _restored(document: Document, restore: Restore) -> bytes | Restaged:
    replay, present = restore.replay, document.present
    is_on_one_file = len({staged.saved for staged in (restore.expected, restore.staged) if staged}) < 2
    if is_on_one_file and not document.conflict:
        found = digest(present)
        if found == replay.before:
            after = _applied(replay.splice, present)
            if digest(after) == replay.after:
                return after
        if found == replay.after and restore.staged == document.staged:
            return present
    if same_edits(document.staged, restore.expected):
        return Restaged(restore.staged)
    if not is_on_one_file:
        raise Refusal(CHANGED_SINCE)
    return _replayed(document, replay)


def _applied(splice: Splice, content: bytes) -> bytes:
    try:
        return splice.apply(content)
    except ValueError:
        return content


def _reverted(document: Document, fields: tuple[str, ...] | None) -> bytes | Restaged:
    staged = document.staged
    if staged is None:
        return document.present
    if fields is None:
        return Restaged(None) if document.conflict else document.saved
    base, mine = edited_head(staged)
    left = without(base, mine, fields, document.path)
    if left == mine:
        return document.present
    if document.conflict:
        return Restaged(staged_between(document.path, base, left))
    return left + document.saved[len(base) :]


def _resolved(document: Document, take: Choice | None, choices: dict[str, Choice]) -> bytes | Restaged:
    staged = document.staged
    if not document.conflict or staged is None:
        return document.present
    if document.clashes:
        return Restaged(resolved(staged, document.saved, take, choices))
    if take == "theirs" and not document.is_lost:
        return Restaged(None)
    raise Refusal(document.trouble)


def _head_of(document: Document, staged: Staged | None) -> bytes:
    with suppress(Refusal):
        if staged is not None:
            return edited_head(staged)[1]
        if document.staged is not None:
            return edited_head(document.staged)[0]
    return zlib.decompress(compressed_head(document.present, document.path))


def _spelled(staged: Staged | None) -> dict[str, Any] | None:
    if staged is None:
        return None
    return {
        "saved": staged.saved.hex(),
        "present": staged.present.hex(),
        "head": base64.b64encode(staged.head).decode("ascii"),
        "start": staged.splice.start,
        "old": base64.b64encode(staged.splice.old).decode("ascii"),
        "new": base64.b64encode(staged.splice.new).decode("ascii"),
    }


def _loaded(path: str, found: dict[str, Any] | None) -> Staged | None:
    if found is None:
        return None
    head, old, new = (base64.b64decode(found[name]) for name in ("head", "old", "new"))
    saved, present = (bytes.fromhex(found[name]) for name in ("saved", "present"))
    return Staged(path, saved, present, head, Splice(found["start"], old, new))
