"""A catalog that is damaged is made anew, with other ids: where one was is found again by the paths of the articles."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from reviewer.session.bookmark import Bookmark
from reviewer.session.desk import Desk
from reviewer.session.events import Collection, Message, Selection
from reviewer.session.first_row import FirstRow
from reviewer.session.picking import Picking
from reviewer.session.questions import Questions
from reviewer.session.row_cache import RowCache
from reviewer.session.unsaved import Unsaved


class Renewing(QObject):
    """Tells the library's process of damage, and starts over, as after an opening, when a catalog was made anew."""

    def __init__(
        self,
        desk: Desk,
        questions: Questions,
        rows: RowCache,
        picking: Picking,
        unsaved: Unsaved,
        first_row: FirstRow,
        bookmark: Bookmark,
    ) -> None:
        super().__init__(desk)
        self._questions, self._rows, self._picking = questions, rows, picking
        self._unsaved, self._first_row, self._bookmark = unsaved, first_row, bookmark
        self._path: Path | None = None
        desk.opened.connect(self._take_opened)
        desk.renewed.connect(self._begin)
        desk.not_renewed.connect(questions.give_up)
        desk.not_renewed.connect(lambda words: desk.tell(Message(words, "error")))
        questions.damaged.connect(desk.renew)
        rows.damaged = desk.renew

    @Slot(object, object)
    def _take_opened(self, _: Collection, catalog: Path) -> None:
        self._path = catalog

    @Slot()
    def _begin(self) -> None:
        if self._path is None:
            return
        self._bookmark.end()
        self._unsaved.start_over()
        self._rows.open(self._path)
        self._questions.renew()
        self._picking.take(Selection())
        self._first_row.begin()
        self._bookmark.begin(self._path)
