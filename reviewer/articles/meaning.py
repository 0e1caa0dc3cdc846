"""What a front matter says, however it is spelled: for comparing values, never for writing them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.front_matter import Node, read_tree, value_of
from reviewer.articles.problem import Refusal
from reviewer.articles.source import cut
from reviewer.articles.values import MISSING, Missing, Path, Timestamp, Value

Scalar = tuple[str, object]
"""A single value with its type: `yes` and `true` are the same, `1` and `"1"` are not."""
Meaning = Scalar | list["Meaning"] | dict[str, "Meaning"]
NULL: Final[Scalar] = ("null", None)
_ODD = "odd"
_TYPES = frozenset(("null", "bool", "int", "float", "str", "timestamp"))


def read_meaning(content: bytes, name: str = "") -> dict[str, Meaning]:
    """What the file's front matter says; the head of a file will do. Maps compare equal in any order of keys.

    What cannot be edited (duplicate keys, aliases, types of its own) equals only what is spelled alike.
    Raises Problem where it cannot be read.
    """
    source = cut(content, name)
    root = read_tree(source.text(), source.first_line)
    return _map(root) if root is not None else {}


def _meaning(node: Node) -> Meaning:
    if node.kind == "alias":
        return _odd(node.anchor, f"*{node.anchor}")
    if node.kind == "scalar":
        return _scalar(node)
    if node.tagged:
        return _odd([_meaning(child) for child in node.children()], node.tag)
    return [_meaning(item) for item in node.items] if node.kind == "list" else _map(node)


def _odd(held: object, text: str) -> Scalar:
    """What no edit can write: `held` tells it from others, the text is for people."""
    return (_ODD, (repr(held), text))


def _scalar(node: Node) -> Scalar:
    if node.tag == "value":
        return ("str", node.value)
    if node.tag not in _TYPES:
        return _odd(None, f"{node.tag} {node.value}")
    if node.tag in ("str", "timestamp"):
        return (node.tag, node.value)
    value = value_of(node)
    return _odd(node.tag, value) if isinstance(value, str) else (node.tag, value)


def _map(node: Node) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    odd: dict[str, list[str]] = {}
    for key, item in node.pairs:
        plain = key.kind == "scalar" and not key.tagged
        name = key.value if key.kind == "scalar" else repr(_meaning(key))
        meaning = _meaning(item)
        if plain and name not in found:
            found[name] = meaning
            continue
        odd.setdefault(name, [repr(found[name])] if name in found else []).append(repr((key.tag, meaning)))
        found[name] = _odd(odd[name], f"{len(odd[name])} times {name}")
    return found


def value_at(meaning: Meaning | Missing, path: Path) -> Meaning | Missing:
    """What stands at the path; MISSING where nothing does."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(meaning, list) or step >= len(meaning):
                return MISSING
            meaning = meaning[step]
        elif isinstance(meaning, dict):
            meaning = meaning.get(step, MISSING)
        else:
            return MISSING
    return meaning


def with_value(meaning: Meaning | Missing, path: Path, new: Meaning | Missing) -> Meaning | Missing:
    """The same with `new` at the path, and nothing there for MISSING; a map that holds nothing any more goes, too."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        assert isinstance(meaning, list)
        inner = with_value(meaning[step], rest, new)
        return [*meaning[:step], {} if isinstance(inner, Missing) else inner, *meaning[step + 1 :]]
    held = dict(meaning) if isinstance(meaning, dict) else {}
    inner = with_value(held.get(step, MISSING), rest, new)
    if not isinstance(inner, Missing):
        return {**held, step: inner}
    held.pop(step, None)
    return held or MISSING


def writable(meaning: Meaning) -> Value:
    """The value to write in an edit. Raises Refusal for what can only be written by hand."""
    if isinstance(meaning, list):
        return [writable(item) for item in meaning]
    if isinstance(meaning, dict):
        return {key: writable(item) for key, item in meaning.items()}
    if meaning[0] == _ODD:
        raise Refusal(f"{_odd_text(meaning)} is spelled in a way that cannot be carried over")
    return _value(meaning)


def shown(meaning: Meaning | Missing, path: Path) -> Value | Missing:
    """The value for people to read; of a locked field only its length."""
    if isinstance(meaning, Missing):
        return meaning
    if path and path[0] in LOCKED_KEYS:
        return f"locked, {len(str(meaning[1])) if isinstance(meaning, tuple) else len(str(meaning)):,} characters"
    return _shown(meaning)


def _shown(meaning: Meaning) -> Value:
    if isinstance(meaning, list):
        return [_shown(item) for item in meaning]
    if isinstance(meaning, dict):
        return {key: _shown(item) for key, item in meaning.items()}
    return _odd_text(meaning) if meaning[0] == _ODD else _value(meaning)


def _value(scalar: Scalar) -> Value:
    value = scalar[1]
    if scalar[0] == "timestamp":
        return Timestamp(value)
    assert value is None or isinstance(value, bool | int | float | str)
    return value


def _odd_text(scalar: Scalar) -> str:
    return str(scalar[1][1]) if isinstance(scalar[1], tuple) else ""


def is_single(meaning: Meaning) -> bool:
    """Whether it is a single value that can be written."""
    return isinstance(meaning, tuple) and meaning[0] != _ODD


def are_groups(meanings: Iterable[Meaning]) -> bool:
    """Whether each is a group of fields, such as a related article."""
    return all(isinstance(meaning, dict) and meaning for meaning in meanings)
