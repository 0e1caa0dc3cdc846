"""How many articles each view has: asked of the catalog after everything that the list asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reviewer.library.search.query import Query, QueryError, parse
from reviewer.library.views import View
from reviewer.session.questions import Questions
from reviewer.session.shown import Shown

PACE = 1000
"""Milliseconds between two countings while rows stream in."""


class ViewCounts(QObject):
    """Counts one view after the other, so that what the list asks for waits for one of them at most."""

    counted = Signal()  # counts

    def __init__(
        self, shown: Shown, questions: Questions, views: Callable[[], Sequence[View]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.counts: dict[View, int] = {}
        self._shown, self._questions, self._views = shown, questions, views
        self._waiting: list[tuple[View, Query]] = []
        self._found: dict[View, int] = {}
        self._is_due = False
        self._pace = QTimer(self, interval=PACE, singleShot=True)
        self._pace.timeout.connect(self._count_again)
        shown.changed.connect(self._count_soon)

    @Slot()
    def begin(self) -> None:
        """Count all of them anew."""
        views = self._views()
        self._waiting = [(view, query) for view in views if isinstance(query := query_of(view.text), Query)]
        self._found = {}
        self._count_next()

    def forget(self) -> None:
        """Another collection is open, or none."""
        self._pace.stop()
        self.counts = {}

    @Slot()
    def _count_soon(self) -> None:
        """At once, and what changes within the next second together."""
        self._is_due = self._pace.isActive()
        if not self._is_due:
            self._pace.start()
            self.begin()

    @Slot()
    def _count_again(self) -> None:
        if self._is_due:
            self._count_soon()

    def _count_next(self) -> None:
        if self._shown.collection is None:
            return
        if not self._waiting:
            self.counts = self._found
            self.counted.emit()
            return
        view, query = self._waiting.pop(0)

        def take(count: int) -> None:
            self._found[view] = count
            self._count_next()

        self._questions.ask("views", lambda reader: reader.number(query), take, lambda _words: self._count_next())


def query_of(text: str) -> Query | str:
    """What a text asks for; the text itself where it has no meaning."""
    try:
        return parse(text)
    except QueryError:
        return text
