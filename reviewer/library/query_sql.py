"""A search tree as the condition of a SQL question to the catalog. Every condition is true or false, never NULL.

Each node becomes either a set of ids (`article.id IN (...)`, from an index) or a comparison of one column that has an
index, so that no question reads every row in Python or parses JSON.
"""

from __future__ import annotations

import unicodedata

from reviewer.articles.display import plain
from reviewer.library.folding import fold, for_words
from reviewer.library.query_tree import All, Any, Comparison, Node, Not, State, Words

Parameter = int | float | str
Sql = tuple[str, tuple[Parameter, ...]]

_LAST = "\U0010ffff"
_ORDER = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "=": "=", "count": "="}


def condition(node: Node) -> Sql:
    """The words behind WHERE, and the values of their question marks."""
    match node:
        case All(children):
            return _joined(children, " AND ") if children else ("1", ())
        case Any(children):
            return _joined(children, " OR ")
        case Not(child):
            sql, values = condition(child)
            return f"NOT ({sql})", values
        case Words():
            return _found(_match(node))
        case State(sql):
            return sql, ()
        case Comparison():
            return _comparison(node)


def _joined(nodes: tuple[Node, ...], word: str) -> Sql:
    """The words searched for go into one question to the word index, the rest beside it."""
    matches = [_match(node) for node in nodes if isinstance(node, Words)]
    parts = [_found(word.join(matches))] if matches else []
    parts += [condition(node) for node in nodes if not isinstance(node, Words)]
    return f"({word.join(sql for sql, _ in parts)})", tuple(value for _, values in parts for value in values)


def _found(match: str) -> Sql:
    return "article.id IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,)


def _match(words: Words) -> str:
    """The question to FTS5: one phrase, quoted whatever it holds; its last word may go on unless it is whole."""
    text = for_words(_storable(words.text)).replace('"', " ").replace("\0", " ")
    return (f"{words.column} : " if words.column else "") + f'"{text}"' + ("" if words.whole else " *")


def _storable(text: str) -> str:
    """`text` without lone surrogates, which SQLite does not take."""
    return text.encode("utf-8", "replace").decode()


def _comparison(node: Comparison) -> Sql:
    field = node.field
    if isinstance(node.value, str):
        value = _storable(node.value)
        if field.kind == "date":
            return _date(field.columns[0], node.operator, value)
        if field.kind == "part":
            return _part(field.columns, value)
        key = fold(plain(value))
        if field.kind == "topic":
            return _topic(key, node.begins)
        sql, values = _name(field.columns[0], key, node.begins)
        return f"({sql})", values
    column = field.count or field.columns[0]
    return f"({column} IS NOT NULL AND {column} {_ORDER[node.operator]} ?)", (node.value,)


def _name(column: str, key: str, begins: bool) -> Sql:
    if not begins:
        return f"{column} = ?", (key,)
    return f"{column} > '' AND {column} >= ? AND {column} < ?", (key, key + _LAST)


def _topic(key: str, begins: bool) -> Sql:
    if not key and not begins:
        return "article.id NOT IN (SELECT article_id FROM article_topic)", ()
    sql, values = _name("topic.key", key, begins)
    ids = f"SELECT article_id FROM article_topic WHERE topic_id IN (SELECT id FROM topic WHERE {sql})"
    return f"article.id IN ({ids})", values


def _date(column: str, operator: str, value: str) -> Sql:
    """Compares as much of the date as was written: `date<=2021-03` takes all of March."""
    if not value:
        return f"({column} = '')", ()
    after = value + "~"
    match operator:
        case ">=":
            return f"({column} >= ?)", (value,)
        case ">":
            return f"({column} >= ?)", (after,)
        case "<":
            return f"({column} > '' AND {column} < ?)", (value,)
        case "<=":
            return f"({column} > '' AND {column} < ?)", (after,)
        case _:
            return f"({column} >= ? AND {column} < ?)", (value, after)


def _part(columns: tuple[str, ...], value: str) -> Sql:
    """The value anywhere in the text; an accent may be written as one character or two, as file systems differ."""
    spellings = dict.fromkeys(unicodedata.normalize(form, value) for form in ("NFC", "NFD"))
    tests = [f"instr(lower({column}), lower(?)) > 0" for column in columns for _ in spellings]
    return f"({' OR '.join(tests)})", (*spellings,) * len(columns)
