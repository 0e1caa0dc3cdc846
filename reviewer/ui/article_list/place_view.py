"""What cards, grid and table share: showing the selection, and keeping the place.

The selection is a set of ids in the session. The view's own selection model holds only the lines about what is in
sight, for painting and for screen readers: so a hundred thousand selected articles cost what thirty do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from reviewer.session.session import Session
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.place import Place
from reviewer.ui.article_list.selecting import runs
from reviewer.ui.article_list.sight_view import SightView

_MARGIN = 40
_NONE = QItemSelectionModel.SelectionFlag.NoUpdate
_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class PlaceView(SightView):
    """A list that stays where it is when its articles come, go, or are put in another order."""

    is_wide = False
    """Whether several articles stand on a line."""

    def __init__(self, session: Session, lines: LineModel, parent: QWidget | None = None) -> None:
        super().__init__(session, lines, parent)
        self._place = Place()
        self._anchor: int | None = None
        self._left_at: int | None = None
        self._mirrored: tuple[int, int] = (0, 0)
        self._when_whole: Callable[[], None] | None = None
        self._scrolled_to: int | None = None
        self._is_late = False
        self._last_current: int | None = None
        self._line_model.modelAboutToBeReset.connect(self._remember_place)
        self._line_model.modelReset.connect(self._return_to_place)
        session.selection_changed.connect(self._show_selection)
        session.closed.connect(self._forget_place)
        self.verticalScrollBar().actionTriggered.connect(session.first_row.leave)
        self._show_selection()

    def show_current(self) -> None:
        """Scroll as little as is needed to see the current article."""
        row = self._articles.row_of(self._session.selection.current)
        if row is not None:
            self._reveal(row)

    def set_awake(self, is_awake: bool) -> None:
        """Hold the list, or nothing while another view shows it."""
        self._line_model.set_awake(is_awake)

    def place(self) -> Place:
        """Where the eye is."""
        value, sight = self.verticalScrollBar().value(), self.rows_in_sight()
        place = Place.taken(self._articles.ids, sight, self._last_current, value, self.content_top)
        return replace(place, text=self._articles.text)

    def go_to_place(self, place: Place) -> None:
        """Show what was shown there, in another layout."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        value = place.value_in(self._articles.rows_of(place.ids), self.content_top)
        self.verticalScrollBar().setValue(value or 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_late:
            self._return_to_place()
        self._show_selection()
        self._come_to_rest()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._articles.ids and not self._is_waiting:
            self._place = self.place()
        super().hideEvent(event)

    # ---- selection

    def _forget_place(self) -> None:
        self._place, self._scrolled_to, self._last_current = Place(), None, None

    def _show_selection(self) -> None:
        self._selected_in.clear()
        current = self._session.selection.current
        self._last_current = self._last_current if current is None else current
        if not self.isVisible():
            return
        before, self._current = self._current, self._articles.row_of(current)
        if self._current is not None or current is None:
            self._left_at = None
        elif before is not None:
            self._left_at = before
        if self._anchor is None or len(self._session.selection.ids) <= 1:
            self._anchor = self._current
        self._mirrored = (0, 0)
        self._mirror()
        self.viewport().update()

    def _mirror(self) -> None:
        """Give the selection model the selected articles about those in sight, unless it has them."""
        sight = self.lines_in_sight()
        low, high = self._mirrored
        if low <= sight.start and sight.stop <= high:
            return
        low, high = max(0, sight.start - _MARGIN), min(self.lines.count, sight.stop + _MARGIN)
        self._mirrored = (low, high)
        picked = QItemSelection()
        model, ids, selected = self._line_model, self._articles.ids, self._session.selection.ids
        if self.is_wide:
            for line in range(low, high):
                for first, last in runs(ids[row] in selected for row in self.lines.rows_at(line)):
                    picked.select(model.index(line, first), model.index(line, last))
        else:
            last_column = model.columnCount() - 1
            flags = (any(ids[row] in selected for row in self.lines.rows_at(line)) for line in range(low, high))
            for first, last in runs(flags):
                picked.select(model.index(low + first, 0), model.index(low + last, last_column))
        self.selectionModel().select(picked, _REPLACE)
        is_there = self._current is not None and self._current < self.lines.total
        is_there = is_there and self.lines.is_shown(self._current or 0)
        index = model.index_of(self._current) if is_there and self._current is not None else QModelIndex()
        self.selectionModel().setCurrentIndex(index, _NONE)

    # ---- place

    def _once_whole(self, do: Callable[[], None]) -> None:
        """Now, or when the rest of the list has come."""
        if self._articles.is_whole:
            do()
        else:
            self._when_whole = do

    def _remember_place(self) -> None:
        """What was under the eye and is not listed now is looked for again, until one scrolls or selects."""
        if self.isVisible() and not self._is_waiting:
            self._place = self.place()

    @property
    def _is_waiting(self) -> bool:
        is_there = self._scrolled_to is not None and self._scrolled_to == self.verticalScrollBar().value()
        return is_there and self._last_current == self._place.current

    def _return_to_place(self) -> None:
        self._size_heads()
        self._hovered = self._hovered_head = None
        self._selected_in.clear()
        self._is_late = not self.isVisible()
        if self._is_late:
            return
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        place, is_same = self._place, self._articles.text == self._place.text
        if not is_same:
            self._left_at = None
        wanted = place.ids if is_same else place.current_only()
        value = place.value_in(self._articles.rows_of(wanted), self.content_top)
        if value is None:
            value = place.value if is_same and self._line_model.is_kept and self._articles.is_whole else 0
        self.verticalScrollBar().setValue(value)
        is_missing = place.eye is not None and self._articles.row_of(place.eye) is None
        self._scrolled_to = self.verticalScrollBar().value() if is_missing else None
        self._show_selection()
        self._come_to_rest()
        self._do_once_whole()

    def _do_once_whole(self) -> None:
        if not self._line_model.is_same_search:
            self._when_whole = None
        if self._when_whole is not None and self._articles.is_whole:
            do, self._when_whole = self._when_whole, None
            do()

    def _keep_whole(self, height: int) -> None:
        """The current article that was all in sight stays so where the list has become less high, as by a message."""
        current = self._current
        if current is not None and current < self.lines.total and self.lines.is_shown(current):
            bottom = self.row_rect(current).bottom()
            if self.viewport().height() <= bottom < height:
                self._reveal(current)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dy:
            self._hover(None)
            if self.lines.groups:
                self.viewport().update(0, 0, self.viewport().width(), 2 * self._head_high + abs(dy))
            self._mirror()
            self._come_to_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mirror()
        self._keep_whole(event.oldSize().height())
        self._come_to_rest()
