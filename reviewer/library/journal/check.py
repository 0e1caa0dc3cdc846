"""The tables of the journal: made, brought up to this version, and checked."""

import random
import sqlite3
from collections.abc import Mapping

from reviewer.library.journal.schema import BEGUN, SAVED, TABLES, UPGRADES, VERSION
from reviewer.library.paths import loaded_path
from reviewer.library.reasons import is_damage

_WHOLE_UP_TO = 16_000_000
"""Bytes of a journal that is small enough to be checked as a whole each time."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "staged": {
        "path": "path", "saved": "blob", "present": "blob", "head": "blob",
        "start": "integer", "old": "blob", "new": "blob", "sequence": "integer",
    },
    "batch": {
        "id": "integer", "name": "text", "made": "text", "origin": "text", "finished": "flag", "undoes": "number?",
    },
    "batch_row": {
        "batch": "integer", "path": "path", "outcome": "outcome", "before": "blob", "after": "blob",
        "head": "blob", "start": "integer", "old": "blob", "new": "blob",
    },
    "step": {
        "id": "integer", "name": "text", "made": "text", "done": "flag", "origin": "text", "undoes": "number?",
    },
    "step_row": {
        "step": "integer", "path": "path", "start": "integer", "old": "blob", "new": "blob",
        "before": "blob", "after": "blob", "edits": "text", "head": "blob",
    },
    "review": {"path": "path", "marked": "flag", "when_ns": "integer", "sequence": "integer"},
    "touched": {"path": "path", "sequence": "integer"},
    "clock": {"sequence": "integer"},
}  # fmt: skip
"""What each column holds; the tables that matter most come first."""

_LOOKED_AT, _LARGE = ("staged", "clock"), ("batch_row", "step_row")
_TYPES = {"path": ("text", "blob"), "number?": ("integer", "null"), "flag": ("integer",), "outcome": ("text",)}
VALUES: Mapping[str, tuple[object, ...]] = {"flag": (0, 1), "outcome": (BEGUN, SAVED)}
"""The values that columns of these kinds may have."""


class Damaged(Exception):
    """The journal is not what it was written as; the text says what is wrong."""


class Later(Exception):
    """The journal was written by a later Reviewer."""


def prepare(connection: sqlite3.Connection) -> None:
    """Makes what is missing in a new journal or in one of an older Reviewer. Raises Later, and Damaged."""
    if _version(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > VERSION:
            raise Later
        if version == 0:
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise Damaged("it is the file of another program")
            _run(connection, TABLES)
            connection.execute(f"PRAGMA application_id = {random.getrandbits(31)}")
        for older in range(version, VERSION) if version else ():
            _run(connection, UPGRADES[older])
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection, whole: bool) -> None:
    """Raises Damaged, or sqlite3.DatabaseError, where something is wrong. A large journal only if `whole`.

    What is staged is looked at in any case. Indexes and texts of a large history are not compared with each other.
    """
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not found.issuperset(COLUMNS) or connection.execute("SELECT count(*) FROM clock").fetchone() != (1,):
        raise Damaged("a part of it is missing")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = pages * connection.execute("PRAGMA page_size").fetchone()[0]
    is_small = size <= _WHOLE_UP_TO
    for check in ["integrity_check(1)"] if is_small else [*["quick_check(1)"] * whole, "integrity_check(staged)"]:
        _ask(connection, check)
    for table in COLUMNS if is_small or whole else _LOOKED_AT:
        _check_types(connection, table, COLUMNS[table])
        if is_small or table not in _LARGE:
            _check_texts(connection, table, COLUMNS[table])


def _ask(connection: sqlite3.Connection, check: str) -> None:
    words = connection.execute(f"PRAGMA {check}").fetchone()[0]
    if words != "ok":
        raise Damaged(str(words).replace("*** in database main ***", "").strip())


def _check_types(connection: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
    wrong = [
        f"typeof({column}) NOT IN ({', '.join(map(repr, _TYPES.get(kind, (kind,))))})"
        + (f" OR {column} < 0" if kind == "integer" else "")
        + (f" OR {column} NOT IN {VALUES[kind]!r}" if kind in VALUES else "")
        for column, kind in columns.items()
    ]
    if connection.execute(f"SELECT 1 FROM {table} WHERE {' OR '.join(wrong)} LIMIT 1").fetchone():
        raise Damaged(f"what “{table}” holds makes no sense")


def _check_texts(connection: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
    texts = [column for column, kind in columns.items() if kind in ("path", "text")]
    try:
        for row in connection.execute(f"SELECT {', '.join(texts)} FROM {table}") if texts else ():
            for text in row:
                loaded_path(text)
    except (sqlite3.OperationalError, UnicodeDecodeError) as error:
        if not is_damage(error):
            raise
        raise Damaged(f"a text in “{table}” is none") from error


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
