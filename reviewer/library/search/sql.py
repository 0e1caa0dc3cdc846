"""A search tree as the condition of a SQL question to the catalog. Every condition is true or false, never NULL.

Each node becomes either a set of ids (`article.id IN (...)`, from an index) or a comparison of one column that has an
index. Only regular expressions, and fields without a column, read every row, with the functions of `functions`.
"""

from __future__ import annotations

import json
import unicodedata

from reviewer.library.catalog.field_paths import path_key, plain_path
from reviewer.library.search.fields import QueryField
from reviewer.library.search.folding import fold, for_words
from reviewer.library.search.patterns import as_glob
from reviewer.library.search.tree import (
    All,
    Any,
    Between,
    Limit,
    Missing,
    Named,
    Node,
    Not,
    Part,
    Path,
    Pattern,
    State,
    Wildcards,
    Words,
    flat,
)

Parameter = int | float | str
Sql = tuple[str, tuple[Parameter, ...]]

_INT64 = 2**63
_LAST = "\U0010ffff"
_OTHER = {" AND ": " OR ", " OR ": " AND "}
_WORD_TEXTS = ("title", "excerpt", "provider")


def condition(node: Node) -> Sql:
    """The words behind WHERE, and the values of their question marks."""
    return _sql(flat(node))


def _sql(node: Node) -> Sql:
    match node:
        case All(children):
            return _joined(children, " AND ") if children else ("1", ())
        case Any(children):
            return _joined(children, " OR ") if children else ("0", ())
        case Not(child):
            sql, values = _sql(child)
            return f"NOT ({sql})", values
        case Words():
            return _found(_match(node))
        case State(sql):
            return sql, ()
        case Missing(field):
            return field.missing, ()
        case Between():
            return _between(node)
    return _of_text(node)


def _of_text(node: Node) -> Sql:
    match node:
        case Wildcards(pattern, column):
            return _wild_words(pattern, column)
        case Named(field, key, wild):
            key = _storable(key)
            return _topic(key, wild) if field.kind == "topic" else _name(field.columns[0], key, wild)
        case Part(field, text, wild):
            return _part(field.columns, _storable(text), wild)
        case Pattern(pattern, field, folded):
            return _pattern(pattern, field, folded, node.column)
        case Path():
            return _path(node)
    raise AssertionError(node)


def _joined(nodes: tuple[Node, ...], word: str) -> Sql:
    """The words searched for go into one question to the word index, those that must not be found into another, the
    rest beside them, what reads every row last."""
    matches = [_match(node) for node in nodes if isinstance(node, Words)]
    parts = [_found(word.join(matches))] if matches else []
    unwanted = [_match(node.child) for node in nodes if isinstance(node, Not) and isinstance(node.child, Words)]
    if unwanted:
        sql, values = _found(_OTHER[word].join(unwanted))
        parts.append((f"NOT {sql}", values))
    others = [node for node in nodes if not isinstance(node.child if isinstance(node, Not) else node, Words)]
    parts += [_sql(node) for node in sorted(others, key=_is_slow)]
    return f"({word.join(sql for sql, _ in parts)})", tuple(value for _, values in parts for value in values)


def _is_slow(node: Node) -> bool:
    match node:
        case Not(child):
            return _is_slow(child)
        case All(children) | Any(children):
            return any(map(_is_slow, children))
        case _:
            return isinstance(node, Path | Pattern | Part)


def _storable(text: str) -> str:
    """`text` without lone surrogates, which SQLite does not take."""
    return text.encode("utf-8", "replace").decode()


# ---- words


def _found(match: str) -> Sql:
    return "article.id IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,)


def _match(words: Words) -> str:
    """The question to FTS5: one phrase, quoted whatever it holds; its last word may go on unless it is whole."""
    text = for_words(_storable(words.text)).replace('"', " ").replace("\0", " ")
    return (f"{words.column} : " if words.column else "") + f'"{text}"' + ("" if words.whole else " *")


def _wild_words(pattern: str, column: str) -> Sql:
    """The words of the index that fit, and where they stand."""
    glob = as_glob(pattern)
    begin = pattern.partition("*")[0].partition("?")[0]
    limits = " AND term >= ? AND term < ?" if begin else ""
    values = (glob, begin, begin + _LAST) if begin else (glob,)
    fitting = f"SELECT term FROM temp.word_list WHERE term GLOB ?{limits}"
    where = f"SELECT doc FROM temp.word_places WHERE term IN ({fitting})"
    if column:
        return f"article.id IN ({where} AND col = ?)", (*values, column)
    return f"article.id IN ({where})", values


def _pattern(pattern: str, field: QueryField | None, folded: bool, column: int) -> Sql:
    kind = "words" if folded else "text"
    finds = f"pattern_finds('{kind}', ?, {column:d}"
    topics = f"SELECT id FROM topic WHERE {finds}, name)"
    among = f"article.id IN (SELECT article_id FROM article_topic WHERE topic_id IN ({topics}))"
    if field is not None and field.kind == "topic":
        return among, (pattern,)
    texts = ", ".join(field.texts if field else _WORD_TEXTS)
    found = f"{finds}, {texts})"
    return (found, (pattern,)) if field else (f"({among} OR {found})", (pattern, pattern))


# ---- columns


def _between(node: Between) -> Sql:
    field, low, high = node.field, node.low, node.high
    column = field.count or field.columns[0]
    there = f"{column} > ''" if field.kind == "date" else f"{column} IS NOT NULL"
    limits = [(f"{column} = ?", _comparable(low.value))] if low and low == high else [*_limit(column, ">", low)]
    limits += [] if low and low == high else _limit(column, "<", high)
    sql = " AND ".join(filter(None, (there, *(sql for sql, _ in limits))))
    return f"({sql})", tuple(value for _, value in limits)


def _limit(column: str, sign: str, limit: Limit | None) -> list[tuple[str, Parameter]]:
    return [] if limit is None else [(f"{column} {sign}{'=' if limit.within else ''} ?", _comparable(limit.value))]


def _comparable(value: Parameter) -> Parameter:
    """What is beyond SQLite's whole numbers as the catalog has it."""
    return float(value) if isinstance(value, int) and not -_INT64 <= value < _INT64 else value


def _name(column: str, key: str, wild: bool) -> Sql:
    if not wild:
        return f"({column} = ?)", (key,)
    begin = key.partition("*")[0].partition("?")[0]
    if key == f"{begin}*":
        return f"({column} > '' AND {column} >= ? AND {column} < ?)", (begin, begin + _LAST)
    return f"({column} > '' AND {column} GLOB ?)", (as_glob(key),)


def _topic(key: str, wild: bool) -> Sql:
    sql, values = _name("topic.key", key, wild)
    ids = f"SELECT article_id FROM article_topic WHERE topic_id IN (SELECT id FROM topic WHERE {sql})"
    return f"article.id IN ({ids})", values


def _part(columns: tuple[str, ...], value: str, wild: bool) -> Sql:
    """The value anywhere in the text. Texts of other letters than ASCII are folded, in Python."""
    key = fold(unicodedata.normalize("NFC", value))
    sought = f"*{as_glob(key)}*" if wild else key
    tests = []
    for column in columns:
        plain = f"length({column}) = length(CAST({column} AS BLOB))"
        for text, other in ((f"lower({column})", "1"), (f"folded({column})", f"NOT ({plain})")):
            tests.append(f"({other} AND {text} GLOB ?)" if wild else f"({other} AND instr({text}, ?) > 0)")
    return f"({' OR '.join(tests)})", (sought,) * len(tests)


# ---- fields of the file


def known_as(node: Path) -> tuple[str, tuple[str, ...]]:
    """Which rows of `field_path` are meant. A group of fields is there where one of its fields is."""
    key = path_key(node.name)
    if node.test == "any":
        return "key = ? OR (key >= ? AND key < ?)", (key, f"{key}.", f"{key}/")
    return "key = ?", (key,)


def _path(node: Path) -> Sql:
    """`field_holds` gets the spellings that the collection has of this path, found once for the whole question, and
    last the one that is asked for: the catalog does not keep paths without end."""
    test = json.dumps([node.name, node.test, _storable(node.value), node.numbers, node.dates])
    where, values = known_as(node)
    known = f"(SELECT ifnull(group_concat(path, char(10)) || char(10), '') || ? FROM field_path WHERE {where})"
    column = node.column if node.test == "pattern" else 0
    holds = f"field_holds({known}, ?, {column:d}, fields, nested)"
    held = f"SELECT {holds} FROM article_fields WHERE article_id = article.id"
    return f"(ifnull(({held}), 0) = 1)", (_storable(plain_path(node.name)), *values, test)
