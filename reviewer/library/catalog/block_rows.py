"""The rows of an article made from its front matter block by block, without a tree of it.

A *block* is a line with a key of the root and the lines that belong to it, as all that follows it up to the next such
line begins with a blank, a dash, a `#`, or is empty. PyYAML reads block after block as it reads them together: at the
start of a line that opens a key of the root it has nothing left open but the root. (What a block does leave open, such
as a quote, or says of others, such as an anchor, makes it unfit, and the article is read whole.) The same block stands
in many articles, and blocks of the same shape in nearly all, so that little is left to be done for each.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from reviewer.articles.article import article_of, pixels_of
from reviewer.articles.contents import Article
from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.parsing import Node, parse, resolve
from reviewer.articles.problem import Problem
from reviewer.articles.shapes import Mould, line_of, mould_of, stands_alone, tree_of
from reviewer.articles.source import cut, is_whole_yaml
from reviewer.library.catalog.article_cells import (
    MOST_ITEMS,
    Cells,
    Topics,
    joined_topics,
    picture_cells,
    spell_text,
    spell_texts,
    text_cells,
    topic_cell,
    words,
)
from reviewer.library.catalog.block_json import NULLS, Spelling, Unfit, places_of, scalar_json
from reviewer.library.catalog.block_patterns import Patterns
from reviewer.library.catalog.field_paths import paths_in
from reviewer.library.catalog.rows import (
    ARTICLE_COLUMNS,
    WORD_SOURCES,
    Entry,
    Prepared,
    body_cell,
    file_cells,
    prepare,
)
from reviewer.library.files import Content, Fingerprint

_LARGEST = 100_000
_MOST_REMEMBERED = 8_000
_LONGEST_REMEMBERED = 400
_CANNOT_HOLD_MANY = MOST_ITEMS * 4

_BLOCK = re.compile(
    r"(?:[A-Za-z_][\w-]*+|'[\w-]++'|\"[\w-]++\"):(?=[ \r\n])[^\n]*+(?:\n|\Z)(?:(?=[ #\r\n-])[^\n]*+(?:\n|\Z))*+",
    re.ASCII,
)
_BEFORE = re.compile(r"(?:(?:#[ -~]*+)?\r?\n)*+")


Part = tuple[str, Cells, dict[str, str], str, str, Topics, tuple[str, ...]]
"""What one block adds to the rows: its key, cells, texts of the word index, JSON of fields and of what is nested,
topics, and the paths of fields."""
Maker = Callable[[Sequence[str]], Part | None]
"""Makes a part of the safe values of a block, in their order; None where those are beyond what it knows. Raises Unfit
where they are not safe."""

_TEXTS = {
    "title": "title",
    "excerpt": "excerpt",
    "publishedDateTime": "date",
    "webUrl": "web_url",
    "originalUrl": "original_url",
}
"""Keys whose values differ from article to article, with their columns."""
_OTHERS = frozenset(("category", "type", "quality", "heat", "published", "topics", "provider", "images", "related"))
_NO_LISTS = LOCKED_KEYS | _TEXTS.keys() | {"category", "type", "quality", "heat", "published"}
"""Keys of which a list is more than a list: it is hidden, or stands for a text."""
_NOTHING = prepare(Entry("", Fingerprint(0, 0, 0, b""), Article()))
_EMPTY: Cells = dict(zip(ARTICLE_COLUMNS, _NOTHING.article, strict=True))
_NO_WORDS = dict.fromkeys(WORD_SOURCES, "")
_same: dict[str, Part] = {}
_lines: dict[tuple[str | None, str | None], Maker] = {}
_lists = Patterns[Part | None]()


def quick_rows(content: Content, path: str, read_ns: int) -> Prepared | None:
    """What `prepare` makes of the article in a file as it was read at `read_ns`; None where it has to be read whole."""
    try:
        source = cut(content.data, path)
        text = source.text()
        parts = None if is_whole_yaml(path) or len(text) > _LARGEST else _parts(text)
    except (Problem, Unfit, RecursionError):
        return None
    if parts is None or (
        len(text) > _CANNOT_HOLD_MANY and sum(len(part[-1]) for part in parts) > MOST_ITEMS - len(parts)
    ):
        return None
    cells, found = dict(_EMPTY), dict(_NO_WORDS)
    topics: Topics = ()
    fields, nested, groups = [], [], list[tuple[str, ...]]()
    for _, more, texts, field, inner, names, group in parts:
        if more:
            cells.update(more)
            if texts:
                found.update(texts)
        if field:
            fields.append(field)
        if inner:
            nested.append(inner)
        if names:
            topics = names
        if group:
            groups.append(group)
    cells.update(file_cells(path, content.fingerprint, read_ns))
    cells["body"] = body_cell(source.body)
    row, json = tuple(cells.values()), f"{{{','.join(nested)}}}" if nested else ""
    return Prepared(row, topics, tuple(found.values()), f"[{','.join(fields)}]", json, (), tuple(groups))


def _parts(text: str) -> list[Part] | None:
    start = 0
    if text[:1] in "#\r\n" and (before := _BEFORE.match(text)):
        start = before.end()
    blocks = _BLOCK.findall(text, start)
    if not blocks or sum(map(len, blocks)) + start != len(text):
        return None
    parts = [_same.get(block) or _part(block) for block in blocks]
    return parts if len({part[0] for part in parts}) == len(parts) else None


def _part(block: str) -> Part:
    before, value, after = line_of(block)
    if value is not None and (known := _lines.get((before, after))):
        return known((value,)) or _read(block)
    if before is None and (part := _lists.made_of(block)):
        return part
    found = mould_of(block)
    if found is not None:
        mould, values = found
        maker = _maker(mould)
        if maker is not None and before is None and mould.pairs[0][1].line < 0:
            _lists.learn(block, mould, maker)
        elif maker is not None and before is not None and len(_lines) < _MOST_REMEMBERED:
            _lines[before, after] = maker
        part = maker(values) if maker else None
        if part is not None:
            return part
    part = _read(block)
    if len(block) <= _LONGEST_REMEMBERED:
        if len(_same) >= _MOST_REMEMBERED:
            _same.clear()
        _same[block] = part
    return part


def _read(block: str) -> Part:
    """The part of any block, by way of its tree."""
    root = tree_of(block) or parse(block)
    if root is None or len(root.pairs) != 1 or _is_bound(root):
        raise Unfit
    article = article_of(root)
    ready = prepare(Entry("", Fingerprint(0, 0, 0, b""), article))
    cells = {name: cell for name, cell in zip(ARTICLE_COLUMNS, ready.article, strict=True) if cell != _EMPTY[name]}
    found = {name: text for name, text in zip(WORD_SOURCES, ready.words, strict=True) if text}
    fields, nested = ready.fields[1:-1], ready.nested[1:-1]
    return root.pairs[0][0].value, cells, found, fields, nested, ready.topics, paths_in(fields, nested)


def _is_bound(node: Node) -> bool:
    """Whether it, or anything in it, is bound to another place by an anchor."""
    return node.anchor is not None or any(map(_is_bound, node.children()))


@lru_cache(4_000)
def _maker(mould: Mould) -> Maker | None:
    """For blocks that differ from article to article; all others are remembered as they are. Raises Unfit."""
    if len(mould.pairs) != 1 or _is_bound(mould.node):
        raise Unfit
    (name, value) = mould.pairs[0]
    key = name.node.value
    if value.line >= 0:
        return None if key in _OTHERS else _text_maker(key, value.node.style)
    if value.node.kind != "list" or not value.items or key in _NO_LISTS:
        return None
    try:
        if key == "related":
            if any(item.node.kind != "map" for item in value.items):
                return None
            return _nested_maker(key, value, {"related": len(value.items)})
        if key == "images":
            return _pictures_maker(value)
        if all(item.line >= 0 for item in value.items):
            return _list_maker(key, value)
    except Unfit:
        pass
    return None


def _text_maker(key: str, style: str) -> Maker:
    """In double quotes, safe values are JSON as they are."""
    column, is_locked = _TEXTS.get(key), key in LOCKED_KEYS
    is_word, paths = column in WORD_SOURCES, (key,)

    def make(values: Sequence[str]) -> Part:
        text = values[0]
        if is_locked:
            return key, {}, {}, f'["{key}","locked",{len(text)}]', "", (), ()
        kind, json = scalar_json(text) if not style else ("text", f'"{text}"' if style == '"' else spell_text(text))
        item = f'["{key}","{kind}",{json}]'
        if column is None or kind == "null":
            return key, {}, {}, item, "", (), paths
        cells = text_cells(column, text)
        return key, cells, {column: words(str(cells[column]))} if is_word else {}, item, "", (), paths

    return make


def _list_maker(key: str, value: Mould) -> Maker:
    plain, paths = [at for at, item in enumerate(value.items) if not item.node.style], (key,)

    def make(values: Sequence[str]) -> Part:
        texts = values
        if plain:
            for at in plain:
                _expect_safe(values[at])
            if not NULLS.isdisjoint(values):
                texts = [text for at, text in enumerate(values) if at not in plain or text not in NULLS]
        if len(texts) > MOST_ITEMS:
            raise Unfit
        if key != "topics":
            return key, {}, {}, f'["{key}","list",{spell_texts(texts)}]', "", (), paths
        found = [topic_cell(text) for text in texts]
        json = f"[{','.join([one[0] for one in found])}]"
        names = tuple(dict.fromkeys([one[1] for one in found]))
        return (
            key,
            {"topics": json},
            {"topics": joined_topics([one[2] for one in found])},
            f'["topics","list",{json}]',
            "",
            names,
            paths,
        )

    return make


@lru_cache(_MOST_REMEMBERED)
def _expect_safe(plain: str) -> None:
    """Raises Unfit."""
    if not stands_alone(plain):
        raise Unfit


def _nested_maker(key: str, value: Mould, cells: Cells) -> Callable[[Sequence[str]], Part]:
    """Raises Unfit."""
    spelling, paths = Spelling(value), list[tuple[str, ...]]()

    def make(values: Sequence[str]) -> Part:
        nested = f'"{key}":{spelling.json(values)}'
        if not paths:
            paths.append(paths_in("", nested))
        return key, cells, {}, "", nested, (), paths[0]

    return make


def _pictures_maker(value: Mould) -> Maker | None:
    """Raises Unfit."""
    first = {name.node.value: one for name, one in value.items[0].pairs}
    url, width, height = (first.get(name) for name in ("url", "width", "height"))
    if url is None or url.line < 0 or any(item.node.kind != "map" for item in value.items):
        return None
    places = places_of(value)
    place, quoted, count = places[url.line], bool(url.node.style), len(value.items)
    sizes = [(one, places.get(one.line, -1) if one else -1) for one in (width, height)]
    whole = _nested_maker("images", value, {})

    def make(values: Sequence[str]) -> Part | None:
        if not quoted and resolve(values[place]) != "str":
            return None
        cells = picture_cells(count, values[place], *[_pixels(one, values, at) for one, at in sizes])
        return "images", cells, *whole(values)[2:]

    return make


def _pixels(mould: Mould | None, values: Sequence[str], place: int) -> int | None:
    if mould is None or mould.node.kind != "scalar":
        return None
    if place < 0:
        return pixels_of(mould.node)
    return None if mould.node.style else _plain_pixels(values[place])


@lru_cache(_MOST_REMEMBERED)
def _plain_pixels(text: str) -> int | None:
    node = Node("scalar", 0, 0, None)
    node.tag, node.value = resolve(text), text
    return pixels_of(node)
