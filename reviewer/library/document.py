"""A document: the exact bytes of an article, as they are in its file and as they are now."""

import zlib
from dataclasses import dataclass

from reviewer.articles.problem import Problem
from reviewer.articles.source import cut
from reviewer.library.files import Fingerprint
from reviewer.library.journal_schema import Staged


@dataclass(frozen=True, slots=True)
class Document:
    """`saved` is what its file holds (`fingerprint` is the file's), `present` has the staged edits in it.

    `conflict`: edits are staged on other bytes than those of the file, so they are not in `present`. `read_ns` is when
    the file was read, in nanoseconds since 1970.
    """

    path: str
    saved: bytes
    present: bytes
    fingerprint: Fingerprint
    read_ns: int = 0
    conflict: bool = False

    @property
    def modified(self) -> bool:
        return self.present != self.saved


def compressed_head(content: bytes, name: str) -> bytes:
    """All before the body, for the journal; the whole file where there is no telling."""
    try:
        head = cut(content, name).head
    except Problem:
        head = content
    return zlib.compress(head, 1)


def edited_head(staged: Staged) -> tuple[bytes, bytes]:
    """All before the body, from the journal, as it was saved and as edited; the same where edits went beyond it."""
    head = zlib.decompress(staged.head)
    try:
        return head, staged.splice.apply(head)
    except ValueError:
        return head, head
