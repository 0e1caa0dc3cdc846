"""The search language: `tumour is:unpublished quality>=40 -topic:("AI" or robot*)`.

    QUERY   words side by side must all hold; `or` between them asks for either side; ( ) groups; a leading - says not
    word    begins a word of title, excerpt, provider or topics; case and accents do not matter; tumo* *omics t?mour
    "..."   these words in this order
    re:...  a regular expression, in quotes where it holds blanks; also title:re:^The
    field:value, for numbers and dates also = != > >= < <= and low..high; field: is missing, field:* is there
    field:( … )   several values of one field
    is:published is:unpublished is:modified is:conflict is:problem is:reviewed   has:image has:related has:body

The fields are those of `fields.QUERY_FIELDS`, which have columns, and any other by its path in the file.
A text becomes tokens (`tokens`), a tree (`tree`, `parser`, `values`) and SQL (`sql`), which calls `functions`. README
has a table of all of it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from dataclasses import field as attribute

from reviewer.library.search.dates import today_utc
from reviewer.library.search.parser import parse_tokens
from reviewer.library.search.sql import Parameter, condition
from reviewer.library.search.tokens import QueryError, tokenize
from reviewer.library.search.tree import EVERYTHING, All, Node, Path, leaves, without_facet

__all__ = ["Query", "QueryError", "parse"]


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked. Equal trees ask the same; `Query()` asks for every article."""

    tree: Node = EVERYTHING
    _hash: int = attribute(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.tree))

    def __hash__(self) -> int:
        return self._hash

    @property
    def is_everything(self) -> bool:
        return self.tree == EVERYTHING

    def without(self, facet: str) -> Query:
        """The same question without the terms about one facet, such as "topic", "state" or "quality"."""
        tree = without_facet(self.tree, facet)
        return self if tree == self.tree else Query(tree)

    def narrowed(self, other: Query) -> Query:
        """The question for what both ask for."""
        trees = tuple(tree for tree in (self.tree, other.tree) if tree != EVERYTHING)
        return Query(trees[0] if len(trees) == 1 else All(trees))

    def paths(self) -> tuple[Path, ...]:
        """The fields without a column that it asks for."""
        return tuple(leaf for leaf in leaves(self.tree) if isinstance(leaf, Path))

    def sql(self) -> tuple[str, tuple[Parameter, ...]]:
        """A condition for `FROM article WHERE`, and the values of its question marks."""
        return condition(self.tree)


def parse(text: str, today: datetime.date | None = None, is_whole: bool = False) -> Query:
    """The meaning of a search text, asked on a day, in UTC; now if none is given.

    Raises QueryError with words for the curator and a column counted from 1. In a text that is being typed, a lone
    `or`, `-` or `topic:()` leaves everything; in one that `is_whole` it is an error, and so is an empty text.
    """
    return Query(parse_tokens(tuple(tokenize(text)), today or today_utc(), is_whole))
