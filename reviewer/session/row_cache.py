"""The rows in sight, by id: read by key through a reader of the main thread's own, the last ones kept."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.schema import Row
from reviewer.library.reasons import is_damage

CAPACITY = 2048


class RowCache:
    """Rows of the catalog that is open; none where it is closed."""

    def __init__(self) -> None:
        self.damaged: Callable[[int], None] = lambda _: None
        """Called with the identity of a catalog that turns out to be damaged."""
        self._reader: CatalogReader | None = None
        self._rows: OrderedDict[int, Row] = OrderedDict()

    def open(self, path: Path) -> None:
        """Read from this catalog; where it cannot be read there are no rows, and the questions say why."""
        self.close()
        with contextlib.suppress(OSError, sqlite3.Error):
            self._reader = CatalogReader(path)

    def close(self) -> None:
        self._rows.clear()
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """In the order asked; those that are gone are left out."""
        missing = [each for each in ids if each not in self._rows]
        if missing and self._reader is not None:
            try:
                self._rows.update((row.id, row) for row in self._reader.rows(missing))
            except sqlite3.Error as error:
                if is_damage(error):
                    self.damaged(self._reader.identity)
                return []
        found = []
        for each in ids:
            row = self._rows.get(each)
            if row is not None:
                self._rows.move_to_end(each)
                found.append(row)
        while len(self._rows) > CAPACITY:
            self._rows.popitem(last=False)
        return found

    def forget(self, ids: Iterable[int] | None) -> None:
        """These rows, or all, have new values."""
        if ids is None:
            self._rows.clear()
        else:
            for each in ids:
                self._rows.pop(each, None)
