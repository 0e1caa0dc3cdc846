"""Which articles are selected, and what several of them have in common."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from reviewer.library.field_summary import FieldSummary
from reviewer.session.events import Change, Selection
from reviewer.session.list_question import Picked
from reviewer.session.questions import Questions


class Picking(QObject):
    """Holds the selection and asks for its summary. `summary` is None for less than two articles.

    What a search takes out of sight is taken out of the selection, but not forgotten: where a later one lists it
    again it is selected again, as long as the curator selects nothing else.
    """

    changed = Signal(object, object)  # the Selection, and the one before
    summary_read = Signal(object)  # FieldSummary | None

    def __init__(self, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection = Selection()
        self._wanted = Selection()
        self.summary: FieldSummary | None = None
        self._questions = questions

    @property
    def picked(self) -> Picked:
        return Picked(self.selection, self._wanted)

    def pick(self, ids: Iterable[int], current: int | None) -> None:
        """`current` None: the only one of `ids`, or else the present current one if it is among them."""
        chosen = frozenset(ids)
        if current is None or current not in chosen:
            current = self.selection.current if self.selection.current in chosen else None
        if current is None and len(chosen) == 1:
            (current,) = chosen
        self.take(Selection(chosen, current))

    def take(self, selection: Selection) -> None:
        self._wanted = selection
        self._take(selection)

    def chosen(self, ids: Iterable[int] | None) -> frozenset[int]:
        """Articles to do something with; None: those that are selected. What is selected now is what is wanted then."""
        self._wanted = self.selection
        return self.selection.ids if ids is None else frozenset(ids)

    @Slot(object)
    def narrow(self, left: Selection) -> None:
        """So much of what is picked is listed, or what stands in its place."""
        if not left.ids <= self._wanted.ids:
            self._wanted = left
        self._take(left)

    def _take(self, selection: Selection) -> None:
        if selection == self.selection:
            return
        before, self.selection = self.selection, selection
        self.changed.emit(selection, before)
        if selection.ids != before.ids:
            self._summarize()

    def has_changed(self, change: Change) -> None:
        """Rows have new values."""
        if change.ids is None or not change.ids.isdisjoint(self.selection.ids):
            self._summarize()

    def _summarize(self) -> None:
        ids = self.selection.ids
        if len(ids) > 1:
            self._questions.ask("summary", lambda reader: reader.summary(ids), self._take_summary)
            return
        self._questions.forget("summary")
        if self.summary is not None:
            self._take_summary(None)

    def _take_summary(self, summary: FieldSummary | None) -> None:
        self.summary = summary
        self.summary_read.emit(summary)
