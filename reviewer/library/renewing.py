"""A catalog that is damaged, or that followed another journal, is made anew. Nothing is lost by that but time."""

import sqlite3

from reviewer.library.catalog.damage import CatalogDamaged
from reviewer.library.catalog.opening import WAS_DAMAGED, identity
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.following import SEQUENCE
from reviewer.library.journal.journal import Journal
from reviewer.library.reasons import is_damage
from reviewer.library.reviewing import REVIEWS

_JOURNAL = "journal"


class Renewing:
    def __init__(self, journal: Journal, writer: CatalogWriter, catalog: sqlite3.Connection) -> None:
        self._journal, self._writer, self._catalog = journal, writer, catalog

    def meet(self) -> tuple[str, ...]:
        """Looks whether the catalog followed this journal: not so where that was damaged, or is newer than this.

        Returns sentences about what was found.
        """
        try:
            seen = self._writer.get_meta(SEQUENCE) or 0
            followed = self._writer.get_meta(_JOURNAL) or 0
            if followed != self._journal.identity or (isinstance(seen, int) and seen > self._journal.sequence):
                self._writer.clear()
                self._begin()
        except CatalogDamaged:
            self.renew()
            return (WAS_DAMAGED,)
        return ()

    @property
    def identity(self) -> int:
        """Another number than before means: the catalog was made anew, by this process or another one."""
        try:
            return identity(self._catalog)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
            return self._writer.identity

    def renew(self) -> None:
        """Makes the catalog anew, which turned out to be damaged. It is empty: all articles are to be read again."""
        self._writer.renew()
        self._begin()

    def _begin(self) -> None:
        self._writer.set_meta(SEQUENCE, 0)
        self._writer.set_meta(REVIEWS, 0)
        self._writer.set_meta(_JOURNAL, self._journal.identity)
