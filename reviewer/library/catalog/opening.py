"""The catalog's file: opened, and made anew where it is missing, damaged or of another version. Nothing in it is lost
by that but time."""

import contextlib
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes

from reviewer.library.catalog.connection import CatalogConnection
from reviewer.library.catalog.schema import AT_ONCE, INDEXES, TABLES, VERSION
from reviewer.library.reasons import is_damage

BUSY_SECONDS = 30
_PAGE_SIZE, _PAGES_AHEAD = 16384, 1000
"""Bytes, of a new catalog; and as many pages are written before they are put in their places."""
_PARTS_OF_WORDS = 16
"""Of one size, that the word index may have before they are merged: less often is less work while many are read, and
nobody who searches feels it."""
_NO_SHARED_MEMORY = "The disk of {} does not let programs share a catalog well; lists may have to wait at times."


_FEWEST_BYTES = 100
"""That an article takes in the catalog: so many articles at most have been in a file."""
WAS_DAMAGED = "The catalog was damaged and is made anew from the articles; nothing of yours was in it."


class CatalogDamaged(sqlite3.DatabaseError):
    """The catalog turned out to be damaged: it is to be made anew, and all articles are to be read."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection for writing. `is_new`: the catalog is empty and all articles must be read."""

    connection: sqlite3.Connection
    is_new: bool
    warnings: tuple[str, ...]


def open_for_writing(path: Path) -> Opened:
    """Opens the catalog in `path`, whose folder is made. Raises OSError or sqlite3.Error only where none can be had."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    discard(path)
    opened = _open(path)
    return Opened(opened.connection, opened.is_new, (*opened.warnings, WAS_DAMAGED))


def renew(connection: sqlite3.Connection, known: int) -> int:
    """Makes the damaged catalog anew where it stands, and empty: whoever else has it open sees that at once.

    No article gets an id that one had before. Where it is another catalog than the `known` one, somebody else has just
    done that. Returns its identity. Raises sqlite3.Error, as where others write for too long.
    """
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    with contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("SELECT 1 FROM meta").fetchone()  # what the file is by now
    if identity(connection) == known:
        _replace(connection)
    return identity(connection)


def _replace(connection: sqlite3.Connection) -> None:
    last, until = _last_id(connection), time.monotonic() + BUSY_SECONDS

    def go_on(_status: int, _left: int, _all: int) -> None:
        if time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute(f"PRAGMA page_size = {connection.execute('PRAGMA page_size').fetchone()[0]}")
        _make_tables(fresh)
        fresh.execute("INSERT INTO sqlite_sequence(name, seq) VALUES ('article', ?)", (last,))
        fresh.backup(connection, progress=go_on)


def identity(connection: sqlite3.Connection) -> int:
    """Another number than before means: the catalog was made anew, and ids of before are none any more."""
    number: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return number


def _last_id(connection: sqlite3.Connection) -> int:
    """The last id that an article has had, or, where that cannot be read, a later one."""
    for question in ("SELECT seq FROM sqlite_sequence WHERE name = 'article'", "SELECT max(id) FROM article"):
        with contextlib.suppress(sqlite3.Error):
            row = connection.execute(question).fetchone()
            if row and isinstance(row[0], int) and row[0] >= 0:
                return int(row[0])
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * size // _FEWEST_BYTES)


def open_for_reading(path: Path) -> CatalogConnection:
    """A connection that cannot write the catalog. Raises FileNotFoundError where there is none."""
    if not path.is_file():
        raise FileNotFoundError(path)
    place = path.absolute().as_posix()
    uri = f"file://{'' if place.startswith('/') else '/'}{quote_from_bytes(os.fsencode(place))}?mode=ro"
    connection = sqlite3.connect(
        uri,
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
        cached_statements=64,
        factory=CatalogConnection,
    )
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def discard(path: Path) -> None:
    """Delete the catalog's files."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{path}{ending}")


@contextlib.contextmanager
def guarding() -> Iterator[None]:
    """Where a damage shows CatalogDamaged is raised."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not is_damage(error) or isinstance(error, CatalogDamaged):
            raise
        raise CatalogDamaged(str(error)) from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it is written, or nothing. Inside another one it is a part of that one."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _open(path: Path) -> Opened:
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False, cached_statements=64
    )
    try:
        warnings = _set_up(connection, path)
        with transaction(connection):
            is_new = not _has_tables(connection)
            if is_new:
                _make_tables(connection)
            connection.execute("SELECT max(id) FROM article").fetchone()
            connection.execute("SELECT rowid FROM words WHERE words MATCH 'a' LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return Opened(connection, is_new, warnings)


def _set_up(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_AHEAD}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32768")
    try:
        if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
            connection.execute(f"PRAGMA journal_size_limit = {_PAGE_SIZE * _PAGES_AHEAD}")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
            return ()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return ()
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    return (_NO_SHARED_MEMORY.format(path.parent),)


def missing_indexes(connection: sqlite3.Connection) -> list[str]:
    """The statements that make the indexes which are not there: they are made after the first articles are read, as
    that is much quicker than keeping them while rows stream in."""
    present = _present(connection)
    return [statement for statement in _statements(INDEXES) if statement not in present]


def _has_tables(connection: sqlite3.Connection) -> bool:
    """Whether all is there but indexes."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    present, made = _present(connection), _statements(f"{TABLES}{INDEXES}")
    indexes = {statement for statement in present if " article(" in statement and "INDEX" in statement}
    return version == VERSION and present.issuperset(_statements(TABLES)) and indexes.issubset(made)


def _present(connection: sqlite3.Connection) -> set[str]:
    return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def _statements(declared: str) -> list[str]:
    return [statement.strip() for statement in declared.split(";") if statement.strip()]


def _make_tables(connection: sqlite3.Connection) -> None:
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
