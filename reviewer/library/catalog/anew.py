"""A damaged catalog is made anew where it stands, and empty: whoever else has it open sees that at once."""

import contextlib
import os
import sqlite3
import sys
import time
from pathlib import Path

from reviewer.library.catalog.tables import make_tables

BUSY_SECONDS = 30
PAGE_SIZE = 16384
"""Bytes, of a new catalog."""
MOST_IDS = 10**9
_FEWEST_BYTES = 100
"""That an article takes in the catalog: so many articles at most have been in a file."""
_SHARED, _ALONE = 2, 1
"""How the beginning of a file says that it has a log beside it, or none."""
_kept_open: list[int] = []


def make_anew(path: Path) -> None:
    """Raises what SQLite does where it does not take the file for a catalog, or others write for too long.

    No article gets an id that one had before.
    """
    until = time.monotonic() + BUSY_SECONDS

    def go_on(_status: int, _left: int, _all: int) -> None:
        if time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as catalog:
        last = _last_id(catalog, path)
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            fresh.execute(f"PRAGMA page_size = {_page_size(catalog)}")
            make_tables(fresh)
            fresh.execute("INSERT INTO sqlite_sequence(name, seq) VALUES ('article', ?)", (last,))
            fresh.backup(catalog, progress=go_on)


def mend_beginning(path: Path) -> None:
    """Makes anew a file by whose beginning SQLite knows it no more: that of an empty one is put there before."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        empty.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        empty.execute("PRAGMA user_version = 1")
        page = bytearray(empty.serialize()[:PAGE_SIZE])
    page[18] = page[19] = _SHARED if os.path.exists(f"{path}-wal") else _ALONE
    file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.write(file, page)
    finally:
        if sys.platform == "win32":
            os.close(file)
        else:
            _kept_open.append(file)  # closing it would give up the locks that this process has on the catalog
    make_anew(path)


def _page_size(catalog: sqlite3.Connection) -> int:
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
        catalog.execute("SELECT 1 FROM sqlite_master").fetchone()  # it is known once the file has been read
    size: int = catalog.execute("PRAGMA page_size").fetchone()[0]
    return size


def _last_id(catalog: sqlite3.Connection, path: Path) -> int:
    """The last id that an article has had, or, where that cannot be read, a later one."""
    for question in ("SELECT seq FROM sqlite_sequence WHERE name = 'article'", "SELECT max(id) FROM article"):
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            row = catalog.execute(question).fetchone()
            if row and isinstance(row[0], int) and 0 <= row[0] < MOST_IDS // 2:
                return int(row[0])
    sizes = (os.path.getsize(name) for name in (path, f"{path}-wal") if os.path.exists(name))
    return sum(sizes) // _FEWEST_BYTES
