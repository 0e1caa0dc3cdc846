"""Staged edits meet a file that another program has written since: they are merged, or they clash."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.articles.merging import Clash, differences, merge, without
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut
from reviewer.articles.splice import Splice
from reviewer.library.change_rows import Choice
from reviewer.library.field_changes import in_words
from reviewer.library.files import digest
from reviewer.library.journal.schema import Staged

CHANGED_ON_DISK = "another program changed the file after it was edited here"
CHANGED_SINCE = "it was changed since"
RECORD_DAMAGED = "the journal's record of it is damaged"
_DAMAGED = "what was edited here cannot be read in the journal any more"
_SMALL_HEAD = 16384
"""Bytes. To compress so few the usual room for it costs more than the work."""


@dataclass(frozen=True, slots=True)
class Rebased:
    """`content` is the file's with the staged edits made in it, and `staged` what leads from the one to the other
    (None: the file says all of it already). With `clashes` `staged` is as it was, and `content` lacks what clashes.
    """

    content: bytes
    staged: Staged | None
    clashes: tuple[Clash, ...] = ()


def rebase(staged: Staged, theirs: bytes) -> Rebased:
    """The staged edits on the bytes that the file holds now. Raises Problem or Refusal where they cannot be made."""
    base, mine = edited_head(staged)
    merged = merge(base, mine, theirs, staged.path)
    if merged.clashes:
        return Rebased(merged.content, staged, merged.clashes)
    return Rebased(merged.content, staged_between(staged.path, theirs, merged.content))


def staged_between(path: str, saved: bytes, present: bytes) -> Staged | None:
    """What is staged where the file holds `saved` and the article says `present`; None where these are the same."""
    if saved == present:
        return None
    return Staged(path, digest(saved), digest(present), compressed_head(saved, path), Splice.between(saved, present))


def resolved(staged: Staged, theirs: bytes, take: Choice | None, choices: dict[str, Choice]) -> Staged | None:
    """What is to be staged once these choices are made between the edits and the file's bytes.

    Where fields still clash, the fields that were decided on do not clash any more: for the others the edits stay on
    the values that they were made on. Raises Problem or Refusal where the edits cannot be made.
    """
    path = staged.path
    base, mine = edited_head(staged)
    merged = merge(base, mine, theirs, path, choices, take)
    if not merged.clashes:
        return staged_between(path, theirs, merged.content)
    former = merge(base, mine, theirs, path).clashes
    open_fields = {clash.path for clash in merged.clashes}
    decided = {clash.path for clash in former} - open_fields
    if not decided:
        return staged
    kept = {field for field in decided if choices.get(field) == "mine"}
    moved = differences(base, theirs, path)
    left_to_them = [one.path for one in moved if not any(overlap(one.path, field) for field in kept)]
    new_base = without(base, head_of(theirs, path), left_to_them, path)
    wanted = without(base, mine, decided - kept, path)
    new_mine = merge(base, wanted, new_base, path, take="mine").content
    return staged_between(path, new_base, new_mine)


def overlap(one: str, other: str) -> bool:
    """Whether two paths name the same field, or one a part of the other."""
    shorter, longer = sorted((one, other), key=len)
    return longer == shorter or longer.startswith((f"{shorter}.", f"{shorter}["))


def same_edits(one: Staged | None, other: Staged | None) -> bool:
    """Whether both set the same fields to the same values, whatever they were made on."""
    if one is None or other is None:
        return one is other
    if (one.saved, one.present) == (other.saved, other.present):
        return True
    return _aims(one) == _aims(other)


def head_of(content: bytes, name: str) -> bytes:
    """All before the body; the whole file where there is no telling."""
    try:
        return cut(content, name).head
    except Problem:
        return content


def compressed_head(content: bytes, name: str) -> bytes:
    """All before the body, for the journal; the whole file where there is no telling."""
    return compressed(head_of(content, name))


def compressed(head: bytes) -> bytes:
    """All before the body of an article, for the journal."""
    if len(head) > _SMALL_HEAD:
        return zlib.compress(head, 1)
    quick = zlib.compressobj(1, zlib.DEFLATED, 13, 6)
    return quick.compress(head) + quick.flush()


def edited_head(staged: Staged) -> tuple[bytes, bytes]:
    """All before the body, from the journal, as it was saved and as edited; the same where edits went beyond it.

    Raises Refusal where the journal's bytes are damaged.
    """
    try:
        head = zlib.decompress(staged.head)
    except zlib.error as error:
        raise Refusal(_DAMAGED) from error
    try:
        return head, staged.splice.apply(head)
    except ValueError:
        return head, head


def moved_words(clashes: Iterable[Clash]) -> str:
    """What is another value than a step left: "quality is 30 by now, not 80"."""
    told = (f"{clash.path} is {in_words(clash.theirs)} by now, not {in_words(clash.base)}" for clash in clashes)
    return "; ".join(told)


def _aims(staged: Staged) -> dict[str, str]:
    base, mine = edited_head(staged)
    return {found.path: repr(found.new) for found in differences(base, mine, staged.path)}
