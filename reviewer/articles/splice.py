"""The smallest piece of bytes in which two versions of a file differ."""

from __future__ import annotations

from dataclasses import dataclass


def _common_prefix(a: bytes, b: bytes) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(a: bytes, b: bytes, most: int) -> int:
    """At most `most`, which is no more than either is long."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True, slots=True)
class Splice:
    """At byte `start`, `old` becomes `new`. Its inverse puts the former bytes back, whatever they were."""

    start: int
    old: bytes
    new: bytes

    @classmethod
    def between(cls, before: bytes, after: bytes) -> Splice:
        """The smallest splice that turns `before` into `after`."""
        head = _common_prefix(before, after)
        tail = _common_suffix(before, after, min(len(before), len(after)) - head)
        return cls(head, before[head : len(before) - tail], after[head : len(after) - tail])

    def apply(self, content: bytes) -> bytes:
        """`content` with this change made. Raises ValueError where the old bytes are not there."""
        end = self.start + len(self.old)
        if content[self.start : end] != self.old or self.start > len(content):
            raise ValueError("the bytes to replace are not there")
        return content[: self.start] + self.new + content[end:]

    def inverse(self) -> Splice:
        return Splice(self.start, self.new, self.old)
