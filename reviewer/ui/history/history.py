"""What was saved, batch by batch; each can be taken back, today or next year."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QSplitter,
    QStackedLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.library.journal.schema import Batch
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.empty_state import EmptyState
from reviewer.ui.history import batch_words
from reviewer.ui.history.batch_model import BY, COUNT, WHAT, WHEN, BatchModel
from reviewer.ui.history.batch_page import BatchPage
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.row_table import END, Cells, Index, RowTable, paint_words
from reviewer.ui.search_icons import add_search_icons
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_8, SPACE_12

UNDO_KEY = "Z"
_BESIDE_FROM = 760
_AFTER_MS = 80


class History(QWidget):
    """Asks for batches only while it is seen; what is selected stays selected when the list is renewed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_stale, self._is_known = True, False
        self.batches = BatchModel(self)
        self.table = BatchTable(self.batches)
        self.filter = QLineEdit(placeholderText="Find in the history")
        self.page = BatchPage()
        self.empty = EmptyState()
        self.nothing = PlainLabel(tone="muted")
        self._later = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        self.setAccessibleName("History")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.filter.setProperty("framed", True)
        self.filter.setAccessibleName("Find in the history")
        add_search_icons(self.filter)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        field = QVBoxLayout()
        field.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        field.addWidget(self.filter)
        column.addLayout(field)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        self.parts = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.parts.addWidget(left)
        self.parts.addWidget(self.page)
        for part in (left, self.page):
            part.setMinimumSize(200, 80)
        self._is_placed = False
        self.parts.splitterMoved.connect(self._keep_place)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.parts)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._renew)
        session.closed.connect(self._forget)
        session.batches_changed.connect(self._renew)
        self.filter.textChanged.connect(self._later.start)
        self._later.timeout.connect(self._find)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.page.undo_asked.connect(self.undo)
        undo = QShortcut(QKeySequence(UNDO_KEY), self.table)
        undo.setContext(Qt.ShortcutContext.WidgetShortcut)
        undo.activated.connect(self.undo)
        action = QAction("Undo…", self.table)
        action.triggered.connect(self.undo)
        self.table.addAction(action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    # ---- for the owner

    def focus_first(self) -> None:
        """Give the keyboard to the batches, or to where they will be."""
        (self.table if self.batches.shown else self.empty).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def is_empty(self) -> bool:
        """Whether it is known that there is nothing for the keyboard."""
        return self._is_known and not self.batches.shown

    @property
    def current(self) -> Batch | None:
        """The batch that is shown at the right."""
        row = self.table.currentIndex().row()
        return self.batches.shown[row] if 0 <= row < len(self.batches.shown) else None

    def undo(self) -> None:
        """Ask what taking back the current batch would change; the session answers with a plan."""
        batch = self.current
        if batch is not None and not batch_words.is_undone(batch):
            self._session.plans.undo_batch(batch.id)

    # ---- what the session says

    def _renew(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._ask()
        self._show_state()

    def _forget(self) -> None:
        self._take(())
        self._is_known = False

    def _ask(self) -> None:
        if self._session.collection is not None:
            self._is_stale = self._is_known = False
            self._session.batches.history(self._take)

    def _take(self, batches: tuple[Batch, ...]) -> None:
        self._is_known = True
        before, is_waiting = self.current, self.empty.hasFocus()
        self.batches.show_batches(batches)
        self._go_to(before)
        self._show_state()
        if is_waiting:
            self.focus_first()

    # ---- what is shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._ask()

    def _find(self) -> None:
        before = self.current
        self.batches.find(self.filter.text())
        self._go_to(before)
        self._show_state()

    def _go_to(self, batch: Batch | None) -> None:
        """Select the batch again, or else the newest one."""
        row = self.batches.row_of(batch.id if batch is not None else None)
        if self.batches.shown:
            self.table.selectRow(row or 0)

    def _show_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        batch = self.current
        if batch is not None and current.isValid() and self.page.show_batch(batch):
            self._session.batches.batch(batch.id, self.page.show_details)

    def _show_state(self) -> None:
        is_any = bool(self.batches.count)
        if self._session.collection is None:
            self.empty.say("recent", "No history", "Open a folder of articles to see what was saved in it.")
        else:
            words = "Each save is kept here with the values before it, and can be taken back at any time."
            self.empty.say("recent", "Nothing has been saved yet", words)
        self._pages.setCurrentWidget(self.parts if is_any else self.empty)
        show_if(self.table, bool(self.batches.shown))
        show_if(self.nothing, not self.batches.shown)
        show_if(self.page, bool(self.batches.shown))
        self.nothing.say(f"No batch holds “{style.cut(self.filter.text().strip(), 60)}”.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _BESIDE_FROM * style.scale()
        is_low = self.height() < 2 * self.width() // 3
        beside = Qt.Orientation.Horizontal if is_wide or is_low else Qt.Orientation.Vertical
        if self.parts.orientation() != beside:
            self.parts.setOrientation(beside)
        if not self._is_placed:
            whole = self.width() if beside == Qt.Orientation.Horizontal else self.height()
            first = whole * 2 // 5 if is_wide else whole // 2
            self.parts.setSizes([first, whole - first])

    def _keep_place(self) -> None:
        self._is_placed = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.filter.hasFocus():
            self.table.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.page.table.setFocus()
        else:
            super().keyPressEvent(event)


class _BatchCells(Cells):
    """What became of a batch stands at the end of its name, and is never cut."""

    def __init__(self, table: BatchTable, batches: BatchModel) -> None:
        super().__init__(table, is_faint=batches.is_faint)
        self._batches = batches

    def paint_cell(self, painter: QPainter, room: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() == WHAT and (mark := self._batches.mark(index)):
            paint_words(painter, room, mark, style.muted(option.palette), option.font, END)
            room.setRight(room.right() - QFontMetrics(option.font).horizontalAdvance(mark) - style.SPACE_12)
        super().paint_cell(painter, room, option, index)


class BatchTable(RowTable):
    """One batch is selected at a time."""

    def __init__(self, batches: BatchModel) -> None:
        super().__init__("Batches")
        self.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.setItemDelegate(_BatchCells(self, batches))
        self.horizontalHeader().setStretchLastSection(False)
        self.show_rows(batches)

    def share_room(self) -> None:
        """The name gets what the others leave; who and how many make way where it is narrow."""
        header, wide = self.horizontalHeader(), self.viewport().width()
        letter = QFontMetrics(self.font()).averageCharWidth()
        others = {WHEN: 18 * letter, BY: 15 * letter, COUNT: 10 * letter}
        for section in (COUNT, BY):
            is_room = wide - sum(others.values()) >= 22 * letter
            header.setSectionHidden(section, not is_room)
            if not is_room:
                del others[section]
        self.share_by_need((WHAT, *others), wide, WHAT)
