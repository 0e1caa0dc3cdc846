"""Merging three versions of an article's file: the front matter field by field, the body by lines.

What must be decided by somebody stands between the markers of a merge by lines, with both sides whole. `secured` is
one side's, or stands between markers as both sides have it.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, Protocol

from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.levelling import Group, Levelled, Versions, level, remarks
from reviewer.articles.locked_lines import Stored, put_away, put_away_unread, put_back, stand_in
from reviewer.articles.meaning import read_meaning, value_at
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut

Result = tuple[bytes, bool]
"""The merged bytes, and whether nothing in them waits for a decision."""


class MergeLines(Protocol):
    """Merges by lines, with markers where both sides changed the same ones, or else with the lines of one side."""

    def __call__(self, versions: Versions, favour: Literal["ours", "theirs"] | None = None) -> Result: ...


def merge_files(versions: Versions, name: str, merge_lines: MergeLines) -> Result:
    """Base, ours and theirs as one file. Where one is no readable article, all is merged by lines."""
    try:
        pieces = [cut(version, name) for version in versions]
        head, is_clean = _merge_heads((pieces[0].head, pieces[1].head, pieces[2].head), name, merge_lines)
    except Problem:
        return _merge_unread(versions, name, merge_lines)
    body, body_is_clean = _merge((pieces[0].body, pieces[1].body, pieces[2].body), merge_lines)
    if body and not head.endswith(b"\n"):
        head += b"\n"
    if is_clean and cut(head + body, name).body != body:
        return _merge_unread(versions, name, merge_lines)
    return head + body, is_clean and body_is_clean


def _merge(versions: Versions, merge_lines: MergeLines) -> Result:
    base, ours, theirs = versions
    if ours == theirs or theirs == base:
        return ours, True
    return (theirs, True) if ours == base else merge_lines(versions)


def _merge_unread(versions: Versions, name: str, merge_lines: MergeLines) -> Result:
    stored: Stored = {}
    base, ours, theirs = (put_away_unread(version, stored, name) for version in versions)
    content, is_clean = _merge((base, ours, theirs), merge_lines)
    return put_back(content, stored), is_clean


def _merge_heads(heads: Versions, name: str, merge_lines: MergeLines) -> Result:
    base, ours, theirs = heads
    if base in (ours, theirs) or ours == theirs:
        return _merge(heads, merge_lines)
    before = [read_meaning(head, name) for head in heads]
    stored: Stored = {}
    try:
        result = _merge_without_locked(_put_away(heads, LOCKED_KEYS, stored, name), name, merge_lines)
    except (Refusal, Problem):
        return _both_whole(heads, merge_lines)
    if result is None:
        return _both_whole(heads, merge_lines)
    content = put_back(result[0], stored)
    if result[1] and not _is_locked_one_sides(read_meaning(content, name), before):
        return _both_whole(heads, merge_lines)
    return content, result[1]


def _put_away(versions: Versions, keys: frozenset[str], stored: Stored, name: str) -> Versions:
    base, ours, theirs = (put_away(version, keys, stored, name) for version in versions)
    return base, ours, theirs


def _is_locked_one_sides(merged: Group, sides: list[Group]) -> bool:
    return all(value_at(merged, (key,)) in [value_at(side, (key,)) for side in sides[1:]] for key in LOCKED_KEYS)


def _both_whole(versions: Versions, merge_lines: MergeLines) -> Result:
    """Markers around all of both sides."""
    stored: Stored = {}
    base, ours, theirs = (stand_in(version.removesuffix(b"\n"), b"", stored) + b"\n" for version in versions)
    return put_back(merge_lines((base, ours, theirs))[0], stored), False


def _merge_without_locked(versions: Versions, name: str, merge_lines: MergeLines) -> Result | None:
    """None where the merge by lines does not say what it must, and cannot be made to. Raises Problem, Refusal."""
    levelled = level(versions, name)
    added = _added_remarks(versions, name)

    def is_merged(content: bytes) -> bool:
        if levelled.merged is None or _says(content, name) != levelled.merged:
            return False
        return not added - remarks(content, name)

    content, is_clean = merge_lines(versions)
    if is_clean and is_merged(content):
        return content, True
    alike = levelled.contents(versions, name)
    content, is_clean = merge_lines(alike)
    for made in (content, *alike[1:]) if is_clean else alike[1:]:
        if is_merged(made):
            return made, True
    if not is_clean and _has_both_sides(alike, levelled, name, merge_lines):
        return content, False
    return _with_clashes_whole(alike, levelled, name, merge_lines)


def _added_remarks(versions: Versions, name: str) -> Counter[str]:
    """The comments that either side wrote, which may not be lost."""
    old, ours, theirs = (remarks(version, name) for version in versions)
    return (ours - old) | (theirs - old)


def _says(content: bytes, name: str) -> Group | None:
    try:
        return read_meaning(content, name)
    except Problem:
        return None


def _has_both_sides(versions: Versions, levelled: Levelled, name: str, merge_lines: MergeLines) -> bool:
    """Whether all that clashes stands between markers: to take one side must give just what that side says."""
    ours = _says(merge_lines(versions, "ours")[0], name)
    return ours == levelled.ours and _says(merge_lines(versions, "theirs")[0], name) == levelled.theirs


def _with_clashes_whole(alike: Versions, levelled: Levelled, name: str, merge_lines: MergeLines) -> Result | None:
    """Markers around the whole of each field that clashes, as parts of both sides' texts may not be mixed."""
    stored: Stored = {}
    keys = frozenset(str(path[0]) for path in levelled.clashing)
    away = _put_away(alike, keys, stored, name)
    if merge_lines(away)[1]:
        return None
    for favour, wanted in (("ours", levelled.ours), ("theirs", levelled.theirs)):
        taken = put_back(merge_lines(away, "ours" if favour == "ours" else "theirs")[0], stored)
        if _says(taken, name) != wanted:
            return None
    return put_back(merge_lines(away)[0], stored), False
