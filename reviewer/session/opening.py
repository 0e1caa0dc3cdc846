"""The session of a window that is not there yet: its library is at work while the window is being loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reviewer.library import beginning
from reviewer.library.home import Home
from reviewer.session.holding import raise_other
from reviewer.session.session import Session
from reviewer.session.settings import Settings


def session_for(home: Home, settings: Settings, paths: Sequence[Path]) -> Session | None:
    """A session that opens these paths, if there are any. It says nothing before the event loop runs.

    None: another window holds what they mean, and has come to the front instead.
    """
    if raise_other(home, paths):
        beginning.send_home()
        return None
    session = Session(home, settings=settings)
    if paths:
        session.open(paths, at_once=True)
    return session
