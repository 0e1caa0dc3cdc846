"""What a curator sees of a document: its values, read and never written."""

from __future__ import annotations

import re

from reviewer.articles.aliases import unfolded
from reviewer.articles.contents import Article, Number, Picture, Related
from reviewer.articles.field_values import all_fields, all_nested
from reviewer.articles.front_matter import Node, read_tree, value_of
from reviewer.articles.problem import Problem
from reviewer.articles.source import cut, has_opening, is_whole_yaml

MAX_BODY = 200_000
_PLAIN_TEXT = (".txt", ".html", ".htm")
_BEYOND_64_BITS = re.compile(r"[-+]?[0-9]{19,300}\Z")


def is_article(content: bytes, name: str) -> bool:
    """Whether a scanned file is listed: texts and pages without front matter are no articles, unless empty."""
    if not name.lower().endswith(_PLAIN_TEXT):
        return True
    return has_opening(content) or not content.strip()


def read_article(content: bytes, name: str = "") -> Article:
    """The article in a file's bytes. Never raises: what cannot be read makes an article with a problem."""
    try:
        source = cut(content, name)
        text = source.text()
        root = read_tree(text, source.first_line)
        if root is not None and "*" in text:
            root = unfolded(root)
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
        fields=tuple(all_fields(root)),
        nested=tuple(all_nested(root)),
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
    return int(scalar.value) if scalar.tag == "int" and _BEYOND_64_BITS.match(scalar.value) else scalar.value


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
        if node is None or node.kind != "scalar":
            return self.text(key) or None  # a list is no number, but more than nothing
        return _number(node)

    def flag(self, key: str) -> bool | str | None:
        node = self.get(key)
        if node is None or node.kind != "scalar":
            return self.text(key) or None
        value = value_of(node)
        return value if value is None or isinstance(value, bool) else node.value

    def pixels(self, key: str) -> int | None:
        node = self.get(key)
        return pixels_of(node) if node is not None and node.kind == "scalar" else None

    def items(self, key: str) -> list[Node]:
        """What is in a list, but for what is nothing. What stands alone, where a list should be, is its only item."""
        node = self.get(key)
        if node is None:
            return []
        items = node.items if node.kind == "list" else [node] if node.pairs or node.value else []
        return [item for item in items if item.tag != "null"]

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(item.value for item in self.items(key) if item.kind == "scalar")
