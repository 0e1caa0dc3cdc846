"""Merging what two sides did to an article's front matter, field by field. Neither side is ever overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from reviewer.articles.differences import Change, Changes, changes, edits_between
from reviewer.articles.differences import Difference as Difference
from reviewer.articles.differences import differences as differences
from reviewer.articles.editing import apply_edits
from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.meaning import Meaning, read_meaning, shown, value_at, with_value
from reviewer.articles.merging_lists import Group, merge_lists
from reviewer.articles.problem import Refusal
from reviewer.articles.source import Source, cut
from reviewer.articles.values import MISSING as MISSING
from reviewer.articles.values import Missing, Path, Value, spell_path

Choice = Literal["mine", "theirs"]
Decide = Callable[[Path], Choice | None]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both sides changed, to different values. Of a locked field there is only a length."""

    path: str
    base: Value | Missing
    theirs: Value | Missing
    mine: Value | Missing


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged bytes. In the clashing fields they have what theirs has."""

    content: bytes
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class Sides:
    base: Group
    mine: Group
    theirs: Group

    def at(self, path: Path) -> tuple[Meaning | Missing, Meaning | Missing, Meaning | Missing]:
        return value_at(self.base, path), value_at(self.mine, path), value_at(self.theirs, path)


def merge(
    base: bytes,
    mine: bytes,
    theirs: bytes,
    name: str = "",
    choices: Mapping[str, Choice] | None = None,
    take: Choice | None = None,
) -> Merged:
    """`theirs` with the values changed that `mine` changed against `base`; its body and all its other bytes stay.

    Of `base` and `mine` the heads will do. What both sides did alike is no clash; for what they did differently,
    `choices` (by the field's path) or else `take` decides, or it becomes a clash. Lists of single values never clash,
    unless both sides put them in another order. `secured` is never changed: a mine that did so clashes.
    Raises Problem where a side cannot be read, and Refusal where a change cannot be made in theirs.
    """
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    pieces = cut(base, name), cut(mine, name), cut(theirs, name)
    if pieces[1].head in (pieces[0].head, pieces[2].head):
        return Merged(theirs)
    if pieces[0].head == pieces[2].head and (made := _with_head(pieces[1], pieces[2], name)) is not None:
        return Merged(made)
    sides = Sides(read_meaning(base, name), read_meaning(mine, name), read_meaning(theirs, name))
    wanted, clashing = merge_maps(sides, lambda path: (choices or {}).get(spell_path(path), take))
    found = tuple(_clash(sides, path) for path in clashing)
    return Merged(make(theirs, sides.theirs, wanted, name), found)


def without(base: bytes, mine: bytes, paths: Collection[str], name: str = "") -> bytes:
    """`mine` with its changes of these fields taken back; a path stands for all fields below it, too.

    Made from `base`, in its spelling: the same bytes where no change is left, and `mine` where none is taken back.
    Raises Problem, and Refusal where a change that stays cannot be made in base.
    """
    old, new = read_meaning(base, name), read_meaning(mine, name)
    found = changes(old, new)
    kept = {path: change for path, change in found.items() if not _is_named(path, paths)}
    if len(kept) == len(found):
        return mine
    return make(base, old, _changed(old, kept), name) if kept else base


def _is_named(path: Path, names: Collection[str]) -> bool:
    return any(spell_path(path[:length]) in names for length in range(1, len(path) + 1))


def _with_head(head: Source, rest: Source, name: str) -> bytes | None:
    """The head of one before the body of the other, if it can be told from it there."""
    made = Source(head.bom, head.opening, head.front, head.closing, rest.body)
    return made.join() if cut(made.join(), name) == made else None


def _changed(old: Group, made: Changes) -> Group:
    result: Meaning | Missing = old
    for path, (_, new) in made.items():
        result = with_value(result, path, new)
    return result if isinstance(result, dict) else {}


def make(content: bytes, old: Group, wanted: Group, name: str) -> bytes:
    """`content`, which says `old`, made to say what is wanted; proven once more as a whole."""
    if wanted == old:
        return content
    made = apply_edits(content, edits_between(old, wanted), name)
    if read_meaning(made, name) != wanted:
        raise Refusal("the front matter would not say what it must after these changes")
    return made


def merge_maps(sides: Sides, decide: Decide) -> tuple[Group, list[Path]]:
    """What the merged front matter must say, and the paths of the clashes, where it says what theirs does."""
    ours, others = changes(sides.base, sides.mine), changes(sides.base, sides.theirs)
    made: Changes = {}
    clashing: list[Path] = []
    touched = {path[:length] for path in others for length in range(1, len(path) + 1)}
    for path in dict.fromkeys(_common(path, others) for path in ours):
        change = _merge_field(sides, path, is_theirs=path in touched, decide=decide)
        if change is None:
            clashing.append(path)
        elif change[0] != change[1]:
            made[path] = change
    return _changed(sides.theirs, made), clashing


def _common(path: Path, others: Changes) -> Path:
    """The field above `path` that the other side changed as a whole, or the path itself."""
    return next((path[:length] for length in range(1, len(path)) if path[:length] in others), path)


def _merge_field(sides: Sides, path: Path, is_theirs: bool, decide: Decide) -> Change | None:
    """What theirs has and what it must become; None for a clash that nobody has decided."""
    base, mine, theirs = sides.at(path)
    if mine == theirs:
        return theirs, theirs
    locked = path[0] in LOCKED_KEYS
    if not is_theirs and not locked:
        return theirs, mine
    merged = None if locked else merge_lists(base, mine, theirs, _merge_groups)
    if merged is not None:
        return theirs, merged
    choice = decide(path)
    if choice == "mine" and locked:
        raise Refusal(f"{path[0]} is locked: it is never changed")
    return None if choice is None else (theirs, mine if choice == "mine" else theirs)


def _merge_groups(base: Group, mine: Group, theirs: Group) -> Group | None:
    wanted, clashing = merge_maps(Sides(base, mine, theirs), lambda _: None)
    return None if clashing else wanted


def _clash(sides: Sides, path: Path) -> Clash:
    base, mine, theirs = (shown(value, path) for value in sides.at(path))
    return Clash(spell_path(path), base, theirs, mine)
