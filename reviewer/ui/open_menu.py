"""What can be opened: the menu of the Open button, and the recent collections."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.session import recent
from reviewer.session.events import Collection
from reviewer.session.session import Session
from reviewer.ui.actions import OPEN_RECENT, Actions
from reviewer.ui.style import cut


class OpenMenu(QObject):
    def __init__(self, session: Session, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self.menu = QMenu(window)
        self.menu.aboutToShow.connect(self.fill)
        self._recent: QMenu | None = None
        session.opened.connect(self._remember)
        self.fill()

    def add_to(self, menus: dict[str, QMenu]) -> None:
        """Fill the submenu of recent collections whenever it is shown."""
        self._recent = menus[OPEN_RECENT]
        self._recent.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        self.menu.clear()
        for name in ("open", "open files"):
            self.menu.addAction(self._actions[name])
        self.menu.addSeparator()
        self._add_recent(self.menu)
        self.menu.addSeparator()
        self.menu.addAction(self._actions["samples"])
        if self._recent is not None:
            self._recent.clear()
            self._add_recent(self._recent)
            self._recent.addSeparator()
            self._recent.addAction("Clear List", lambda: recent.forget(self._session.settings))
            self._recent.menuAction().setEnabled(bool(recent.recent(self._session.settings)))

    def _remember(self, collection: Collection) -> None:
        recent.remember(self._session.settings, collection)
        self.fill()

    def _add_recent(self, menu: QMenu) -> None:
        for each in recent.recent(self._session.settings):
            place = str(each.paths[0] if len(each.paths) == 1 else each.paths[0].parent)
            words = f"{cut(each.name, 40)} – {_shortened(place)}".replace("&", "&&")
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, paths=each.paths: self._session.open(paths))


def _shortened(place: str, length: int = 48) -> str:
    return place if len(place) <= length else f"…{place[-length + 1 :]}"
