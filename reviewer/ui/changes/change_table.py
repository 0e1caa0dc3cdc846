"""The table of the changes: chosen by mouse and keys, sorted by its headings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QToolTip, QWidget

from reviewer.library.change_rows import ChangeRow, ChangeSort
from reviewer.ui import style
from reviewer.ui.changes.change_cells import ChangeCells, Deed, button_places, tick_place
from reviewer.ui.changes.change_model import ARTICLE, CHANGE, FIELD, ChangeModel
from reviewer.ui.row_table import RowTable
from reviewer.ui.style import SPACE_8

SORT_OF: dict[int, ChangeSort] = {ARTICLE: "title", FIELD: "field", CHANGE: "new"}
SORTS: tuple[tuple[str, ChangeSort], ...] = (
    ("Article", "title"), ("File", "path"), ("Field", "field"), ("Value before", "old"), ("Value now", "new"),
)  # fmt: skip
_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_M, Qt.Key.Key_T, Qt.Key.Key_Return,
         Qt.Key.Key_Enter}  # fmt: skip
_KEYS_SAID = (
    "Space leaves an article out of the save, Delete takes a change back, Shift and Delete all of the article, "
    "M and T choose mine or theirs in a conflict, Return shows the article"
)


class ChangeTable(RowTable):
    """Asks for what is to be done with the chosen rows; what "chosen" means it says itself in `chosen`."""

    asked = Signal(str)  # "revert", "revert article", "mine", "theirs", "tick", "show": with the chosen rows
    sort_asked = Signal(str)  # a ChangeSort
    menu_asked = Signal(QPoint)  # global
    moved = Signal()  # another row is current

    def __init__(self, model: ChangeModel, parent: QWidget | None = None) -> None:
        self.changes = model
        super().__init__("Changes that are not saved", parent)
        self.setAccessibleDescription(_KEYS_SAID)
        self._cells = ChangeCells(model, self)
        self.setItemDelegate(self._cells)
        self.show_rows(model)
        self.setMouseTracking(True)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setSectionResizeMode(CHANGE, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._sort_by)
        header.customContextMenuRequested.connect(self._show_sorts)

    # ---- what is chosen

    @property
    def chosen(self) -> list[range]:
        """The selected rows; with none, the current one."""
        rows = self.chosen_rows()
        current = self.currentIndex().row()
        return rows or ([range(current, current + 1)] if current >= 0 else [])

    @property
    def current_row(self) -> ChangeRow | None:
        return self.changes.row_at(self.currentIndex().row())

    def go_to(self, row: int) -> None:
        """Choose this row, and no other."""
        self.setCurrentIndex(self.changes.index(row, ARTICLE))
        self.selectRow(row)

    def show_sort(self, sort: ChangeSort, descending: bool) -> None:
        section = next((at for at, key in SORT_OF.items() if key == sort), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self._cells.current = current.row()
        for row in {current.row(), previous.row()}:
            self._repaint(row)
        self.moved.emit()

    # ---- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_own(event):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            whole = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.asked.emit("revert article" if whole else "revert")
        elif event.key() == Qt.Key.Key_Space:
            self.asked.emit("tick")
        elif event.key() in (Qt.Key.Key_M, Qt.Key.Key_T):
            self.asked.emit("mine" if event.key() == Qt.Key.Key_M else "theirs")
        else:
            self.asked.emit("show")

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.changes.row_at(index.row())
        deed = self._deed_at(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and deed is not None:
            self.go_to(index.row())
            self.asked.emit(deed.id)
        elif is_left and row is not None and self._is_on_tick(index, event.position().toPoint()):
            if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
                self.go_to(index.row())
            self.asked.emit("tick")
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        self._hover(self.indexAt(place).row() if not event.buttons() else -1, self._deed_at(place))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1, None)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._hover(-1, None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._deed_at(event.position().toPoint()) is None:
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and not self._is_on_tick(index, event.position().toPoint()):
                self.asked.emit("show")
                return
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        current = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(event.globalPos())
        elif current.isValid():
            self.scrollTo(current)
            place = self.visualRect(current).bottomLeft() + QPoint(style.SPACE_24, 0)
            self.menu_asked.emit(self.viewport().mapToGlobal(place))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            deed = self._deed_at(event.pos())
            if deed is not None:
                QToolTip.showText(event.globalPos(), deed.tip, self.viewport())
                return True
        return super().viewportEvent(event)

    def _deed_at(self, place: QPoint) -> Deed | None:
        index = self.indexAt(place)
        row = self.changes.row_at(index.row())
        cell = self.visualRect(index)
        if row is None or index.column() != CHANGE or not self._cells.shows_deeds(index.row(), row, cell):
            return None
        return next((deed for deed, room in button_places(row, cell) if room.contains(place)), None)

    def _is_on_tick(self, index: QModelIndex, place: QPoint) -> bool:
        if index.column() != ARTICLE or not self.changes.is_first(index.row()):
            return False
        tick = tick_place(self.visualRect(index))
        return QRect(0, tick.top() - SPACE_8, tick.right() + SPACE_8 // 2, tick.height() + 2 * SPACE_8).contains(place)

    def _hover(self, row: int, deed: Deed | None) -> None:
        before, touched = self._cells.hovered, self._cells.touched
        if (row, deed) != (before, touched):
            self._cells.hovered, self._cells.touched = row, deed
            for each in {row, before}:
                self._repaint(each)

    def _repaint(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    # ---- columns

    def share_room(self) -> None:
        self.share_by_need((ARTICLE, FIELD, CHANGE), self.viewport().width(), CHANGE)

    def _sort_by(self, section: int) -> None:
        if section in SORT_OF:
            self.sort_asked.emit(SORT_OF[section])

    def sort_menu(self) -> QMenu:
        """All that the changes can be sorted by, also what has no column of its own."""
        menu = QMenu(self)
        for words, key in SORTS:
            action = QAction(f"Sort by {words}", menu)
            action.triggered.connect(lambda _checked=False, key=key: self.sort_asked.emit(key))
            menu.addAction(action)
        return menu

    def _show_sorts(self, place: QPoint) -> None:
        menu = self.sort_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))


def _is_own(event: QKeyEvent) -> bool:
    others = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    is_delete = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
    is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() in _KEYS and others == Qt.KeyboardModifier.NoModifier and (is_delete or not is_shift)
