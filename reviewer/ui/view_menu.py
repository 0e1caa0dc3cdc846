"""The views in the menu, each with its key; what a view asks of the list and of the filters."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.library.views import View
from reviewer.session.session import Session
from reviewer.ui.actions import VIEWS, Actions
from reviewer.ui.article_list.article_list import ArticleList, Mode
from reviewer.ui.filters.filters import Filters
from reviewer.ui.style import cut

LAYOUTS: dict[str, Mode] = {"cards": "cards", "table": "table", "grid": "grid"}


class ViewMenu(QObject):
    """Keys work in the whole window, whatever region has the keyboard."""

    def __init__(
        self, session: Session, actions: Actions, filters: Filters, article_list: ArticleList, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._actions = actions
        self._article_list = article_list
        self._group = QActionGroup(self)
        self._menu: QMenu | None = None
        self._made: dict[View, QAction] = {}
        session.views.changed.connect(self.fill)
        session.views.present_changed.connect(self._mark)
        session.views.layout_wanted.connect(self._lay_out)
        actions["save view"].triggered.connect(filters.views.save_present)
        actions["refresh"].triggered.connect(session.views.look)

    def add_to(self, menus: dict[str, QMenu]) -> None:
        """Fill the submenu of the views, now and whenever there are others."""
        self._menu = menus[VIEWS]
        self.fill()

    def fill(self) -> None:
        for action in self._made.values():
            self._window.removeAction(action)
            action.deleteLater()
        self._made = {view: self._action(view) for view in self._session.views.all}
        if self._menu is not None:
            self._menu.clear()
            self._menu.addActions(list(self._made.values()))
            self._menu.addSeparator()
            self._menu.addAction(self._actions["save view"])
        self._mark()

    def _action(self, view: View) -> QAction:
        action = QAction(cut(view.name, 60).replace("&", "&&"), self._group, checkable=True)
        key = self._session.views.key_of(view)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: self._session.views.choose(view))
        self._window.addAction(action)
        return action

    def _mark(self) -> None:
        """Tick the view that the list shows."""
        is_open = self._session.collection is not None
        present = self._session.views.present if is_open else None
        self._group.setExclusive(False)
        for view, action in self._made.items():
            action.setEnabled(is_open)
            action.setChecked(view == present)
        self._group.setExclusive(True)
        self._actions["save view"].setEnabled(is_open)

    def _lay_out(self, layout: str) -> None:
        if layout in LAYOUTS:
            self._article_list.set_mode(LAYOUTS[layout])
