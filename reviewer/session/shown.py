"""What a window shows of a session: signals, and the values that they announce."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.library.catalog.schema import Counts, Facets, Overview, Sort
from reviewer.library.field_summary import FieldSummary
from reviewer.library.messages import HistoryChanged, SaveReport
from reviewer.session.events import Answer, ArticleRead, Collection, Selection, TaskProgress


class Shown(QObject):
    """The attributes are for reading; only the session writes them. Each is set before its signal is sent."""

    opened = Signal(object)  # Collection: it can be asked now; rows may still be on their way
    closed = Signal()  # nothing is open: forget rows, selection, article
    opening_changed = Signal()  # opening
    query_changed = Signal(str)  # the text that is being asked for; a filter or the search field wrote it
    query_failed = Signal(str, int)  # words, column (1-based) in the text; the last answer stays
    query_ok = Signal()  # the text can be asked
    answered = Signal(object)  # Answer
    changed = Signal(object)  # Change: fetch rows in sight again
    counts_changed = Signal(object)  # Counts
    facets_changed = Signal(object)  # Facets
    overview_changed = Signal(object)  # Overview
    searching = Signal(object)  # (articles looked at, all) while a search reads every article; None: no longer
    selection_changed = Signal(object)  # Selection
    article_read = Signal(object)  # ArticleRead: the current article, again when it changed; None: no current one
    summary_read = Signal(object)  # FieldSummary of a selection of two or more; None: the selection is smaller
    history_changed = Signal()  # undo_name, redo_name, modified
    planned = Signal(object)  # PlanReport: show it, then plans.apply or plans.drop
    changes_changed = Signal()  # ask unsaved.changes again
    left_out_changed = Signal()  # unsaved.left_out
    batches_changed = Signal()  # ask batches.history again
    progress = Signal(object)  # TaskProgress, or None: no long work runs
    told = Signal(object)  # Message
    held_elsewhere = Signal(object)  # Collection that was not opened, as another window has it
    raise_asked = Signal()  # another start of the program wants what is open here: bring the window to the front
    idle = Signal()  # no work is under way or waiting

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.collection: Collection | None = None
        self.opening = ""  # the name of the collection that is being opened
        self.catalog_path: Path | None = None
        self.answer = Answer()
        self.counts = Counts()
        self.facets = Facets()
        self.overview = Overview()
        self.selection = Selection()
        self.article: ArticleRead | None = None  # the current one, as it was read last
        self.summary: FieldSummary | None = None
        self.query_text = self.asked_text = ""  # as written, and the last one that could be understood
        self.sort = Sort()
        self.undo_name: str | None = None
        self.redo_name: str | None = None
        self.modified = 0
        self.task: TaskProgress | None = None

    @Slot(str)
    def _take_opening(self, name: str) -> None:
        self.opening = name
        self.opening_changed.emit()

    @Slot(str, str)
    def _take_query(self, text: str, asked_text: str) -> None:
        self.query_text, self.asked_text = text, asked_text
        self.query_changed.emit(text)

    @Slot(object)
    def _take_counts(self, counts: Counts) -> None:
        self.counts = counts
        self.counts_changed.emit(counts)

    @Slot(object)
    def _take_facets(self, facets: Facets) -> None:
        self.facets = facets
        self.facets_changed.emit(facets)

    @Slot(object)
    def _take_overview(self, overview: Overview) -> None:
        self.overview = overview
        self.overview_changed.emit(overview)

    def _forget_numbers(self) -> None:
        self._take_counts(Counts())
        self._take_facets(Facets())
        self._take_overview(Overview())

    @Slot(object)
    def _take_history(self, history: HistoryChanged) -> None:
        self.undo_name, self.redo_name = history.undo_name, history.redo_name
        self.modified = history.modified
        self.history_changed.emit()

    @Slot(object)
    def _take_saved(self, report: SaveReport) -> None:
        if report.batch is not None:
            self.batches_changed.emit()

    @Slot(object)
    def _take_progress(self, task: TaskProgress | None) -> None:
        self.task = task
        self.progress.emit(task)

    @Slot(object)
    def _take_article(self, read: ArticleRead | None) -> None:
        self.article = read
        self.article_read.emit(read)

    @Slot(object)
    def _take_summary(self, summary: FieldSummary | None) -> None:
        self.summary = summary
        self.summary_read.emit(summary)
