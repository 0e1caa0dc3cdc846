"""Add an item to a list, take one out, or move one, leaving all others and what stands beside them alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reviewer.articles.draft import Draft, Place, first_proven, holds, locate, refuse_special
from reviewer.articles.front_matter import Node, same
from reviewer.articles.keys import without_in_flow
from reviewer.articles.lines import column, ends_in_break, line_end, line_start, skip_blank_lines
from reviewer.articles.problem import Refusal
from reviewer.articles.surroundings import style_near
from reviewer.articles.values import Path, Value, spell_path
from reviewer.articles.yaml_text import Style, spell_after_dash, spell_flow

_ONE_BY_ONE = 16
"""More items than this are taken out at once."""
_COMMA_AND_COMMENT = re.compile(r"[ \t]*,[ \t]+#[^\r\n]*(?P<line_break>\r\n|\n|\r)")
"""Behind the last item of a list in brackets: what is to stay beside that item."""
Wanted = Node | tuple[Value]
"""An old item that must be as it was, or a new value (in a tuple, so that no value is taken for a node)."""


def is_item(node: Node, value: Value) -> bool:
    """Whether a list item is this value: a text by its characters, whatever type its spelling gives it."""
    if isinstance(value, str) and node.kind == "scalar":
        return node.value == value
    return holds(node, value)


def _became(new: Node | None, wanted: Sequence[Wanted]) -> bool:
    if new is None or new.kind != "list" or len(new.items) != len(wanted):
        return False
    return all(
        holds(item, want[0]) if isinstance(want, tuple) else same(item, want)
        for item, want in zip(new.items, wanted, strict=True)
    )


def insert_items(draft: Draft, path: Path, place: Place, at: int, values: Sequence[Value]) -> Draft:
    """The draft with `values` before the item that is now at `at`; at the end where there is none."""
    node = _list_at(place, path)
    items = node.items
    style = style_near(draft, node.start, items, in_flow=place.in_flow or node.flow)
    if items and items[min(at, len(items) - 1)].tag == "str":
        near = items[min(at, len(items) - 1)].style
        style = replace(style, quote=near if near not in ("|", ">") else "")
    into = _into_flow if node.flow else _into_lines
    texts = into(draft.text, node, at, values, style)
    wanted: list[Wanted] = [*items[:at], *((value,) for value in values), *items[at:]]
    return first_proven(draft, texts, path, lambda _, new: _became(new, wanted))


def remove_items(draft: Draft, path: Path, ats: Sequence[int]) -> Draft:
    """The draft without the items at `ats`, which rise; the last one leaves `[]`."""
    left = list(ats)
    if len(left) > _ONE_BY_ONE:
        node = _list_at(locate(draft, path), path)
        draft = _remove_at_once(draft, path, node, left[1:])  # the first may be the only one, or share its line
        left = left[:1]
    for at in reversed(left):
        draft = remove_item(draft, path, locate(draft, path), at)
    return draft


def _remove_at_once(draft: Draft, path: Path, node: Node, ats: Sequence[int]) -> Draft:
    """Proven once, as the text of a long list cannot be read again for each of its items."""
    gone = set(ats)
    for at in ats:
        refuse_special(node.items[at], (*path, at))
    wanted: list[Wanted] = [item for at, item in enumerate(node.items) if at not in gone]
    text = _without_spans(draft.text, _spans(draft.text, node, ats))
    return first_proven(draft, [text], path, lambda _, new: _became(new, wanted))


def remove_item(draft: Draft, path: Path, place: Place, at: int) -> Draft:
    """The draft without the item at `at`; the last one leaves `[]`."""
    node = _list_at(place, path)
    refuse_special(node.items[at], (*path, at))
    texts = _without(draft.text, node, at, key_end=_key_end(draft.text, place))
    wanted: list[Wanted] = [*node.items[:at], *node.items[at + 1 :]]
    return first_proven(draft, texts, path, lambda _, new: _became(new, wanted))


def move_item(draft: Draft, path: Path, place: Place, source: int, target: int) -> Draft:
    """The draft with the item at `source` standing where the one at `target` stands; raises Refusal out of range."""
    node = _list_at(place, path)
    count = len(node.items)
    if not (0 <= source < count and 0 <= target < count):
        raise Refusal(f"{spell_path(path)} has only {count} items")
    if source == target:
        return draft
    order = list(range(count))
    order.insert(target, order.pop(source))
    wanted: list[Wanted] = [node.items[i] for i in order]
    return first_proven(draft, _reordered(draft.text, node, order), path, lambda _, new: _became(new, wanted))


def _list_at(place: Place, path: Path) -> Node:
    node = place.node
    if node is None or place.missing:
        raise Refusal(f"{spell_path(path)} is not there")
    if node.kind != "list":
        refuse_special(node, path, inside=False)
        kind = "a group of fields" if node.kind == "map" else "a single value"
        raise Refusal(f"{spell_path(path)} is {kind}, no list")
    refuse_special(node, path, inside=False)
    return node


def _key_end(text: str, place: Place) -> int | None:
    holder = place.holders[-1]
    if holder.kind == "map":
        key = next(name for name, item in holder.pairs if item is place.node)
        return text.index(":", key.end) + 1
    return None


def _dash(text: str, node: Node, at: int) -> int:
    """Where the dash of a block list's item stands."""
    if at == 0:
        return node.start
    place, wanted = node.items[at].start, column(text, node.start)
    floor = node.items[at - 1].end
    while True:
        start = line_start(text, place)
        dash = start + wanted
        if text[dash : dash + 1] == "-" and not text[start:dash].strip() and dash < max(place, dash + 1):
            return dash
        if start <= floor or start == 0:
            raise Refusal("the list is spelled in a way that leaves its items in doubt")
        place = start - 1


def _gap(text: str, node: Node) -> str:
    """What stands between the dash and the value of the last item."""
    dash, item = _dash(text, node, len(node.items) - 1), node.items[-1]
    gap = text[dash + 1 : item.start]
    return gap if gap and not gap.strip(" ") else " "


def _into_lines(text: str, node: Node, at: int, values: Sequence[Value], style: Style) -> Iterator[str]:
    indent = column(text, node.start)
    gap = _gap(text, node)
    inner = replace(style, indent=indent + len(gap) - 1)
    next_line = style.line_break + " " * indent
    line = next_line.join("-" + gap + spell_after_dash(value, inner)[1:] for value in values)
    if at < len(node.items):
        dash = _dash(text, node, at)
        yield f"{text[:dash]}{line}{next_line}{text[dash:]}"
        return
    end = line_end(text, node.end)
    for place in dict.fromkeys((end, skip_blank_lines(text, end))):
        if ends_in_break(text, place):
            yield f"{text[:place]}{' ' * indent}{line}{style.line_break}{text[place:]}"
        else:
            yield f"{text[:place]}{style.line_break}{' ' * indent}{line}{text[place:]}"


def _into_flow(text: str, node: Node, at: int, values: Sequence[Value], style: Style) -> Iterator[str]:
    items = node.items
    each = [spell_flow(value, style) for value in values]
    spelled = ", ".join(each)
    if not items:
        inside = text[node.start + 1 : node.end - 1]
        if not inside.strip(" "):
            left, right = inside[: len(inside) // 2], inside[len(inside) // 2 :]
            yield f"{text[: node.start + 1]}{left}{spelled}{right}{text[node.end - 1 :]}"
        yield f"{text[: node.start + 1]}{spelled}{text[node.start + 1 :]}"
        return
    between = [text[a.end : b.start] for a, b in pairwise(items)]
    lead = text[node.start + 1 : items[0].start]
    gap = between[-1] if between else "," + lead if "\n" in lead or "\r" in lead else ", "
    gap = gap if gap.strip() == "," else ", "
    spelled = gap.join(each)
    if at < len(items):
        yield f"{text[: items[at].start]}{spelled}{gap}{text[items[at].start :]}"
    else:
        commented = _COMMA_AND_COMMENT.match(text, items[-1].end)
        indent = text[line_start(text, items[-1].start) : items[-1].start]
        if commented and not indent.strip():
            end = commented.end()
            yield f"{text[:end]}{indent}{', '.join(each)},{commented['line_break']}{text[end:]}"
        yield f"{text[: items[-1].end]}{gap}{spelled}{text[items[-1].end :]}"
        yield f"{text[: items[-1].end]}, {', '.join(each)}{text[items[-1].end :]}"


def _without(text: str, node: Node, at: int, key_end: int | None) -> Iterator[str]:
    items = node.items
    if node.flow:
        yield from without_in_flow(text, node, [(item.start, item.end) for item in items], at)
        return
    dash, end = _dash(text, node, at), line_end(text, items[at].end)
    start = line_start(text, dash)
    own_line = not text[start:dash].strip()
    if len(items) == 1:
        if own_line and key_end is not None:
            kept = f"{text[:key_end]} []{text[key_end:start]}{text[end:]}"
            yield kept if end < len(text) or ends_in_break(text, end) else kept.rstrip("\r\n")
        yield f"{text[: node.start]}[]{text[node.end :]}"
    elif own_line:
        cut = text[:start] + text[end:]
        yield cut if end < len(text) or ends_in_break(text, end) else cut.rstrip("\r\n")
        yield text[:start] + text[skip_blank_lines(text, end) :]
    elif at + 1 < len(items) and not text[end : _dash(text, node, at + 1)].strip():
        yield text[:dash] + text[_dash(text, node, at + 1) :]


def _spans(text: str, node: Node, ats: Sequence[int]) -> list[tuple[int, int]]:
    """What goes with the items at `ats`: their lines, or in brackets the comma before; the first is not among them."""
    items = node.items
    if node.flow:
        return [(items[at - 1].end, items[at].end) for at in ats]
    return [(line_start(text, _dash(text, node, at)), line_end(text, items[at].end)) for at in ats]


def _without_spans(text: str, spans: list[tuple[int, int]]) -> str:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    cut = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return cut if ends_in_break(text, len(text)) or ends[-1] < len(text) else cut.rstrip("\r\n")


def _reordered(text: str, node: Node, order: list[int]) -> Iterator[str]:
    items = node.items
    if not node.flow and all(not text[line_start(text, d) : d].strip() for d in (_dash(text, node, i) for i in order)):
        spans = [(line_start(text, _dash(text, node, i)), line_end(text, item.end)) for i, item in enumerate(items)]
        if all(ends_in_break(text, end) for _, end in spans):
            yield _permuted(text, spans, order)
    yield _permuted(text, [(item.start, item.end) for item in items], order)


def _permuted(text: str, spans: list[tuple[int, int]], order: list[int]) -> str:
    out, at = [], 0
    for (start, end), source in zip(spans, order, strict=True):
        out += [text[at:start], text[slice(*spans[source])]]
        at = end
    return "".join(out) + text[at:]
