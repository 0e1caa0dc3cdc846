"""What cards, grid and table share: choosing articles by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.article_list.head_view import HeadView
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.row_keys import Step, step_of, target_row


class RowsView(HeadView):
    """A table of articles in which one selects whole articles."""

    opened = Signal(int)  # id: double click, or Enter
    context_requested = Signal(QPoint)  # global position; the selection is already what the menu is for
    group_requested = Signal(int, QPoint)  # a group whose head was asked for its menu, and the global position

    def __init__(self, session: Session, lines: LineModel, parent: QWidget | None = None) -> None:
        super().__init__(session, lines, parent)
        self._is_dragging = False

    # ---- for the owner

    def step(self, by: int) -> None:
        """Select the article `by` rows further on; where the current one left the list, the one in its place."""
        self._move(Step(by), stretch=False)

    def selectAll(self) -> None:
        """Also those that are still to come: then as soon as they are there."""
        self._once_whole(lambda: self._select(self._selecting().all()))

    # ---- selection

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    # ---- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            return
        if self.present_head is not None and self._use_head(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._session.selection.current is not None:
            self.opened.emit(self._session.selection.current)
            return
        is_aside = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if is_aside and not self.is_wide and self.horizontalScrollBar().maximum():
            step = self.horizontalScrollBar().singleStep() * (1 if event.key() == Qt.Key.Key_Right else -1)
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + step)
            return
        screenful = max(1, self.viewport().height() // self.row_height() - 1)
        step_asked = step_of(event, screenful, max(1, self.lines.shown), self.is_wide)
        if step_asked is None:
            event.ignore()
            return
        stretch = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if step_asked.articles >= self.lines.shown > 1:
            self._once_whole(lambda: self._move(Step(self.lines.shown), stretch=stretch))
        else:
            self._move(step_asked, stretch=stretch)

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the window's actions."""

    def _move(self, step: Step, *, stretch: bool) -> None:
        lines, current = self.lines, self._current
        self._when_whole = None
        by = step.articles or step.lines
        head = self.present_head
        is_seen = head is None and current is not None and lines.is_shown(current)
        if abs(step.lines) == 1 and not stretch and self._go_to_next(step.lines):
            return
        if step.lines and is_seen and current is not None:
            self._go(lines.below(current, step.lines), stretch=stretch)
            return
        start: int | None = None
        if head is not None:
            start = lines.shown_before(head) - (1 if by > 0 else 0)
        elif current is not None:
            start = lines.place_of(current) - (0 if is_seen or by < 0 else 1)
        elif self._left_at is not None:
            start = lines.place_of(min(self._left_at, max(0, lines.total - 1)))
            start = start - 1 if by > 0 and self._left_at < lines.total else start
        place = target_row(start, by, lines.shown)
        if place is not None:
            self._go(lines.nth(place), stretch=stretch)

    def _go(self, row: int, *, stretch: bool) -> None:
        if stretch:
            self._select(self._selecting().extend(row))
        else:
            self._anchor = row
            self._select(self._selecting().only(row))
        self._reveal(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row, head = self.row_at(point), self.head_at(point)
        self._is_dragging = False
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not is_left and event.button() != Qt.MouseButton.RightButton:
            event.ignore()
        elif head is not None:
            if is_left:
                self._press_head(head, event.modifiers())
        elif row is None:
            event.ignore()
        elif is_left:
            self._is_dragging = True
            self._press(row, event.modifiers())
        elif self._articles.ids[row] not in self._session.selection.ids:
            self._go(row, stretch=False)

    def _press(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._select(self._selecting().extend(row, add=control))
        elif control:
            self._select(self._selecting().toggle(row))
            self._anchor = row
        else:
            self._go(row, stretch=False)

    def _press_head(self, group: int, modifiers: Qt.KeyboardModifier) -> None:
        """Fold or unfold a group; with Ctrl select all of it, with Shift up to its other end."""
        rows = self.lines.rows_of_group(group)
        if modifiers & Qt.KeyboardModifier.ShiftModifier and rows:
            is_above = self._anchor is not None and self._anchor > rows.start
            self._select(self._selecting().extend(rows.start if is_above else rows.stop - 1))
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.pick_group(group)
        else:
            self.fold(group, not self.lines.is_folded(group))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self.row_at(point)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_held = event.buttons() == Qt.MouseButton.LeftButton and plain and self._is_dragging
        if is_held and row is not None and row != self._current:
            self._go(row, stretch=True)
        self._hover(*((None, None) if event.buttons() else (row, self.head_at(point))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row, head = self.row_at(point), self.head_at(point)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if head is not None:
            self._press_head(head, event.modifiers())
        elif row is not None:
            self.opened.emit(self._articles.ids[row])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            head = self.head_at(self.viewport().mapFromGlobal(event.globalPos()))
            if head is not None:
                self.group_requested.emit(head, event.globalPos())
            else:
                self.context_requested.emit(event.globalPos())
        elif self.present_head is not None:
            head = self.present_head
            self._reveal_head(head)
            self.group_requested.emit(head, self.viewport().mapToGlobal(self.head_rect(head).bottomLeft()))
        elif self._current is not None and self._current < self.lines.total:
            self._reveal(self._current)
            corner = self.row_rect(self._current).topLeft() + QPoint(style.SPACE_24, style.SPACE_24)
            self.context_requested.emit(self.viewport().mapToGlobal(corner))
