"""What can still be read of a damaged journal is brought over into a new one.

Each table is walked by the numbers of its rows, around the places that cannot be read. Where the first page is lost,
which says where the tables begin, that of a new journal takes its place: they begin at the same pages in each.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.library.journal.check import COLUMNS, VALUES, prepare
from reviewer.library.journal.steps import now

_PAGE = 4096
_HIGHEST = 2**62
_WITH_REVIEWS = 3
"""The first version with the table of review marks."""
_LOST_NAME = "Save (its name was lost)"
_Row = tuple[object, ...]


class _Text(bytes):
    """A text as its bytes: those of a damaged one may be no text."""


@dataclass(slots=True)
class Salvage:
    """How many rows of each table were brought over, and whether there may have been more."""

    rows: dict[str, int] = field(default_factory=dict)
    is_all: bool = True

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def salvage(damaged: Path, new: Path) -> Salvage:
    """Makes the journal `new` of what can be read in `damaged`, which stays as it is. Raises OSError, sqlite3.Error."""
    with tempfile.TemporaryDirectory(prefix=f"{new.stem}.", dir=new.parent) as folder:
        tries: list[tuple[Salvage, Path]] = []
        for number, source in enumerate(_sources(damaged, Path(folder))):
            part = Path(folder) / f"part-{number}.sqlite"
            tries.append((_brought_over(source, part), part))
            if number == 0 and not _is_headless(source):
                break
        best, part = max(tries, key=lambda one: one[0].total)
        os.replace(part, new)
        return best


def _sources(damaged: Path, folder: Path) -> Iterator[Path]:
    """Copies of the damaged journal: as it is, then with the first pages of new ones."""
    copy = folder / "copy.sqlite"
    for end in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{damaged}{end}", f"{copy}{end}")
    yield copy
    for vacuum in ("INCREMENTAL", "NONE"):
        model = folder / f"model-{vacuum}.sqlite"
        with closing(_new(model, vacuum)):
            pass
        first = bytearray(model.read_bytes()[:_PAGE])
        first[28:32] = (os.path.getsize(copy) // _PAGE).to_bytes(4, "big")
        with open(copy, "r+b") as file:
            file.write(first)
        yield copy


def _new(path: Path, vacuum: str = "INCREMENTAL") -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA auto_vacuum = {vacuum}")
    prepare(connection)
    return connection


def _is_headless(source: Path) -> bool:
    """Whether it does not even say which tables it has."""
    with closing(sqlite3.connect(source)) as connection:
        try:
            return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0)
        except (sqlite3.Error, UnicodeDecodeError):
            return True


def _brought_over(source: Path, part: Path) -> Salvage:
    found, sequence = Salvage(), 0
    with closing(_new(part)) as target, closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.text_factory = _Text
        target.execute("PRAGMA synchronous = OFF")
        target.execute("BEGIN")
        for table, columns in COLUMNS.items():
            rows = _Rows(connection, table, columns)
            names = ", ".join(columns)
            marks = ", ".join("?" * len(columns))
            if table == "clock":
                sequence = max((int(str(row[0])) for row in rows), default=0)
                continue
            target.executemany(f"INSERT OR REPLACE INTO {table}({names}) VALUES ({marks})", rows)
            found.rows[table] = 0
            found.is_all &= rows.is_all
        _mend(target, sequence)
        for table in found.rows:
            found.rows[table] = target.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        target.execute("COMMIT")
    with open(part, "rb") as file:
        os.fsync(file.fileno())
    return found


def _mend(target: sqlite3.Connection, sequence: int) -> None:
    """What belongs together is there together, and the catalog will read again whatever the journal knows."""
    run = target.execute
    run(
        "INSERT INTO batch(id, name, made, origin, finished) SELECT DISTINCT batch, ?, ?, 'window', 1 FROM batch_row "
        "WHERE batch NOT IN (SELECT id FROM batch)",
        (_LOST_NAME, now()),
    )
    run("DELETE FROM batch WHERE id NOT IN (SELECT batch FROM batch_row)")
    run("DELETE FROM step_row WHERE step NOT IN (SELECT id FROM step)")
    run("DELETE FROM step WHERE id NOT IN (SELECT step FROM step_row)")
    run("INSERT OR IGNORE INTO touched SELECT path, 0 FROM staged")
    tables = " UNION ALL ".join(f"SELECT sequence FROM {table}" for table in ("staged", "touched", "review"))
    last = run(f"SELECT max(sequence) FROM ({tables})")
    sequence = 1 + max(sequence, last.fetchone()[0] or 0)
    run("UPDATE clock SET sequence = ?", (sequence,))
    run("UPDATE touched SET sequence = ?", (sequence,))


class _Rows:
    """The rows of a table that can be read and may be the journal's. `is_all` says afterwards if none was lost."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
        self._connection, self._table, self._columns = connection, table, columns
        self.is_all = True
        self._is_older = table == "review" and 0 < _version(connection) < _WITH_REVIEWS

    def __iter__(self) -> Iterator[_Row]:
        if self._table == "touched":  # it has no numbers; what it says can be made again
            yield from self._until_error("SELECT 0, path, sequence FROM touched", ())
            return
        present = {_told(one[1]) for one in self._ask(f"PRAGMA table_info({self._table})")}
        if not present and self._has_ended and self._is_older:
            return
        names = [name if name in present else "x''" if name == "head" else "NULL" for name in self._columns]
        question = f"SELECT rowid, {', '.join(names)} FROM {self._table} WHERE rowid"
        at = -1
        while at < _HIGHEST:
            for number, row in self._numbered(f"{question} > ? ORDER BY rowid", at):
                at = number
                yield row
            if self._has_ended:
                return
            beyond = self._next_readable(at)
            if beyond is None:
                return
            # Backwards from there, up to what cannot be read.
            for _, row in self._numbered(f"{question} < ? AND rowid > {at} ORDER BY rowid DESC", beyond, -1):
                yield row
            at = beyond - 1

    def _next_readable(self, at: int) -> int | None:
        """The number of a row beyond what cannot be read after `at`."""
        step = 1
        while at + step < _HIGHEST:
            question = f"SELECT rowid FROM {self._table} WHERE rowid > ? ORDER BY rowid LIMIT 1"
            for (number,) in list(self._ask(question, (at + step,))):
                if isinstance(number, int) and number > at + step:
                    return number
            if self._has_ended:
                return None
            step *= 2
        return None

    def _numbered(self, question: str, bound: int, direction: int = 1) -> Iterator[tuple[int, _Row]]:
        before: int | None = None
        for number, *row in self._ask(question, (bound,)):
            if not isinstance(number, int) or (before is not None and (number - before) * direction <= 0):
                self.is_all = self._has_ended = False
                return
            before = number
            if _is_likely(row, self._columns):
                yield number, tuple(map(_told, row))
            else:
                self.is_all = False

    def _until_error(self, question: str, bounds: _Row) -> Iterator[_Row]:
        for _, *row in self._ask(question, bounds):
            if _is_likely(row, self._columns):
                yield tuple(map(_told, row))

    def _ask(self, question: str, bounds: _Row = ()) -> Iterator[_Row]:
        self._has_ended = False
        try:
            yield from self._connection.execute(question, bounds)
            self._has_ended = True
        except (sqlite3.Error, OverflowError, UnicodeDecodeError):
            self.is_all = False


def _version(connection: sqlite3.Connection) -> int:
    """0 where it cannot be read."""
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError):
        return 0


def _told(value: object) -> object:
    return str(value, "utf-8", "replace") if isinstance(value, _Text) else value


def _is_likely(row: list[object], columns: Mapping[str, str]) -> bool:
    """Whether it may be a row of the journal."""
    return all(_may_be(value, kind) for value, kind in zip(row, columns.values(), strict=True))


def _may_be(value: object, kind: str) -> bool:
    if kind in VALUES:
        return _told(value) in VALUES[kind]
    if kind in ("integer", "number?"):
        return (isinstance(value, int) and value >= 0) or (kind == "number?" and value is None)
    if not isinstance(value, bytes) or kind == "blob":
        return isinstance(value, bytes) and not isinstance(value, _Text)
    if kind == "text" and not isinstance(value, _Text):
        return False
    try:
        value.decode("utf-8", "strict" if isinstance(value, _Text) else "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
