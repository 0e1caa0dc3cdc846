"""Front matter as a tree in which every value knows where its characters are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import yaml

from reviewer.articles.parsing import MAX_CHARACTERS as MAX_CHARACTERS
from reviewer.articles.parsing import MAX_DEPTH as MAX_DEPTH
from reviewer.articles.parsing import MAX_NODES as MAX_NODES
from reviewer.articles.parsing import STANDARD, parse
from reviewer.articles.parsing import Node as Node
from reviewer.articles.parsing import resolve as resolve
from reviewer.articles.parsing import same as same
from reviewer.articles.problem import Problem
from reviewer.articles.shapes import tree_of
from reviewer.articles.values import Timestamp, Value

_WORTH_REMEMBERING = 100_000
_DECIMAL = re.compile(r"[-+]?(0|[1-9]\d{0,17})\Z")


def read_tree(text: str, lines_before: int = 0) -> Node | None:
    """The tree of a front matter, a map; None where it is empty. Nobody may change it: it may be read again.

    Raises Problem, with line and column in the file (`lines_before` lines precede the text), for what is not
    readable, is no map, or is beyond the limits above.
    """
    try:
        return _remembered(text) if len(text) < _WORTH_REMEMBERING else parse(text)
    except Problem as problem:
        raise type(problem)(problem.words, problem.line + lines_before, problem.column) from problem.__cause__


@lru_cache(maxsize=8)
def _remembered(text: str) -> Node | None:
    return tree_of(text) or parse(text)


def value_of(node: Node) -> Value:
    """What the node holds. Numbers beyond 64 bits, impossible ones and unknown tags stay text; aliases read `*name`."""
    if node.kind == "list":
        return [value_of(item) for item in node.items]
    if node.kind == "map":
        return {_key_text(key): value_of(value) for key, value in node.pairs}
    if node.kind == "alias":
        return f"*{node.anchor}"
    return _scalar_value(node.tag, node.value)


def _key_text(key: Node) -> str:
    return key.value if key.kind == "scalar" else f"*{key.anchor}" if key.kind == "alias" else str(value_of(key))


def _scalar_value(tag: str, text: str) -> Value:
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() in ("true", "yes", "on")
    if tag == "timestamp":
        return Timestamp(text)
    try:
        if tag == "int":
            number = int(text) if _DECIMAL.match(text) else _constructor.construct_yaml_int(yaml.ScalarNode(_INT, text))
            return number if -(2**63) <= number < 2**63 else text
        if tag == "float":
            fraction: float = _constructor.construct_yaml_float(yaml.ScalarNode(_FLOAT, text))
            return fraction if abs(fraction) < float("inf") else text
    except (ValueError, OverflowError):
        return text
    return text


_INT, _FLOAT = f"{STANDARD}int", f"{STANDARD}float"
_constructor: Final = yaml.constructor.SafeConstructor()
