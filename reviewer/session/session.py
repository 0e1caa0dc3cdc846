"""The running library for a window: what is open, listed and selected, and the work that is under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reviewer.articles.edits import Edit
from reviewer.session.events import Answer, Collection, Selection, TaskProgress

if TYPE_CHECKING:
    from reviewer.library.catalog import Counts, Facets, Row, Sort
    from reviewer.library.field_summary import FieldSummary
    from reviewer.library.home import Home
    from reviewer.session.pictures import Pictures
    from reviewer.session.settings import Settings


class Session(QObject):
    """One open collection. Nothing here blocks: calls return at once and answer by signals, on the main thread.

    The attributes are for reading; only the session writes them. Each is set before its signal is sent.
    """

    opened = Signal(object)             # Collection: it can be asked now; rows may still be on their way
    closed = Signal()                   # nothing is open: forget rows, selection, article
    query_changed = Signal(str)         # the text that is being asked for; a filter or the search field wrote it
    query_failed = Signal(str, int)     # words, column (1-based) in the text; the last answer stays
    query_ok = Signal()                 # the text can be asked
    answered = Signal(object)           # Answer
    changed = Signal(object)            # Change: fetch rows in sight again
    counts_changed = Signal(object)     # Counts
    facets_changed = Signal(object)     # Facets
    selection_changed = Signal(object)  # Selection
    article_read = Signal(object)       # ArticleRead: the current article, again when it changed; None: no current one
    summary_read = Signal(object)       # FieldSummary of a selection of two or more; None: the selection is smaller
    history_changed = Signal()          # undo_name, redo_name, modified
    progress = Signal(object)           # TaskProgress, or None: no long work runs
    told = Signal(object)               # Message

    collection: Collection | None
    answer: Answer
    counts: Counts
    facets: Facets
    selection: Selection
    summary: FieldSummary | None
    query_text: str
    sort: Sort
    undo_name: str | None
    redo_name: str | None
    modified: int
    task: TaskProgress | None
    pictures: Pictures
    settings: Settings

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether an edit, save or refresh is under way. Further ones wait for their turn."""
        return self.task is not None

    def open(self, paths: Sequence[Path]) -> None:
        """Open a folder, or some files, as the collection; what is open is closed first. Answers with `opened`."""

    def close(self) -> None:
        """Close the collection; staged edits stay in the journal. Answers with `closed`."""

    def shut_down(self) -> None:
        """End the threads and the process behind the session. Call it last; nothing is answered after it."""

    def search(self, text: str) -> None:
        """Ask for the articles that match a query. Answers with query_failed, or query_ok and `answered`."""

    def sort_by(self, sort: Sort) -> None:
        """Ask for another order. Answers with `answered`."""

    def refresh(self) -> None:
        """Read what changed on disk. Answers with `progress`, `changed` and, if anything did, `told`."""

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Up to a screenful of rows by key, in the order asked; those that are gone are left out."""
        raise NotImplementedError

    def select(self, ids: Iterable[int], current: int | None = None) -> None:
        """Select articles. Answers with selection_changed, then article_read and summary_read; the latest call wins.

        `current` None: the only one of `ids`, or else the present current one if it is among them.
        """

    def stage(self, name: str, edits: Sequence[Edit], ids: Iterable[int] | None = None) -> None:
        """Edit articles as one step that can be undone; `ids` None: the selection. Answers with changed and told.

        `name` is a verb phrase, as "Publish" or "Set quality to 40": the count of articles is added to it.
        """

    def undo(self) -> None:
        """Take the last step back."""

    def redo(self) -> None:
        """Take the last undone step again."""

    def save(self, ids: Iterable[int] | None = None) -> None:
        """Write staged edits to the files; `ids` None: all that are staged."""

    def revert(self, ids: Iterable[int] | None = None) -> None:
        """Stage the saved bytes again, as one step; `ids` None: the selection."""

    def stop(self) -> None:
        """Stop the long work that runs; what is done stays done."""

    def complete(self, field: str, prefix: str, answer: Callable[[list[str]], None]) -> None:
        """Ask for values in use ("topics", "provider", "category") that begin with `prefix`; `answer` gets up to 50."""
