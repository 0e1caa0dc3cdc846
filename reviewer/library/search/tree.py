"""The meaning of a search text as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Literal

from reviewer.library.search.fields import QueryField

Number = int | float


@dataclass(frozen=True, slots=True)
class Words:
    """Text that begins a word, or `whole` words for a phrase; in any column of the word index, or in one."""

    text: str
    whole: bool = False
    column: str = ""


@dataclass(frozen=True, slots=True)
class Wildcards:
    """One word of the word index with `*` and `?` in it, folded."""

    pattern: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression in one of the texts of a field, or in title, excerpt, provider or a topic.

    `folded`: one of our own making, for words of folded text. `column` 0: it never takes long.
    """

    pattern: str
    field: QueryField | None = None
    folded: bool = False
    column: int = attribute(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """The article has no such field, or nothing in it."""

    field: QueryField


@dataclass(frozen=True, slots=True)
class Named:
    """A topic, or a field of one name: its folded value, all of it; `wild`: with `*` and `?` in it."""

    field: QueryField
    key: str
    wild: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Text anywhere in a path or a link; `wild`: with `*` and `?` in it."""

    field: QueryField
    text: str
    wild: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """One end of a range; `within`: the value itself lies in it."""

    value: Number | str
    within: bool = True


@dataclass(frozen=True, slots=True)
class Between:
    """A number, a date, or the number of topics, from `low` to `high`; None is open."""

    field: QueryField
    low: Limit | None
    high: Limit | None


@dataclass(frozen=True, slots=True)
class State:
    """`is:` and `has:`: a condition on the article as SQL. `facet` is what it is counted with, if with anything."""

    sql: str
    facet: str = ""


Test = Literal["any", "text", "wild", "pattern", "range"]
Numbers = tuple[Number | None, Number | None, bool, bool]
"""The lowest and the highest number, None where there is none, and whether each is itself among them."""


@dataclass(frozen=True, slots=True)
class Path:
    """A field without a column of its own, by its path in the file. Of lists any item may fulfil the test.

    any: it has a value · text: all of a value, folded · wild: the same with wildcards · pattern: a regular expression
    in it · range: nothing of the kind. A text or a range is also fulfilled by what is among the numbers or the dates.
    """

    name: str
    test: Test
    value: str = ""
    numbers: Numbers | None = None
    dates: tuple[str, str] | None = None
    column: int = attribute(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """`field:( … )`: one term of the search, however much stands in it."""

    facet: str
    child: Node


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every child holds; without children, every article."""

    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one child holds."""

    children: tuple[Node, ...]


Leaf = Words | Wildcards | Pattern | Missing | Named | Part | Between | State | Path
Node = Leaf | Group | Not | All | Any
EVERYTHING = All()


def leaves(node: Node) -> Iterator[Leaf]:
    """All conditions of a tree."""
    match node:
        case All(children) | Any(children):
            for child in children:
                yield from leaves(child)
        case Not(child) | Group(_, child):
            yield from leaves(child)
        case leaf:
            yield leaf


def flat(node: Node, is_not: bool = False) -> Node:
    """The same, or with `is_not` the opposite, as deep as it must be: `not` stands before leaves only, and no `and` is
    within an `and`, no `or` within an `or`."""
    match node:
        case Group(_, child):
            return flat(child, is_not)
        case Not(child):
            return flat(child, not is_not)
        case All(children) | Any(children):
            kind = All if isinstance(node, All) != is_not else Any
            parts: list[Node] = []
            for child in children:
                part = flat(child, is_not)
                parts += part.children if isinstance(part, kind) else (part,)
            return kind(tuple(parts))
        case leaf:
            return Not(leaf) if is_not else leaf


def own_facet(node: Node) -> str:
    """The facet that a term of the whole search is about: it is counted without it. "" for all other terms."""
    match node:
        case Not(child):
            return own_facet(child)
        case State(facet=facet) | Group(facet=facet):
            return facet
        case Between(field):
            return "" if field.count else field.name
        case Missing(field):
            return "state" if field.name == "published" else field.name
        case Named(field) | Part(field):
            return field.name
        case Pattern(_, QueryField() as field):
            return field.name
        case _:
            return ""


def without_facet(tree: Node, facet: str) -> Node:
    """The tree without the terms about a facet; what stands beside an `or` or in parentheses stays."""
    if not isinstance(tree, All):
        return EVERYTHING if own_facet(tree) == facet else tree
    kept = tuple(child for child in tree.children if own_facet(child) != facet)
    return kept[0] if len(kept) == 1 else All(kept)
