"""What cards and table share: choosing rows by mouse and keys, keeping the place, and the states of a whole row.

The selection is a set of ids in the session. The view's own selection model holds only the rows about what is in
sight, for painting and for screen readers: so a hundred thousand selected articles cost what thirty do.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from reviewer.session.events import Selection
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.place import Place
from reviewer.ui.article_list.row_keys import step_of, target_row
from reviewer.ui.article_list.selecting import Selecting, ranges
from reviewer.ui.article_list.sight_view import SightView

_MARGIN = 100
_NONE = QItemSelectionModel.SelectionFlag.NoUpdate
_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class RowsView(SightView):
    """A table of articles in which one selects whole rows."""

    opened = Signal(int)  # id: double click, or Enter
    context_requested = Signal(QPoint)  # global position; the selection is already what the menu is for

    def __init__(self, session: Session, model: ArticleModel, parent: QWidget | None = None) -> None:
        super().__init__(session, model, parent)
        self._place = Place()
        self._anchor: int | None = None
        self._left_at: int | None = None
        self._mirrored: tuple[int, int] = (0, 0)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._return_to_place)
        session.selection_changed.connect(self._show_selection)
        self.verticalScrollBar().actionTriggered.connect(session.first_row.leave)
        self._show_selection()

    # ---- for the owner

    def step(self, by: int) -> None:
        """Select the article `by` rows further on; where the current one left the list, the one in its place."""
        self._move(by, stretch=False)

    def selectAll(self) -> None:
        self._select(self._selecting().all())

    def show_current(self) -> None:
        """Scroll as little as is needed to see the current article."""
        row = self._articles.row_of(self._session.selection.current)
        if row is not None:
            self._reveal(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_selection()
        self._rest.start()

    # ---- selection

    def _selecting(self) -> Selecting:
        return Selecting(self._articles.ids, self._session.selection, self._anchor)

    def _select(self, selection: Selection) -> None:
        self._session.select(selection.ids, selection.current)

    def _show_selection(self) -> None:
        if not self.isVisible():
            return
        current = self._session.selection.current
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
        """Give the selection model the selected rows about those in sight, unless it has them."""
        sight = self.rows_in_sight()
        low, high = self._mirrored
        if low <= sight.start and sight.stop <= high:
            return
        low, high = max(0, sight.start - _MARGIN), min(len(self._articles.ids), sight.stop + _MARGIN)
        self._mirrored = (low, high)
        picked = QItemSelection()
        articles = self.model()
        last = articles.columnCount() - 1
        for first_row, last_row in ranges(self._articles.ids, low, high, self._session.selection.ids):
            picked.select(articles.index(first_row, 0), articles.index(last_row, last))
        model = self.selectionModel()
        model.select(picked, _REPLACE)
        if self._current is not None and self._current < len(self._articles.ids):
            model.setCurrentIndex(articles.index(self._current, 0), _NONE)
        else:
            model.setCurrentIndex(QModelIndex(), _NONE)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return _NONE

    # ---- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._session.selection.current is not None:
            self.opened.emit(self._session.selection.current)
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.horizontalScrollBar().maximum():
            step = self.horizontalScrollBar().singleStep() * (1 if event.key() == Qt.Key.Key_Right else -1)
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + step)
            return
        screenful = max(1, self.viewport().height() // self.row_height() - 1)
        by = step_of(event, screenful, len(self._articles.ids))
        if by is None:
            event.ignore()
            return
        self._move(by, stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the window's actions."""

    def _move(self, by: int, *, stretch: bool) -> None:
        start = self._current
        if start is None and self._left_at is not None:
            start = self._left_at - 1 if by > 0 else self._left_at
        row = target_row(start, by, len(self._articles.ids))
        if row is not None:
            self._go(row, stretch=stretch)

    def _go(self, row: int, *, stretch: bool) -> None:
        if stretch:
            self._select(self._selecting().extend(row))
        else:
            self._anchor = row
            self._select(self._selecting().only(row))
        self._reveal(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        if row < 0 or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            event.ignore()
            return
        if event.button() == Qt.MouseButton.RightButton:
            if self._articles.ids[row] not in self._session.selection.ids:
                self._go(row, stretch=False)
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select(self._selecting().extend(row, add=control))
        elif control:
            self._select(self._selecting().toggle(row))
            self._anchor = row
        else:
            self._go(row, stretch=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.buttons() == Qt.MouseButton.LeftButton and plain and row >= 0 and row != self._current:
            self._go(row, stretch=True)
        self._hover(row if not event.buttons() else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._articles.ids[row])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.context_requested.emit(event.globalPos())
        elif self._current is not None:
            self._reveal(self._current)
            rect = self.row_rect(self._current)
            self.context_requested.emit(
                self.viewport().mapToGlobal(rect.topLeft() + QPoint(style.SPACE_24, style.SPACE_24))
            )

    # ---- place

    def _remember_place(self) -> None:
        if not self.isVisible():
            return
        self._place = Place.taken(
            self._articles.ids, self.rows_in_sight(), self._session.selection.current, self.verticalScrollBar().value(),
            self.row_height(),
        )  # fmt: skip

    def _return_to_place(self) -> None:
        if not self.isVisible():
            return
        self._hovered = -1
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        wanted = self._place.ids if self._articles.is_kept else self._place.current_only()
        value = self._place.value_in(self._articles.rows_of(wanted), self.row_height())
        if value is None:
            value = self._place.value if self._articles.is_kept else 0
        self.verticalScrollBar().setValue(value)
        self._show_selection()
        self._rest.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dy:
            self._hover(-1)
            self._mirror()
            self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mirror()
        self._rest.start()
