"""Put another value in the place of one, touching its characters only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviewer.articles.draft import Draft, Place, first_proven, holds, refuse_special
from reviewer.articles.front_matter import Node
from reviewer.articles.lines import line_end, line_start
from reviewer.articles.surroundings import style_near
from reviewer.articles.values import Path, Timestamp, Value
from reviewer.articles.yaml_text import Style, spell_after_dash, spell_after_key, spell_flow, spellings


def replace_value(draft: Draft, path: Path, place: Place, value: Value) -> Draft:
    """The draft with `value` at `path`, where a node is now. Raises Refusal where that cannot be proven."""
    node = place.node
    assert node is not None
    if holds(node, value):
        return draft
    refuse_special(node, path)
    holder = place.holders[-1]
    key = None if holder.kind == "list" else next(name for name, item in holder.pairs if item is node)
    style = _style(draft, place, node, key, value)
    texts = _candidates(draft.text, node, key, value, style)
    return first_proven(draft, texts, path, lambda _, new: holds(new, value))


def _style(draft: Draft, place: Place, node: Node, key: Node | None, value: Value) -> Style:
    plain_scalar = not isinstance(value, str | list | dict) or isinstance(value, Timestamp)
    if plain_scalar and node.kind == "scalar" and node.start < node.end and node.style not in ("|", ">"):
        return Style(flag=node.value, in_flow=place.in_flow)
    holder = place.holders[-1]
    siblings = holder.items if key is None else [item for _, item in holder.pairs]
    siblings = [item for item in siblings if item is not node]
    at = holder.start if key is None else key.start
    style = style_near(draft, at, siblings, node, place.in_flow)
    return replace(style, list_step=min(style.list_step, 2)) if key is None else style


def _candidates(text: str, node: Node, key: Node | None, value: Value, style: Style) -> Iterator[str]:
    large = isinstance(value, list | dict) and bool(value)
    if style.in_flow or (node.flow and (large or not isinstance(value, str))):
        yield from _inline(text, node, [spell_flow(value, style)])
    elif key is None:
        texts = [spell_after_dash(value, style)[1:]] if isinstance(value, list | dict) else spellings(value, style)
        yield from _inline(text, node, texts)
    elif large:
        yield _lines_after_key(text, node, key, spell_after_key(value, style))
        yield from _inline(text, node, [spell_flow(value, style)])
    else:
        texts = [spell_flow(value, style)] if isinstance(value, list | dict) else spellings(value, style)
        yield from _inline(text, node, texts)


def _inline(text: str, node: Node, spelled: Iterator[str] | list[str]) -> Iterator[str]:
    before = text[line_start(text, node.start) : node.start]
    block_lines = node.kind != "scalar" and not node.flow and not before.strip()
    for one in spelled:
        if node.start == node.end:
            yield _fill_empty(text, node.start, one)
            continue
        yield text[: node.start] + one + text[node.end :]
        if block_lines:
            yield _instead_of_lines(text, node, one)


def _fill_empty(text: str, at: int, spelled: str) -> str:
    end = line_end(text, at)
    rest = text[at:end]
    blank = rest.rstrip("\r\n")
    if blank.startswith(" ") and not blank.strip():
        return text[: at + len(blank)] + spelled + text[at + len(blank) :]
    return f"{text[:at]} {spelled}{text[at:]}"


def _instead_of_lines(text: str, node: Node, spelled: str) -> str:
    start, end = line_start(text, node.start), line_end(text, node.end)
    colon = _content_end(text, node.start)
    return f"{text[:colon]} {spelled}{text[colon:start]}{text[end:]}"


def _content_end(text: str, at: int) -> int:
    """The place behind the last `:` or `-` that opens the value which begins at `at` on a later line."""
    line = line_start(text, at)
    while line:
        start = line_start(text, line - 1 - (text[line - 2 : line] == "\r\n"))
        content = text[start:line].split(" #", 1)[0].rstrip()
        if content and not content.lstrip().startswith("#"):
            return start + len(content)
        line = start
    return at


def _lines_after_key(text: str, node: Node, key: Node, spelled: str) -> str:
    """Lines of their own below the key; what stands on the key's line beside the value stays."""
    colon = text.index(":", key.end) + 1
    block = node.kind != "scalar" and not node.flow and line_start(text, node.start) > colon
    if block:
        start, end = line_start(text, node.start), line_end(text, node.end)
        without = text[:start] + text[end:]
        ends_open = end == len(text) and not text.endswith(("\n", "\r"))
    else:
        without, ends_open = text[:colon] + text[max(node.end, colon) :], False
    stop = line_end(without, colon)
    content = without[colon:stop].rstrip("\r\n")
    at = colon + (len(content) if "#" in content or node.start == node.end else len(content.rstrip()))
    if node.start == node.end and "#" not in content:
        at = colon + len(content)
    made = without[:at] + spelled + without[at:]
    return made.rstrip("\r\n") if ends_open else made
