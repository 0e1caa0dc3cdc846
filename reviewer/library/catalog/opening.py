"""The catalog's file: opened, and made anew where it is missing, damaged or of another version. Nothing in it is lost
by that but time."""

import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes

from reviewer.library.catalog.anew import BUSY_SECONDS, PAGE_SIZE, make_anew, mend_beginning
from reviewer.library.catalog.connection import CatalogConnection
from reviewer.library.catalog.damage import CatalogDamaged, is_unusable
from reviewer.library.catalog.tables import has_tables, make_tables
from reviewer.library.reasons import error_code

_log = logging.getLogger(__name__)
_PAGES_AHEAD = 1000
"""As many pages are written before they are put in their places."""
_HELD = "the catalog is damaged and cannot be deleted: close what else has it open, and try again"
_NO_SHARED_MEMORY = "The disk of {} does not let programs share a catalog well; lists may have to wait at times."

WAS_DAMAGED = "The catalog was damaged and is made anew from the articles; nothing of yours was in it."


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection for writing. `is_new`: the catalog is empty and all articles must be read."""

    connection: sqlite3.Connection
    is_new: bool
    warnings: tuple[str, ...]


def open_for_writing(path: Path, known: int | None = None) -> Opened:
    """Opens the catalog in `path`, whose folder is made. Raises OSError or sqlite3.Error only where none can be had.

    The `known` one, by its identity, turned out to be damaged: it is made anew unless somebody else has just done that.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = _open(path)
        if known is None or identity(opened.connection) != known:
            return opened
        opened.connection.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if not is_unusable(error):
            raise
        _log.info("the catalog cannot be used: %r", error)
    return _made_anew(path, known is None)


def _made_anew(path: Path, may_be_discarded: bool) -> Opened:
    """Where it stands, so that all who have it open go on with the new one; that it is deleted is the last resort."""
    ways = (make_anew, mend_beginning, discard) if may_be_discarded else (make_anew, mend_beginning)
    for way in ways:
        try:
            way(path)
            opened = _open(path)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            is_of_unknown_format = error_code(error) == sqlite3.SQLITE_READONLY
            if not is_unusable(error) and not is_of_unknown_format:
                raise
            if way is ways[-1]:
                raise CatalogDamaged(str(error)) from error
        else:
            return Opened(opened.connection, True, (*opened.warnings, WAS_DAMAGED))
    raise AssertionError("the last way returns or raises")


def identity(connection: sqlite3.Connection) -> int:
    """Another number than before means: the catalog was made anew, and ids of before are none any more."""
    number: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return number


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
    """Delete the catalog's files. Raises OSError where others have them open, as on Windows."""
    for ending in ("-wal", "-shm", "-journal", ""):
        try:
            os.unlink(f"{path}{ending}")
        except FileNotFoundError:
            pass
        except PermissionError as error:
            raise PermissionError(error.errno, _HELD, os.fspath(path)) from error


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
            is_new = not has_tables(connection)
            if is_new:
                make_tables(connection)
            connection.execute("SELECT max(id) FROM article").fetchone()
            connection.execute("SELECT rowid FROM words WHERE words MATCH 'a' LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return Opened(connection, is_new, warnings)


def _set_up(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_AHEAD}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32768")
    try:
        if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
            connection.execute(f"PRAGMA journal_size_limit = {PAGE_SIZE * _PAGES_AHEAD}")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
            return ()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return ()
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    return (_NO_SHARED_MEMORY.format(path.parent),)
