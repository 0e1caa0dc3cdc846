"""Which article is selected while a collection is read: the first of the list, until the curator does something."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.session.desk import Desk
from reviewer.session.listing import Listing


class FirstRow(QObject):
    """Follows the top of the list from the opening of a collection until all of it is read and listed.

    It ends earlier with `leave`: when the curator selects, scrolls, reads or edits.
    """

    over = Signal()  # nothing is selected any more but by the curator

    def __init__(self, listing: Listing, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self.was_left = False
        """Whether the curator has done something since the opening."""
        self._is_on = False
        self._is_read = False
        desk.stepped.connect(self.leave)
        desk.tasks.idle.connect(self._end_of_work)

    def begin(self) -> None:
        """A collection was opened."""
        self._is_on, self._is_read, self.was_left = True, False, False

    @Slot()
    def leave(self) -> None:
        """What is selected now stays selected, wherever in the list it comes to be."""
        self._is_on, was_on, self.was_left = False, self._is_on, True
        if was_on:
            self.over.emit()

    def among(self, ids: array[int]) -> int | None:
        """The article to select in a new answer; None: the selection is the curator's."""
        if not self._is_on or not ids:
            return None
        if self._is_read and not self._listing.is_behind:
            self._end()
        return ids[0]

    @Slot()
    def _end_of_work(self) -> None:
        self._is_read = True
        if not self._listing.is_behind:
            self._end()

    def _end(self) -> None:
        if self._is_on:
            self._is_on = False
            self.over.emit()
