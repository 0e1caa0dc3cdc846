"""PyYAML reads a front matter: a tree in which every value knows where its characters are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml

from reviewer.articles.complaints import place_of, problem_of
from reviewer.articles.problem import Problem, TooMuch

MAX_CHARACTERS: Final = 32_000_000
MAX_DEPTH: Final = 100
MAX_NODES: Final = 200_000
STANDARD = "tag:yaml.org,2002:"
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    first: [(tag.removeprefix(STANDARD), pattern) for tag, pattern in rules]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first is not None
}


class Node:
    """One value: its characters are `text[start:end]` of the front matter.

    `kind` is scalar, list, map or alias; `tag` a short name such as str, int, float, bool, null, timestamp, or a
    custom tag. `style` is "" for plain, else the sign that opens the scalar. A list has `items`, a map `pairs`.
    """

    __slots__ = ("anchor", "end", "flow", "items", "kind", "pairs", "start", "style", "tag", "tagged", "value")

    def __init__(self, kind: str, start: int, end: int, anchor: str | None) -> None:
        self.kind, self.start, self.end, self.anchor = kind, start, end, anchor
        self.tag = kind
        self.tagged = self.flow = False
        self.style = self.value = ""
        self.items: list[Node] = []
        self.pairs: list[tuple[Node, Node]] = []

    def children(self) -> Iterator[Node]:
        yield from self.items
        for key, value in self.pairs:
            yield key
            yield value

    def positions(self, key: str) -> list[int]:
        """Where in `pairs` this key stands; more than one where it is duplicated."""
        return [at for at, (name, _) in enumerate(self.pairs) if name.kind == "scalar" and name.value == key]

    def get(self, key: str) -> Node | None:
        """The value under `key`; of duplicates the last, as readers take it."""
        found = self.positions(key)
        return self.pairs[found[-1]][1] if found else None


def resolve(text: str) -> str:
    """The kind of value that plain `text` is in YAML 1.1: str, int, float, bool, null, timestamp, merge, value."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return tag
    return "str"


def same(a: Node, b: Node) -> bool:
    """Whether two nodes hold the same: kinds, tags, spelling, order and anchors; places do not count."""
    if (a.kind, a.tag, a.value, a.anchor) != (b.kind, b.tag, b.value, b.anchor):
        return False
    if len(a.items) != len(b.items) or len(a.pairs) != len(b.pairs):
        return False
    return all(map(same, a.children(), b.children()))


def _at(mark: yaml.error.Mark | yaml._yaml.Mark | None) -> int:
    return mark.index if mark is not None else 0


class _Builder:
    """Makes the tree from a parser's events, within limits of depth and number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.open: list[Node] = []
        self.keys: list[Node | None] = []
        self.anchors: set[str] = set()
        self.count = 0

    def fail(self, words: str, index: int, kind: type[Problem] = Problem) -> Problem:
        return kind(words, *place_of(self.text, index))

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._place(self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._finish(event)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise self.fail(f"“*{event.anchor}” points at nothing; put a text that begins with * in quotes",
                                _at(event.start_mark))  # fmt: skip
            self._place(Node("alias", _at(event.start_mark), _at(event.end_mark), event.anchor))
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self.fail("a second document begins here; only one is read", _at(event.start_mark))

    def _anchored(self, kind: str, event: yaml.NodeEvent) -> Node:
        node = Node(kind, _at(event.start_mark), _at(event.end_mark), event.anchor)
        if event.anchor is not None:
            if event.anchor in self.anchors:
                raise self.fail(f"the anchor “&{event.anchor}” is there twice", node.start)
            self.anchors.add(event.anchor)
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        node = self._anchored("scalar", event)
        node.style, node.value = event.style or "", event.value
        if node.style == ":":
            node.style = ""
        if event.tag is not None and event.tag != "!":
            node.tagged, node.tag = True, event.tag.removeprefix(STANDARD)
        elif event.tag == "!":
            node.tagged, node.tag = True, "str"
        else:
            node.tag = resolve(event.value) if event.implicit[0] else "str"
        if node.style in ("|", ">"):
            node.end = node.start + len(self.text[node.start : node.end].rstrip(" \t\r\n"))
        return node

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        node = self._anchored("map" if isinstance(event, yaml.MappingStartEvent) else "list", event)
        node.flow = bool(event.flow_style)
        if event.tag is not None and event.tag != "!":
            node.tagged, node.tag = True, event.tag
        self._place(node)
        self.open.append(node)
        self.keys.append(None)
        if len(self.open) > MAX_DEPTH:
            raise self.fail(f"values are nested more than {MAX_DEPTH} deep here", node.start, TooMuch)

    def _finish(self, event: yaml.MappingEndEvent | yaml.SequenceEndEvent) -> None:
        node = self.open.pop()
        self.keys.pop()
        if node.flow:
            node.end = _at(event.end_mark)
        elif node.items or node.pairs:
            node.end = (node.items or node.pairs[-1])[-1].end
        else:
            node.end = node.start

    def _place(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            raise self.fail(f"there are more than {MAX_NODES:,} values", node.start, TooMuch)
        if not self.open:
            self.root = node
        elif self.open[-1].kind == "list":
            self.open[-1].items.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = node
        else:
            self.open[-1].pairs.append((key, node))
            self.keys[-1] = None


def parse(text: str) -> Node | None:
    """The tree of a front matter, a map; None where it is empty. Raises Problem."""
    if len(text) > MAX_CHARACTERS:
        raise TooMuch(f"the front matter is larger than {MAX_CHARACTERS:,} characters")
    builder = _Builder(text)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except (yaml.YAMLError, ValueError) as error:
        raise problem_of(error, text) from error
    root = builder.root
    if root is None or (root.kind == "scalar" and root.tag == "null" and root.start == root.end):
        return None
    if root.kind != "map":
        raise builder.fail("the front matter is no list of fields such as “title: …”", root.start)
    return root
