"""What is in the window: makes the list and the bars, places them, and connects actions, session and settings.

The other regions follow in steps (`further`), so that the list can be used before they are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.session.events import Answer, Collection, Message
from reviewer.session.reports import CONFLICTS
from reviewer.session.samples import Samples
from reviewer.session.session import Session
from reviewer.session.settings import SHOW_FOOT, TOUR_DONE
from reviewer.session.sharing import ABOUT as SHARED_VIEWS
from reviewer.ui import window_state
from reviewer.ui.actions import Actions
from reviewer.ui.appearance import Appearance
from reviewer.ui.article_list.article_list import ArticleList
from reviewer.ui.closing import Closing
from reviewer.ui.deeds import Deeds, Parts
from reviewer.ui.dialogs import Dialogs
from reviewer.ui.further import regions
from reviewer.ui.main_window import MainWindow
from reviewer.ui.messages import Messages
from reviewer.ui.open_menu import OpenMenu
from reviewer.ui.panes import Panes
from reviewer.ui.piecemeal import Piecemeal
from reviewer.ui.search_field import SearchField
from reviewer.ui.status_line import StatusLine
from reviewer.ui.text_keys import TextKeys
from reviewer.ui.toolbar import Toolbar
from reviewer.ui.tour import Below, Tour

if TYPE_CHECKING:
    from reviewer.ui.focus import Regions
    from reviewer.ui.foot import Foot
    from reviewer.ui.inspector.inspector import Inspector

IN_CONFLICT = "is:conflict"


def furnish(
    window: MainWindow, session: Session, samples: Samples, appearance: Appearance, dialogs: Dialogs | None = None
) -> Piecemeal:
    """Put list, bars and actions into an empty window; the answer puts in the rest. The session is shut down by `app`.

    What a key or a button asks of a region that is not there yet has it made at once.
    """
    window.session, window.samples, window.dialogs = session, samples, dialogs or Dialogs()
    _make_list(window)
    _make_bars(window)
    window.deeds = Deeds(window, _parts(window, appearance))
    window.closing = Closing(session, window, lambda: _inspector(window).commit_pending())
    TextKeys(window)
    _lay_out(window)
    furnished = Furnished(window)
    window_state.restore(window.panes, session)
    window.deeds.show_state()
    furnished.make_room()
    rest = Piecemeal(chain(regions(window), furnished.take_regions()), window)
    window.complete = rest.complete
    if session.settings.value(SHOW_FOOT):
        rest.complete()
    return rest


def _make_list(window: MainWindow) -> None:
    session = window.session
    window.menu_actions = Actions(window)
    window.article_list = ArticleList(session)
    window.messages = Messages()
    window.tour = Tour()
    window.tour.hide()
    centre = Below(window.tour, window.article_list, window.messages)
    window.panes = Panes(centre)


def _make_bars(window: MainWindow) -> None:
    session = window.session
    window.search = SearchField(session, window)
    window.open_menu = OpenMenu(session, window.menu_actions, window)
    window.toolbar = Toolbar(window.menu_actions, window.search, window.open_menu.menu, window)
    window.status = StatusLine(session)


def _parts(window: MainWindow, appearance: Appearance) -> Parts:
    return Parts(
        session=window.session,
        samples=window.samples,
        appearance=appearance,
        dialogs=window.dialogs,
        actions=window.menu_actions,
        article_list=window.article_list,
        inspector=lambda: _inspector(window),
        panes=window.panes,
        regions=lambda: _ways(window),
        foot=lambda: _foot(window),
        search=window.search,
    )


def _inspector(window: MainWindow) -> Inspector:
    window.complete()
    return window.inspector


def _ways(window: MainWindow) -> Regions:
    window.complete()
    return window.regions


def _foot(window: MainWindow) -> Foot:
    window.complete()
    return window.foot


def _lay_out(window: MainWindow) -> None:
    window.menu_actions.fill(window.menuBar())
    window.open_menu.add_to(window.menu_actions.menus)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.toolbar)
    column.addWidget(window.panes, 1)
    column.addWidget(window.status)
    window.setCentralWidget(whole)
    window.menu_actions.add_list_keys((window.article_list,))


class Furnished(QObject):
    """A window that has all its parts: they follow what the session says, and each other. It closes without a trace."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._undo_name: str | None = None
        self._is_to_focus = False
        window.may_close = self._may_close
        self._connect_session()
        self._connect_parts()

    def _connect_session(self) -> None:
        window, session = self._window, self._session
        session.told.connect(window.tell)
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)
        session.answered.connect(self._answered)
        session.history_changed.connect(self._follow_history)
        session.changes_changed.connect(self._look_at_failed)
        session.unsaved.conflicts_changed.connect(self._follow_conflicts)
        session.views.sharing.mended.connect(lambda: window.messages.forget(SHARED_VIEWS))
        window.dropped.connect(session.open)
        window.messages.undo_asked.connect(session.undo)
        window.messages.marks_undo_asked.connect(session.reviewing.put_back)
        window.messages.search_asked.connect(self._show_them)
        window.messages.retry_asked.connect(session.retry)
        window.messages.going_on_asked.connect(session.refresh)
        window.samples.ready.connect(lambda place: session.open((place,)))
        window.samples.failed.connect(lambda words: window.tell(Message(words, "error")))

    def _connect_parts(self) -> None:
        window = self._window
        window.status.left.connect(window.article_list.focus_list)
        window.status.modified.clicked.connect(lambda: window.deeds.show_foot("changes"))
        window.article_list.open_requested.connect(window.deeds.open_folder)
        window.article_list.context_requested.connect(self._show_context_menu)
        window.article_list.opened.connect(lambda _id: _ways(window).focus(window.preview))
        window.search.left_down.connect(window.article_list.enter)
        window.panes.arranged.connect(self.make_room)
        window.tour.dismissed.connect(self._end_tour)
        window.closing.decided.connect(window.close)

    def take_regions(self) -> Iterator[None]:
        """The last step: what the other regions have to do with each other."""
        window = self._window
        window.foot.closed.connect(window.deeds.hide_foot)
        window.foot.currentChanged.connect(lambda _at: window.deeds.show_regions())
        window.inspector.resolve_asked.connect(self._resolve)
        window.changes.shown.connect(lambda _id: window.regions.focus(window.preview))
        self._session.history_changed.connect(self._count_modified)
        self._count_modified()
        window.deeds.show_state()
        qt = QGuiApplication.instance()
        assert isinstance(qt, QGuiApplication)
        qt.focusObjectChanged.connect(self._follow_focus)
        yield

    def _count_modified(self) -> None:
        self._window.foot.show_count(self._session.modified)

    # ---- what the session says

    def _opened(self, collection: Collection) -> None:
        window = self._window
        window.setWindowTitle(f"{collection.name} – Reviewer")
        is_samples = collection.root == window.samples.place.resolve()
        window.tour.setVisible(is_samples and not self._session.settings.value(TOUR_DONE))
        self._is_to_focus = True

    def _answered(self, answer: Answer) -> None:
        """The first articles of a collection get the keyboard."""
        if self._is_to_focus and answer.ids:
            self._is_to_focus = False
            self._window.article_list.focus_list()

    def _follow_focus(self, now: QObject | None) -> None:
        """Who goes to read or to edit an article keeps it while others are still being read."""
        regions = (self._window.preview, self._window.inspector)
        if isinstance(now, QWidget) and any(region.isAncestorOf(now) for region in regions):
            self._session.first_row.leave()

    def _closed(self) -> None:
        self._window.setWindowTitle("Reviewer")
        self._window.messages.clear()
        self._window.tour.hide()

    def _follow_history(self) -> None:
        """Undo in a message is only for the step it speaks of."""
        if self._session.undo_name != self._undo_name:
            self._undo_name = self._session.undo_name
            self._window.messages.forget_undo()

    def _follow_conflicts(self) -> None:
        if not self._session.unsaved.conflicts:
            self._window.messages.forget(CONFLICTS)

    def _look_at_failed(self) -> None:
        """What is not staged any more need not be saved again."""
        messages = self._window.messages
        if messages.retried:
            self._session.unsaved.find_modified(messages.retried, messages.forget_retry)

    def _resolve(self, path: str) -> None:
        """Show what clashes in one article."""
        self._window.deeds.show_foot("changes")
        self._window.changes.show_article(path)

    def _end_tour(self) -> None:
        self._session.settings.set(TOUR_DONE, True)
        self._window.tour.hide()
        self._window.article_list.focus_list()

    # ---- the window

    def _show_them(self, query: str) -> None:
        """List what a message speaks of; conflicts are decided among the changes."""
        self._session.search(query)
        if query == IN_CONFLICT:
            self._window.deeds.show_foot("changes")

    def _show_context_menu(self, place: QPoint) -> None:
        menu = self._window.menu_actions.context_menu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def make_room(self) -> None:
        """The regions are arranged in another way."""
        self._window.toolbar.set_room(self._window.panes.is_narrow)
        self._window.deeds.show_regions()

    def _may_close(self) -> bool:
        window = self._window
        window.complete()
        if not window.closing.may_close(window.dialogs.closing, window.dialogs.losing_views):
            return False
        window.article_list.remember()
        window_state.remember(window, window.panes, self._session)
        return True
