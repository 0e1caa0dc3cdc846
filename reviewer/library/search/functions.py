"""The functions that the SQL of a search calls for what SQLite cannot tell by itself, row by row, in Python."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

from reviewer.articles.display import plain
from reviewer.articles.fields import LOCKED_KEYS
from reviewer.library.catalog.field_paths import MOST, path_key
from reviewer.library.paths import loaded_path
from reviewer.library.search.fields import STATES, field_names, nearest
from reviewer.library.search.folding import fold
from reviewer.library.search.paths import field_test
from reviewer.library.search.patterns import compiled, compiled_words
from reviewer.library.search.query import Query, QueryError
from reviewer.library.search.sql import known_as
from reviewer.library.search.tree import Path

SECONDS = 0.2
"""How long a regular expression may look at one text."""
ALL_SECONDS = 1.0
"""How long a question may look at texts altogether, beyond `USUAL` for each of them."""
USUAL = 0.00005
_NAMED = 5
"""Fields of a group that a complaint names."""
STEP = 2_000
"""Rows between two reports of how far a search is."""

Looked = Callable[[int], None]
"""Gets the number of rows looked at so far, on the thread of the question, every STEP of them."""
_LOG = logging.getLogger(__name__)
_TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_list USING fts5vocab(main, words, row)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_places USING fts5vocab(main, words, instance)",
)


class QueryFunctions:
    """The functions of one connection, and what becomes of the question that is being asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._looked = 0
        self._slow = 0.0
        self._took: defaultdict[int, float] = defaultdict(float)
        self._has_failed = self._is_slow = self._is_told = False
        self._failed_at = 1
        self._tell: Looked | None = None
        connection.create_function("folded", 1, _folded, deterministic=True)
        connection.create_function("pattern_finds", -1, self._pattern_finds, deterministic=True)
        connection.create_function("field_holds", 5, self._field_holds, deterministic=True)

    def report_to(self, tell: Looked | None) -> None:
        """Whom to tell how far a question is that looks at every row."""
        self._tell = tell

    @contextlib.contextmanager
    def asking(self, query: Query) -> Iterator[None]:
        """Raises QueryError for a field that no article has, and for a regular expression that takes too long."""
        self._check(query)
        for statement in _TABLES:
            self._connection.execute(statement)
        self._looked, self._slow = 0, 0.0
        self._took.clear()
        self._has_failed = self._is_slow = self._is_told = False
        try:
            yield
        except sqlite3.OperationalError as error:
            if not self._has_failed:
                raise
            raise self._complaint() from error
        if self._has_failed:
            raise self._complaint()

    def known_paths(self) -> list[str]:
        """The paths of all fields that some article has or had."""
        return [path for (path,) in self._connection.execute("SELECT path FROM field_path ORDER BY path")]

    # ---- called by SQLite

    def _pattern_finds(self, kind: str, pattern: str, column: int, *texts: str | bytes) -> bool:
        def finds() -> bool:
            known = tuple(map(loaded_path, texts))
            return compiled(pattern).any_of(known, SECONDS) if kind == "text" else _any_word(pattern, known)

        return self._answered(finds, column)

    def _field_holds(self, spellings: str, test: str, column: int, fields: str, nested: str) -> bool:
        return self._answered(lambda: field_test(spellings, test, SECONDS)(fields, nested), column)

    def _answered(self, finds: Callable[[], bool], column: int) -> bool:
        """What is found in one row. A row that cannot be looked at does not spoil the answer of all others.

        `column` is the place of the regular expression, 0 where there is none: only these may take too long.
        """
        self._looked += 1
        if self._tell is not None and self._looked % STEP == 0:
            self._tell(self._looked)
        # The clock of this thread alone leaves out how long it waits for others, but takes long to ask.
        clock = time.thread_time if self._is_slow else time.perf_counter
        begin = clock()
        try:
            found = finds()
        except TimeoutError:
            self._give_up(column)
            return False
        except Exception:
            if not self._is_told:
                self._is_told = True
                _LOG.exception("a row cannot be searched, and is left out")
            return False
        if column:
            self._add(clock() - begin - USUAL, column)
        return found

    def _add(self, took: float, column: int) -> None:
        """So much longer than usual it took, or less long."""
        if self._is_slow:
            self._slow = max(0.0, self._slow + took)
            self._took[column] += took
        self._is_slow = self._slow > 0 if self._is_slow else took > 0
        if self._slow > ALL_SECONDS:
            self._give_up(max(self._took, key=self._took.__getitem__))

    def _give_up(self, column: int) -> None:
        if not self._has_failed:
            self._failed_at = max(1, column)
        self._has_failed = True
        self._connection.interrupt()

    # ---- complaints

    def _check(self, query: Query) -> None:
        """A catalog that has no article yet does not know what it will be asked for, and refuses misspellings only; one
        that keeps no more paths knows of none whether it is misspelled."""
        for path in query.paths():
            if not self._is_known(path):
                if path_key(path.name).split(".")[0] in LOCKED_KEYS:
                    raise QueryError(f"“{path.name}” is locked: nothing in it can be searched", path.column)
                if inner := self._inner(path):
                    raise QueryError(f"“{path.name}” is a group of fields: {inner}", path.column)
                known_paths, near = self.known_paths(), self._near(path)
                if len(known_paths) < MOST and (known_paths or near):
                    meant = f": did you mean {near}?" if near else ""
                    words = f"no article has a field “{path.name}”{meant} (in quotes it is searched for as words)"
                    raise QueryError(words, path.column)

    def _is_known(self, path: Path) -> bool:
        where, values = known_as(path)
        return self._connection.execute(f"SELECT 1 FROM field_path WHERE {where}", values).fetchone() is not None

    def _inner(self, path: Path) -> str:
        """The fields in a group of this path, in words."""
        key = path_key(path.name)
        asked = "SELECT min(path) FROM field_path WHERE key >= ? AND key < ? GROUP BY key ORDER BY key LIMIT ?"
        found = [inner for (inner,) in self._connection.execute(asked, (f"{key}.", f"{key}/", _NAMED + 1))]
        return ", ".join(found[:_NAMED]) + ", …" * (len(found) > _NAMED)

    def _near(self, path: Path) -> str | None:
        name = path.name.casefold()
        return f"is:{name}" if name in STATES else nearest(path.name, (*field_names(), *self.known_paths()), 0.7)

    def _complaint(self) -> QueryError:
        words = "this regular expression takes too long: it tries too many ways to fit"
        return QueryError(words, self._failed_at)


def _any_word(pattern: str, texts: tuple[str, ...]) -> bool:
    search = compiled_words(pattern).search
    return any(search(fold(plain(text)), timeout=SECONDS, concurrent=True) is not None for text in texts)


def _folded(text: str | bytes | None) -> str:
    return fold(text) if isinstance(text, str) else ""
