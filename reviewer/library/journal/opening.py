"""The journal's file: opened, checked, and where it is damaged set aside and made anew of what can be read in it."""

import contextlib
import datetime
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from reviewer.library.claim import Claim, is_held
from reviewer.library.journal.check import Damaged, Later, check, prepare
from reviewer.library.journal.repair import Salvage, salvage
from reviewer.library.journal.use import Others, Use
from reviewer.library.reasons import error_code, is_damage, reason

_BUSY_SECONDS = 30.0
_MAGIC = b"SQLite format 3\0"
_COMPANIONS = ("-wal", "-shm", "-journal", "")

NAMED = "The journal of unsaved edits and saves"

T = TypeVar("T")


class JournalError(Exception):
    """The journal cannot be used; its text says why, in words."""


class Connection(sqlite3.Connection):
    """A connection to a journal that has been checked. Damage found later raises JournalError, wherever it is found."""

    path: Path
    use: Use
    is_damaged = False

    def execute(self, question: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return self.cursor(_Cursor).execute(question, parameters)

    def executemany(self, question: str, parameters: Any, /) -> sqlite3.Cursor:
        return self.cursor(_Cursor).executemany(question, parameters)

    def close(self) -> None:
        """Whoever opens it next looks through all of it if this one has met damage."""
        super().close()
        if hasattr(self, "use"):
            self.use.end(not self.is_damaged)

    def guarded(self, act: Callable[..., T], *arguments: Any) -> T:
        try:
            return act(*arguments)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
            raise self._damage(error) from error

    def _damage(self, error: Exception) -> Exception:
        if not hasattr(self, "use"):
            return error
        self.is_damaged = True
        return JournalError(
            f"{NAMED} is damaged ({error}). Close the collection and open it again: the journal "
            "is then looked through, and what can be read is brought over into a new one."
        )


class _Cursor(sqlite3.Cursor):
    connection: Connection

    def execute(self, question: str, parameters: Any = (), /) -> Self:
        return self.connection.guarded(super().execute, question, parameters)

    def executemany(self, question: str, parameters: Any, /) -> Self:
        return self.connection.guarded(super().executemany, question, parameters)

    def fetchone(self) -> Any:
        return self.connection.guarded(super().fetchone)

    def fetchall(self) -> list[Any]:
        return self.connection.guarded(super().fetchall)

    def __next__(self) -> Any:
        return self.connection.guarded(super().__next__)


def open_journal(path: Path) -> tuple[Connection, list[str]]:
    """A connection to the journal, made if it is missing, and sentences about what was found.

    Raises JournalError where it cannot be used and must not be set aside: another program's lock, no room, no right,
    a journal of a later Reviewer, or a damaged one that another process still uses.
    """
    warnings: list[str] = []
    with ExitStack() as undoing:
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            use = Use(path)
            others = use.begin()
            undoing.callback(use.end, is_clean=True)
            _refuse_in_repair(path)
            if _salvaged(path).exists() and not others.live:
                _end_repair(path, use, warnings)
            state = _set_aside_empty(path, use, warnings)
            if state is None:
                undoing.callback(_remove_empty, path, use)
            try:
                connection = _open(path, others.died, warnings)
            except Damaged as damage:
                connection = _repaired(path, use, others, damage, warnings)
            else:
                undoing.callback(connection.close)
                _refuse_in_repair(path, state)
        undoing.pop_all()
    connection.path, connection.use = path, use
    return connection, warnings


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except Later as error:
        raise JournalError(f"{NAMED}, {path}, was written by a later Reviewer.") from error
    except (sqlite3.Error, OSError) as error:
        raise JournalError(f"{NAMED}, {path}, cannot be opened: {reason(error)}.") from error
    except Damaged as damage:
        raise JournalError(f"A journal of unsaved edits and saves cannot be made at {path}: {damage}.") from damage


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


def _repaired(path: Path, use: Use, others: Others, damage: Damaged, warnings: list[str]) -> Connection:
    """Opens the journal that is put in the place of the damaged one."""
    with _alone(path, use, f"damaged ({damage}), and"):
        try:
            return _open(path, others.died, warnings)  # another start may have repaired it meanwhile
        except Damaged as found:
            salvaged = salvage(path, _salvaged(path))
            warnings.append(_told_damage(str(found), _put_in_place(path), salvaged))
        return _open(path, False, warnings)


def _end_repair(path: Path, use: Use, warnings: list[str]) -> None:
    """Ends a repair that a crash cut short."""
    with _alone(path, use, "to be repaired, and"):
        if _salvaged(path).exists():
            aside = _put_in_place(path)
            warnings.append(
                f"{NAMED} was damaged. It was kept as {aside}, and what could be read of it was "
                "brought over into a new one."
            )


def _set_aside_empty(path: Path, use: Use, warnings: list[str]) -> os.stat_result | None:
    """What is at `path`; not a file without a byte, unless another process is just making the journal there."""
    state = _state(path)
    if state is None or state.st_size or use.is_shared():
        return state
    with _alone(path, use, "empty, and"):
        if os.path.getsize(path) == 0:
            warnings.append(
                f"{NAMED} was empty. It was kept as {set_aside(path)}, and a new one was "
                "begun: any unsaved edits and saves of the history that were in it are gone."
            )
    return _state(path)


def _remove_empty(path: Path, use: Use) -> None:
    """A journal that could not be made leaves nothing that would be taken for one that was lost."""
    with suppress(OSError):
        if os.path.getsize(path) == 0 and not use.is_shared():
            os.unlink(path)


@contextlib.contextmanager
def _alone(path: Path, use: Use, state: str) -> Iterator[None]:
    """Nobody has the journal open in this block: who opens it has left a mark before looking at the claim."""
    claim = Claim(_repair_claim(path))
    if not claim.take():
        raise _in_repair(path)
    try:
        if use.is_shared():
            raise JournalError(
                f"{NAMED}, {path}, is {state} in use by another window or command. Close that "
                "first: then it can be repaired."
            )
        yield
    finally:
        claim.release()


def _refuse_in_repair(path: Path, opened: os.stat_result | None = None) -> None:
    """Nobody uses a journal that another process repairs, or that is not `opened` any more."""
    now = _state(path)
    if is_held(_repair_claim(path)) or (opened and not (now and os.path.samestat(opened, now))):
        raise _in_repair(path)


def _in_repair(path: Path) -> JournalError:
    return JournalError(f"{NAMED}, {path}, is being repaired. Try again in a moment.")


def _state(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _put_in_place(path: Path) -> Path:
    aside = set_aside(path)
    os.replace(_salvaged(path), path)
    return aside


def _repair_claim(path: Path) -> Path:
    return path.with_suffix(".repair.lock")


def _salvaged(path: Path) -> Path:
    return path.with_suffix(".salvaged.sqlite")


def _told_damage(damage: str, aside: Path, found: Salvage) -> str:
    words = f"{NAMED} was damaged ({damage}). It was kept as {aside}, and a new one was begun"
    staged, batches, steps, reviews = (found.rows[table] for table in ("staged", "batch", "step", "review"))
    if not (staged or batches or steps or reviews):
        lost = ". Nothing in it could be read: the unsaved edits and the saves of the history are gone."
        return words + ("; nothing was in it." if found.is_all else lost)
    marks = f", {_counted(reviews, 'review mark')}" if reviews else ""
    rest = "all that was in it." if found.is_all else "what else was in it could not be read."
    return (
        f"{words}. Brought over: unsaved edits of {_counted(staged, 'article')}, {_counted(batches, 'save')} of the "
        f"history, {_counted(steps, 'step')} to undo{marks}; {rest}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _open(path: Path, is_whole: bool, warnings: list[str]) -> Connection:
    _look_at_header(path)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, factory=Connection)
    try:
        if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        if not _uses_wal(connection):
            warnings.append(f"The disk of {path.parent} allows no write-ahead log; a slower, equally safe way is used.")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        prepare(connection)
        check(connection, is_whole)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        connection.close()
        # What the tables must have is asked for: where the question itself is wrong, they have it no more.
        if is_damage(error) or error_code(error) == sqlite3.SQLITE_ERROR:
            raise Damaged(str(error)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _look_at_header(path: Path) -> None:
    """SQLite takes a file of a version that it does not know for one that must not be written."""
    with suppress(FileNotFoundError), open(path, "rb") as file:
        first = file.read(20)
        if first and (not _MAGIC.startswith(first[:16]) or not set(first[18:]) <= {1, 2}):
            raise Damaged("its first bytes make no sense")


def _uses_wal(connection: sqlite3.Connection) -> bool:
    # Where another process opens the same file this instant, it makes the change; the mode belongs to the file.
    with suppress(sqlite3.OperationalError):
        if _mode(connection) != "wal":
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
    return _mode(connection) == "wal"


def _mode(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])
