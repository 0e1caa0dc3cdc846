"""The fields of an article as its file has them: each by its path, with its kind and value."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.articles.contents import FieldValue
from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.front_matter import Node, value_of
from reviewer.articles.values import Path, Timestamp, Value, spell_path

_KINDS = {"str": "text", "int": "int", "float": "float", "bool": "bool", "timestamp": "date", "null": "null"}
_APART = ("related", "images")


def _read(root: Node) -> Iterator[tuple[str, Node]]:
    """The keys that readers see, with their values: of duplicates the last."""
    last = {key.value: at for at, (key, _) in enumerate(root.pairs)}
    return (
        (key.value, node) for at, (key, node) in enumerate(root.pairs) if key.kind == "scalar" and last[key.value] == at
    )


def all_fields(root: Node) -> Iterator[FieldValue]:
    for key, node in _read(root):
        yield from fields_of(key, node)


def all_nested(root: Node) -> Iterator[tuple[str, Value]]:
    for key, node in _read(root):
        yield from nested_of(key, node)


def fields_of(key: str, node: Node) -> Iterator[FieldValue]:
    """The fields under one key of the root."""
    if key in LOCKED_KEYS:
        yield FieldValue(spell_path((key,)), len(node.value), "text", locked=True)
    elif key not in _APART:
        yield from _leaves((key,), node)


def nested_of(key: str, node: Node) -> Iterator[tuple[str, Value]]:
    """What stands under one key of the root and is only counted by its fields."""
    if key in _APART:
        yield key, value_of(node)
    elif key not in LOCKED_KEYS and node.kind != "scalar":
        yield from _counted((key,), node)


def _counted(path: Path, node: Node) -> Iterator[tuple[str, Value]]:
    if node.kind == "map" and node.pairs and len(path) < 4:
        for key, item in node.pairs:
            if key.kind == "scalar":
                yield from _counted((*path, key.value), item)
    elif node.kind == "map" or (node.kind == "list" and any(item.kind != "scalar" for item in node.items)):
        yield spell_path(path), value_of(node)


def _leaves(path: Path, node: Node) -> Iterator[FieldValue]:
    name = spell_path(path)
    if node.kind == "map" and node.pairs and len(path) < 4:
        for key, item in node.pairs:
            if key.kind == "scalar":
                yield from _leaves((*path, key.value), item)
    elif node.kind == "list" and any(item.kind != "scalar" for item in node.items):
        yield FieldValue(name, len(node.items), "groups")
    elif node.kind == "list":
        yield FieldValue(name, [item.value for item in node.items if item.tag != "null"], "list")
    elif node.kind == "map":
        yield FieldValue(name, len(node.pairs), "map")
    else:
        value = value_of(node)
        kind = "text" if node.kind == "alias" else _KINDS.get(node.tag, "text")
        if isinstance(value, str) and not isinstance(value, Timestamp):
            kind = "text"
        yield FieldValue(name, value, kind)
