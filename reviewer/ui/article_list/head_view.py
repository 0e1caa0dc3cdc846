"""What keys do with groups: fold and unfold them, select them, go to the head of one that is folded, as in a tree."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reviewer.session.events import Selection
from reviewer.session.session import Session
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.place_view import PlaceView
from reviewer.ui.article_list.selecting import Selecting

_PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BESIDE = Qt.KeyboardModifier.KeypadModifier


class HeadView(PlaceView):
    """While the keys are at a head, no article is selected until the group is: nothing is done to what is not seen."""

    def __init__(self, session: Session, lines: LineModel, parent: QWidget | None = None) -> None:
        self._gone_to: str | None = None
        super().__init__(session, lines, parent)
        session.selection_changed.connect(self._leave_head)

    # ---- for the owner

    def fold(self, group: int, is_folded: bool) -> None:
        """Show only the head of a group, or its articles too. The head stays where it is."""
        top = self.head_rect(group).top()
        self._articles.fold((self.lines.groups[group],), is_folded)
        self.verticalScrollBar().setValue(self._line_top(self.lines.heads[group]) - max(0, top))

    def pick_group(self, group: int) -> None:
        """Add a group to the selection, or take it out."""
        rows = self.lines.rows_of_group(group)
        if rows:
            self._select(self._selecting().group(rows))
            self._anchor = rows.start

    @property
    def present_head(self) -> int | None:
        """That of a head that was gone to, or of the folded group that the current article is in."""
        if self._gone_to is not None:
            return self.lines.group_called(self._gone_to)
        current = self._current
        if current is None or current >= self.lines.total or self.lines.is_shown(current):
            return None
        return self.lines.group_of(current)

    @property
    def present_group(self) -> int | None:
        """The group that the keys are in, or at the head of."""
        head, current = self.present_head, self._current
        if head is not None or current is None or current >= self.lines.total:
            return head
        return self.lines.group_of(current)

    def fold_present(self, is_folded: bool) -> None:
        """Fold or unfold the group that the keys are in; they stay at its head."""
        group = self.present_group
        if group is not None and self.lines.is_folded(group) != is_folded:
            self.fold(group, is_folded)
            self._stay_at(group)

    def pick_present(self) -> None:
        """Select the group that the keys are in, or take it out of the selection."""
        group = self.present_group
        if group is not None:
            is_at_head = self.present_head is not None
            self.pick_group(group)
            if is_at_head:
                self._stay_at(group)

    # ---- selection

    def _selecting(self) -> Selecting:
        return Selecting(self._articles.ids, self._session.selection, self._anchor)

    def _select(self, selection: Selection) -> None:
        self._session.select(selection.ids, selection.current)

    # ---- at the head of a group

    def _use_head(self, event: QKeyEvent) -> bool:
        """Whether the key was for the head that the keys are at."""
        if event.modifiers() & ~_BESIDE:
            return False
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fold_present(event.key() == Qt.Key.Key_Left)
        elif event.key() in _PICKS:
            self.pick_present()
        else:
            return False
        return True

    def _go_to_next(self, way: int) -> bool:
        """Go to the head of a folded group if that is the next line; whether it was, or the keys are at a head."""
        lines, head = self.lines, self.present_head
        if not lines.groups:
            return False
        if head is not None:
            line = lines.heads[head]
        elif self._current is not None:
            line = lines.line_of(self._current)
        elif self._left_at is None and way > 0:
            line = -1
        else:
            return False
        after = lines.next_stop(line, way)
        group = lines.head_at(after) if after >= 0 else None
        if group is not None and after != line:
            self._session.select((), None)
            self._stay_at(group)
            self._reveal_head(group)
            return True
        if head is not None and after != line:
            self._go(lines.rows_at(after)[0], stretch=False)
        return head is not None

    def _go(self, row: int, *, stretch: bool) -> None:
        raise NotImplementedError

    def _stay_at(self, group: int) -> None:
        self._gone_to = self.lines.groups[group].value
        index = self._line_model.index(self.lines.heads[group], 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update()

    def _leave_head(self) -> None:
        self._gone_to = None

    def _reveal_head(self, group: int) -> None:
        bar, top = self.verticalScrollBar(), self._line_top(self.lines.heads[group])
        room = self.viewport().height() - self._head_high
        bar.setValue(max(top - room, min(bar.value(), top)))
