"""A document: the exact bytes of an article, as they are in its file and as they are now."""

import time
from dataclasses import dataclass
from pathlib import Path

from reviewer.articles.article import read_article
from reviewer.articles.comparing import changed_fields
from reviewer.articles.merging import Clash
from reviewer.articles.problem import Problem, Refusal
from reviewer.library import files
from reviewer.library.field_changes import clash_words
from reviewer.library.files import Fingerprint
from reviewer.library.journal.schema import Staged
from reviewer.library.rebasing import CHANGED_ON_DISK, compressed_head, edited_head, rebase

__all__ = ["Document", "compressed_head", "read_document"]

_NO_FILE = Fingerprint(0, -1, 0, b"")


@dataclass(frozen=True, slots=True)
class Document:
    """`saved` is what its file holds (`fingerprint` is the file's), `present` has the staged edits in it.

    `staged` is what leads from the one to the other; it is not what the journal holds where the file was written by
    another program since, and the edits were merged with that. `conflict`: they could not be, so that nothing is saved;
    `clashes` or else `reason` says why. Where fields clash `present` has theirs, and all other edits; else none. Of a
    file that cannot be read the saved and present bytes are the last known, without the body. `read_ns` is when the
    file was read, in nanoseconds since 1970.
    """

    path: str
    saved: bytes
    present: bytes
    fingerprint: Fingerprint
    read_ns: int = 0
    conflict: bool = False
    staged: Staged | None = None
    clashes: tuple[Clash, ...] = ()
    reason: str | None = None

    @property
    def modified(self) -> bool:
        return self.present != self.saved

    @property
    def is_lost(self) -> bool:
        """Whether edits are staged for a file that cannot be read."""
        return self.conflict and self.fingerprint == _NO_FILE

    @property
    def trouble(self) -> str:
        """Why the staged edits are not in `present`, or not all of them, as a whole."""
        if self.clashes:
            return f"{CHANGED_ON_DISK}: {'; '.join(map(clash_words, self.clashes))}"
        return self.reason or CHANGED_ON_DISK

    @property
    def edited(self) -> tuple[bytes, bytes]:
        """The bytes that were edited and what the edits made of them; in a conflict only all before the body."""
        if not self.conflict or self.staged is None:
            return self.saved, self.present
        try:
            return edited_head(self.staged)
        except Refusal:
            return self.saved, self.saved

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields with staged values; in a conflict those that the edits changed in the former file."""
        before, after = self.edited
        if before == after:
            return ()
        former, now = read_article(before, self.path), read_article(after, self.path)
        return () if now.problem else changed_fields(former, now)


def read_document(path: str, file: Path | str, staged: Staged | None) -> Document:
    """The article in a file, with what is staged for it. Raises OSError only where nothing is."""
    read_ns = time.time_ns()
    try:
        content = files.read(file)
    except OSError as error:
        if staged is None:
            raise
        return _lost(staged, files.reason(error))
    mark, theirs = content.fingerprint, content.data
    if staged is None or mark.digest == staged.present:
        return Document(path, theirs, theirs, mark, read_ns)
    if mark.digest == staged.saved:
        return Document(path, theirs, staged.splice.apply(theirs), mark, read_ns, staged=staged)
    try:
        base, mine = edited_head(staged)
        if base == mine:
            return Document(path, theirs, theirs, mark, read_ns, True, staged, (), CHANGED_ON_DISK)
        found = rebase(staged, theirs)
    except (Problem, Refusal, ValueError) as error:
        return Document(path, theirs, theirs, mark, read_ns, True, staged, (), f"{CHANGED_ON_DISK}: {error}")
    if found.clashes:
        return Document(path, theirs, found.content, mark, read_ns, True, staged, found.clashes)
    return Document(path, theirs, found.content, mark, read_ns, staged=found.staged)


def _lost(staged: Staged, reason: str) -> Document:
    try:
        head = edited_head(staged)[0]
    except Refusal:
        head = b""
    return Document(staged.path, head, head, _NO_FILE, 0, True, staged, (), reason)
