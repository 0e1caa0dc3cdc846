"""The history of saves: what each batch changed, and what would put it back."""

import time
import zlib
from collections.abc import Collection
from dataclasses import replace

from reviewer.articles.article import read_article
from reviewer.library.change_rows import BatchArticle, BatchDetails
from reviewer.library.document import compressed_head
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.schema import Batch, BatchRow
from reviewer.library.planning import Replay
from reviewer.library.staged_changes import changes_between

_DETAILS_SECONDS = 1.5
_UNREADABLE = b"damaged"
"""In place of a compressed head that cannot be told."""

Names = Collection[str]
"""Paths of articles and of folders: all articles in those are meant."""


class History:
    """What the journal knows of saves. Whoever asks about some `names` is told only of the articles among them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def batches(self, names: Names | None = None, most: int | None = None) -> tuple[Batch, ...]:
        """The newest first, `most` of them at most."""
        found: list[Batch] = []
        back = self._journal.batches.put_back()
        for batch in self._journal.batches.all():
            if most is not None and len(found) >= most:
                break
            if names is None:
                found.append(batch)
            elif paths := _among(self._journal.batches.paths(batch.id), names):
                undone = len(back.get(batch.id, frozenset()).intersection(paths))
                found.append(replace(batch, saved=len(paths), undone=undone))
        return tuple(found)

    def batch(self, number: int) -> Batch:
        """Raises JournalError where there is no such batch, or no more."""
        found = next((batch for batch in self._journal.batches.all() if batch.id == number), None)
        if found is None:
            raise JournalError(f"There is no save {number} in the history.")
        return found

    def to_undo(self, names: Names | None = None) -> Batch | None:
        """The newest that puts back no other one, and of which something among `names` was not put back."""
        batches = self._journal.batches
        back = batches.put_back()
        for batch in batches.all():
            if batch.undoes is None:
                paths = batches.paths(batch.id)
                if not back.get(batch.id, frozenset()).issuperset(paths if names is None else _among(paths, names)):
                    return batch
        return None

    def details(self, number: int) -> BatchDetails:
        """Its articles, with the fields that changed in each; of very many, in the first of them."""
        batch = self.batch(number)
        until = time.monotonic() + _DETAILS_SECONDS
        articles, untold = [], 0
        for row in self._journal.batches.rows(number):
            if time.monotonic() < until:
                articles.append(_article(row))
            else:
                articles.append(BatchArticle(row.path, ()))
                untold += 1
        return BatchDetails(batch, articles, untold)

    def undo_changes(self, number: int, names: Names | None = None) -> dict[str, Replay]:
        """What puts back each article of a batch. Raises JournalError where there is no such batch, or no more."""
        self.batch(number)
        rows = self._journal.batches.rows(number)
        wanted = None if names is None else set(_among([row.path for row in rows], names))
        return {row.path: _inverse(row) for row in rows if wanted is None or row.path in wanted}


def undo_name(batch: Batch) -> str:
    """What the batch is called that puts this one back."""
    return f"Undo: {batch.name}"


def _among(paths: list[str], names: Names) -> list[str]:
    if "" in names:
        return paths
    folders = tuple(f"{name}/" for name in names)
    return [path for path in paths if path in names or path.startswith(folders)]


def _heads(row: BatchRow) -> tuple[bytes, bytes] | None:
    """All before the body, before and after the save; None where that cannot be told."""
    try:
        before = zlib.decompress(row.head)
        return before, row.splice.apply(before)
    except (zlib.error, ValueError):
        return None


def _article(row: BatchRow) -> BatchArticle:
    heads = _heads(row)
    if heads is None:
        return BatchArticle(row.path, ())
    return BatchArticle(row.path, changes_between(*heads, row.path), read_article(heads[1], row.path).title)


def _inverse(row: BatchRow) -> Replay:
    heads = _heads(row)
    head = compressed_head(heads[1], row.path) if heads else row.head and _UNREADABLE
    return Replay(row.splice.inverse(), row.after, row.before, head)
