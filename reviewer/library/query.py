"""The search language: `tumour is:unpublished quality>=40 -topic:"AI in Healthcare"`.

    QUERY   words side by side must all hold; `or` between them asks for either side; ( ) groups; a leading - says not
    word    begins a word of title, excerpt, provider or topics; case and accents do not matter
    "..."   these words in this order
    field:value, and for numbers and dates also = > >= < <= ; the fields are in `query_fields.QUERY_FIELDS`
    is:published is:unpublished is:modified is:conflict is:problem   has:image has:related

A text becomes tokens (`query_tokens`), a tree (`query_tree`) and SQL (`query_sql`).
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.library.query_sql import Parameter, condition
from reviewer.library.query_tokens import QueryError, tokenize
from reviewer.library.query_tree import EVERYTHING, Node, parse_tokens, without_facet

__all__ = ["Query", "QueryError", "parse"]


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked. Equal trees ask the same; `Query()` asks for every article."""

    tree: Node = EVERYTHING

    @property
    def is_everything(self) -> bool:
        return self.tree == EVERYTHING

    def without(self, facet: str) -> Query:
        """The same question without the terms about one facet, such as "topic", "state" or "quality"."""
        tree = without_facet(self.tree, facet)
        return self if tree == self.tree else Query(tree)

    def sql(self) -> tuple[str, tuple[Parameter, ...]]:
        """A condition for `FROM article WHERE`, and the values of its question marks."""
        return condition(self.tree)


def parse(text: str) -> Query:
    """The meaning of a search text. Raises QueryError with words for the curator and a column counted from 1."""
    return Query(parse_tokens(tuple(tokenize(text))))
