"""The window: places the regions, and connects actions, session and settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from reviewer.session.events import Answer, Collection, Message
from reviewer.session.reports import CONFLICTS
from reviewer.session.samples import Samples
from reviewer.session.session import Session
from reviewer.session.settings import TOUR_DONE
from reviewer.ui import window_state
from reviewer.ui.actions import Actions
from reviewer.ui.appearance import Appearance
from reviewer.ui.article_list.article_list import ArticleList
from reviewer.ui.changes.changes import Changes
from reviewer.ui.closing import Closing
from reviewer.ui.deeds import Deeds, Parts
from reviewer.ui.dialogs import Dialogs
from reviewer.ui.filters.filters import Filters
from reviewer.ui.focus import Regions
from reviewer.ui.foot import Foot
from reviewer.ui.history.history import History
from reviewer.ui.inspector.inspector import Inspector
from reviewer.ui.messages import Messages
from reviewer.ui.open_menu import OpenMenu
from reviewer.ui.panes import Panes
from reviewer.ui.planning import Planning
from reviewer.ui.preview.preview import Preview
from reviewer.ui.search_field import SearchField
from reviewer.ui.status_line import StatusLine
from reviewer.ui.text_keys import TextKeys
from reviewer.ui.toolbar import Toolbar
from reviewer.ui.tour import Below, Tour

NARROWEST = 560
IN_CONFLICT = "is:conflict"


class MainWindow(QMainWindow):
    """All that is on the screen. It needs a session, and closes without a trace: the session is shut down by `app`."""

    def __init__(
        self, session: Session, samples: Samples, appearance: Appearance, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.dialogs = dialogs or Dialogs()
        self.samples = samples
        self.menu_actions = Actions(self)
        self._undo_name: str | None = None
        self._is_to_focus = False
        self.filters = Filters(session)
        self.article_list = ArticleList(session)
        self.preview = Preview(session)
        self.inspector = Inspector(session)
        self.changes = Changes(session)
        self.history = History(session)
        self.foot = Foot(self.changes, self.history)
        self.messages = Messages()
        self.tour = Tour()
        self.panes = Panes(self.filters, self._centre(), self.preview, self.inspector, self.foot)
        self.search = SearchField(session, self)
        self.open_menu = OpenMenu(session, self.menu_actions, self)
        self.toolbar = Toolbar(self.menu_actions, self.search, self.open_menu.menu, self)
        self.status = StatusLine(session)
        self.regions = Regions(self.panes, self.article_list, self.filters, self.preview, self.inspector)
        self.deeds = Deeds(self, self._parts(appearance))
        self.planning = Planning(session, self, self.inspector, self.messages)
        self.closing = Closing(session, self, self.inspector.commit_pending)
        self._text_keys = TextKeys(self)
        self._lay_out()
        self._connect()
        window_state.restore(self, self.panes, session)
        self.deeds.show_state()
        self._make_room()

    # ---- parts

    def _parts(self, appearance: Appearance) -> Parts:
        return Parts(
            session=self.session,
            samples=self.samples,
            appearance=appearance,
            dialogs=self.dialogs,
            actions=self.menu_actions,
            article_list=self.article_list,
            inspector=self.inspector,
            panes=self.panes,
            regions=self.regions,
            search=self.search,
        )

    def _centre(self) -> QWidget:
        self.tour.hide()
        return Below(self.tour, self.article_list, self.messages)

    def _lay_out(self) -> None:
        self.setWindowTitle("Reviewer")
        self.setAcceptDrops(True)
        self.setMinimumSize(NARROWEST, 400)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.menu_actions.fill(self.menuBar())
        self.open_menu.add_to(self.menu_actions.menus)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.panes, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.menu_actions.add_list_keys((self.article_list, self.preview))

    def _connect(self) -> None:
        session = self.session
        session.told.connect(self.tell)
        session.opened.connect(self._opened)
        session.closed.connect(self._closed)
        session.answered.connect(self._answered)
        session.history_changed.connect(self._follow_history)
        session.changes_changed.connect(self._look_at_failed)
        session.unsaved.conflicts_changed.connect(self._follow_conflicts)
        self.messages.undo_asked.connect(session.undo)
        self.messages.search_asked.connect(self._show_them)
        self.messages.retry_asked.connect(session.retry)
        self.foot.closed.connect(self.deeds.hide_foot)
        self.foot.currentChanged.connect(lambda _at: self.deeds.show_regions())
        self.inspector.resolve_asked.connect(self._resolve)
        self.changes.shown.connect(lambda _id: self.regions.focus(self.preview))
        self.status.modified.clicked.connect(lambda: self.deeds.show_foot("changes"))
        self.article_list.open_requested.connect(self.deeds.open_folder)
        self.article_list.context_requested.connect(self._show_context_menu)
        self.article_list.opened.connect(lambda _id: self.regions.focus(self.preview))
        self.search.left_down.connect(self.article_list.focus_list)
        self.panes.arranged.connect(self._make_room)
        self.tour.dismissed.connect(self._end_tour)
        self.samples.ready.connect(lambda place: session.open((place,)))
        self.samples.failed.connect(lambda words: self.tell(Message(words, "error")))
        self.closing.decided.connect(self.close)
        qt = QGuiApplication.instance()
        assert isinstance(qt, QGuiApplication)
        qt.focusObjectChanged.connect(self._follow_focus)

    def tell(self, message: Message) -> None:
        """Show a message at the foot of the list."""
        self.messages.tell(message)

    # ---- what the session says

    def _opened(self, collection: Collection) -> None:
        self.setWindowTitle(f"{collection.name} – Reviewer")
        is_samples = collection.root == self.samples.place.resolve()
        self.tour.setVisible(is_samples and not self.session.settings.value(TOUR_DONE))
        self._is_to_focus = True

    def _answered(self, answer: Answer) -> None:
        """The first articles of a collection get the keyboard."""
        if self._is_to_focus and answer.ids:
            self._is_to_focus = False
            self.article_list.focus_list()

    def _follow_focus(self, now: QObject | None) -> None:
        """Who goes to read or to edit an article keeps it while others are still being read."""
        if isinstance(now, QWidget) and (self.preview.isAncestorOf(now) or self.inspector.isAncestorOf(now)):
            self.session.first_row.leave()

    def _closed(self) -> None:
        self.setWindowTitle("Reviewer")
        self.messages.clear()
        self.tour.hide()

    def _follow_history(self) -> None:
        """Undo in a message is only for the step it speaks of."""
        self.foot.show_count(self.session.modified)
        if self.session.undo_name != self._undo_name:
            self._undo_name = self.session.undo_name
            self.messages.forget_undo()

    def _follow_conflicts(self) -> None:
        if not self.session.unsaved.conflicts:
            self.messages.forget(CONFLICTS)

    def _look_at_failed(self) -> None:
        """What is not staged any more need not be saved again."""
        if self.messages.retried:
            self.session.unsaved.find_modified(self.messages.retried, self.messages.forget_retry)

    def _resolve(self, path: str) -> None:
        """Show what clashes in one article."""
        self.deeds.show_foot("changes")
        self.changes.show_article(path)

    def _end_tour(self) -> None:
        self.session.settings.set(TOUR_DONE, True)
        self.tour.hide()
        self.article_list.focus_list()

    # ---- the window

    def _show_them(self, query: str) -> None:
        """List what a message speaks of; conflicts are decided among the changes."""
        self.session.search(query)
        if query == IN_CONFLICT:
            self.deeds.show_foot("changes")

    def _show_context_menu(self, place: QPoint) -> None:
        menu = self.menu_actions.context_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _make_room(self) -> None:
        self.toolbar.set_room(self.panes.is_narrow)
        self.deeds.show_regions()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.session.open(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.closing.may_close(self.dialogs.closing):
            event.ignore()
            return
        self.article_list.remember()
        window_state.remember(self, self.panes, self.session)
        event.accept()
