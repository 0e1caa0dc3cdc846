"""The article list: cards, grid or table, or what to do when there is nothing to list."""

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from reviewer.library.catalog.schema import Grouping
from reviewer.session.session import Session
from reviewer.session.settings import LIST_VIEW
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.card_view import CardView
from reviewer.ui.article_list.grid_view import GridView
from reviewer.ui.article_list.list_bar import ListBar
from reviewer.ui.article_list.overview_line import OverviewLine
from reviewer.ui.article_list.rows_view import RowsView
from reviewer.ui.article_list.table_view import TableView
from reviewer.ui.empty_state import EmptyState

Mode = Literal["cards", "grid", "table"]
MODES: tuple[Mode, ...] = ("cards", "grid", "table")


class ArticleList(QWidget):
    """The region in the middle of the window. Selects in the session; what is done with articles is the window's."""

    opened = Signal(int)  # id: double click, or Enter
    context_requested = Signal(QPoint)  # global position; the session's selection is what the menu is for
    open_requested = Signal()  # a curator wants to choose a folder
    mode_changed = Signal(str)  # one of MODES

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Article list")
        self.articles = ArticleModel(session, self)
        self.bar = ListBar(session, self)
        self.overview = OverviewLine(session, self)
        self.cards = CardView(session, self.articles, self)
        self.grid = GridView(session, self.articles, self)
        self.table = TableView(session, self.articles, self)
        self._views: dict[Mode, RowsView] = {"cards": self.cards, "grid": self.grid, "table": self.table}
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        for page in (*self.views, self.empty):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.overview)
        layout.addWidget(self._stack, 1)
        known = session.settings.value(LIST_VIEW)
        self._mode: Mode = next((mode for mode in MODES if mode == known), "cards")
        for view in self.views:
            view.set_awake(view is self.view)
            view.opened.connect(self.opened)
            view.context_requested.connect(self.context_requested)
            view.group_requested.connect(self._show_group_menu)
            view.settled.connect(self._look_for_faded)
        self._is_entering = False
        self._fit_bar()
        self._connect()
        self._show_page()

    def _connect(self) -> None:
        session = self._session
        self.bar.slider.valueChanged.connect(self.grid.set_picture_size)
        self.grid.size_changed.connect(self.bar.slider.setValue)
        self.articles.faded_changed.connect(lambda: self.bar.say_faded(self.articles.has_faded))
        session.changed.connect(self._look_for_faded)
        self.empty.pressed.connect(self._press)
        for signal in (session.opened, session.closed, session.counts_changed, session.progress, session.query_changed):
            signal.connect(self._show_page)
        session.opening_changed.connect(self._show_page)
        session.answered.connect(self._show_page)
        session.answered.connect(self._select_first)

    # ---- mode

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def view(self) -> RowsView:
        """The view that is used, also while there is nothing in it."""
        return self._views[self._mode]

    @property
    def views(self) -> tuple[RowsView, ...]:
        return tuple(self._views.values())

    def set_mode(self, mode: Mode) -> None:
        """Show cards, a grid or a table. What was in sight stays so, the current article before all others."""
        if mode == self._mode:
            return
        before, place = self.view, self.view.place()
        had_focus = before.hasFocus()
        self._mode = mode
        self.view.set_awake(True)
        self._session.settings.set(LIST_VIEW, mode)
        self._fit_bar()
        self._show_page()
        before.set_awake(False)
        self.view.go_to_place(place)
        if place.current in place.ids or not place.ids:
            self.view.show_current()
        if had_focus:
            self.view.setFocus()
        self.mode_changed.emit(mode)

    def _fit_bar(self) -> None:
        self.bar.slider.setValue(self.grid.picture_size)
        self.bar.offer_size(self._mode == "grid")

    def _look_for_faded(self) -> None:
        """Ask which articles in sight were edited so that they no longer match."""
        if self._session.staying.is_on and self.view.isVisible():
            ids = [self.articles.ids[row] for row in self.view.rows_in_sight()]
            self._session.staying.look(ids, self.articles.set_faded)

    # ---- groups

    def group_by(self, grouping: Grouping) -> None:
        """Part the list by this, or by nothing."""
        self._session.sort_by(replace(self._session.sort, group=grouping))

    def fold_all(self, is_folded: bool) -> None:
        """Show only the heads of all groups, or their articles too."""
        self.articles.fold(self.articles.groups, is_folded)

    def fold_present(self, is_folded: bool) -> None:
        """Show only the head of the group that the keys are in, or its articles too."""
        self.view.fold_present(is_folded)

    def select_group(self) -> None:
        """Select the group that the keys are in."""
        self.view.pick_present()

    def group_menu(self, group: int) -> QMenu:
        """What can be done with a group of the list."""
        menu, view = QMenu(self), self.view
        words, is_folded = view.lines.groups[group].words, view.lines.is_folded(group)
        menu.addAction(f"Select All of “{style.cut(words, 40).replace('&', '&&')}”", lambda: view.pick_group(group))
        menu.addAction("Unfold" if is_folded else "Fold", lambda: view.fold(group, not is_folded))
        menu.addSeparator()
        menu.addAction("Fold All Groups", lambda: self.fold_all(True))
        menu.addAction("Unfold All Groups", lambda: self.fold_all(False))
        return menu

    def _show_group_menu(self, group: int, place: QPoint) -> None:
        menu = self.group_menu(group)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # ---- for the window's actions

    def select_all(self) -> None:
        self.view.selectAll()

    def step(self, by: int) -> None:
        """Select the article `by` rows on."""
        self.view.step(by)

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to the button of the empty state."""
        (self.empty.button if self._stack.currentWidget() is self.empty else self.view).setFocus()

    def enter(self) -> None:
        """Give the keyboard to the list, to go on from the first article of what is asked for, if none is selected."""
        self.focus_list()
        self._is_entering = True
        self._select_first()

    def _select_first(self) -> None:
        session = self._session
        if self._is_entering and session.answer.whole and session.answer.text == session.asked_text:
            self._is_entering = False
            if self.view.hasFocus() and not session.selection.ids:
                self.view.step(1)

    def remember(self) -> None:
        """Write what the settings keep of the list; call it before the window closes."""
        self.table.remember()

    # ---- answers

    def _show_page(self) -> None:
        if self.articles.rowCount():
            self._stack.setCurrentWidget(self.view)
            self.setFocusProxy(self.view)
            self.bar.show()
            return
        self._say_why_empty()
        self._stack.setCurrentWidget(self.empty)
        self.setFocusProxy(self.empty.button)
        self.bar.setVisible(self._session.collection is not None and self._session.counts.all > 0)

    def _say_why_empty(self) -> None:
        session = self._session
        query = session.asked_text.strip()
        if session.collection is None and session.opening:
            self.empty.say("article", f"Opening {style.cut(session.opening, 120)}…", "Its articles appear here.")
        elif session.collection is None:
            words = "Text files with front matter, one an article. Or drop a folder here."
            self.empty.say("open", "Open a folder of articles", words, "Open Folder…")
        elif query and session.counts.all:
            words = f"Nothing answers the search {style.cut(query, 120)}"
            self.empty.say("nothing found", "No article matches", words, "Clear Search")
        elif session.busy or session.counts.all:
            self.empty.say("article", "Reading the articles…", "They appear here as they are read.")
        else:
            words = "It has no text files with front matter that are not ignored."
            self.empty.say("folder", "No articles in this folder", words, "Open Another Folder…")

    def _press(self) -> None:
        if self._session.collection is not None and self._session.asked_text.strip() and self._session.counts.all:
            self._session.search("")
        else:
            self.open_requested.emit()
