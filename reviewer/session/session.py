"""The running library for a window: what is open, listed and selected, and the work that is under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.articles.edits import Edit
from reviewer.library.catalog_schema import Counts, Facets, Row, Sort
from reviewer.library.field_summary import FieldSummary
from reviewer.library.home import Home
from reviewer.library.messages import HistoryChanged
from reviewer.session.desk import Desk
from reviewer.session.events import Answer, Change, Collection, Message, Selection, TaskProgress
from reviewer.session.finder import Finder
from reviewer.session.first_row import FirstRow
from reviewer.session.listing import Listing
from reviewer.session.pictures import Pictures
from reviewer.session.questions import Questions
from reviewer.session.reading import Reading
from reviewer.session.row_cache import RowCache
from reviewer.session.settings import Settings


class Session(QObject):
    """One open collection. Nothing here blocks: calls return at once and answer by signals, on the main thread.

    The attributes are for reading; only the session writes them. Each is set before its signal is sent.
    """

    opened = Signal(object)  # Collection: it can be asked now; rows may still be on their way
    closed = Signal()  # nothing is open: forget rows, selection, article
    query_changed = Signal(str)  # the text that is being asked for; a filter or the search field wrote it
    query_failed = Signal(str, int)  # words, column (1-based) in the text; the last answer stays
    query_ok = Signal()  # the text can be asked
    answered = Signal(object)  # Answer
    changed = Signal(object)  # Change: fetch rows in sight again
    counts_changed = Signal(object)  # Counts
    facets_changed = Signal(object)  # Facets
    selection_changed = Signal(object)  # Selection
    article_read = Signal(object)  # ArticleRead: the current article, again when it changed; None: no current one
    summary_read = Signal(object)  # FieldSummary of a selection of two or more; None: the selection is smaller
    history_changed = Signal()  # undo_name, redo_name, modified
    progress = Signal(object)  # TaskProgress, or None: no long work runs
    told = Signal(object)  # Message
    idle = Signal()  # no work is under way or waiting

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = Settings(home.settings, self)
        self.pictures = Pictures(home.cache / "pictures", self)
        self.collection: Collection | None = None
        self.answer = Answer()
        self.counts = Counts()
        self.facets = Facets()
        self.selection = Selection()
        self.summary: FieldSummary | None = None
        self.query_text = self.asked_text = ""  # as written, and the last one that could be understood
        self.sort = Sort()
        self.undo_name: str | None = None
        self.redo_name: str | None = None
        self.modified = 0
        self.task: TaskProgress | None = None
        self._rows = RowCache()
        self._questions = Questions(self)
        self._finder = Finder(self._rows, self._questions)
        self._listing = Listing(self._questions, lambda: self.selection, self)
        self._desk = Desk(home, self)
        self._reading = Reading(self._desk.room, self._finder.path_of, self)
        self.first_row = FirstRow(self._listing, self._desk, self)
        self._connect()

    @property
    def busy(self) -> bool:
        """Whether an edit, save or refresh is under way. Further ones wait for their turn."""
        return not self._desk.tasks.is_idle

    @property
    def is_writing(self) -> bool:
        """Whether something more than reading is under way or waiting: it must not be cut off."""
        return self._desk.tasks.is_writing

    def open(self, paths: Sequence[Path]) -> None:
        """Open a folder, or some files, as the collection; what is open is closed first. Answers with `opened`."""
        self._desk.open(paths)

    def close(self) -> None:
        """Close the collection; staged edits stay in the journal. Answers with `closed`."""
        self._desk.close()

    def shut_down(self) -> None:
        """End the threads and the process behind the session. Call it last; nothing is answered after it."""
        self._desk.shut_down()
        self._listing.close()
        self._questions.close()
        self._rows.close()
        self.pictures.close()
        self.settings.write()

    def search(self, text: str) -> None:
        """Ask for the articles that match a query. Answers with query_failed, or query_ok and `answered`."""
        self._listing.search(text)

    def sort_by(self, sort: Sort) -> None:
        """Ask for another order. Answers with `answered`."""
        self.sort = sort
        self._listing.sort_by(sort)

    def refresh(self) -> None:
        """Read what changed on disk. Answers with `progress`, `changed` and, if anything did, `told`."""
        self._desk.refresh(is_first=False)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Up to a screenful of rows by key, in the order asked; those that are gone are left out."""
        return self._rows.rows(ids)

    def select(self, ids: Iterable[int], current: int | None = None) -> None:
        """Select articles. Answers with selection_changed, then article_read and summary_read; the latest call wins.

        `current` None: the only one of `ids`, or else the present current one if it is among them.
        """
        chosen = frozenset(ids)
        if current is None or current not in chosen:
            current = self.selection.current if self.selection.current in chosen else None
        if current is None and len(chosen) == 1:
            (current,) = chosen
        self.first_row.leave()
        self._select(Selection(chosen, current))

    def stage(
        self, name: str, edits: Sequence[Edit], ids: Iterable[int] | None = None, initiator: object | None = None
    ) -> None:
        """Edit articles as one step that can be undone; `ids` None: the selection. Answers with changed and told.

        `name` is a verb phrase with "{articles}" for the changed ones: "Set quality of {articles} to 40". `initiator`
        comes back in the Change.
        """
        chosen = self.selection.ids if ids is None else frozenset(ids)
        if chosen and edits:
            self._desk.stage(name, tuple(edits), chosen, self._finder.paths_of(chosen), initiator)

    def undo(self) -> None:
        """Take the last step back."""
        self._desk.step_back(self.undo_name, is_undo=True)

    def redo(self) -> None:
        """Take the last undone step again."""
        self._desk.step_back(self.redo_name, is_undo=False)

    def save(self, ids: Iterable[int] | None = None) -> None:
        """Write staged edits to the files; `ids` None: all that are staged."""
        self._desk.save(None if ids is None else self._finder.paths_of(frozenset(ids)))

    def revert(self, ids: Iterable[int] | None = None) -> None:
        """Stage the saved bytes again, as one step; `ids` None: the selection."""
        chosen = self.selection.ids if ids is None else frozenset(ids)
        if chosen:
            self._desk.revert(self._finder.paths_of(chosen))

    def discard(self) -> None:
        """Revert all that is staged, as one step."""
        self._desk.revert(self._finder.paths_of_modified())

    def stop(self) -> None:
        """Stop the long work that runs; what is done stays done."""
        self._desk.tasks.stop()

    def complete(self, field: str, prefix: str, answer: Callable[[list[str]], None]) -> None:
        """Ask for values in use ("topics", "provider", "category") that begin with `prefix`; `answer` gets up to 50."""
        self._questions.ask(f"complete {field}", lambda reader: reader.completions(field, prefix), answer)

    # ---- what comes back

    def _connect(self) -> None:
        listing, desk = self._listing, self._desk
        listing.query_changed.connect(self._take_query)
        listing.query_failed.connect(self.query_failed)
        listing.query_ok.connect(self.query_ok)
        listing.answered.connect(self._take_answer)
        listing.counts_changed.connect(self._take_counts)
        listing.facets_changed.connect(self._take_facets)
        listing.narrowed.connect(self._take_narrowed)
        listing.stale.connect(lambda: self._take_change(Change()))
        desk.opened.connect(self._take_opened)
        desk.closed.connect(self._take_closed)
        desk.rows_changed.connect(listing.rows_changed)
        desk.stepped.connect(self._take_change)
        desk.history_changed.connect(self._take_history)
        desk.came.connect(self._reading.come)
        desk.told.connect(self.told)
        desk.tasks.idle.connect(self.idle)
        desk.tasks.progress.connect(self._take_progress)
        self._reading.read.connect(self.article_read)
        for failed in (self._reading.failed, self._questions.failed):
            failed.connect(lambda words: self.told.emit(Message(words, "error")))

    @Slot(object, object)
    def _take_opened(self, collection: Collection, catalog_path: Path) -> None:
        is_again = collection == self.collection
        self.collection = collection
        self._rows.open(catalog_path)
        self._questions.open(catalog_path)
        if is_again:
            self._listing.rows_changed()
            self._reading.start_over()
        else:
            self.first_row.begin()
            self.pictures.open(collection.root)
            self.opened.emit(collection)
            self._listing.open()
        self._desk.refresh(is_first=True)

    @Slot()
    def _take_closed(self) -> None:
        self.collection = None
        self._questions.open(None)
        self._listing.close()
        self._reading.forget()
        self._rows.close()
        self.pictures.open(None)
        self._select(Selection())
        self._take_history(HistoryChanged(None, None, 0))
        self._take_counts(Counts())
        self._take_facets(Facets())
        self.answer = self._listing.answer
        self.closed.emit()

    @Slot(str, str)
    def _take_query(self, text: str, asked_text: str) -> None:
        self.query_text, self.asked_text = text, asked_text
        self.query_changed.emit(text)

    @Slot(object)
    def _take_answer(self, answer: Answer) -> None:
        self.answer = answer
        if (first := self.first_row.among(answer.ids)) is not None:
            self._select(Selection(frozenset((first,)), first))
        self.answered.emit(answer)

    @Slot(object)
    def _take_counts(self, counts: Counts) -> None:
        self.counts = counts
        self.counts_changed.emit(counts)

    @Slot(object)
    def _take_facets(self, facets: Facets) -> None:
        self.facets = facets
        self.facets_changed.emit(facets)

    @Slot(object, object)
    def _take_narrowed(self, asked: Selection, left: Selection) -> None:
        if self.selection == asked:
            self._select(left)

    @Slot(object)
    def _take_history(self, history: HistoryChanged) -> None:
        self.undo_name, self.redo_name = history.undo_name, history.redo_name
        self.modified = history.modified
        self.history_changed.emit()

    @Slot(object)
    def _take_progress(self, task: TaskProgress | None) -> None:
        self.task = task
        self.progress.emit(task)

    @Slot(object)
    def _take_change(self, change: Change) -> None:
        self._rows.forget(change.ids)
        self.changed.emit(change)
        if self.selection.current is not None and change.touches(self.selection.current):
            self._reading.again()
        if change.ids is None or not change.ids.isdisjoint(self.selection.ids):
            self._summarize()

    # ---- selection

    def _select(self, selection: Selection) -> None:
        before, self.selection = self.selection, selection
        if selection == before:
            return
        self.selection_changed.emit(selection)
        self._reading.want(selection.current)
        if selection.ids != before.ids:
            self._summarize()
            self._listing.moved_on()

    def _summarize(self) -> None:
        ids = self.selection.ids
        if len(ids) > 1:
            self._questions.ask("summary", lambda reader: reader.summary(tuple(ids)), self._take_summary)
            return
        self._questions.forget("summary")
        if self.summary is not None:
            self._take_summary(None)

    def _take_summary(self, summary: FieldSummary | None) -> None:
        self.summary = summary
        self.summary_read.emit(summary)
