"""A single value takes the place of another on its line, where the shape proves that nothing else moves."""

from __future__ import annotations

from functools import lru_cache

from reviewer.articles.draft import holds
from reviewer.articles.front_matter import Node, resolve
from reviewer.articles.shapes import is_safe, scalar_of
from reviewer.articles.values import Path, Timestamp, Value
from reviewer.articles.yaml_text import Style, spellings


@lru_cache(maxsize=8)
def known_scalar(text: str, key: str) -> Node | None:
    """The single value under a key of the root, if it can be told without reading all of the text. Nobody may change
    it: who edits a file asks more than once.
    """
    found = scalar_of(text, key)
    if found is None:
        return None
    start, end, quote, value = found
    node = Node("scalar", start, end, None)
    node.style, node.value = quote, value
    node.tag = "str" if quote else resolve(value)
    return node


def swapped(text: str, path: Path, value: Value) -> str | None:
    """The text that `replace_value` makes, for a value without quotes in the place of one without quotes.

    None where that cannot be said without the parser. Raises Refusal for what YAML cannot hold.
    """
    is_text = isinstance(value, str) and not isinstance(value, Timestamp)
    if len(path) != 1 or not isinstance(path[0], str) or is_text or isinstance(value, list | dict):
        return None
    node = known_scalar(text, path[0])
    if node is None or node.style:
        return None
    spelled = _spelled(node.value, value)
    return None if spelled is None else text[: node.start] + spelled + text[node.end :]


@lru_cache(maxsize=64, typed=True)
def _spelled(former: str, value: Value) -> str | None:
    """What to write for `value` where `former` stands without quotes: that itself if it holds the value already."""
    node = _plain(former)
    if holds(node, value):
        return former
    spelled = next(spellings(value, Style(flag=former)))
    return spelled if is_safe(spelled) and holds(_plain(spelled), value) else None


def _plain(text: str) -> Node:
    node = Node("scalar", 0, 0, None)
    node.value, node.tag = text, resolve(text)
    return node
