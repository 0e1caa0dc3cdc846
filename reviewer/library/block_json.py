"""JSON of values whose shape is known: only the safe values in it are spelled anew for each article."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from reviewer.articles.article import fields_of
from reviewer.articles.front_matter import value_of
from reviewer.articles.parsing import Node, resolve
from reviewer.articles.shapes import Mould
from reviewer.library.article_cells import spell, spell_text, storable_json

NULLS = frozenset(("null", "Null", "NULL"))
"""What a safe value without quotes may say for nothing."""
_MANY = 20_000


class Unfit(Exception):
    """Nothing can be said of all articles of this shape."""


class Spelling:
    """The JSON of a value: pieces that are the same in all texts of a shape, and between them the lines whose safe
    values stand there, each with whether it is in quotes."""

    def __init__(self, mould: Mould) -> None:
        """Raises Unfit."""
        pieces, lines = [""], list[tuple[int, bool]]()
        for piece in _pieces(mould):
            if isinstance(piece, str):
                pieces[-1] += storable_json(piece)
            else:
                lines.append(piece)
                pieces.append("")
        self._first = pieces[0]
        self._rest = [(*line, after) for line, after in zip(lines, pieces[1:], strict=True)]

    def json(self, values: Sequence[str]) -> str:
        """Of the text that has these safe values, by line."""
        parts = [self._first]
        for line, quoted, after in self._rest:
            parts += (spell_text(values[line]) if quoted else scalar_json(values[line])[1], after)
        return "".join(parts)


@lru_cache(_MANY)
def scalar_json(plain: str) -> tuple[str, str]:
    """The kind that a field with this value, without quotes, is of, and the value as JSON."""
    tag = resolve(plain)
    if tag == "timestamp":
        return "date", spell_text(plain)
    if tag == "str":
        return "text", spell_text(plain)
    node = Node("scalar", 0, 0, None)
    node.tag, node.value = tag, plain
    (field,) = fields_of("field", node)
    return field.kind, spell(field.value)


def _pieces(mould: Mould) -> Iterator[str | tuple[int, bool]]:
    if mould.line >= 0:
        yield mould.line, bool(mould.node.style)
    elif mould.node.kind == "list":
        for at, item in enumerate(mould.items):
            yield "," if at else "["
            yield from _pieces(item)
        yield "]" if mould.items else "[]"
    elif mould.node.kind == "map":
        keys = [key.node.value for key, _ in mould.pairs]
        if len(set(keys)) < len(keys) or any(key.line >= 0 or key.node.kind != "scalar" for key, _ in mould.pairs):
            raise Unfit
        for at, (key, value) in enumerate(mould.pairs):
            yield f"{',' if at else '{'}{spell(key.node.value)}:"
            yield from _pieces(value)
        yield "}" if mould.pairs else "{}"
    else:
        yield spell(value_of(mould.node))
