"""Three versions of a front matter made to differ in their values only where these clash, for a merge by lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.front_matter import Node, read_tree
from reviewer.articles.lines import line_end
from reviewer.articles.meaning import Meaning, read_meaning, value_at, with_value
from reviewer.articles.merging import Choice, Sides, make, merge_maps
from reviewer.articles.source import cut
from reviewer.articles.values import Missing, Path

Group = dict[str, Meaning]
Versions = tuple[bytes, bytes, bytes]
"""Base, ours, theirs."""


@dataclass(frozen=True)
class Levelled:
    """What the versions say `now`, and what is `wanted` of each so that they differ in what clashes only.

    The locked keys stay as each version has them. A merge by lines of what is wanted ends as `merged` says, or where
    something clashes (a locked key is not among `clashing`), as `ours` or `theirs` says, once that side is taken.
    """

    now: tuple[Group, Group, Group]
    wanted: tuple[Group, Group, Group]
    clashing: tuple[Path, ...]
    merged: Group | None
    ours: Group
    theirs: Group

    def contents(self, versions: Versions, name: str) -> Versions:
        """The versions with their changes made. Raises Refusal."""
        base, ours, theirs = (
            make(content, now, wanted, name)
            for content, now, wanted in zip(versions, self.now, self.wanted, strict=True)
        )
        return base, ours, theirs


def level(versions: Versions, name: str = "", apart: Iterable[Path] = ()) -> Levelled:
    """Merges the values of base, ours and theirs. Raises Problem where one cannot be read.

    What lies at the paths `apart` is taken to clash though its values do not.
    """
    now = (read_meaning(versions[0], name), read_meaning(versions[1], name), read_meaning(versions[2], name))
    common, clashing = merge_maps(Sides(now[0], mine=now[2], theirs=now[1]), _leave_locked)
    clashing = [*clashing, *apart]
    locked: list[Path] = [(key,) for key in sorted(LOCKED_KEYS)]
    own = [*clashing, *locked]
    wanted = (_with_own(common, now[0], own), _with_own(common, now[1], own), _with_own(common, now[2], own))
    merged, ours, theirs = (None if clashing else common), wanted[1], wanted[2]
    for path in locked:
        old, mine, other = (value_at(version, path) for version in now)
        if old != mine != other != old:
            merged = None
            continue
        settled = mine if other == old else other
        ours, theirs = _put(ours, path, settled), _put(theirs, path, settled)
        merged = None if merged is None else _put(merged, path, settled)
    return Levelled(now, wanted, tuple(clashing), merged, ours, theirs)


def _leave_locked(path: Path) -> Choice | None:
    return "theirs" if path[0] in LOCKED_KEYS else None


def _with_own(common: Group, version: Group, paths: list[Path]) -> Group:
    for path in paths:
        common = _put(common, path, value_at(version, path))
    return common


def _put(meaning: Group, path: Path, new: Meaning | Missing) -> Group:
    made = with_value(meaning, path, new)
    return made if isinstance(made, dict) else {}


def remarks(content: bytes, name: str = "") -> Counter[str]:
    """The comments of a front matter, each with how often it is there. Raises Problem."""
    source = cut(content, name)
    text = source.text()
    root = read_tree(text, source.first_line)
    between, at = "", 0
    for start, end in _leaves(root, text) if root is not None else ():
        between += text[at:start]
        at = end
    lines = (between + text[at:]).splitlines()
    return Counter(line[line.index("#") :].strip() for line in lines if "#" in line)


def _leaves(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """Where the characters of keys and single values are, in order; those of a block text, below its first line."""
    for child in node.children():
        yield from _leaves(child, text)
    if node.kind == "scalar" and node.start < node.end:
        is_block = node.style in ("|", ">")
        yield min(line_end(text, node.start), node.end) if is_block else node.start, node.end
