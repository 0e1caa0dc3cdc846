"""Merging the changes that two sides made to a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from reviewer.articles.differences import identity
from reviewer.articles.meaning import NULL, Meaning, are_groups, is_single
from reviewer.articles.values import MISSING, Missing

Group = dict[str, Meaning]
MergeGroups = Callable[[Group, Group, Group], Group | None]
"""Merges base, mine and theirs of one item; None where both sides changed the same field."""
_Key = tuple[str, Meaning]


def merge_lists(
    base: Meaning | Missing, mine: Meaning | Missing, theirs: Meaning | Missing, merge_groups: MergeGroups
) -> list[Meaning] | None:
    """The list with what both sides did to it; None where that is in doubt.

    Of single values (topics) each side's added and removed ones are taken together; where neither is in doubt, its
    order too. Missing and empty lists are the same there. Items that are groups are told apart by place or by link.
    """
    if all(map(_holds_singles, (base, mine, theirs))) and (isinstance(mine, list) or isinstance(theirs, list)):
        return _merge_singles(_items(base), _items(mine), _items(theirs))
    if not (isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list)):
        return None
    if not are_groups((*base, *mine, *theirs)):
        return None
    by_place = _merge_by_place(base, mine, theirs, merge_groups)
    return by_place if by_place is not None else _merge_by_identity(base, mine, theirs, merge_groups)


def _holds_singles(meaning: Meaning | Missing) -> bool:
    return meaning in (MISSING, NULL) or (isinstance(meaning, list) and all(map(is_single, meaning)))


def _items(meaning: Meaning | Missing) -> list[Meaning]:
    return meaning if isinstance(meaning, list) else []


def _merge_singles(base: list[Meaning], mine: list[Meaning], theirs: list[Meaning]) -> list[Meaning] | None:
    mine_moved, theirs_moved = _is_moved(base, mine), _is_moved(base, theirs)
    if mine_moved and theirs_moved and _is_moved(mine, theirs):
        return None
    lead, other = (mine, theirs) if mine_moved and not theirs_moved else (theirs, mine)
    counts = [Counter(map(repr, side)) for side in (base, mine, theirs)]
    wanted = {key: _wanted(*(count[key] for count in counts)) for key in sorted(set().union(*counts))}
    taken = Counter[str]()
    result = []
    for item in lead:
        key = repr(item)
        if taken[key] < wanted[key]:
            taken[key] += 1
            result.append(item)
    return _added(result, other, Counter(wanted) - taken)


def _is_moved(before: list[Meaning], after: list[Meaning]) -> bool:
    old, new = (dict.fromkeys(map(repr, side)) for side in (before, after))
    return [key for key in old if key in new] != [key for key in new if key in old]


def _wanted(base: int, mine: int, theirs: int) -> int:
    """How often an item is to stand there: what both sides did alike is done once."""
    if mine >= base <= theirs:
        return max(mine, theirs)
    if mine <= base >= theirs:
        return min(mine, theirs)
    return max(0, mine + theirs - base)


def _added(result: list[Meaning], source: list[Meaning], lacking: Counter[str]) -> list[Meaning]:
    """`result` with the lacking items of `source`: behind the same neighbour as there, or at the end as there."""
    kept = [at for at, item in enumerate(source) if not lacking[repr(item)]]
    tail = kept[-1] + 1 if kept else 0
    for at, item in enumerate(source):
        if lacking[repr(item)] > 0:
            lacking[repr(item)] -= 1
            before = source[at - 1] if at else None
            if at >= tail or (before is not None and before not in result):
                result.append(item)
            else:
                result.insert(result.index(before) + 1 if before is not None else 0, item)
    return result


def _merge_by_place(
    base: list[Meaning], mine: list[Meaning], theirs: list[Meaning], merge_groups: MergeGroups
) -> list[Meaning] | None:
    if not len(base) == len(mine) == len(theirs):
        return None
    result: list[Meaning] = []
    for each in zip(base, mine, theirs, strict=True):
        known = {repr(identity(item)) for item in each}
        if each[1] != each[0] != each[2] != each[1] and (len(known) > 1 or identity(each[0]) is None):
            return None
        item = _merge_item(*each, merge_groups)
        if item is None:
            return None
        result.append(item)
    return result


def _merge_item(base: Meaning, mine: Meaning, theirs: Meaning, merge_groups: MergeGroups) -> Meaning | None:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    assert isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict)
    return merge_groups(base, mine, theirs)


def _merge_by_identity(
    base: list[Meaning], mine: list[Meaning], theirs: list[Meaning], merge_groups: MergeGroups
) -> list[Meaning] | None:
    """Where only one side added, removed or moved items, its list, with what the other side changed within them."""
    known = [_by_identity(side) for side in (base, mine, theirs)]
    if any(found is None for found in known):
        return None
    old, ours, others = (found or {} for found in known)
    if list(ours) not in (list(old), list(others)) and list(others) != list(old):
        return None
    lead, other = (others, ours) if list(ours) in (list(old), list(others)) else (ours, others)
    if any(item != old.get(key) for key, item in other.items() if key not in lead):
        return None
    result: list[Meaning] = []
    for key, item in lead.items():
        merged: Meaning | None = item
        if key in other:
            merged = _merge_item(old[key], ours[key], others[key], merge_groups) if key in old else None
            merged = item if key not in old and item == other[key] else merged
        if merged is None:
            return None
        result.append(merged)
    return result


def _by_identity(items: list[Meaning]) -> dict[str, Meaning] | None:
    known = {repr(identity(item)): item for item in items}
    return known if len(known) == len(items) and "None" not in known else None
