"""How the lines of a file end: one property of the whole file, which is merged by itself."""

from __future__ import annotations

import re

Ending = bytes
"""What ends each line of a file: b"\\n" or b"\\r\\n"."""

_WINDOWS, _UNIX = b"\r\n", b"\n"
_LONE_RETURN = re.compile(rb"\r(?!\n)")


def ending(content: bytes) -> Ending | None:
    """What ends all lines; b"" where there is only one line, and None where lines end in several ways."""
    returns, breaks = content.count(_WINDOWS), content.count(_UNIX)
    if returns not in (0, breaks) or _LONE_RETURN.search(content):
        return None
    return b"" if not breaks else _WINDOWS if returns else _UNIX


def merged_ending(base: Ending, ours: Ending, theirs: Ending) -> Ending:
    """That of the side which changed it; where a version has only one line, that of the others, ours first."""
    ours, theirs = ours or theirs or base, theirs or ours or base
    return theirs if ours == base else ours


def with_ending(content: bytes, chosen: Ending) -> bytes:
    """The same lines, each ended in this way. Lines that end in several ways must not be given."""
    alike = content.replace(_WINDOWS, _UNIX)
    return alike.replace(_UNIX, _WINDOWS) if chosen == _WINDOWS else alike
