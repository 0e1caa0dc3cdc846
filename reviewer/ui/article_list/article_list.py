"""The article list: cards or table, or what to do when there is nothing to list."""

from typing import Literal

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reviewer.session.session import Session
from reviewer.session.settings import LIST_VIEW
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.card_view import CardView
from reviewer.ui.article_list.list_bar import ListBar
from reviewer.ui.article_list.rows_view import RowsView
from reviewer.ui.article_list.table_view import TableView
from reviewer.ui.empty_state import EmptyState

Mode = Literal["cards", "table"]


class ArticleList(QWidget):
    """The region in the middle of the window. Selects in the session; what is done with articles is the window's."""

    opened = Signal(int)  # id: double click, or Enter
    context_requested = Signal(QPoint)  # global position; the session's selection is what the menu is for
    open_requested = Signal()  # a curator wants to choose a folder
    mode_changed = Signal(str)  # "cards" or "table"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Article list")
        self.articles = ArticleModel(session, self)
        self.bar = ListBar(session, self)
        self.cards = CardView(session, self.articles, self)
        self.table = TableView(session, self.articles, self)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        for page in (self.cards, self.table, self.empty):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self._mode: Mode = "table" if session.settings.value(LIST_VIEW) == "table" else "cards"
        for view in (self.cards, self.table):
            view.opened.connect(self.opened)
            view.context_requested.connect(self.context_requested)
        self.empty.pressed.connect(self._press)
        for signal in (session.opened, session.closed, session.counts_changed, session.progress, session.query_changed):
            signal.connect(self._show_page)
        session.answered.connect(self._show_page)
        self._show_page()

    # ---- mode

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def view(self) -> RowsView:
        """The view that is used: cards or table, also while there is nothing in it."""
        return self.cards if self._mode == "cards" else self.table

    def set_mode(self, mode: Mode) -> None:
        """Show cards or a table; the current article stays in sight."""
        if mode == self._mode:
            return
        had_focus = self.view.hasFocus()
        self._mode = mode
        self._session.settings.set(LIST_VIEW, mode)
        self._show_page()
        self.view.show_current()
        if had_focus:
            self.view.setFocus()
        self.mode_changed.emit(mode)

    # ---- for the window's actions

    def select_all(self) -> None:
        self.view.selectAll()

    def step(self, by: int) -> None:
        """Select the article `by` rows on."""
        self.view.step(by)

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to the button of the empty state."""
        (self.empty.button if self._stack.currentWidget() is self.empty else self.view).setFocus()

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
        if session.collection is None:
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
