"""Catalogs that are damaged, for tests."""

import sqlite3
from collections.abc import Callable
from pathlib import Path


def spoil(path: Path, table: str) -> None:
    """Overwrites the first page of a table, or of an index; the rest of the catalog stays as it is."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with open(path, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))


def rewrite(path: Path, damage: Callable[[bytes], bytes]) -> None:
    """Puts other bytes where the catalog stands, whoever has it open."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = path.read_bytes()
    assert damage(content) != content
    with open(path, "r+b") as file:
        file.write(damage(content))
