"""Merging three versions of an article's file: the front matter field by field, the body by lines.

What must be decided by somebody stands between the markers of a merge by lines, with both sides whole. `secured` is
one side's, or stands between markers as both sides have it. How lines end is decided for the file as a whole.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, Protocol

from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.levelling import Group, Levelled, Versions, level, remarks
from reviewer.articles.line_endings import ending, merged_ending, with_ending
from reviewer.articles.locked_lines import Stored, put_away, put_away_unread, put_back, stand_in
from reviewer.articles.meaning import read_meaning, value_at
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut
from reviewer.articles.values import Path

Result = tuple[bytes, bool]
"""The merged bytes, and whether nothing in them waits for a decision."""


Favour = Literal["ours", "theirs"]
_FAVOURS: tuple[Favour, Favour] = ("ours", "theirs")


class MergeLines(Protocol):
    """Merges by lines, with markers where both sides changed the same ones, or else with the lines of one side."""

    def __call__(self, versions: Versions, favour: Favour | None = None) -> Result: ...


def merge_files(versions: Versions, name: str, merge_lines: MergeLines) -> Result:
    """Base, ours and theirs as one file. Where one is no readable article, all is merged by lines.

    Its lines end as in the side that changed this; where a version's own end in several ways, as in what is merged.
    """
    base, ours, theirs = map(ending, versions)
    if base is None or ours is None or theirs is None:
        return _merge_alike(versions, name, merge_lines)
    first, second, third = (with_ending(version, base) for version in versions)
    content, is_clean = _merge_alike((first, second, third), name, merge_lines)
    return with_ending(content, merged_ending(base, ours, theirs)), is_clean


def _merge_alike(versions: Versions, name: str, merge_lines: MergeLines) -> Result:
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


def _merge_without_locked(versions: Versions, name: str, merge_lines: MergeLines) -> Result:
    """By the first way that says what it must, with markers around as little as possible. Raises Problem, Refusal."""
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
    if (decidable := _told_apart(versions, alike, levelled, name, merge_lines)) is not None:
        return decidable, False
    kept = remarks(alike[1], name) | remarks(alike[2], name)
    return _both_whole(alike if not added - kept else versions, merge_lines)


def _told_apart(
    versions: Versions, alike: Versions, levelled: Levelled, name: str, merge_lines: MergeLines
) -> bytes | None:
    """Markers around what clashes; failing that, around each field whose lines both changed, comments among them."""
    added = _added_remarks(versions, name)
    for way in (_by_lines, _with_clashes_whole, _within_ours):
        decidable = way(alike, levelled, name, merge_lines)
        if decidable is not None and all(remark.encode() in decidable for remark in added):
            return decidable
    apart = [path for path in _changed_by_both(versions, levelled, name) if path not in levelled.clashing]
    if not apart:
        return None
    levelled = level(versions, name, apart)
    try:
        return _told_apart(versions, levelled.contents(versions, name), levelled, name, merge_lines)
    except Refusal:
        return None


def _changed_by_both(versions: Versions, levelled: Levelled, name: str) -> list[Path]:
    """The top keys whose lines are others in each version."""
    keys = sorted({key for group in levelled.now for key in group} - LOCKED_KEYS)
    stored: Stored = {}
    try:
        away = _put_away(versions, frozenset(keys), stored, name)
    except Refusal:
        return []
    lines = {key: [_stand_in_of(version, key, stored, name) for version in away] for key in keys}
    return [(key,) for key, (old, mine, other) in lines.items() if old != mine != other != old]


def _added_remarks(versions: Versions, name: str) -> Counter[str]:
    """The comments that either side wrote, which may not be lost."""
    old, ours, theirs = (remarks(version, name) for version in versions)
    return (ours - old) | (theirs - old)


def _says(content: bytes, name: str) -> Group | None:
    try:
        return read_meaning(content, name)
    except Problem:
        return None


def _by_lines(alike: Versions, levelled: Levelled, name: str, merge_lines: MergeLines) -> bytes | None:
    return _decidable(alike, {}, levelled, name, merge_lines)


def _with_clashes_whole(alike: Versions, levelled: Levelled, name: str, merge_lines: MergeLines) -> bytes | None:
    """Markers around the whole of each field that clashes, as parts of both sides' texts may not be mixed."""
    stored: Stored = {}
    keys = frozenset(str(path[0]) for path in levelled.clashing)
    return _decidable(_put_away(alike, keys, stored, name), stored, levelled, name, merge_lines)


def _within_ours(alike: Versions, levelled: Levelled, name: str, merge_lines: MergeLines) -> bytes | None:
    """The same with all other lines as ours has them, where those of both sides would be told apart by markers, too."""
    stored: Stored = {}
    keys = {str(path[0]) for path in levelled.clashing} | LOCKED_KEYS
    away = _put_away(alike, frozenset(keys), stored, name)
    base, ours, theirs = away[1], away[1], away[1]
    for key in keys:
        old, mine, other = (_stand_in_of(version, key, stored, name) for version in away)
        if mine is None or other is None:
            if mine != other:
                return None
            continue
        base = base.replace(mine, old or mine + b" no base")
        theirs = theirs.replace(mine, other)
    return _decidable((base, ours, theirs), stored, levelled, name, merge_lines)


def _stand_in_of(version: bytes, key: str, stored: Stored, name: str) -> bytes | None:
    value = value_at(read_meaning(version, name), (key,))
    return next((line for line in stored if isinstance(value, tuple) and line.endswith(str(value[1]).encode())), None)


def _decidable(away: Versions, stored: Stored, levelled: Levelled, name: str, merge_lines: MergeLines) -> bytes | None:
    """The merge by lines, if to take one side between its markers gives just what that side must say."""
    content, is_clean = merge_lines(away)
    ours, theirs = (put_back(merge_lines(away, side)[0], stored) for side in _FAVOURS)
    if is_clean or _says(ours, name) != levelled.ours or _says(theirs, name) != levelled.theirs:
        return None
    return put_back(content, stored)
