"""A change of one file as a unified diff, in bytes, for `patch -p1` and `git apply`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.articles.line_diff import diff_lines
from reviewer.cli.output import encoded

_ESCAPES = {7: b"\\a", 8: b"\\b", 9: b"\\t", 10: b"\\n", 11: b"\\v", 12: b"\\f", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}
_NEEDS_QUOTES = re.compile(rb'[\x00-\x1f"\\\x7f]')


def unified_diff(path: str, before: bytes, after: bytes) -> Iterator[bytes]:
    """The lines of the diff, line ends included; none if nothing changes. `path` has "/" between its parts."""
    if before == after:
        return
    name = encoded(path)
    yield b"--- " + _spelled(b"a/" + name) + b"\n"
    yield b"+++ " + _spelled(b"b/" + name) + b"\n"
    yield from diff_lines(before, after)


def _spelled(name: bytes) -> bytes:
    """A file name as git spells it: quoted if it must be; a tab behind a name with blanks says where it ends."""
    if _NEEDS_QUOTES.search(name):
        return b'"' + b"".join(_ESCAPES.get(byte, _plain(byte)) for byte in name) + b'"'
    return name + b"\t" if b" " in name else name


def _plain(byte: int) -> bytes:
    return bytes([byte]) if 32 <= byte < 127 else b"\\%03o" % byte
