"""Front matters of a known shape are read without the parser.

A text is cut into lines. Of a line such as `  - url: "https://a.example"` the value between the quotes is *safe*: it
holds nothing that means anything to YAML there, and no other line depends on it. All the rest of the text, line by
line, is its *shape*. PyYAML judges the first text of each shape; where each safe value turns out to be one scalar of
its own, in no flow collection, then in every text of this shape the same scalars stand in the same places, since what
is in a safe value changes neither where it ends nor how the parser goes on. All other texts are read by PyYAML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from reviewer.articles.parsing import Node, parse, resolve
from reviewer.articles.problem import Problem

_LARGEST = 100_000
"""Characters. Larger texts are rare, and read by PyYAML."""
_MOST_LINES = 1_000
"""Of a shape that is remembered."""
_MOST_LINES_IN_ALL = 20_000
"""Of all that are remembered. A line takes less than 2 kB, in each process."""

_WIDE = "\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
"""What may stand in any scalar beside ASCII: what YAML calls printable, without its line breaks and byte order mark."""
_ALONE = (
    r"-?+[0-9A-Za-z\u00c0-\u02af\u0370-\u1fff\u3040-\ud7ff]"
    rf"(?:[ ]*+(?:[!\"$-9;-~'{_WIDE}]++|:(?=[!-~{_WIDE}])))*+"
)
_LINE = re.compile(
    r"(?:((?:(?:-[ ]++)++(?:[A-Za-z_][\w-]*+:[ ]++)?+"
    r"|[ ]*+(?:-[ ]++)*+[A-Za-z_][\w-]*+:[ ]++|[ ]++(?:-[ ]++)++)[\"']?+)"
    rf"((?<=\")[ !#-\[\]-~{_WIDE}]*+(?=\")"
    rf"|(?<=')[ -&(-~{_WIDE}]*+(?=')"
    rf"|(?<=[ ]){_ALONE})"
    r"([\"']?+[ \t]*+\r?+(?:\n|\Z)))|([^\n]*+(?:\n|\Z))",
    re.ASCII,
)
_PLAIN = re.compile(rf"-?+[0-9A-Za-z](?:[ ]*+(?:[!\"$-9;-~'{_WIDE}]++|:(?=[!-~{_WIDE}])))*+\Z")

_BESIDE_WIDE = "\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_INSIDE = {'"': rf'([^"\\{_BESIDE_WIDE}]*+)', "'": rf"([^'{_BESIDE_WIDE}]*+)"}
"""Safe values in quotes once more, spelled so that many of these patterns are made quickly."""

_SAFE_ALONE = re.compile(rf"{_ALONE}\Z", re.ASCII)

Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Line by line: what precedes the safe value, that value, what follows it; or, where there is none, the whole line."""


class Mould:
    """One node of a shape: a node of the judged text, and of each place how many safe values end before it.

    `line` is the line whose safe value it holds, -1 where it is the same in all texts of the shape.
    """

    __slots__ = ("end", "ends_after", "items", "line", "node", "pairs", "start", "starts_after")

    def __init__(self, node: Node, line: int, starts_after: int, ends_after: int) -> None:
        self.node, self.line = node, line
        self.start, self.end = node.start, node.end
        self.starts_after, self.ends_after = starts_after, ends_after
        self.items: list[Mould] = []
        self.pairs: list[tuple[Mould, Mould]] = []


class _Shape:
    """`fields` holds the lines of the root's keys that stand there once and have a safe value; `lengths` are those of
    the judged text's safe values, in the order of the lines in `filled`."""

    __slots__ = ("fields", "filled", "lengths", "root")

    def __init__(self, root: Mould, fields: dict[str, int], filled: list[int], lengths: list[int]) -> None:
        self.root, self.fields, self.filled, self.lengths = root, fields, filled, lengths


class _Unfit(Exception):
    """The parser and the lines do not agree on where the values are."""


_shapes: dict[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], _Shape | None] = {}
_lines = 0
"""Of these shapes, or more."""
_last: tuple[str, tuple[_Shape, Parts] | None] = ("", None)


def tree_of(text: str) -> Node | None:
    """The tree that `parse` makes of the text, if its shape is known or can be judged; None if it must be parsed."""
    found = _known(text)
    if found is None:
        return None
    shape, parts = found
    values = parts[1]
    moved = [0, *accumulate(len(values[line]) - was for line, was in zip(shape.filled, shape.lengths, strict=True))]
    return _cast(shape.root, values, moved)


def line_of(text: str) -> tuple[str | None, str | None, str | None]:
    """Of a text that is one line with a safe value: what precedes that, the value, and what follows it."""
    found = _LINE.fullmatch(text)
    return (found[1], found[2], found[3]) if found else (None, None, None)


def mould_of(text: str) -> tuple[Mould, Sequence[str]] | None:
    """What all texts of this shape have in common, and the safe values of this one, in their order; None where
    `tree_of` has no answer either."""
    found = _found(text) if len(text) <= _LARGEST else None
    if found is None:
        return None
    values = found[1][1]
    return found[0].root, [values[line] for line in found[0].filled]


def pattern_of(text: str) -> re.Pattern[str]:
    """What whole texts of the same shape match, with a group for each safe value; but of those without quotes
    `stands_alone` has to be asked."""
    pieces = []
    for before, _, after, whole in _LINE.findall(text):
        group = _INSIDE.get(before[-1:], r"([^\r\n]++)") if before else ""
        pieces.append(f"{re.escape(before)}{group}{re.escape(after)}{re.escape(whole)}")
    return re.compile("".join(pieces))


def scalar_of(text: str, key: str) -> tuple[int, int, str, str] | None:
    """Of the single value under a key of the root: where it begins and ends, its quote ("" for none), what it holds.

    None where that cannot be said without the parser.
    """
    found = _known(text)
    line = found[0].fields.get(key) if found else None
    if found is None or line is None:
        return None
    before, values, _, _ = found[1]
    start = sum(sum(map(len, column[:line])) for column in found[1]) + len(before[line])
    quote = before[line][-1] if before[line][-1] in "\"'" else ""
    return start - len(quote), start + len(values[line]) + len(quote), quote, values[line]


def is_safe(plain: str) -> bool:
    """Whether this text, without quotes, could be put in the place of another safe value without quotes."""
    return _PLAIN.match(plain) is not None


def stands_alone(plain: str) -> bool:
    """Whether this text is a safe value where it stands without quotes."""
    return _SAFE_ALONE.match(plain) is not None


def _known(text: str) -> tuple[_Shape, Parts] | None:
    """The shape of the text, and its lines; None if it has none that is of use. The last answer is remembered."""
    global _last
    former, found = _last
    if former != text:
        found = _found(text) if len(text) <= _LARGEST else None
        _last = text, found
    return found


def _found(text: str) -> tuple[_Shape, Parts] | None:
    before, values, after, whole = zip(*_LINE.findall(text), strict=True)
    parts = before, values, after, whole
    key = before, after, whole
    try:
        shape = _shapes[key]
    except KeyError:
        shape = _judged(text, parts)
        _remember(key, shape)
    return None if shape is None else (shape, parts)


def _remember(key: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], shape: _Shape | None) -> None:
    global _lines
    if len(key[0]) > _MOST_LINES:
        return
    _lines += len(key[0])
    _shapes[key] = shape
    if _lines > _MOST_LINES_IN_ALL:
        _lines = sum(len(known[0]) for known in _shapes)
        for oldest in list(_shapes):
            if _lines <= _MOST_LINES_IN_ALL * 3 // 4:
                break
            del _shapes[oldest]
            _lines -= len(oldest[0])


def _judged(text: str, parts: Parts) -> _Shape | None:
    """What the parser makes of the text, if it agrees with the lines on each safe value."""
    try:
        root = parse(text)
    except Problem:
        return None
    if root is None:
        return None
    spans: dict[int, tuple[int, int]] = {}
    at = 0
    for line, (before, value, after, whole) in enumerate(zip(*parts, strict=True)):
        if before:
            start = at + len(before)
            spans[start - (before[-1] in "\"'")] = (line, start + len(value))
        at += len(before) + len(value) + len(after) + len(whole)
    filled = [line for line, _ in spans.values()]
    ends = [end for _, end in spans.values()]
    judge = _Judge(parts, dict(spans), ends)
    try:
        mould = judge.mould(root, False)
    except _Unfit:
        return None
    if judge.open:
        return None
    names = [key.node.value for key, _ in mould.pairs]
    fields = {
        key.node.value: value.line for key, value in mould.pairs if value.line >= 0 and names.count(key.node.value) == 1
    }
    return _Shape(mould, fields, filled, [len(parts[1][line]) for line in filled])


class _Judge:
    """Compares the parser's tree with the lines; `open` are the safe values for which no node was found so far."""

    def __init__(self, parts: Parts, spans: dict[int, tuple[int, int]], ends: list[int]) -> None:
        self._parts, self.open, self._ends = parts, spans, ends

    def mould(self, node: Node, in_flow: bool) -> Mould:
        line = -1
        if node.kind == "scalar" and node.start in self.open and node.start < node.end:
            line = self._line(node, in_flow)
        made = Mould(node, line, bisect_right(self._ends, node.start), bisect_right(self._ends, node.end))
        flow = in_flow or node.flow
        made.items = [self.mould(item, flow) for item in node.items]
        made.pairs = [(self.mould(key, flow), self.mould(value, flow)) for key, value in node.pairs]
        return made

    def _line(self, node: Node, in_flow: bool) -> int:
        line, end = self.open.pop(node.start)
        before, value = self._parts[0][line], self._parts[1][line]
        quote = before[-1] if before[-1] in "\"'" else ""
        fits = (
            not in_flow
            and node.end == end + len(quote)
            and node.value == value
            and node.style == quote
            and not node.tagged
            and node.anchor is None
            and node.tag == ("str" if quote else resolve(value))
        )
        if not fits:
            raise _Unfit
        return line


def _cast(mould: Mould, values: Sequence[str], moved: Sequence[int]) -> Node:
    former = mould.node
    node = Node(
        former.kind, mould.start + moved[mould.starts_after], mould.end + moved[mould.ends_after], former.anchor
    )
    node.tag, node.tagged, node.flow, node.style, node.value = (
        former.tag, former.tagged, former.flow, former.style, former.value,
    )  # fmt: skip
    if mould.line >= 0:
        node.value = values[mould.line]
        if not node.style:
            node.tag = resolve(node.value)
    elif mould.items:
        node.items = [_cast(item, values, moved) for item in mould.items]
    elif mould.pairs:
        node.pairs = [(_cast(key, values, moved), _cast(value, values, moved)) for key, value in mould.pairs]
    return node
