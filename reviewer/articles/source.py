"""A file's bytes, cut where the front matter begins and ends. Joining the pieces gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.articles.problem import Problem

BOM = b"\xef\xbb\xbf"
_NEVER_CLOSED = "the front matter is never closed: a line with only --- is missing after it"
WHOLE_YAML = (".yml", ".yaml")
_OPENING = re.compile(rb"---[ \t]*(?:#[^\r\n]*)?\r?\n")
_CLOSING = re.compile(rb"\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)")
"""Begins with the break that ends the line before."""
_OTHER_KINDS = {b"+++": "TOML", b"{": "JSON", b";;;": "JSON"}


@dataclass(frozen=True, slots=True)
class Source:
    """The pieces of a file, in order. In a file that is all YAML both fences and the body are empty."""

    bom: bytes
    opening: bytes
    front: bytes
    closing: bytes
    body: bytes

    def join(self) -> bytes:
        return b"".join((self.bom, self.opening, self.front, self.closing, self.body))

    @property
    def head(self) -> bytes:
        """All before the body."""
        return b"".join((self.bom, self.opening, self.front, self.closing))

    def text(self) -> str:
        """The front matter as text. Raises Problem, with its place, where it is not UTF-8."""
        try:
            return self.front.decode("utf-8")
        except UnicodeDecodeError as error:
            before = self.front[: error.start]
            line = before.count(b"\n") + 1 + self.first_line
            column = error.start - (before.rfind(b"\n") + 1) + 1
            words = f"the front matter is not UTF-8 text: byte {self.front[error.start]:#04x} has no meaning here"
            raise Problem(words, line, column) from error

    @property
    def first_line(self) -> int:
        """The number of lines before the front matter."""
        return self.opening.count(b"\n")

    def with_text(self, text: str) -> Source:
        return Source(self.bom, self.opening, text.encode("utf-8"), self.closing, self.body)


def is_whole_yaml(name: str) -> bool:
    """Whether a file of this name is all YAML, without fences."""
    return name.lower().endswith(WHOLE_YAML)


def has_opening(content: bytes) -> bool:
    """Whether the first line opens a front matter."""
    return _OPENING.match(content.removeprefix(BOM)) is not None


def cut(content: bytes, name: str = "") -> Source:
    """The pieces of a file. Raises Problem, in words, where no front matter can be told from the rest."""
    bom = BOM if content.startswith(BOM) else b""
    opening = _OPENING.match(content, len(bom))
    if opening is None:
        if is_whole_yaml(name):
            return Source(bom, b"", content[len(bom) :], b"", b"")
        raise Problem(_no_opening(content[len(bom) :]))
    closing = _CLOSING.search(content, opening.end() - 1)
    if closing is None:
        if is_whole_yaml(name):
            return Source(bom, b"", content[len(bom) :], b"", b"")
        raise Problem(_NEVER_CLOSED)
    return Source(
        bom,
        content[len(bom) : opening.end()],
        content[opening.end() : closing.start() + 1],
        content[closing.start() + 1 : closing.end()],
        content[closing.end() :],
    )


def _no_opening(text: bytes) -> str:
    if not text.strip():
        return "the file is empty"
    for start, kind in _OTHER_KINDS.items():
        if text.startswith(start):
            return f"the front matter is {kind}, and only YAML between two lines of --- is read"
    if text.startswith(b"---\r") and not text.startswith(b"---\r\n"):
        return "the lines end in lone carriage returns, which no reader of front matter takes for line ends"
    if text.rstrip() == b"---":
        return _NEVER_CLOSED
    if text.lstrip().startswith(b"---"):
        return "the front matter must begin in the first line, without blanks before ---"
    return "there is no front matter: the first line is not ---"
