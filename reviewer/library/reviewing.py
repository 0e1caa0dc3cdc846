"""Marking articles as reviewed: the journal keeps the marks, and the catalog follows it."""

import logging
import sqlite3
from collections.abc import Sequence
from itertools import islice

from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.journal.journal import Journal
from reviewer.library.messages import ReviewReport

REVIEWS = "review_sequence"
"""In the catalog: the last transaction of the journal whose marks it has."""
_CHUNK = 2000
_log = logging.getLogger(__name__)


class Reviewing:
    def __init__(self, journal: Journal, writer: CatalogWriter) -> None:
        self._journal, self._writer = journal, writer
        self._has_followed = False

    def review(self, paths: Sequence[str], marked: bool | None = None) -> ReviewReport:
        """Sets or takes away the marks of these articles; None: takes them away only if all are marked.

        What is answered is in the journal.
        """
        with self._journal.transaction() as sequence:
            have = self._journal.reviews.marked_of(paths)
            to = len(have) < len(set(paths)) if marked is None else marked
            changed = [path for path in dict.fromkeys(paths) if (path in have) != to]
            self._journal.reviews.put(changed, to, sequence)
        try:
            self.follow()
        except sqlite3.Error:  # the journal has it, and `is_behind` says so
            _log.exception("the catalog could not follow the review marks")
        return ReviewReport(to, changed)

    @property
    def is_behind(self) -> bool:
        """Whether marks were set or taken away, by anyone, that the catalog does not have."""
        return self._journal.reviews.sequence > self._seen()

    def follow(self, has_new: bool = False) -> None:
        """Brings the marks of the catalog up to those of the journal.

        All of them are looked at the first time, and where the catalog `has_new` articles: some may be marked.
        """
        seen = self._seen() if self._has_followed and not has_new else 0
        now = self._journal.reviews.sequence
        marks = iter(self._journal.reviews.since(seen))
        while chunk := list(islice(marks, _CHUNK)):
            self._writer.mark_reviewed(chunk)
        if now != self._seen():
            self._writer.set_meta(REVIEWS, now)
        self._has_followed = True

    def _seen(self) -> int:
        seen = self._writer.get_meta(REVIEWS)
        return seen if isinstance(seen, int) else 0
