"""Closing the window: what is not saved is asked about, and what runs is waited for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.session.session import Session
from reviewer.ui.dialogs import Choice

AskClosing = Callable[[QWidget, int, int, int], Choice]
"""How many articles are modified, how many of them are in conflict, and of the others how many left out of a save."""


AskLosing = Callable[[QWidget, Sequence[str]], bool]
"""Whether changes of these shared views, which cannot be written, may be lost."""


class Closing(QObject):
    """`may_close` answers at once; where it says no, `decided` follows when there is nothing more to wait for."""

    decided = Signal()

    def __init__(self, session: Session, window: QWidget, commit: Callable[[], bool]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._commit = commit
        self._is_decided = False
        self._is_waiting = False
        self._wants_all_saved = False
        self._may_lose_views = False
        session.idle.connect(self._go_on)

    def may_close(self, ask: AskClosing, ask_losing: AskLosing) -> bool:
        """Asks about shared views that could not be written, and about unsaved edits, once. A save that fails for some
        of them keeps the window open."""
        session = self._session
        if self._is_decided:
            return True
        if self._is_waiting or not self._commit():
            return False
        names = session.views.sharing.waiting
        if names and not self._may_lose_views:
            self._may_lose_views = ask_losing(self._window, names)
            if not self._may_lose_views:
                return False
        if session.busy and session.is_writing:
            self._is_waiting = True
            return False
        if not session.modified or session.collection is None:
            self._is_decided = True
            return True
        conflicts = session.unsaved.conflicts
        left_out = max(0, session.modified - conflicts - session.unsaved.to_save)
        choice = ask(self._window, session.modified, conflicts, left_out)
        if choice == "keep":
            self._is_decided = True
            return True
        if choice in ("save", "discard"):
            self._is_waiting = self._wants_all_saved = True
            session.save() if choice == "save" else session.discard()
        self._may_lose_views = choice != "cancel"
        return False

    def give_up(self) -> None:
        """Let the window close with what is staged: the journal keeps it."""
        self._is_decided = True

    def _go_on(self) -> None:
        if not self._is_waiting or self._session.busy:
            return
        self._is_waiting = False
        if self._wants_all_saved and self._session.modified > len(self._session.unsaved.left_out):
            self._wants_all_saved = False
            return
        self._is_decided = self._wants_all_saved
        self.decided.emit()
