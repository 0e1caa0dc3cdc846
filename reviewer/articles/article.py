"""What a curator sees of a document: its values, read and never written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.front_matter import Node, read_tree, value_of
from reviewer.articles.problem import Problem
from reviewer.articles.source import cut, has_opening, is_whole_yaml
from reviewer.articles.values import Path, Timestamp, Value, spell_path

MAX_BODY = 200_000
Number = int | float | str | None
_PLAIN_TEXT = (".txt", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the article declares it; sizes in pixels."""

    url: str
    width: int | None = None
    height: int | None = None
    is_cached: bool | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """An article about the same story elsewhere. Texts are "" where missing."""

    title: str = ""
    excerpt: str = ""
    date: str = ""
    web_url: str = ""
    amp_url: str = ""
    type: str = ""
    provider: str = ""
    provider_domain: str = ""
    quality: Number = None
    images: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field as the file has it. `kind` is text, int, float, bool, date, null, list (of texts), map or groups.

    Of a map or a list of groups the value is the number of its entries; of a locked field it is the length in
    characters, never the text.
    """

    path: str
    value: Value
    kind: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """All that is shown of one article. Texts are "" where missing, and stored as written, entities included.

    `quality` and `heat` are kept as they are, text where they are no number; `published` is True, False, None where
    missing or empty, or the text of what else stands there, such as a date.
    """

    title: str = ""
    excerpt: str = ""
    category: str = ""
    type: str = ""
    quality: Number = None
    heat: Number = None
    published: bool | str | None = None
    topics: tuple[str, ...] = ()
    date: str = ""
    provider: str = ""
    provider_domain: str = ""
    web_url: str = ""
    original_url: str = ""
    images: tuple[Picture, ...] = ()
    related: tuple[Related, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    nested: tuple[tuple[str, Value], ...] = ()
    """The whole values, by path, of what `fields` only counts, and of `images` and `related`."""
    body: str = ""
    problem: Problem | None = None

    @property
    def is_published(self) -> bool:
        return self.published is True


def is_article(content: bytes, name: str) -> bool:
    """Whether a scanned file is listed: texts and pages without front matter are no articles, unless empty."""
    if not name.lower().endswith(_PLAIN_TEXT):
        return True
    return has_opening(content) or not content.strip()


def read_article(content: bytes, name: str = "") -> Article:
    """The article in a file's bytes. Never raises: what cannot be read makes an article with a problem."""
    try:
        source = cut(content, name)
        root = read_tree(source.text(), source.first_line)
    except Problem as problem:
        return Article(problem=Problem(problem.words, problem.line, problem.column))
    except (RecursionError, MemoryError):
        return Article(problem=Problem("the front matter is too large or too deep to be read"))
    body = source.body[: MAX_BODY * 4].decode("utf-8", "replace")[:MAX_BODY]
    if root is None:
        words = "" if not is_whole_yaml(name) or content.strip() else "the file is empty"
        return Article(body=body, problem=Problem(words) if words else None)
    return article_of(root, body)


def article_of(root: Node, body: str = "") -> Article:
    """What the tree of a front matter says. Each of its keys has a say in fields of its own."""
    values = _Values(root)
    provider = _Values(root.get("provider"))
    return Article(
        title=values.text("title"),
        excerpt=values.text("excerpt"),
        category=values.text("category"),
        type=values.text("type"),
        quality=values.number("quality"),
        heat=values.number("heat"),
        published=values.flag("published"),
        topics=values.texts("topics"),
        date=values.text("publishedDateTime"),
        provider=provider.text("name") or values.scalar_text("provider"),
        provider_domain=provider.text("domain"),
        web_url=values.text("webUrl"),
        original_url=values.text("originalUrl"),
        images=_pictures(root),
        related=tuple(_related(item) for item in values.items("related")),
        fields=tuple(_fields(root)),
        nested=tuple(_nested(root)),
        body=body,
    )


def _related(node: Node) -> Related:
    values = _Values(node)
    provider = _Values(node.get("provider"))
    return Related(
        title=values.text("title"),
        excerpt=values.text("excerpt"),
        date=values.text("publishedDateTime"),
        web_url=values.text("webUrl") or values.text("originalUrl"),
        amp_url=values.text("ampWebUrl"),
        type=values.text("type"),
        provider=provider.text("name") or values.scalar_text("provider"),
        provider_domain=provider.text("domain"),
        quality=values.number("quality"),
        images=_pictures(node),
    )


def _pictures(node: Node) -> tuple[Picture, ...]:
    found = []
    for item in _Values(node).items("images"):
        if item.kind == "map":
            values = _Values(item)
            cached = values.flag("isCached")
            width, height = values.pixels("width"), values.pixels("height")
            found.append(Picture(values.text("url"), width, height, cached if isinstance(cached, bool) else None))
        elif item.kind == "scalar" and item.value:
            found.append(Picture(item.value))
    return tuple(found)


def _number(scalar: Node) -> Number:
    value = value_of(scalar)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return scalar.value


def pixels_of(scalar: Node) -> int | None:
    """A width or height that can be one."""
    value = _number(scalar)
    return value if isinstance(value, int) and 0 < value < 1_000_000 else None


class _Values:
    """The values of one map, as the kinds that an article has."""

    def __init__(self, node: Node | None) -> None:
        self.node = node if node is not None and node.kind == "map" else None

    def get(self, key: str) -> Node | None:
        return self.node.get(key) if self.node is not None else None

    def scalar_text(self, key: str) -> str:
        node = self.get(key)
        return node.value if node is not None and node.kind == "scalar" and node.tag != "null" else ""

    def text(self, key: str) -> str:
        node = self.get(key)
        if node is None or node.kind == "scalar":
            return self.scalar_text(key)
        if node.kind == "list":
            return ", ".join(self.texts(key))
        return f"*{node.anchor}" if node.kind == "alias" else ""

    def number(self, key: str) -> Number:
        node = self.get(key)
        return _number(node) if node is not None and node.kind == "scalar" else None

    def flag(self, key: str) -> bool | str | None:
        node = self.get(key)
        if node is None or node.kind != "scalar":
            return None
        value = value_of(node)
        return value if value is None or isinstance(value, bool) else node.value

    def pixels(self, key: str) -> int | None:
        node = self.get(key)
        return pixels_of(node) if node is not None and node.kind == "scalar" else None

    def items(self, key: str) -> list[Node]:
        node = self.get(key)
        return node.items if node is not None else []

    def texts(self, key: str) -> tuple[str, ...]:
        node = self.get(key)
        if node is not None and node.kind == "scalar" and node.tag != "null" and node.value:
            return (node.value,)
        return tuple(item.value for item in self.items(key) if item.kind == "scalar" and item.tag != "null")


_KINDS = {"str": "text", "int": "int", "float": "float", "bool": "bool", "timestamp": "date", "null": "null"}


_APART = ("related", "images")


def _read(root: Node) -> Iterator[tuple[str, Node]]:
    """The keys that readers see, with their values: of duplicates the last."""
    last = {key.value: at for at, (key, _) in enumerate(root.pairs)}
    return (
        (key.value, node) for at, (key, node) in enumerate(root.pairs) if key.kind == "scalar" and last[key.value] == at
    )


def _fields(root: Node) -> Iterator[FieldValue]:
    for key, node in _read(root):
        yield from fields_of(key, node)


def _nested(root: Node) -> Iterator[tuple[str, Value]]:
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
