"""Folders in a collection that were used before it was: each has a journal of its own, with saves of its own."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from reviewer.library.home import Home

_MOST_FOLDERS = 5_000
"""So many are looked at, those that are less deep first."""


def inner_collections(folder: Path, home: Home) -> list[str]:
    """The folders below this one, relative to it, whose own journals hold saves; by path."""
    kept = {name for name in _names(home.state) if name.endswith(".sqlite")} - {home.journal_path(folder).name}
    if not kept:
        return []
    root = os.path.realpath(folder)
    below = islice(_folders_below(root), _MOST_FOLDERS)
    journals = ((one, home.journal_path(Path(root, one))) for one in below)
    return sorted(one for one, journal in journals if journal.name in kept and _has_saves(journal))


def _folders_below(root: str) -> Iterator[str]:
    waiting = [""]
    for folder in waiting:
        inner = sorted(
            os.path.join(folder, name)
            for name in _names(os.path.join(root, folder))
            if not name.startswith(".") and _is_folder(os.path.join(root, folder, name))
        )
        yield from inner
        waiting += inner


def _names(folder: str | Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _has_saves(journal: Path) -> bool:
    """As far as can be told: one that cannot be read may have some."""
    try:
        with closing(sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM batch WHERE finished = 1 LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True
