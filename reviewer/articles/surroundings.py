"""How the values around an edit are spelled, so that a new one looks like them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reviewer.articles.draft import Draft
from reviewer.articles.front_matter import Node
from reviewer.articles.lines import column, line_break_before
from reviewer.articles.yaml_text import Style

_HEADER = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?P<comment>[ \t]+#[^\r\n]*)?(?=[ \t]*(?:[\r\n]|\Z))")


def _walk(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
        for child in node.children():
            yield from _walk(child)


def _pairs(node: Node | None) -> Iterator[tuple[Node, Node]]:
    for map_node in _walk(node):
        if not map_node.flow:
            yield from map_node.pairs


def _texts(nodes: Sequence[Node]) -> list[Node]:
    return [node for node in nodes if node.kind == "scalar" and node.tag == "str"]


def style_near(
    draft: Draft, at: int, siblings: Sequence[Node], old: Node | None = None, in_flow: bool = False
) -> Style:
    """The style for a value whose key or dash is at the character `at`, beside `siblings`, in place of `old`."""
    texts = _texts(siblings)
    signs = Counter(node.style for node in texts if node.style not in ("|", ">"))
    quote = signs.most_common(1)[0][0] if signs else ""
    comment = ""
    if old is not None and old.kind == "scalar" and old.tag == "str":
        quote = old.style
    if old is not None and old.style in ("|", ">"):
        header = _HEADER.match(draft.text, old.start)
        comment = header["comment"] or "" if header else ""
    return Style(
        quote=quote,
        other_quote=_quote_of(draft.root),
        flag=_flag_near(draft.root, siblings, old),
        indent=column(draft.text, at),
        step=_step(draft),
        list_step=_list_step(draft),
        line_break=line_break_before(draft.text, at, draft.line_break),
        in_flow=in_flow,
        header_comment=comment,
    )


def _quote_of(root: Node | None) -> str:
    signs = Counter(node.style for node in _walk(root) if node.style in ("'", '"'))
    return signs.most_common(1)[0][0] if signs else '"'


def _flag_near(root: Node | None, siblings: Sequence[Node], old: Node | None) -> str:
    if old is not None and old.tag == "bool":
        return old.value
    near = [node.value for node in siblings if node.tag == "bool" and node.kind == "scalar"]
    return near[-1] if near else next((node.value for node in _walk(root) if node.tag == "bool"), "true")


def _step(draft: Draft) -> int:
    for key, value in _pairs(draft.root):
        if value.kind == "map" and not value.flow and value.pairs and not value.tagged and value.anchor is None:
            return max(1, column(draft.text, value.start) - column(draft.text, key.start))
    return 2


def _list_step(draft: Draft) -> int:
    for key, value in _pairs(draft.root):
        if value.kind == "list" and not value.flow and value.items and not value.tagged and value.anchor is None:
            return max(0, column(draft.text, value.start) - column(draft.text, key.start))
    return 2
