"""The tables of the catalog: whether a file has them, and how it gets them."""

import random
import sqlite3

from reviewer.library.catalog.schema import AT_ONCE, INDEXES, TABLES, VERSION

_PARTS_OF_WORDS = 16
"""Of one size, that the word index may have before they are merged: less often is less work while many are read, and
nobody who searches feels it."""


def missing_indexes(connection: sqlite3.Connection) -> list[str]:
    """The statements that make the indexes which are not there: they are made after the first articles are read, as
    that is much quicker than keeping them while rows stream in."""
    present = _present(connection)
    return [statement for statement in _statements(INDEXES) if statement not in present]


def has_tables(connection: sqlite3.Connection) -> bool:
    """Whether all is there but indexes."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    present, made = _present(connection), _statements(f"{TABLES}{INDEXES}")
    indexes = {statement for statement in present if " article(" in statement and "INDEX" in statement}
    return version == VERSION and present.issuperset(_statements(TABLES)) and indexes.issubset(made)


def _present(connection: sqlite3.Connection) -> set[str]:
    return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def _statements(declared: str) -> list[str]:
    return [statement.strip() for statement in declared.split(";") if statement.strip()]


def make_tables(connection: sqlite3.Connection) -> None:
    """Empties the file of whatever is in it, and makes the tables."""
    there = "FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
    names = connection.execute(f"SELECT type, name {there} ORDER BY sql NOT LIKE '%VIRTUAL%'").fetchall()
    for kind, name in names:
        if connection.execute(f"SELECT 1 {there} AND name = ?", (name,)).fetchone():
            connection.execute(f'DROP {kind} "{name}"')
    for statement in (*_statements(TABLES), *_statements(INDEXES)[:AT_ONCE]):
        connection.execute(statement)
    connection.execute("INSERT INTO words(words, rank) VALUES ('automerge', ?)", (_PARTS_OF_WORDS,))
    connection.execute(f"PRAGMA application_id = {random.getrandbits(31)}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
