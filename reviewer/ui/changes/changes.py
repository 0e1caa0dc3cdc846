"""All that is staged and not saved: what it was and will be, and what the next save takes of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from reviewer.library.change_rows import ChangeSort, Choice
from reviewer.session.session import Session
from reviewer.ui.changes.beside import Beside
from reviewer.ui.changes.change_head import ChangeHead
from reviewer.ui.changes.change_model import ChangeModel
from reviewer.ui.changes.change_table import ChangeTable
from reviewer.ui.changes.change_words import Staged, Totals
from reviewer.ui.changes.deeds import Deeds
from reviewer.ui.changes.difference_split import DifferenceSplit
from reviewer.ui.changes.dropped import Dropped
from reviewer.ui.changes.row_menu import row_menu
from reviewer.ui.empty_state import EmptyState


class Changes(QWidget):
    """Asks the session for the changes while it is shown, and for all of them before those that the filter leaves."""

    shown = Signal(int)  # an article that somebody wants to see: it is selected now

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all = self._shown = Staged.of([])
        self._dropped = Dropped(self)
        self._sort: tuple[ChangeSort, bool] = ("title", False)
        self._is_stale, self._is_counting, self._is_to_focus = True, False, False
        self.totals = Totals()
        self.head = ChangeHead()
        self.model = ChangeModel(self)
        self.table = ChangeTable(self.model)
        self.beside = Beside(session)
        self.empty = EmptyState()
        self.deeds = Deeds(session, self.table)
        self._lay_out()
        self._connect()
        self._take_all(Staged.of([]))

    def _lay_out(self) -> None:
        self.setAccessibleName("Changes")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setMinimumSize(200, 80)
        self.nothing = EmptyState()
        listed = QWidget()
        self._lists = QStackedLayout(listed)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nothing)
        self.split = DifferenceSplit(listed, self.beside, self.head.detail, self._session.settings)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.split, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(filled)
        self._filled = filled

    def _connect(self) -> None:
        session, head = self._session, self.head
        session.changes_changed.connect(self._renew)
        session.history_changed.connect(self._say_empty)
        session.opened.connect(self._start_over)
        session.closed.connect(self._start_over)
        session.left_out_changed.connect(self._show_left_out)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._ask_all)
        head.filtered.connect(self._ask)
        head.every.clicked.connect(self._tick_all)
        head.save.clicked.connect(self._save)
        head.revert.clicked.connect(session.discard)
        head.all_mine.clicked.connect(lambda: self._resolve_all("mine"))
        head.all_theirs.clicked.connect(lambda: self._resolve_all("theirs"))
        self.nothing.pressed.connect(self._show_everything)
        self.model.ticked.connect(session.unsaved.leave_out)
        self.table.asked.connect(self._do)
        self.table.sort_asked.connect(self._sort_by)
        self.table.menu_asked.connect(self._show_menu)
        self.table.moved.connect(self._follow)
        self.beside.chosen.connect(self._do)

    # ---- for the window

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing for the keyboard."""
        return not self._session.modified

    def focus_first(self) -> None:
        """Give the keyboard to the table, or to what there is to press."""
        (self.table if self._all.rows else self.empty).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_article(self, path: str) -> None:
        """Show only the changes of one article, and give the table the keyboard."""
        self._is_to_focus = True
        self.head.only_conflicts.setChecked(False)
        self.head.filter_by(path)

    # ---- asking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._ask_all()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()

    def _renew(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._soon.start()

    def _start_over(self) -> None:
        self.head.text.clear()
        self.head.only_conflicts.setChecked(False)
        self._take_all(Staged.of([]))
        self._renew()

    def _ask_all(self) -> None:
        if self._session.collection is not None:
            self._is_stale, self._is_counting = False, True
            self._session.unsaved.changes("", *self._sort, self._take_all, Staged.of)

    def _ask(self) -> None:
        """The filter or the order is another; how many there are in all is known."""
        text = self.head.text.text().strip()
        if self._is_stale or self._session.collection is None:
            return
        if text and not self._is_counting:
            self._session.unsaved.changes(text, *self._sort, self._show_rows, Staged.of)
        else:
            self._ask_all()

    def _take_all(self, staged: Staged) -> None:
        self._all, self._is_counting = staged, False
        self._dropped.use(staged, self._shown)
        self._count()
        if not self.totals.conflicts:
            with QSignalBlocker(self.head):
                self.head.only_conflicts.setChecked(False)
        self._say_empty()
        page = self._filled if staged.rows else self.empty
        if page is not self._pages.currentWidget():
            has_focus = self.isAncestorOf(QApplication.focusWidget() or self)
            self._pages.setCurrentWidget(page)
            self._is_to_focus = self._is_to_focus or (has_focus and bool(staged.rows))
            if has_focus:
                self.focus_first()
        if staged.rows and self.head.text.text().strip():
            self._ask()
        else:
            self._show_rows(staged)

    def _show_rows(self, staged: Staged) -> None:
        self._shown = staged.only_conflicts() if self.head.only_conflicts.isChecked() else staged
        rows = self._shown.rows
        before, number, top = self.table.current_row, self.table.currentIndex().row(), self.table.verticalScrollBar()
        value = top.value()
        if self.model.show_rows(self._shown, self._session.unsaved.left_out) and rows:
            found = None if before is None else self.model.row_of(before.id, before.field)
            is_same = found is not None and rows[found].field == (before.field if before else "")
            place = found if is_same and found is not None else min(max(number, 0), len(rows) - 1)
            self.table.go_to(place)
            top.setValue(value)
            self.table.scrollTo(self.model.index(place, 0))
        self._dropped.use(self._all, self._shown)
        self.table.show_sort(*self._sort)
        self._lists.setCurrentWidget(self.table if rows else self.nothing)
        if not rows and self._all.rows:
            self.nothing.say("nothing found", "No change is found", self._why_nothing(), "Show All Changes")
        self._say_head()
        self._follow()
        if self._is_to_focus and rows:
            self._is_to_focus = False
            self.focus_first()

    def _why_nothing(self) -> str:
        if not self.head.text.text().strip():
            return "None of these articles was changed by another program too."
        return f"No {'conflict' if self.head.only_conflicts.isChecked() else 'change'} has these words."

    def _show_everything(self) -> None:
        self.head.only_conflicts.setChecked(False)
        self.head.filter_by("")

    def _sort_by(self, sort: ChangeSort) -> None:
        self._sort = (sort, not self._sort[1] if sort == self._sort[0] else False)
        self._ask()

    # ---- what is said

    def _count(self) -> None:
        self.totals = self._all.totals(self._session.unsaved.left_out)

    def _show_left_out(self) -> None:
        self.model.show_left_out(self._session.unsaved.left_out)
        self._count()
        self._say_head()

    def _say_head(self) -> None:
        shown, savable = len(self._shown.rows), self._shown.savable
        self.head.say(self.totals, is_filtered=shown != len(self._all.rows), shown=shown)
        for button in (self.head.all_mine, self.head.all_theirs):
            button.setEnabled(bool(self._all.clashing))
        is_all, left_out = self._shown is self._all, self._session.unsaved.left_out
        out = self.totals.left_out if is_all else self._shown.count_out(left_out)
        self.head.say_ticked(len(savable) - out, len(savable))

    def _say_empty(self) -> None:
        if self._all.rows:
            return
        if self._session.modified:
            self.empty.say("modified", "Reading the changes…", "")
        elif self._session.collection is None:
            self.empty.say("folder", "No changes", "Open a folder of articles: what you change is listed here.")
        else:
            self.empty.say(
                "modified",
                "Nothing to save",
                "What you change is listed here, old beside new, until it is saved. "
                "Publish an article or set its quality to see how.",
            )

    def _follow(self) -> None:
        self.beside.show_row(self.table.current_row)

    # ---- what is done

    def _do(self, what: str) -> None:
        if what == "show":
            row = self.table.current_row
            if row is not None:
                self._session.select((row.id,), row.id)
                self.shown.emit(row.id)
        else:
            self.deeds.do(what)

    def _show_menu(self, place: QPoint) -> None:
        menu = row_menu(self.table, self._do, is_out=self.deeds.is_out())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _tick_all(self) -> None:
        self._session.unsaved.leave_out(self._shown.savable, not self.head.every.isChecked())

    def _save(self) -> None:
        """What is ticked; conflicts are not, so that they are not told as failures."""
        if self._all.conflicts:
            self._session.save(self._all.savable)
        else:
            self._session.save()

    def _resolve_all(self, take: Choice) -> None:
        if self._all.clashing:
            self._session.unsaved.resolve(self._all.clashing, take)

    # ---- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.arrange(self.size())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.split.arrange(self.size())
