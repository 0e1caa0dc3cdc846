"""`FIELD=VALUE` as somebody types it: edits that depend on what each article holds."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.articles.edits import AddItem, Edit, RemoveItem, SetValue
from reviewer.articles.front_matter import read_tree, value_of
from reviewer.articles.source import Source, cut
from reviewer.articles.swapping import known_scalar
from reviewer.articles.typed import value_from_text
from reviewer.articles.values import Path, Value, parse_path, spell_path
from reviewer.library.raising import Raise, Wanted, value_at

Operator = Literal["=", "+=", "-="]
_SHAPE = re.compile(r'(?P<path>(?:"(?:[^"\\]|\\.)*"|[^"=])*?)(?P<operator>\+=|-=|=)(?P<text>.*)\Z', re.DOTALL)


@dataclass(frozen=True)
class Assignment:
    """`=` sets the value at `path`, `+=` adds one item to the list there, `-=` removes it. `text` is as typed."""

    path: Path
    operator: Operator
    text: str

    def edits(self, values: dict[str, Value]) -> list[Edit]:
        """The edits that do this to an article whose front matter holds `values`.

        Raises ValueError, in words, where the text does not fit the field.
        """
        present = value_at(self.path, values)
        if self.operator == "=":
            value = value_from_text(self.text, spell_path(self.path), present)
            _keep_groups(spell_path(self.path), present, value)
            return [SetValue(self.path, value)]
        items = present if isinstance(present, list) else []
        if present is not None and not isinstance(present, list):
            return [AddItem(self.path, self.text) if self.operator == "+=" else RemoveItem(self.path, self.text)]
        found = [item for item in items if str(item) == self.text]
        if self.operator == "+=":
            return [] if found else [AddItem(self.path, _item(self.text, items))]
        return [RemoveItem(self.path, item) for item in {repr(item): item for item in found}.values()]


Asked = Wanted | Assignment
"""What somebody wants of articles; of what each of them holds depends which edits that takes."""


def _keep_groups(name: str, present: Value, value: Value) -> None:
    """Refuses to put a text where a group of fields stands: the fields would be lost. A list may be emptied."""
    if isinstance(present, dict) and present:
        inner = next(iter(present))
        example = f": set one of them, such as {name}.{inner}" if inner.isidentifier() else ", which would be lost"
        raise ValueError(f"{name} is a group of fields{example}")
    if value and isinstance(present, list) and any(isinstance(item, dict | list) for item in present):
        raise ValueError(f"{name} is a list of groups: set a field of one of them, such as {name}[0].…")


def parse_assignment(text: str) -> Assignment:
    """`quality=80`, `topics+=AI`, `topics-=AI`. Raises ValueError, in words, for anything else."""
    found = _SHAPE.match(text)
    if not found:
        raise ValueError(f"“{text}” is no FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE")
    operator: Operator = "=" if found["operator"] == "=" else "+=" if found["operator"] == "+=" else "-="
    return Assignment(parse_path(found["path"].strip()), operator, found["text"])


def expand(changes: Sequence[Asked], content: bytes, name: str) -> list[Edit]:
    """The edits for one article. Raises ValueError as `Assignment.edits` does, Problem for an unreadable file."""
    return expand_in(changes, cut(content, name))


def expand_in(changes: Sequence[Asked], source: Source) -> list[Edit]:
    """The edits for the article with these pieces; raises as `expand` does."""
    asking = {change.path for change in changes if isinstance(change, Assignment | Raise | SetValue)}
    values = _values(source, asking) if asking else {}
    return list(_flat(_expanded(change, values) for change in changes))


def _expanded(change: Asked, values: dict[str, Value]) -> list[Edit]:
    if isinstance(change, Assignment | Raise):
        return change.edits(values)
    if isinstance(change, SetValue) and not isinstance(change.value, dict | list):
        _keep_groups(spell_path(change.path), value_at(change.path, values), change.value)
    return [change]


def _flat(lists: Iterable[list[Edit]]) -> Iterable[Edit]:
    for one in lists:
        yield from one


def _values(source: Source, wanted: Collection[Path]) -> dict[str, Value]:
    """The values of a front matter, at least those at the wanted paths."""
    text = source.text()
    known = {path[0]: known_scalar(text, path[0]) for path in wanted if len(path) == 1 and isinstance(path[0], str)}
    if len(known) == len(wanted) and all(known.values()):
        return {key: value_of(node) for key, node in known.items() if node}
    root = read_tree(text, source.first_line)
    values = value_of(root) if root is not None else {}
    return values if isinstance(values, dict) else {}


def _item(text: str, items: list[Value]) -> Value:
    """A number beside numbers, else a text."""
    if items and all(type(item) is int for item in items) and re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    return text
