"""Builds the window and everything behind it, once, and runs it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

from reviewer.library.home import Home
from reviewer.session import recent
from reviewer.session.events import Collection
from reviewer.session.garbage import Garbage
from reviewer.session.samples import Samples
from reviewer.session.session import Session
from reviewer.start import Begun, until
from reviewer.ui import icons, resources
from reviewer.ui.appearance import Appearance
from reviewer.ui.article_list.last_sight import LastSight
from reviewer.ui.article_list.returning import Returning
from reviewer.ui.dialogs import Dialogs
from reviewer.ui.furnishing import furnish
from reviewer.ui.main_window import MainWindow

_PATIENCE = 1000
"""Milliseconds for which keys and clicks wait for the first articles."""


class App:
    """One window with its session. `close` ends every thread and process."""

    def __init__(
        self,
        qt: QApplication,
        home: Home,
        dialogs: Dialogs | None = None,
        begun: Begun | None = None,
        session: Session | None = None,
    ) -> None:
        """`begun` has the window, its settings and its looks; without it they are made here. A `session` that is given
        is opening already what is to be opened."""
        self._is_opening = session is not None
        self.session = session or Session(home, settings=begun.settings if begun else None)
        self.samples = Samples(home, resources.samples())
        self.appearance = begun.appearance if begun else Appearance(qt, self.session.settings)
        self.window = begun.window if begun else MainWindow(self.session.settings)
        self.furnishing = furnish(self.window, self.session, self.samples, self.appearance, dialogs)
        if begun is None:
            self.furnishing.complete()
        self.returning = Returning(self.session, self.window.article_list)
        self.last_sight = LastSight(home, self.session, self.window, self.window.article_list)
        self._is_starting = False
        self.session.opened.connect(self._has_started)
        self.session.raise_asked.connect(self.bring_to_front)
        self.session.held_elsewhere.connect(self._leave_to_other)

    def start(self, paths: Sequence[Path]) -> None:
        """Show the window, and open these paths, or the last collection, or at the very first start the samples."""
        self.window.show()
        wanted = recent.wanted_at_start(self.session.settings, paths)
        if wanted:
            self._is_starting = True
            if not self._is_opening:
                self.session.open(wanted)
        else:
            self.samples.copy()
        self.furnishing.begin()

    @property
    def is_in_use(self) -> bool:
        """Whether keys and clicks find what they are meant for: articles that are listed, if any are to be opened."""
        is_awaited = self._is_starting or self.session.collection is not None
        return not (is_awaited and self.window.isVisible()) or bool(self.session.selection.ids)

    def bring_to_front(self) -> None:
        """Show the window before all others, or have the system say that it wants to be looked at."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def _has_started(self, collection: Collection) -> None:
        self._is_starting = False

    def _leave_to_other(self, collection: Collection) -> None:
        """If this was started just for what another window has, it ends."""
        if self._is_starting:
            self.window.close()

    def close(self) -> None:
        self.furnishing.stop()
        self.samples.wait()
        self.last_sight.close()
        self.session.shut_down()


def main(begun: Begun, session: Session, interrupts: Sequence[int]) -> int:
    """Runs the window until it is closed, at once if there were `interrupts` meanwhile. Returns the exit status."""
    if begun.is_closed:
        session.shut_down()
        return 0
    app = App(begun.qt, begun.home, begun=begun, session=session)
    begun.qt.setWindowIcon(icons.icon("all", "accent"))
    app.start(begun.paths)
    until(lambda: app.is_in_use, _PATIENCE)
    interrupt, garbage = Interrupt(app.window), Garbage(begun.qt)
    if interrupts:
        app.window.close()
    status = begun.qt.exec() if app.window.isVisible() else 0
    interrupt.stop()
    garbage.stop()
    app.close()
    return status


class Interrupt(QObject):
    """Lets Ctrl+C in a terminal close the window: the signal is written to a socket that wakes the event loop."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._ours, self._theirs = socket.socketpair()
        for each in (self._ours, self._theirs):
            each.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(window.close)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, lambda *_: None)

    def stop(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        for each in (self._ours, self._theirs):
            each.close()
