"""Marks articles as reviewed; their files are left as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reviewer.library.messages import ReviewReport
from reviewer.session.desk import Desk
from reviewer.session.events import Change, Message, Selection
from reviewer.session.finder import Finder
from reviewer.session.reports import articles
from reviewer.session.tasks import Go, Work

_REVIEWS = "reviews"


class Reviewing:
    def __init__(self, desk: Desk, finder: Finder, selected: Callable[[], Selection]) -> None:
        self._desk, self._finder, self._selected = desk, finder, selected

    def toggle(self, ids: Iterable[int] | None = None) -> None:
        """Mark articles as reviewed, or, where all of them are, take their marks away; `ids` None: the selection.

        Answers with `changed`, and `told` of two or more.
        """
        chosen = self._selected().ids if ids is None else frozenset(ids)
        if not chosen:
            return

        find = self._finder.paths_of(chosen, "paths to review")
        self._review(len(chosen), lambda go: find(go, go.fail), Change(chosen))

    def put_back(self, report: ReviewReport) -> None:
        """Take back what was done to these marks."""
        self._review(len(report.changed), lambda go: go(report.changed, not report.marked), Change())

    def _review(self, count: int, prepare: Callable[[Go], None], change: Change) -> None:
        def take(report: ReviewReport) -> None:
            self._desk.stepped.emit(change)
            self._desk.tell(told(report))

        title = f"Mark {articles(count)} as reviewed"
        self._desk.add(Work(title, "review", prepare, take, is_quiet=True))


def told(report: ReviewReport) -> Message | None:
    """None where the one changed row says it all."""
    count = len(report.changed)
    if count < 2:
        return None
    words = f"Marked {articles(count)} as reviewed" if report.marked else f"{articles(count)} not reviewed any more"
    return Message(words, "success", undoable=True, about=_REVIEWS, marks=report)
