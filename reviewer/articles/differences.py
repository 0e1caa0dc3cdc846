"""The fields that have other values in one version of a front matter than in another, and the edits between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.articles.edits import Edit, MoveItem, RemoveValue, SetValue
from reviewer.articles.meaning import NULL, Meaning, are_groups, is_single, read_meaning, shown, writable
from reviewer.articles.values import MISSING, Missing, Path, Value, spell_path

Change = tuple[Meaning | Missing, Meaning | Missing]
Changes = dict[Path, Change]
_IDENTITY = ("webUrl", "url", "originalUrl", "title")
_MOST_MOVES = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, spelled as its path, with its value before and after. Of a locked field there is only a length."""

    path: str
    old: Value | Missing
    new: Value | Missing


def differences(before: bytes, after: bytes, name: str = "") -> tuple[Difference, ...]:
    """The fields that differ, those of `after` first. Spelling, comments and the order of keys do not count.

    A group of fields (`provider`) is told field by field, a list as a whole; but a list of groups (`related`) with as
    many items before as after, each about the same thing, field by field within its items. Raises Problem.
    """
    found = changes(read_meaning(before, name), read_meaning(after, name))
    return tuple(Difference(spell_path(path), shown(old, path), shown(new, path)) for path, (old, new) in found.items())


def changes(old: dict[str, Meaning], new: dict[str, Meaning]) -> Changes:
    """What `differences` tells, with paths as steps."""
    found: Changes = {}
    _compare_maps((), old, new, found)
    return found


def _compare_maps(path: Path, old: dict[str, Meaning], new: dict[str, Meaning], found: Changes) -> None:
    for key, item in new.items():
        _compare((*path, key), old.get(key, MISSING), item, found)
    for key, item in old.items():
        if key not in new:
            _compare((*path, key), item, MISSING, found)


def _compare(path: Path, old: Meaning | Missing, new: Meaning | Missing, found: Changes) -> None:
    if old == new:
        return
    if isinstance(new, dict) and new and (isinstance(old, dict) or old in (MISSING, NULL)):
        _compare_maps(path, old if isinstance(old, dict) else {}, new, found)
    elif isinstance(old, dict) and old and new is MISSING:
        _compare_maps(path, old, {}, found)
    elif isinstance(old, list) and isinstance(new, list) and are_alike(old, new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            _compare((*path, at), before, after, found)
    else:
        found[path] = (old, new)


def identity(group: Meaning) -> tuple[str, Meaning] | None:
    """What says that two groups of fields, such as related articles, are about the same thing."""
    if not isinstance(group, dict):
        return None
    held = ((key, group.get(key, NULL)) for key in _IDENTITY)
    return next(((key, value) for key, value in held if is_single(value) and value != NULL), None)


def _is_same_thing(old: Meaning, new: Meaning) -> bool:
    known = identity(old)
    return known is not None and isinstance(new, dict) and new.get(known[0]) == known[1]


def are_alike(old: list[Meaning], new: list[Meaning]) -> bool:
    """Whether the items of two lists of groups can be compared one by one."""
    if len(old) != len(new) or not are_groups(old) or not are_groups(new):
        return False
    return all(a == b or _is_same_thing(a, b) for a, b in zip(old, new, strict=True))


def edits_between(old: dict[str, Meaning], new: dict[str, Meaning]) -> list[Edit]:
    """The edits that make `new` of a document that says `old`. Raises Refusal for what cannot be written."""
    made = list(_map_edits((), old, new))
    return sorted(made, key=lambda edit: isinstance(edit, RemoveValue))  # no map may become empty on the way


def _map_edits(path: Path, old: dict[str, Meaning], new: dict[str, Meaning]) -> Iterator[Edit]:
    for key, item in new.items():
        yield from _edits((*path, key), old.get(key, MISSING), item)
    for key in old:
        if key not in new:
            yield RemoveValue((*path, key))


def _edits(path: Path, old: Meaning | Missing, new: Meaning) -> Iterator[Edit]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        yield from _map_edits(path, old, new)
    elif isinstance(old, list) and isinstance(new, list) and are_alike(old, new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _edits((*path, at), before, after)
    elif isinstance(old, list) and isinstance(new, list) and (moves := _moves(path, old, new)):
        yield from moves
    else:
        yield SetValue(path, writable(new))


def _moves(path: Path, old: list[Meaning], new: list[Meaning]) -> list[Edit]:
    """The moves that put the same items in another order, each with its spelling and comments; [] if they differ."""
    if Counter(map(repr, old)) != Counter(map(repr, new)):
        return []
    present, moves = list(old), list[Edit]()
    for at, wanted in enumerate(new):
        if present[at] != wanted:
            source = present.index(wanted, at)
            present.insert(at, present.pop(source))
            moves.append(MoveItem(path, source, at))
    return moves if present == new and len(moves) <= _MOST_MOVES else []
