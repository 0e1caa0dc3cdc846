"""Which values the articles have in a field without a column, and how many articles have each."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviewer.articles.display import plain
from reviewer.library.catalog.field_paths import path_key
from reviewer.library.search.folding import fold
from reviewer.library.search.paths import reader_of

SECONDS = 0.3
"""How long is looked for them, of this thread's time."""
MOST = 5_000
"""Different values that are counted."""
_LONGEST = 100
"""Characters of a value that somebody would choose from a list."""
_LOOK_UP = 200
"""Articles between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class InUse:
    """Values with the numbers of articles; where not `is_whole`, articles or values were left out."""

    values: list[tuple[str, int]] = field(default_factory=list)
    is_whole: bool = True


class PathValues:
    """Remembers what it has counted last, so that the next character of a value is answered at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._last: tuple[tuple[str, int], Counter[str], bool] | None = None

    def in_use(self, name: str, prefix: str, limit: int) -> InUse:
        """Of the field at this path the values of which a word begins with `prefix`: first those that begin with it
        themselves, then the most used. Raises sqlite3.OperationalError where it is interrupted."""
        counted, is_whole = self._counted(name)
        sought = fold(plain(prefix.encode("utf-8", "replace").decode()))
        keyed = ((fold(plain(value)), value, count) for value, count in counted.items())
        found = [one for one in keyed if f" {sought}" in f" {one[0]}"]
        found.sort(key=lambda one: (not one[0].startswith(sought), -one[2], one[0]))
        return InUse([(value, count) for _, value, count in found[:limit]], is_whole)

    def _counted(self, name: str) -> tuple[Counter[str], bool]:
        key = path_key(name)
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        asked = (name, version)
        if self._last is None or self._last[0] != asked:
            spellings = [
                path for (path,) in self._connection.execute("SELECT path FROM field_path WHERE key = ?", (key,))
            ]
            self._last = (asked, *self._count(name, spellings))
        return self._last[1:]

    def _count(self, name: str, spellings: list[str]) -> tuple[Counter[str], bool]:
        reads = [reader_of(name, spelling) for spelling in spellings]
        counted: Counter[str] = Counter()
        until = time.thread_time() + SECONDS
        is_whole, last = True, 0
        while reads:
            rows = self._connection.execute(
                "SELECT article_id, fields, nested FROM article_fields WHERE article_id > ?"
                " ORDER BY article_id LIMIT ?",
                (last, _LOOK_UP),
            ).fetchall()
            for _, fields, nested in rows:
                for text in {text for read in reads for each in read(fields, nested) for text in _texts(each)}:
                    if text in counted or len(counted) < MOST:
                        counted[text] += 1
                    else:
                        is_whole = False
            if len(rows) < _LOOK_UP:
                break
            last = rows[-1][0]
            if time.thread_time() > until:
                return counted, False
        return counted, is_whole


def _texts(value: Any) -> Iterator[str]:
    """As a search takes it."""
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, str | int | float):
        text = " ".join(str(value).split())
        if 0 < len(text) <= _LONGEST:
            yield text
