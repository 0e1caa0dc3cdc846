"""How the lines of one version of a file become those of another, as a unified diff in bytes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CONTEXT = 3
_MANY_LINES = 2_000
"""More changed lines than this on one side are shown as one block: finding the shortest diff would take too long."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """Lines `old_start:old_end` of the old file become lines `new_start:new_end` of the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def diff_lines(before: bytes, after: bytes) -> Iterator[bytes]:
    """The lines of the diff, line ends included, without the two names; none if nothing changes."""
    old, new = split_lines(before), split_lines(after)
    for hunk in _hunks(line_changes(old, new)):
        yield from _hunk_lines(hunk, old, new)


def split_lines(content: bytes) -> list[bytes]:
    """Lines as patch sees them: a line ends after its LF; CR is a character like any other."""
    parts = content.split(b"\n")
    lines = [part + b"\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines


def line_changes(old: Sequence[bytes], new: Sequence[bytes]) -> list[LineChange]:
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old_end, new_end = len(old) - tail, len(new) - tail
    if max(old_end, new_end) - start > _MANY_LINES:
        return [LineChange(start, old_end, start, new_end)]
    matcher = difflib.SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    return [
        LineChange(start + i1, start + i2, start + j1, start + j2)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    ]


def _hunks(changes: Sequence[LineChange]) -> Iterator[list[LineChange]]:
    """Changes whose context would touch are told together."""
    hunk: list[LineChange] = []
    for change in changes:
        if hunk and change.old_start - hunk[-1].old_end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk_lines(hunk: Sequence[LineChange], old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[bytes]:
    first, last = hunk[0], hunk[-1]
    before = min(CONTEXT, first.old_start)
    behind = min(CONTEXT, len(old) - last.old_end)
    old_range = _range(first.old_start - before, last.old_end + behind)
    new_range = _range(first.new_start - before, last.new_end + behind)
    yield b"@@ -" + old_range + b" +" + new_range + b" @@\n"
    at = first.old_start - before
    for change in hunk:
        yield from _marked(b" ", old[at : change.old_start])
        yield from _marked(b"-", old[change.old_start : change.old_end])
        yield from _marked(b"+", new[change.new_start : change.new_end])
        at = change.old_end
    yield from _marked(b" ", old[at : last.old_end + behind])


def _range(start: int, end: int) -> bytes:
    """Lines count from 1; an empty range names the line before it."""
    length = end - start
    first = start + 1 if length else start
    return b"%d" % first if length == 1 else b"%d,%d" % (first, length)


def _marked(mark: bytes, lines: Sequence[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield mark + line
        if not line.endswith(b"\n"):
            yield b"\n\\ No newline at end of file\n"
