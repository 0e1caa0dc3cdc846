"""JSON of values whose shape is known: only the safe values in it are spelled anew for each article."""

from collections.abc import Iterator, Sequence

from reviewer.articles.field_values import fields_of
from reviewer.articles.front_matter import value_of
from reviewer.articles.parsing import Node, resolve
from reviewer.articles.shapes import Mould, stands_alone
from reviewer.library.catalog.article_cells import USUAL_DATE, spell, spell_text, storable_json

NULLS = frozenset(("null", "Null", "NULL"))
"""What a safe value without quotes may say for nothing."""
_MANY = 20_000


class Unfit(Exception):
    """Nothing can be said of all articles of this shape."""


class Spelling:
    """The JSON of the value of a block: a form in which the safe values have their places, in their order."""

    def __init__(self, mould: Mould) -> None:
        """Raises Unfit."""
        form, styles = [], list[str]()
        for piece in _pieces(mould):
            if isinstance(piece, str):
                form.append(storable_json(piece).replace("%", "%%"))
            else:
                form.append('"%s"' if piece.node.style == '"' else "%s")
                styles.append(piece.node.style)
        self._form = "".join(form)
        self._plain = [at for at, style in enumerate(styles) if not style]
        self._single = [at for at, style in enumerate(styles) if style == "'"]

    def json(self, values: Sequence[str]) -> str:
        """Of the text that has these safe values. In double quotes they are JSON as they are."""
        spelled = list(values)
        for at in self._plain:
            spelled[at] = _scalars[spelled[at]][1]
        for at in self._single:
            spelled[at] = spell_text(spelled[at])
        return self._form % tuple(spelled)


def places_of(mould: Mould) -> dict[int, int]:
    """By line, the places of its safe values among all of them."""
    return {line: place for place, line in enumerate(_lines(mould))}


def _lines(mould: Mould) -> Iterator[int]:
    if mould.line >= 0:
        yield mould.line
    for inner in (*mould.items, *(value for _, value in mould.pairs)):
        yield from _lines(inner)


def scalar_json(plain: str) -> tuple[str, str]:
    """The kind that a field with this value, without quotes, is of, and the value as JSON. Raises Unfit where it is
    not safe."""
    return _scalars[plain]


class _Scalars(dict[str, tuple[str, str]]):
    """Those that were asked for, but dates, which hardly come again."""

    def __missing__(self, plain: str) -> tuple[str, str]:
        if USUAL_DATE.fullmatch(plain):
            return "date", f'"{plain}"'
        if len(self) >= _MANY:
            self.clear()
        found = self[plain] = _scalar_json(plain)
        return found


_scalars = _Scalars()


def _scalar_json(plain: str) -> tuple[str, str]:
    if not stands_alone(plain):
        raise Unfit
    tag = resolve(plain)
    if tag == "timestamp":
        return "date", spell_text(plain)
    if tag == "str":
        return "text", spell_text(plain)
    node = Node("scalar", 0, 0, None)
    node.tag, node.value = tag, plain
    (field,) = fields_of("field", node)
    return field.kind, spell(field.value)


def _pieces(mould: Mould) -> Iterator[str | Mould]:
    if mould.line >= 0:
        yield mould
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
