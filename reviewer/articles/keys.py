"""Add a key to a map, or take one out, on lines of its own."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.articles.draft import Draft, Place, first_proven, holds, locate, refuse_special
from reviewer.articles.fields import LOCKED_KEYS, key_order
from reviewer.articles.front_matter import Node, same
from reviewer.articles.lines import ends_in_break, line_end, line_start, skip_blank_lines
from reviewer.articles.problem import Refusal
from reviewer.articles.surroundings import style_near
from reviewer.articles.values import Path, Value, spell_path
from reviewer.articles.yaml_text import Style, spell_after_key, spell_flow, spell_key

Pair = tuple[Node, Node]


def add_key(draft: Draft, path: Path, value: Value) -> Draft:
    """The draft with the key `path[-1]` added to the map at `path[:-1]`, where it is missing."""
    holder_path, key = path[:-1], str(path[-1])
    if draft.root is None:
        style = Style(line_break=draft.line_break)
        return first_proven(draft, _in_empty(draft, key, value, style), (), lambda _, new: holds(new, {key: value}))
    place = locate(draft, holder_path)
    holder = place.node
    assert holder is not None and holder.kind == "map"
    refuse_special(holder, holder_path, inside=False)
    in_flow = place.in_flow or holder.flow
    texts = (_in_flow if in_flow else _on_lines)(draft, holder, holder_path, key, value)
    return first_proven(draft, texts, holder_path, lambda old, new: _grew(old, new, key, value))


def _grew(old: Node | None, new: Node | None, key: str, value: Value) -> bool:
    if old is None or new is None or new.kind != "map" or len(new.pairs) != len(old.pairs) + 1:
        return False
    at = new.positions(key)
    if len(at) != 1 or not holds(new.pairs[at[0]][1], value):
        return False
    rest = new.pairs[: at[0]] + new.pairs[at[0] + 1 :]
    return all(same(a[0], b[0]) and same(a[1], b[1]) for a, b in zip(old.pairs, rest, strict=True))


def _in_empty(draft: Draft, key: str, value: Value, style: Style) -> Iterator[str]:
    text = draft.text
    line = f"{spell_key(key)}:{spell_after_key(value, style)}"
    if ends_in_break(text, len(text)):
        yield text + line + style.line_break
    else:
        yield text + style.line_break + line
    yield line + style.line_break + text


def _in_flow(draft: Draft, holder: Node, path: Path, key: str, value: Value) -> Iterator[str]:
    text = draft.text
    siblings = [item for _, item in holder.pairs]
    style = style_near(draft, holder.start, siblings, in_flow=True)
    pair = f"{spell_key(key, True)}: {spell_flow(value, style)}"
    if not holder.pairs:
        yield text[: holder.end - 1].rstrip(" ") + pair + text[holder.end - 1 :]
        return
    before = _neighbours(holder, key_order(path), key)[0]
    after = holder.pairs[-1] if before is None else before
    end = max(after[1].end, after[0].end)
    yield f"{text[:end]}, {pair}{text[end:]}"
    end = max(holder.pairs[-1][1].end, holder.pairs[-1][0].end)
    yield f"{text[:end]}, {pair}{text[end:]}"


def _neighbours(holder: Node, order: tuple[str, ...], key: str) -> tuple[Pair | None, Pair | None]:
    """The pair after which the key belongs, and the one before which it does, by the usual order of keys."""
    rank = {name: at for at, name in enumerate(order)}
    mine = rank.get(key)
    if mine is None:
        return None, None
    known = [pair for pair in holder.pairs if pair[0].value in rank]
    before = [pair for pair in known if rank[pair[0].value] < mine]
    after = [pair for pair in known if rank[pair[0].value] > mine]
    return max(before, key=lambda pair: rank[pair[0].value], default=None), min(
        after, key=lambda pair: rank[pair[0].value], default=None
    )


def _on_lines(draft: Draft, holder: Node, path: Path, key: str, value: Value) -> Iterator[str]:
    text, first = draft.text, holder.pairs[0][0]
    style = style_near(draft, first.start, [item for _, item in holder.pairs])
    line = f"{spell_key(key)}:{spell_after_key(value, style)}"
    locked = next((name.start for name, _ in holder.pairs if not path and name.value in LOCKED_KEYS), None)
    before, after = _neighbours(holder, key_order(path), key)
    if before is None and after is not None and (locked is None or after[0].start < locked):
        yield _before(text, after[0], line, style)
    reachable = [pair for pair in holder.pairs if locked is None or pair[0].start < locked]
    if before is not None and before in reachable:
        yield from _after(text, before, line, style)
    if reachable:
        yield from _after(text, reachable[-1], line, style)
        yield from (made for pair in reversed(reachable[:-1]) for made in _after(text, pair, line, style))
    yield _before(text, first, line, style)


def _before(text: str, key: Node, line: str, style: Style) -> str:
    return f"{text[: key.start]}{line}{style.line_break}{' ' * style.indent}{text[key.start :]}"


def _after(text: str, pair: Pair, line: str, style: Style) -> Iterator[str]:
    own_line = " " * style.indent + line
    at = line_end(text, max(pair[0].end, pair[1].end))
    for place in dict.fromkeys((at, skip_blank_lines(text, at))):
        if ends_in_break(text, place):
            yield f"{text[:place]}{own_line}{style.line_break}{text[place:]}"
        else:
            yield f"{text[:place]}{style.line_break}{own_line}{text[place:]}"


def remove_key(draft: Draft, path: Path, place: Place) -> Draft:
    """The draft without the key at `path`. The last key of a map leaves `{}`, but for the front matter itself."""
    holder, node = place.holders[-1], place.node
    assert node is not None
    refuse_special(node, path)
    at = next(i for i, (_, item) in enumerate(holder.pairs) if item is node)
    if len(holder.pairs) == 1 and len(path) > 1 and not holder.flow:
        raise Refusal(f"{spell_path(path)} is all that {spell_path(path[:-1])} holds: take that out instead")
    texts = _without_in_flow(draft.text, holder, at) if place.in_flow else _without_lines(draft.text, holder, at)
    return first_proven(draft, texts, path[:-1], lambda old, new: _shrank(old, new, at))


def _shrank(old: Node | None, new: Node | None, at: int) -> bool:
    if old is None or (new is None and len(old.pairs) > 1):
        return False
    rest = old.pairs[:at] + old.pairs[at + 1 :]
    pairs = new.pairs if new is not None else []
    return len(rest) == len(pairs) and all(
        same(a[0], b[0]) and same(a[1], b[1]) for a, b in zip(rest, pairs, strict=True)
    )


def _without_lines(text: str, holder: Node, at: int) -> Iterator[str]:
    key, node = holder.pairs[at]
    end = line_end(text, max(node.end, key.end))
    start = line_start(text, key.start)
    if not text[start : key.start].strip():
        cut = text[:start] + text[end:]
        yield cut if end < len(text) or ends_in_break(text, end) else cut.rstrip("\r\n")
        yield text[:start] + text[skip_blank_lines(text, end) :]
    elif at + 1 < len(holder.pairs):
        following = holder.pairs[at + 1][0].start
        if not text[end:following].strip():
            yield text[: key.start] + text[following:]


def _without_in_flow(text: str, holder: Node, at: int) -> Iterator[str]:
    spans = [(key.start, max(key.end, node.end)) for key, node in holder.pairs]
    yield from without_in_flow(text, holder, spans, at)


def without_in_flow(text: str, holder: Node, spans: list[tuple[int, int]], at: int) -> Iterator[str]:
    """A flow list or map without the item at `at`, its comma and the blanks beside it gone too."""
    start, end = spans[at]
    if len(spans) == 1:
        yield text[:start] + text[end : holder.end - 1].lstrip(", ") + text[holder.end - 1 :]
        yield text[: holder.start + 1] + text[holder.end - 1 :]
    elif at:
        yield text[: spans[at - 1][1]] + text[end:]
    else:
        yield text[:start] + text[spans[1][0] :]
