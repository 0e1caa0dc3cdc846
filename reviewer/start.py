"""How a window begins: it is on the screen, with the articles last in sight, before the rest is loaded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from reviewer import __version__
from reviewer.library.catalog.glance import glance
from reviewer.library.claim import is_held
from reviewer.library.home import Home
from reviewer.session import recent, sight
from reviewer.session.settings import LIST_VIEW, Settings
from reviewer.ui.appearance import Appearance
from reviewer.ui.article_list.first_sight import FirstSight
from reviewer.ui.main_window import MainWindow

_PATIENCE = 300
"""Milliseconds that a window system may take to show a window before the rest is loaded all the same."""


@dataclass(frozen=True)
class Begun:
    """A window that is to be furnished. It is visible already where there was something to show in it."""

    qt: QApplication
    home: Home
    settings: Settings
    appearance: Appearance
    window: MainWindow
    paths: Sequence[Path]
    """What is to be opened."""

    @property
    def is_closed(self) -> bool:
        """Whether it was shown, and somebody has closed it since."""
        return self.window.centralWidget() is not None and not self.window.isVisible()


def begin(arguments: Sequence[str]) -> Begun:
    """These paths are to be opened, or else the last collection."""
    QCoreApplication.setApplicationName("Reviewer")
    QCoreApplication.setApplicationVersion(__version__)
    qt = QApplication(sys.argv[:1])
    qt.setStyle("Fusion")
    qt.setApplicationDisplayName("Reviewer")
    qt.setDesktopFileName("reviewer")
    return begin_with(qt, Home.default(), [Path(argument) for argument in arguments])


def begin_with(qt: QApplication, home: Home, paths: Sequence[Path]) -> Begun:
    settings = Settings(home.settings)
    appearance = Appearance(qt, settings)
    window = MainWindow(settings)
    wanted = recent.wanted_at_start(settings, paths)
    first = _first_sight(home, settings, wanted)
    if first is not None:
        window.setCentralWidget(first)
        window.show()
        until(lambda: first.was_seen, _PATIENCE)
    return Begun(qt, home, settings, appearance, window, wanted)


def _first_sight(home: Home, settings: Settings, wanted: Sequence[Path]) -> FirstSight | None:
    """What was in sight last of the same collection, unless another window holds it, which will come to the front."""
    seen = sight.read(home.cache / sight.NAME)
    if seen is None or settings.value(LIST_VIEW) != "cards" or seen.opened != tuple(map(str, wanted)):
        return None
    if is_held(Path(seen.claim)):
        return None
    rows = glance(Path(seen.catalog), seen.articles)
    return FirstSight(seen, rows) if rows else None


def until(is_so: Callable[[], bool], patience: int) -> None:
    """Do what the window has to do, for at most so many milliseconds. Keys and clicks stay where they are till then.

    It sleeps while nothing happens: called with a time, `processEvents` would not.
    """
    alarm = QTimer(singleShot=True, interval=patience)
    alarm.start()
    only = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
    while not is_so() and alarm.isActive():
        QCoreApplication.processEvents(only | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QCoreApplication.processEvents(only)
