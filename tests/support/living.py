"""The running session, with everything real: a folder, its catalog and journal, the process that owns them."""

from collections.abc import Sequence
from pathlib import Path

from article_folder import Collection
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import App
from reviewer.session.events import Message
from reviewer.session.session import Session
from reviewer.session.settings import PLAN_FROM
from reviewer.ui.dialogs import Choice, Dialogs
from reviewer.ui.main_window import MainWindow

NEVER = 1_000_000_000
"""As many articles no change here has: none is shown before it is staged, where that is not what is tried."""
LONG = 30_000
"""Milliseconds, for a machine that is busy."""


class Answers:
    """What the curator says when the window asks; and what the window asked."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.files: list[Path] = []
        self.closing: Choice = "cancel"
        self.may_lose_views = False
        self.asked: list[str] = []

    def dialogs(self) -> Dialogs:
        return Dialogs(self._folder, self._files, self._closing, self._browse, self._losing_views)

    def _folder(self, parent: QWidget, start: str) -> Path | None:
        self.asked.append("folder")
        return self.folder

    def _files(self, parent: QWidget, start: str) -> list[Path]:
        self.asked.append("files")
        return self.files

    def _closing(self, parent: QWidget, modified: int, conflicts: int, left_out: int) -> Choice:
        parts = [f"{conflicts} in conflict"] * bool(conflicts) + [f"{left_out} left out"] * bool(left_out)
        self.asked.append(", ".join([f"closing with {modified}", *parts]))
        return self.closing

    def _losing_views(self, parent: QWidget, names: Sequence[str]) -> bool:
        self.asked.append(f"losing {', '.join(names)}")
        return self.may_lose_views

    def _browse(self, url: str) -> None:
        self.asked.append(url)


_alive: list["Living"] = []


def end_all() -> None:
    """What tests made and did not end."""
    for living in tuple(_alive):
        living.end()


class Living:
    """Makes sessions and windows over one collection; `end` ends what was made."""

    def __init__(self, articles: Collection, qtbot: QtBot) -> None:
        _alive.append(self)
        self.articles = articles
        self.qtbot = qtbot
        self.answers = Answers()
        self.plan_from = NEVER
        self.told: list[Message] = []
        self._sessions: list[Session] = []
        self._apps: list[App] = []

    def session(self) -> Session:
        """Nothing is open in it."""
        session = Session(self.articles.home)
        session.settings.set(PLAN_FROM, self.plan_from)
        self._sessions.append(session)
        session.told.connect(self.told.append)
        return session

    def opened(self) -> Session:
        """With all articles listed."""
        return self._open(self.session())

    def app(self) -> App:
        """With a window that is not shown yet."""
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        app = App(qt, self.articles.home, self.answers.dialogs())
        app.session.settings.set(PLAN_FROM, self.plan_from)
        app.window.planning.meanwhile.patience = NEVER
        app.session.told.connect(self.told.append)
        self._apps.append(app)
        return app

    def window(self) -> MainWindow:
        """Shown, with all articles listed."""
        app = self.app()
        app.window.show()
        self._open(app.session)
        return app.window

    def leave(self, window: MainWindow) -> None:
        """Close it, and let go of its collection."""
        window.close()
        window.session.close()
        self.until(lambda: window.session.collection is None)

    def activate(self, window: MainWindow) -> None:
        """Let it have the keyboard."""
        window.activateWindow()
        self.until(window.isActiveWindow)

    def _open(self, session: Session) -> Session:
        count = len(self.articles.paths)
        session.open([self.articles.root])
        self.until(lambda: len(session.answer.ids) == count and session.counts.all == count)
        self.settle(session)
        return session

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=LONG)

    def settle(self, session: Session) -> None:
        """Until all work is done, the list has caught up, and the current article is read."""
        self.until(lambda: not (session.busy or session._reading._ticket or session._listing.is_behind))

    def id_of(self, session: Session, path: str) -> int:
        return next(row.id for row in session.rows(session.answer.ids) if row.path == path)

    def end(self) -> None:
        if self in _alive:
            _alive.remove(self)
        for app in self._apps:
            app.window.closing.give_up()
            app.window.close()
            app.close()
            app.appearance.theme.deleteLater()
            app.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for session in self._sessions:
            session.shut_down()
        self._apps.clear()
        self._sessions.clear()
