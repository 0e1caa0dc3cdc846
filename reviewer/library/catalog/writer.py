"""The one who writes the catalog."""

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reviewer.library.catalog.article_cells import Stored
from reviewer.library.catalog.changes import Comparison
from reviewer.library.catalog.damage import guarding
from reviewer.library.catalog.field_paths import FieldPaths
from reviewer.library.catalog.opening import identity, open_for_writing, transaction
from reviewer.library.catalog.rows import ARTICLE_COLUMNS, WORD_SOURCES, Entry, Prepared, file_state, prepare, words_of
from reviewer.library.catalog.tables import missing_indexes
from reviewer.library.fingerprint import Fingerprint
from reviewer.library.paths import stored_path
from reviewer.library.scanner import Found

_CHUNK = 500
_CLEARED = ("article", "article_fields", "article_topic", "change", "reviewed", "topic", "other_file", "field_path")
_MOST_TOPICS_REMEMBERED = 100_000
_COLUMNS = ", ".join(ARTICLE_COLUMNS)
_MARKS = ", ".join("?" * len(ARTICLE_COLUMNS))
_INSERT = f"INSERT INTO article(id, {_COLUMNS}) VALUES (?, {_MARKS})"
_UPDATE = f"UPDATE article SET ({_COLUMNS}) = ({_MARKS}) WHERE id = ?"
_FILE = ARTICLE_COLUMNS.index("size"), ARTICLE_COLUMNS.index("read_ns")
_WORDS = ", ".join(WORD_SOURCES)
_FORMER = f"SELECT id, path, size, mtime_ns, inode, ctime_ns, digest, read_ns, modified, {_WORDS} FROM article"


@dataclass(frozen=True, slots=True)
class _Former:
    """An article that is there: its id, the state of its file, when that was read, what the word index holds of it."""

    id: int
    file: tuple[Stored, ...]
    read_ns: int
    is_modified: bool
    words: tuple[str, ...]


class CatalogWriter:
    """Writes the catalog in `path`. `is_new`: it is empty. `warnings`: sentences for the curator.

    Each method is one transaction, or a part of one in a `with writer.transaction()`. They raise CatalogDamaged,
    and sqlite3.Error where the disk is full or the like; what is in the catalog is then as before.
    """

    def __init__(self, path: Path) -> None:
        opened = open_for_writing(path)
        self._connection, self.is_new, self.warnings = opened.connection, opened.is_new, opened.warnings
        self._topics: dict[str, int] = {}
        self._paths = FieldPaths(self._connection)
        self._version = 0
        self._path, self.identity = path, identity(self._connection)

    def renew(self) -> None:
        """Makes the catalog anew, which turned out to be damaged, unless another process has just done that."""
        damaged, opened = self._connection, open_for_writing(self._path, self.identity)
        self._connection, self.identity = opened.connection, identity(opened.connection)
        damaged.close()
        self._forget_names()

    def slim(self) -> None:
        self._connection.execute("PRAGMA shrink_memory")  # pages of the file are read again when they are needed

    def close(self) -> None:
        """Leaves the catalog tidy for those who read it next."""
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            self._connection.execute("PRAGMA analysis_limit = 400")
            self._connection.execute("PRAGMA optimize")
        self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside becomes visible at once, or not at all."""
        if self._connection.in_transaction:
            yield
            return
        try:
            with guarding(), transaction(self._connection):
                self._mind_others()
                yield
        except BaseException:
            self._forget_names()
            raise

    def put(self, entries: Iterable[Entry | Prepared]) -> None:
        """Add these articles, or put them in the place of those with their paths, which keep their ids."""
        with self.transaction():
            left = iter(entries)
            while chunk := list(islice(left, _CHUNK)):
                ready = (entry if isinstance(entry, Prepared) else prepare(entry) for entry in chunk)
                self._put({entry.path: entry for entry in ready})

    def put_other(self, found: Iterable[tuple[Found, int]]) -> None:
        """Remember files that are no articles, each with when it was read (nanoseconds since 1970)."""
        rows = [(stored_path(file.path), *file[1:], read_ns) for file, read_ns in found]
        with self.transaction():
            self._remove([row[0] for row in rows])
            self._connection.executemany(
                "INSERT OR REPLACE INTO other_file(path, size, mtime_ns, inode, ctime_ns, read_ns)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )

    def remove(self, paths: Iterable[str]) -> None:
        """Forget these files."""
        with self.transaction():
            left = iter(paths)
            while chunk := [stored_path(path) for path in islice(left, _CHUNK)]:
                self._remove(chunk)

    def mark(self, states: Iterable[tuple[str, Fingerprint, bool]]) -> None:
        """These files were written or read just now and have these fingerprints; whether edits are (still) staged."""
        now, states = time.time_ns(), list(states)
        with self.transaction():
            self._connection.executemany(
                "DELETE FROM change WHERE article_id = (SELECT id FROM article WHERE path = ?)",
                ((stored_path(path),) for path, _, is_modified in states if not is_modified),
            )
            self._connection.executemany(
                "UPDATE article SET reason = '', size = ?, mtime_ns = ?, inode = ?, ctime_ns = ?, digest = ?,"
                " read_ns = ?, modified = ? WHERE path = ?",
                (
                    (one.size, one.mtime_ns, one.inode, one.ctime_ns, one.digest, now, is_modified, stored_path(path))
                    for path, one, is_modified in states
                ),
            )

    def mark_reviewed(self, marks: Iterable[tuple[str, bool]]) -> None:
        """Whether these articles have a review mark; those that are not listed are left out."""
        rows = [(stored_path(path), marked) for path, marked in marks]
        listed = "SELECT id FROM article WHERE path = ?"
        changes = {
            True: f"INSERT OR IGNORE INTO reviewed {listed}",
            False: f"DELETE FROM reviewed WHERE article_id = ({listed})",
        }
        with self.transaction():
            for path, marked in rows:
                self._connection.execute(changes[marked], (path,))

    def mark_read(self, entries: Iterable[Prepared]) -> None:
        """These files were read again and hold the bytes that they held, though they may be other files by now."""
        with self.transaction():
            self._connection.executemany(
                "UPDATE article SET size = ?, mtime_ns = ?, inode = ?, ctime_ns = ?, read_ns = ? WHERE path = ?",
                ((*file_state(entry), entry.path) for entry in entries),
            )

    def known(self, paths: Iterable[str]) -> list[str]:
        """Those of these paths that are articles of the catalog, in their order."""
        left, found = iter(paths), []
        while chunk := {stored_path(path): path for path in islice(left, _CHUNK)}:
            marks = ", ".join("?" * len(chunk))
            with guarding():
                rows = self._connection.execute(f"SELECT path FROM article WHERE path IN ({marks})", list(chunk))
                there = {row[0] for row in rows}
            found += [path for stored, path in chunk.items() if stored in there]
        return found

    def clear(self) -> None:
        """Forget all articles; meta stays."""
        with self.transaction():
            self._connection.execute("INSERT INTO words(words) VALUES ('delete-all')")
            for table in _CLEARED:
                self._connection.execute(f"DELETE FROM {table}")
            self._forget_names()

    def get_meta(self, key: str) -> int | float | str | bytes | None:
        """What is kept under a name; None if nothing is."""
        with guarding():
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        value: int | float | str | bytes | None = row[0] if row else None
        return value

    def set_meta(self, key: str, value: int | float | str | bytes | None) -> None:
        """Keep something under a name, such as the journal's sequence number that the rows follow."""
        with self.transaction():
            self._connection.execute("INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)", (key, value))

    def complete(self) -> Iterator[None]:
        """Make the indexes that a new catalog leaves for later, one each time."""
        for statement in self._missing():
            with self.transaction():
                if statement in self._missing():
                    self._connection.execute(statement)
            yield

    def compare(self) -> Comparison:
        """Begin to compare a scan with what is known."""
        return Comparison(self._connection)

    def _missing(self) -> list[str]:
        with guarding():
            return missing_indexes(self._connection)

    def _mind_others(self) -> None:
        """Ids of topics may be others by now, if another process wrote the catalog."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._forget_names()
            self._version = version

    def _forget_names(self) -> None:
        self._topics.clear()
        self._paths = FieldPaths(self._connection)

    def _put(self, ready: Mapping[str | bytes, Prepared]) -> None:
        former = self._former(list(ready))
        self._forget_contents(former.values())
        self._connection.execute(f"DELETE FROM other_file WHERE path IN ({', '.join('?' * len(ready))})", list(ready))
        following = self._next_id()
        numbers = {path: former[path].id if path in former else next(following) for path in ready}
        run = self._connection.executemany
        run(_INSERT, ((numbers[path], *entry.article) for path, entry in ready.items() if path not in former))
        again = [(former[path], entry) for path, entry in ready.items() if path in former]
        run(_UPDATE, ((*_updated(before, entry), before.id) for before, entry in again))
        run(
            "INSERT OR REPLACE INTO article_fields(article_id, fields, nested) VALUES (?, ?, ?)",
            ((numbers[path], entry.fields, entry.nested) for path, entry in ready.items()),
        )
        run(
            f"INSERT INTO words(rowid, {_WORDS}) VALUES (?, ?, ?, ?, ?)",
            ((numbers[path], *entry.words) for path, entry in ready.items()),
        )
        run(
            "INSERT OR IGNORE INTO field_path(path, key) VALUES (?, ?)",
            self._paths.new((entry.fields, entry.nested, entry.paths) for entry in ready.values()),
        )
        topics = self._topic_ids({pair for entry in ready.values() for pair in entry.topics})
        run(
            "INSERT INTO article_topic(topic_id, article_id, position) VALUES (?, ?, ?)",
            (
                (topics[name], numbers[path], position)
                for path, entry in ready.items()
                for position, (name, _) in enumerate(entry.topics)
            ),
        )
        run(
            "INSERT INTO change(article_id, place, field, old, new, theirs, clashes, words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((numbers[path], *cells) for path, entry in ready.items() for cells in entry.changes),
        )

    def _remove(self, paths: Sequence[str | bytes]) -> None:
        former = self._former(paths)
        self._forget_contents(former.values())
        numbers = [(article.id,) for article in former.values()]
        self._connection.executemany("DELETE FROM article WHERE id = ?", numbers)
        self._connection.executemany("DELETE FROM article_fields WHERE article_id = ?", numbers)
        self._connection.executemany("DELETE FROM reviewed WHERE article_id = ?", numbers)
        self._connection.executemany("DELETE FROM other_file WHERE path = ?", ((path,) for path in paths))

    def _former(self, paths: Sequence[str | bytes]) -> dict[str | bytes, _Former]:
        if not paths:
            return {}
        rows = self._connection.execute(f"{_FORMER} WHERE path IN ({', '.join('?' * len(paths))})", paths)
        return {row[1]: _Former(row[0], row[2:7], row[7], row[8] > 0, words_of(*row[9:])) for row in rows}

    def _forget_contents(self, former: Iterable[_Former]) -> None:
        """Take articles out of the word index, which must be told what it holds, and out of their topics."""
        for article in former:
            self._connection.execute(
                f"INSERT INTO words(words, rowid, {_WORDS}) VALUES ('delete', ?, ?, ?, ?, ?)",
                (article.id, *article.words),
            )
            self._connection.execute("DELETE FROM article_topic WHERE article_id = ?", (article.id,))
            if article.is_modified:
                self._connection.execute("DELETE FROM change WHERE article_id = ?", (article.id,))

    def _next_id(self) -> Iterator[int]:
        """Ids that no article has had before."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
        return iter(range(row[0] + 1 if row else 1, 2**62))

    def _topic_ids(self, topics: Iterable[tuple[str, str]]) -> dict[str, int]:
        if len(self._topics) > _MOST_TOPICS_REMEMBERED:
            self._topics.clear()
        new = [pair for pair in topics if pair[0] not in self._topics]
        self._connection.executemany("INSERT OR IGNORE INTO topic(name, key) VALUES (?, ?)", new)
        for name, _ in new:
            found = self._connection.execute("SELECT id FROM topic WHERE name = ?", (name,))
            self._topics[name] = found.fetchone()[0]
        return self._topics


def _updated(former: _Former, entry: Prepared) -> tuple[Stored, ...]:
    """The values of ARTICLE_COLUMNS. Who does not say when the file was read has not found it changed, or has."""
    values, file, read = entry.article, _FILE[0], _FILE[1]
    if values[read] == 0 and values[file:read] == former.file:
        return (*values[:read], former.read_ns, *values[read + 1 :])
    return values
