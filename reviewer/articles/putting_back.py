"""Former values put back in their former spelling, into a front matter that others have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from reviewer.articles.differences import Changes, changes
from reviewer.articles.line_diff import LineChange, line_changes, split_lines
from reviewer.articles.meaning import read_meaning
from reviewer.articles.merging import Merged, make, merge
from reviewer.articles.merging_lists import Group
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut
from reviewer.articles.splice import Splice

_MOST_REGIONS = 20
"""So many are tried one by one."""
_MANY_LINES = 200


def put_back(base: bytes, mine: bytes, theirs: bytes, name: str = "") -> Merged:
    """What `merge` gives, in the characters of `mine`, comments included, wherever they fit what theirs is by now.

    Raises what `merge` raises.
    """
    merged = merge(base, mine, theirs, name)
    if merged.clashes or merged.content == theirs:
        return merged
    found = _Lines(base, mine, theirs, name)
    wanted = read_meaning(merged.content, name)
    made = found.made({at: region.ways[0] for at, region in found.open})
    if found.reading(made) == wanted:
        return Merged(made)
    with suppress(Problem, Refusal):
        made = found.part(changes(read_meaning(theirs, name), wanted))
        return Merged(make(made, read_meaning(made, name), wanted, name))
    return merged


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines `start:end` of the base, changed by somebody: what theirs has there, and ways to have mine there, too."""

    start: int
    end: int
    theirs: bytes
    ways: tuple[bytes, ...]


class _Lines:
    """The lines of three heads, and where they differ."""

    def __init__(self, base: bytes, mine: bytes, theirs: bytes, name: str) -> None:
        self._name = name
        head = cut(theirs, name).head
        self._body = theirs[len(head) :]
        self._base = split_lines(cut(base, name).head)
        self._regions = _regions(self._base, split_lines(cut(mine, name).head), split_lines(head))
        self.open = [(at, region) for at, region in enumerate(self._regions) if region.ways]

    def made(self, ways: Mapping[int, bytes]) -> bytes:
        """Theirs, with what is said here for some of the regions."""
        pieces: list[bytes] = []
        done = 0
        for at, region in enumerate(self._regions):
            pieces += self._base[done : region.start]
            pieces.append(ways.get(at, region.theirs))
            done = region.end
        return b"".join((*pieces, *self._base[done:], self._body))

    def reading(self, made: bytes) -> Group | None:
        """What it says; None where it cannot be read, or the body would not be what it was."""
        try:
            return read_meaning(made, self._name) if cut(made, self._name).body == self._body else None
        except Problem:
            return None

    def part(self, wanted: Changes) -> bytes:
        """Theirs with as many of the regions as mine has them as make some of the wanted changes, and no others."""
        old = read_meaning(self.made({}), self._name)
        chosen: dict[int, bytes] = {}
        for at, region in islice(self.open, _MOST_REGIONS):
            for way in region.ways:
                new = self.reading(self.made({**chosen, at: way}))
                if new is not None and all(wanted.get(path) == one for path, one in changes(old, new).items()):
                    chosen[at] = way
                    break
        return self.made(chosen)


def _regions(base: Sequence[bytes], mine: Sequence[bytes], theirs: Sequence[bytes]) -> list[_Region]:
    regions = []
    for group in _meetings(_by_keys(base, mine), _by_keys(base, theirs)):
        start, end = group[0][0].old_start, max(change.old_end for change, _ in group)
        ours = _there(base, mine, [change for change, is_ours in group if is_ours], start, end)
        others = _there(base, theirs, [change for change, is_ours in group if not is_ours], start, end)
        regions.append(_Region(start, end, others, _ways(b"".join(base[start:end]), ours, others)))
    return regions


def _by_keys(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[LineChange]:
    """The changes; a line that has another value is one by itself."""
    for change in line_changes(old, new):
        keys = [line.split(b":")[0] for line in old[change.old_start : change.old_end]]
        new_keys = [line.split(b":")[0] for line in new[change.new_start : change.new_end]]
        if max(len(keys), len(new_keys)) > _MANY_LINES:
            yield change
            continue
        x, y = change.old_start, change.new_start
        for kind, i, j, k, n in SequenceMatcher(None, keys, new_keys, autojunk=False).get_opcodes():
            if kind == "equal":
                yield from (LineChange(x + i + at, x + i + at + 1, y + k + at, y + k + at + 1) for at in range(j - i))
            else:
                yield LineChange(x + i, x + j, y + k, y + n)


def _meetings(ours: Iterable[LineChange], others: Iterable[LineChange]) -> list[list[tuple[LineChange, bool]]]:
    """The changes in the order of the base, with whether they are ours; those about the same lines together."""
    found = [*((change, True) for change in ours), *((change, False) for change in others)]
    groups: list[list[tuple[LineChange, bool]]] = []
    end = (-1, -1)
    for change, is_ours in sorted(found, key=lambda one: (one[0].old_start, one[0].old_end)):
        place = change.old_start, change.old_end
        if change.old_start < end[1] or place == end:
            groups[-1].append((change, is_ours))
            end = (end[0], max(end[1], change.old_end))
        else:
            groups.append([(change, is_ours)])
            end = place
    return groups


def _there(base: Sequence[bytes], side: Sequence[bytes], found: Iterable[LineChange], start: int, end: int) -> bytes:
    """What a side has in the place of these lines."""
    pieces: list[bytes] = []
    for change in found:
        pieces += base[start : change.old_start]
        pieces += side[change.new_start : change.new_end]
        start = change.old_end
    return b"".join((*pieces, *base[start:end]))


def _ways(old: bytes, mine: bytes, theirs: bytes) -> tuple[bytes, ...]:
    """What has the changes of both sides."""
    if mine in (old, theirs):
        return ()
    if theirs == old:
        return (mine,)
    first, last = sorted((Splice.between(old, mine), Splice.between(old, theirs)), key=lambda one: (one.start, one.old))
    if first.start + len(first.old) > last.start:
        return ()
    if first.start == last.start and not last.old:
        orders = first.new + last.new, last.new + first.new
        return tuple(old[: first.start] + text + old[first.start :] for text in orders)
    return (first.apply(last.apply(old)),)
