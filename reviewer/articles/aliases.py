"""What the aliases of a front matter stand for: for reading only. What is written goes by the tree as it is."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.parsing import MAX_DEPTH, Node

MOST = 1_000_000
"""Characters that aliases may bring into one front matter: a few lines of them can stand for gigabytes."""
_EACH = 16
"""As many characters does each value count, beside its own."""


@dataclass(frozen=True, slots=True)
class _Unfolded:
    """`size` in characters, `height` in levels."""

    node: Node
    size: int
    height: int


def unfolded(root: Node) -> Node:
    """The tree with what its aliases stand for in their places; the same one if it has none.

    An alias stays where it stands within what it stands for, where all of them are too much, and where it would show
    what is locked.
    """
    return _Unfolding().map(root, 1, LOCKED_KEYS).node


class _Unfolding:
    def __init__(self) -> None:
        self._known: dict[str, _Unfolded] = {}
        self._left = MOST

    def map(self, node: Node, depth: int, locked: frozenset[str] = frozenset()) -> _Unfolded:
        parts = []
        for key, value in node.pairs:
            parts.append(self._of(key, depth + 1))
            is_locked = key.kind == "scalar" and key.value in locked
            parts.append(_Unfolded(value, _EACH, 1) if is_locked else self._of(value, depth + 1))
        keys, values = parts[::2], parts[1::2]
        made = _like(node, parts)
        made.pairs = [(key.node, value.node) for key, value in zip(keys, values, strict=True)]
        return self._made(node, made, parts)

    def _of(self, node: Node, depth: int) -> _Unfolded:
        if node.kind == "alias":
            return self._meant(node, depth)
        if node.kind == "map":
            return self.map(node, depth)
        parts = [self._of(item, depth + 1) for item in node.items]
        made = _like(node, parts)
        made.items = [part.node for part in parts]
        return self._made(node, made, parts)

    def _made(self, node: Node, made: Node, parts: list[_Unfolded]) -> _Unfolded:
        size = _EACH + len(node.value) + sum(part.size for part in parts)
        found = _Unfolded(made, size, 1 + max((part.height for part in parts), default=0))
        if node.anchor is not None:
            self._known[node.anchor] = found
        return found

    def _meant(self, alias: Node, depth: int) -> _Unfolded:
        found = self._known.get(alias.anchor or "")
        if found is None or found.size > self._left or depth + found.height > MAX_DEPTH:
            return _Unfolded(alias, _EACH, 1)
        self._left -= found.size
        return found


def _like(node: Node, parts: list[_Unfolded]) -> Node:
    """A node of the same kind and place, without what is in it; the node itself where there is nothing in it."""
    if not parts:
        return node
    made = Node(node.kind, node.start, node.end, node.anchor)
    made.tag, made.tagged, made.flow, made.style, made.value = node.tag, node.tagged, node.flow, node.style, node.value
    return made
