"""The running library for a window: what is open, listed and selected, and the work that is under way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from reviewer.library.catalog.schema import Row, Sort
from reviewer.library.home import Home
from reviewer.library.messages import HistoryChanged
from reviewer.library.raising import Wanted
from reviewer.session import events
from reviewer.session.asking import Asking
from reviewer.session.batches import Batches
from reviewer.session.bookmark import Bookmark, Found, Marks
from reviewer.session.completing import Completing
from reviewer.session.desk import Desk
from reviewer.session.disk import Disk
from reviewer.session.events import Answer, Change, Message, Selection
from reviewer.session.finder import Finder
from reviewer.session.first_row import FirstRow
from reviewer.session.listing import Listing
from reviewer.session.picking import Picking
from reviewer.session.pictures import Pictures
from reviewer.session.plans import Plans
from reviewer.session.questions import Questions
from reviewer.session.reading import Reading
from reviewer.session.renewing import Renewing
from reviewer.session.reviewing import Reviewing
from reviewer.session.row_cache import RowCache
from reviewer.session.settings import PLAN_FROM, Settings
from reviewer.session.shown import Shown
from reviewer.session.staying import Staying
from reviewer.session.unsaved import Unsaved
from reviewer.session.views import Asked, Views


class Session(Shown):
    """One open collection. Nothing here blocks: calls return at once and answer by signals, on the main thread."""

    def __init__(self, home: Home, parent: QObject | None = None, settings: Settings | None = None) -> None:
        """`settings` are those in use already, if there are any."""
        super().__init__(parent)
        self.settings = settings or Settings(home.settings, self)
        self.pictures = Pictures(home.cache / "pictures", self)
        self._rows, self._questions = RowCache(), Questions(self)
        self.completing, self._finder = Completing(self._questions), Finder(self._rows, self._questions)
        self._picking = Picking(self._questions, self)
        self._listing = Listing(self._questions, lambda: self._picking.picked, self)
        self.staying = Staying(self._listing, self._questions)
        self._desk = Desk(home, self)
        self._disk = Disk(self._desk, self)
        self._reading = Reading(self._desk.room, self._finder.path_of, self)
        self.reviewing = Reviewing(self._desk, self._finder, lambda: self.selection)
        self._asking = Asking(self._desk.room, self)
        self.unsaved = Unsaved(self._desk, self._asking, self._questions, self._finder, self)
        self.plans = Plans(self._desk, self.unsaved.save_paths, self)
        self.batches = Batches(self._asking)
        self.views = Views(self, self.settings, self._questions, self._asking, Asked(self.search, self.sort_by))
        self.first_row = FirstRow(self._listing, self._desk, self)
        self.bookmark = Bookmark(home.state, self._finder, self._questions, self)
        Renewing(self._desk, self._questions, self._rows, self._picking, self.unsaved, self.first_row, self.bookmark)
        self._connect()

    @property
    def busy(self) -> bool:
        """Whether an edit, save or refresh is under way. Further ones wait for their turn."""
        return not self._desk.tasks.is_idle

    @property
    def is_writing(self) -> bool:
        """Whether something more than reading is under way or waiting: it must not be cut off."""
        return self._desk.tasks.is_writing

    def open(self, paths: Sequence[Path], at_once: bool = False) -> None:
        """Open a folder or some files after closing what is open; in a new session `at_once`. Answers with `opened`."""
        self._desk.open(paths, at_once)

    def close(self) -> None:
        """Close the collection; staged edits stay in the journal. Answers with `closed`."""
        self._desk.close()

    def shut_down(self) -> None:
        """End the threads and the process behind the session. Call it last; nothing is answered after it."""
        self.bookmark.end()
        self._desk.shut_down()
        self._listing.close()
        self.views.close()
        self._questions.close()
        self._rows.close()
        self.pictures.close()
        self.bookmark.close()
        self.settings.write()

    def search(self, text: str) -> None:
        """Ask for the articles that match a query. Answers with query_failed, or query_ok and `answered`."""
        self._listing.search(text)

    def sort_by(self, sort: Sort) -> None:
        """Ask for another order. Answers with `answered`."""
        self.sort = sort
        self._listing.sort_by(sort)
        self.bookmark.keep_query(self.query_text, sort)

    def refresh(self) -> None:
        """Read what changed on disk. Answers with `progress`, `changed` and, if anything did, `told`."""
        self.staying.drop()
        self._disk.read_all()

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Up to a screenful of rows by key, in the order asked; those that are gone are left out."""
        return self._rows.rows(ids)

    def select(self, ids: Iterable[int], current: int | None = None) -> None:
        """Select articles. Answers with selection_changed, then article_read and summary_read; the latest call wins.

        `current` None: the only one of `ids`, or else the present current one if it is among them.
        """
        self.first_row.leave()
        self._picking.pick(ids, current)

    def stage(
        self, name: str, edits: Sequence[Wanted], ids: Iterable[int] | None = None, initiator: object | None = None
    ) -> None:
        """Edit articles as one step that can be undone; `ids` None: the selection. Answers with changed and told, or,
        for as many articles as the setting PLAN_FROM says, with `planned` or told.

        `name` is a verb phrase, with "{articles}" for the changed ones. `initiator` comes back in the Change.
        """
        chosen = self._picking.chosen(ids)
        if chosen and edits:
            stage = self.plans.ask if len(chosen) >= self.settings.value(PLAN_FROM) else self._desk.stage
            stage(name, tuple(edits), chosen, self._finder.paths_of(chosen), initiator)

    def undo(self) -> None:
        """Take the last step back."""
        self._desk.step_back(self.undo_name, is_undo=True)

    def redo(self) -> None:
        """Take the last undone step again."""
        self._desk.step_back(self.redo_name, is_undo=False)

    def save(self, ids: Iterable[int] | None = None) -> None:
        """Write staged edits to the files; `ids` None: all that are staged. What is left out is never among them."""
        if ids is None:
            self.unsaved.save()
        else:
            self.unsaved.save_some(frozenset(ids))

    def retry(self, paths: Sequence[str]) -> None:
        """Save again what could not be saved."""
        self.unsaved.save_paths(paths)

    def revert(self, ids: Iterable[int] | None = None, fields: Collection[str] | None = None) -> None:
        """Stage the saved bytes again, as one step; `ids` None: the selection; `fields`: only of these, by path."""
        chosen = self._picking.chosen(ids)
        if chosen:
            self._desk.revert(self._finder.paths_of(chosen), None if fields is None else tuple(fields))

    def discard(self) -> None:
        """Revert all that is staged, as one step."""
        self._desk.revert(self._finder.paths_of_modified())

    def stop(self) -> None:
        """Stop the long work that runs; what is done stays done."""
        self._desk.tasks.stop()

    # ---- what comes back

    def _connect(self) -> None:
        listing, desk = self._listing, self._desk
        listing.query_changed.connect(self._take_query)
        listing.query_changed.connect(lambda text: self.bookmark.keep_query(text, self.sort))
        listing.query_failed.connect(self.query_failed)
        listing.query_ok.connect(self.query_ok)
        listing.answered.connect(self._take_answer)
        listing.counts_changed.connect(self._take_counts)
        listing.facets_changed.connect(self._take_facets)
        listing.overview_changed.connect(self._take_overview)
        listing.searching.connect(self.searching)
        listing.narrowed.connect(self._picking.narrow)
        listing.stale.connect(self._take_stale)
        desk.opening.connect(self._take_opening)
        desk.opened.connect(self._take_opened)
        desk.closed.connect(self._take_closed)
        desk.rows_changed.connect(listing.rows_changed)
        desk.stepped.connect(self._take_change)
        desk.history_changed.connect(self._take_history)
        desk.saved.connect(self._take_saved)
        desk.came.connect(self._reading.come)
        desk.came.connect(self._asking.come)
        desk.held_elsewhere.connect(self.held_elsewhere)
        for theirs, ours in ((desk.told, self.told), (desk.knocked, self.raise_asked), (desk.tasks.idle, self.idle)):
            theirs.connect(ours)
        desk.tasks.progress.connect(self._take_progress)
        self._picking.changed.connect(self._take_selection)
        self._picking.summary_read.connect(self._take_summary)
        self.plans.planned.connect(self.planned)
        self.unsaved.left_out_changed.connect(self.left_out_changed)
        self.unsaved.left_out_changed.connect(self._keep_left_out)
        self.bookmark.read.connect(self._take_marks)
        self.first_row.over.connect(self._take_place)
        self._reading.read.connect(self._take_article)
        for failed in (self._reading.failed, self._asking.failed, self._questions.failed):
            failed.connect(lambda words: self.told.emit(Message(words, "error")))

    @Slot(object, object)
    def _take_opened(self, collection: events.Collection, catalog_path: Path) -> None:
        is_again = collection == self.collection
        self.collection, self.catalog_path = collection, catalog_path
        self._rows.open(catalog_path)
        self._questions.open(catalog_path)
        if not is_again:
            self.first_row.begin()
            self.pictures.open(collection.root)
            self.opened.emit(collection)
            self.bookmark.begin(catalog_path)
            return
        self._listing.rows_changed()
        self._reading.start_over()
        self._asking.start_over()
        self._disk.begin()

    @Slot(object)
    def _take_marks(self, marks: Marks) -> None:
        self.unsaved.remember(frozenset(marks.left_out))
        self._listing.open()
        self.sort_by(marks.sort or self.sort)
        self.search(self.query_text or marks.text)
        self._disk.begin()

    @Slot()
    def _take_closed(self) -> None:
        self.bookmark.end()
        self.collection = self.catalog_path = None
        self._questions.open(None)
        self._listing.close()
        self._reading.forget()
        self._asking.forget()
        self.unsaved.forget()
        self._rows.close()
        self.pictures.open(None)
        self._picking.take(Selection())
        self._take_history(HistoryChanged(None, None, 0))
        self._forget_numbers()
        self.answer = self._listing.answer
        self.closed.emit()

    @Slot(object)
    def _take_answer(self, answer: Answer) -> None:
        self.answer = answer
        first = self.first_row.among(answer.ids) if answer.whole else None
        if first is not None and not self.bookmark.find(answer, lambda found: self._take_found(found, first)):
            self._picking.take(Selection(frozenset((first,)), first))
        self.answered.emit(answer)

    def _take_found(self, found: Found, first: int) -> None:
        """Go back to where one was; else to the first article."""
        if self.first_row.was_left:
            return
        self._picking.take(found.selection if found.selection.ids else Selection(frozenset((first,)), first))
        if found.top is not None:
            self.bookmark.found_top.emit(found.top, found.offset)

    @Slot()
    def _take_place(self) -> None:
        """What was kept has been found by now, or is wanted no more."""
        self.bookmark.restored()
        self.bookmark.keep_query(self.query_text, self.sort)

    @Slot()
    def _keep_left_out(self) -> None:
        self.bookmark.keep_left_out(self.unsaved.left_out, self.unsaved.remembered or frozenset())

    @Slot(object)
    def _take_change(self, change: Change) -> None:
        self._rows.forget(change.ids)
        self.changed.emit(change)
        if self.selection.current is not None and change.touches(self.selection.current):
            self._reading.again()
        self._picking.has_changed(change)
        self.changes_changed.emit()

    @Slot()
    def _take_stale(self) -> None:
        self._take_change(Change())
        if self.modified or self.unsaved.left_out or self.unsaved.remembered:
            self.unsaved.look_again()
        self.batches_changed.emit()

    @Slot(object, object)
    def _take_selection(self, selection: Selection, before: Selection) -> None:
        self.selection = selection
        self.selection_changed.emit(selection)
        self._reading.want(selection.current)
        self.bookmark.keep_selection(selection, self.answer.count)
        if selection.ids != before.ids:
            self._listing.moved_on()
