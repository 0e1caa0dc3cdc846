"""A front matter under edit: its text, its tree, and the proof that an edit changed what it should and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from reviewer.articles.front_matter import Node, read_tree, same, value_of
from reviewer.articles.problem import Problem, Refusal, TooMuch
from reviewer.articles.values import Path, Timestamp, Value, spell_path

_CANDIDATES = 64
_CANDIDATES_OF_MUCH = 4
_MUCH = 200_000
"""Characters. To read so many takes long, and each candidate is read."""

Check = Callable[[Node | None, Node | None], bool]
"""Whether the value at the edited path became what it should, given the old node and the new one."""


@dataclass(frozen=True)
class Draft:
    """The text of a front matter and its tree (None while it is empty). `line_break` serves an empty text."""

    text: str
    root: Node | None
    line_break: str = "\n"

    @classmethod
    def of(cls, text: str, lines_before: int = 0, line_break: str = "\n") -> Draft:
        """Raises Problem where the text cannot be read."""
        return cls(text, read_tree(text, lines_before), line_break)


def first_proven(draft: Draft, candidates: Iterable[str], path: Path, check: Check) -> Draft:
    """The first candidate text that reads as the old one with just the value at `path` changed as `check` wants.

    Raises Refusal where none does.
    """
    for text in islice(candidates, _CANDIDATES if len(draft.text) < _MUCH else _CANDIDATES_OF_MUCH):
        try:
            made = Draft.of(text, line_break=draft.line_break)
        except TooMuch as problem:
            raise Refusal(f"{spell_path(path) or 'the front matter'} cannot be changed: {problem.words}") from problem
        except Problem:
            continue
        if only_changed(draft.root, made.root, path, check):
            return made
    raise Refusal(f"{spell_path(path) or 'the front matter'} cannot be changed without touching what is around it")


def only_changed(old: Node | None, new: Node | None, path: Path, check: Check) -> bool:
    """Whether two trees are the same key by key, types, spelling and order included, but for what `check` judges."""
    if not path:
        return check(old, new)
    if old is None or new is None:
        return False
    if (old.kind, old.tag, old.anchor) != (new.kind, new.tag, new.anchor):
        return False
    if len(old.items) != len(new.items) or len(old.pairs) != len(new.pairs):
        return False
    step = path[0]
    at = step if isinstance(step, int) else old.positions(step)[0]
    if isinstance(step, int):
        rest = all(same(a, b) for i, (a, b) in enumerate(zip(old.items, new.items, strict=True)) if i != at)
        return rest and only_changed(old.items[at], new.items[at], path[1:], check)
    if not all(same(a[0], b[0]) for a, b in zip(old.pairs, new.pairs, strict=True)):
        return False
    rest = all(same(a[1], b[1]) for i, (a, b) in enumerate(zip(old.pairs, new.pairs, strict=True)) if i != at)
    return rest and only_changed(old.pairs[at][1], new.pairs[at][1], path[1:], check)


def holds(node: Node | None, value: Value) -> bool:
    """Whether the node is this very value: of its type, lists and maps in the same order."""
    if node is None or node.kind == "alias":
        return False
    if isinstance(value, list):
        return node.kind == "list" and len(node.items) == len(value) and all(map(holds, node.items, value))
    if isinstance(value, dict):
        names = [key.value if key.kind == "scalar" else None for key, _ in node.pairs]
        items = (item for _, item in node.pairs)
        return node.kind == "map" and names == list(value) and all(map(holds, items, value.values()))
    return node.kind == "scalar" and _holds_scalar(node, value)


def _holds_scalar(node: Node, value: Value) -> bool:
    if value is None:
        return node.tag == "null"
    if isinstance(value, bool):
        return node.tag == "bool" and (node.value.lower() in ("true", "yes", "on")) == value
    if isinstance(value, Timestamp):
        return node.tag == "timestamp" and node.value == value
    if isinstance(value, str):
        return node.tag in ("str", "value") and node.value == value
    kind = "int" if isinstance(value, int) else "float"
    return node.tag == kind and value_of(node) == value


@dataclass(frozen=True)
class Place:
    """Where a path leads: the node there, or None with the `holder` map in which the rest of the path is `missing`."""

    holders: tuple[Node, ...]
    node: Node | None
    missing: Path = ()

    @property
    def in_flow(self) -> bool:
        return any(holder.flow for holder in self.holders)


def locate(draft: Draft, path: Path) -> Place:
    """Follow `path`. Raises Refusal where it is ambiguous or leads through what cannot be edited."""
    node = draft.root
    holders: list[Node] = []
    for depth, step in enumerate(path):
        here = path[:depth]
        if node is None or (node.kind == "scalar" and node.tag == "null" and depth):
            return Place((*holders,), node, path[depth:])
        refuse_special(node, here, inside=False)
        holders.append(node)
        if isinstance(step, int):
            if node.kind != "list":
                raise Refusal(f"{spell_path(here)} is no list")
            if step >= len(node.items):
                raise Refusal(f"{spell_path(here)} has only {len(node.items)} items")
            node = node.items[step]
            continue
        if node.kind != "map":
            kind = "a list" if node.kind == "list" else "a single value"
            raise Refusal(f"{spell_path(here)} is {kind}, no group of fields")
        found = node.positions(step)
        if len(found) > 1:
            name = spell_path(path[: depth + 1])
            raise Refusal(f"{name} stands there {len(found)} times, so which one is meant is in doubt")
        if not found:
            return Place((*holders,), None, path[depth:])
        node = node.pairs[found[0]][1]
    return Place((*holders,), node)


def refuse_special(node: Node, path: Path, inside: bool = True) -> None:
    """Raise Refusal for an alias, an anchor or a custom tag at the node or, where asked, inside it."""
    where = spell_path(path) or "the front matter"
    if node.kind == "alias":
        raise Refusal(f"{where} is *{node.anchor}, which stands for a value elsewhere in the file")
    if node.anchor is not None:
        raise Refusal(f"{where} is marked &{node.anchor} and may be used elsewhere in the file")
    if node.tagged and (node.kind != "scalar" or node.tag not in _STANDARD_TAGS):
        raise Refusal(f"{where} has a type of its own ({node.tag})")
    if inside:
        for child in node.children():
            if child.kind != "alias":
                refuse_special(child, path)


_STANDARD_TAGS = frozenset(("str", "int", "float", "bool", "null", "timestamp"))
