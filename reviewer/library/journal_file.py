"""The journal's file: opened, checked, and where it is damaged set aside under another name, never emptied."""

import datetime
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from reviewer.library.files import reason
from reviewer.library.journal_schema import FROM_1, TABLES, VERSION

_BUSY_SECONDS = 30.0
_COMPANIONS = ("", "-wal", "-shm", "-journal")
_NAMES = ("clock", "touched", "staged", "step", "step_row", "batch", "batch_row")


class JournalError(Exception):
    """The journal cannot be used; its text says why, in words."""


class _Damaged(Exception):
    pass


def open_journal(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """A connection to the journal, made if it is missing, and sentences about what was found.

    Raises JournalError where it cannot be used and must not be set aside: another program's lock, no room, no right,
    or a journal of a later Reviewer.
    """
    warnings: list[str] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path, warnings), warnings
        except _Damaged as damage:
            aside = set_aside(path)
            warnings.append(
                f"The journal of unsaved edits was damaged ({damage}). It was kept as {aside}, and a new one was "
                "begun; edits that had not been saved are not shown."
            )
            return _open(path, warnings), warnings
    except (sqlite3.Error, OSError) as error:
        raise JournalError(f"The journal of unsaved edits, {path}, cannot be opened: {reason(error)}.") from error
    except _Damaged as damage:
        raise JournalError(f"A journal of unsaved edits cannot be made at {path}: {damage}.") from damage


def set_aside(path: Path) -> Path:
    """Gives the journal and the files that belong to it a name that is free, and returns it."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S")
    number = 0
    while True:
        aside = path.with_name(f"{path.stem}.damaged-{stamp}{f'-{number}' if number else ''}{path.suffix}")
        if not any(os.path.lexists(f"{aside}{end}") for end in _COMPANIONS):
            break
        number += 1
    for end in _COMPANIONS:
        if os.path.lexists(f"{path}{end}"):
            os.replace(f"{path}{end}", f"{aside}{end}")
    return aside


def _open(path: Path, warnings: list[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        if not _uses_wal(connection):
            warnings.append(f"The disk of {path.parent} allows no write-ahead log; a slower, equally safe way is used.")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise _Damaged(str(found).replace("*** in database main ***", "").strip())
        _prepare(connection, path)
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _Damaged(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _uses_wal(connection: sqlite3.Connection) -> bool:
    # Where another process opens the same file this instant, it makes the change; the mode belongs to the file.
    with suppress(sqlite3.OperationalError):
        if _mode(connection) != "wal":
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
    return _mode(connection) == "wal"


def _mode(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) != VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = _version(connection)
            if version > VERSION:
                raise JournalError(f"The journal of unsaved edits, {path}, was written by a later Reviewer.")
            if version == 0:
                _make_tables(connection)
            if version == 1:
                _run(connection, FROM_1)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk ends it by itself
                connection.execute("ROLLBACK")
            raise
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not found.issuperset(_NAMES) or connection.execute("SELECT sequence FROM clock").fetchone() is None:
        raise _Damaged("a part of it is missing")


def _make_tables(connection: sqlite3.Connection) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _Damaged("it is the file of another program")
    _run(connection, TABLES)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
