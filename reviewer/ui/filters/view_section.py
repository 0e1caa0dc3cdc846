"""The views: those that are there from the start, one's own, and those that the collection shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.library.views import View
from reviewer.session.session import Session
from reviewer.session.views import BUILT_IN, Deleted
from reviewer.ui import style
from reviewer.ui.filters.choice_list import ChoiceList
from reviewer.ui.filters.choice_model import Choice, ChoiceModel, tip_of
from reviewer.ui.filters.section import Section
from reviewer.ui.filters.view_dialog import ViewDialog
from reviewer.ui.filters.view_words import suggested_name

SAVE, BRING_BACK = "save", "bring back"
_ICONS = {"All": "all", "Unpublished": "unpublished", "Published": "published", "Modified": "modified"}


class ViewSection(Section):
    """A click goes to a view: the search becomes exactly its own. Counts are of all articles that a view has."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Views", session.settings, parent)
        self._session = session
        self._views = session.views
        self._shown: dict[str, View] = {}
        self._deleted: Deleted | None = None
        self.dialog: ViewDialog | None = None
        self.choices = ChoiceModel(self)
        self.list = ChoiceList(self.choices, "Views")
        self.list.taken.connect(self._take)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.rename_wanted.connect(lambda value: self._with_own(value, self._change))
        self.list.delete_wanted.connect(lambda value: self._with_own(value, self._delete))
        self.body.addWidget(self.list)
        for signal in (self._views.changed, self._views.counted, self._views.present_changed):
            signal.connect(self.show_present)
        self.show_present()

    def show_present(self) -> None:
        """Show the counts, and which view the list shows."""
        present = self._views.present
        self._shown = {_value(view): view for view in self._views.all}
        choices = [self._choice(value, view, view == present) for value, view in self._shown.items()]
        if self._deleted is not None:
            words = f"Bring back “{style.cut(self._deleted.view.name, 40)}”"
            choices.append(Choice(BRING_BACK, words, None, icon="undo", is_deed=True))
        if present is None and self._session.collection is not None:
            tip = f"Keep this search, its order and layout under a name ({_native('Ctrl+D')})"
            choices.append(Choice(SAVE, "Save this view", None, icon="save view", tip=tip, is_deed=True))
        self.choices.offer(choices)

    def save_present(self) -> None:
        """Ask for a name for what the list shows."""
        view = self._views.now(suggested_name(self._session.asked_text, self._session.sort, self._views))
        free = self._views.free_keys
        self._ask(replace(view, key=free[0] if free else ""), self._save, None)

    def menu(self, view: View) -> QMenu:
        """What can be done with a view."""
        menu, views = QMenu(self), self._views
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show", lambda: views.choose(view))
        if view in BUILT_IN:
            return menu
        menu.addSeparator()
        menu.addAction("Name, Key and Sharing…", lambda: self._change(view)).setShortcut(Qt.Key.Key_F2)
        now = views.now(view.name, view.key, is_shared=view.is_shared)
        menu.addAction("Update to What Is Shown", lambda: views.change(view, now)).setEnabled(now != view)
        sharing = "Keep to Myself" if view.is_shared else "Share with the Collection"
        other = replace(view, is_shared=not view.is_shared)
        menu.addAction(sharing, lambda: views.change(view, other))
        menu.addSeparator()
        alike = [each for each in views.saved if each.is_shared == view.is_shared]
        menu.addAction("Move Up", lambda: views.move(view, -1)).setEnabled(view != alike[0])
        menu.addAction("Move Down", lambda: views.move(view, 1)).setEnabled(view != alike[-1])
        menu.addSeparator()
        menu.addAction("Delete", lambda: self._delete(view)).setShortcut(Qt.Key.Key_Delete)
        return menu

    def _choice(self, value: str, view: View, is_present: bool) -> Choice:
        icon = _ICONS.get(view.name, "problem") if view in BUILT_IN else "shared view" if view.is_shared else "view"
        key = self._views.key_of(view)
        notes = [view.text or "All articles", *(["Shared with the collection"] if view.is_shared else [])]
        tip = tip_of(f"{view.name} ({_native(key)})" if key else view.name, *notes)
        count = self._views.counts.get(view)
        if view == BUILT_IN[0] and count is None:
            count = self._session.counts.all
        return Choice(value, style.cut(view.name, 80), count, is_present, icon, tip=tip)

    def _take(self, value: str) -> None:
        if value == SAVE:
            self.save_present()
        elif value == BRING_BACK and self._deleted is not None:
            deleted, self._deleted = self._deleted, None
            self._views.restore(deleted)
            self.show_present()
        elif value in self._shown:
            self._deleted = None
            self._views.choose(self._shown[value])

    def _save(self, view: View, instead: View | None) -> None:
        self._deleted = None
        self._views.save(view, instead)

    def _with_own(self, value: str, do: Callable[[View], None]) -> None:
        """Where it is a view that can be changed."""
        if value in self._shown and self._shown[value] not in BUILT_IN:
            do(self._shown[value])

    def _change(self, view: View) -> None:
        self._ask(view, partial(self._views.change, view), view)

    def _delete(self, view: View) -> None:
        self._deleted = self._views.delete(view)
        self.show_present()

    def _ask(self, view: View, take: object, known: View | None) -> None:
        dialog = ViewDialog(view, self._views, known, self.window())
        dialog.decided.connect(take)
        dialog.finished.connect(self._forget_dialog)
        self.dialog = dialog
        dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _show_menu(self, value: str, place: QPoint) -> None:
        if value in self._shown:
            self.menu(self._shown[value]).popup(place)


def _value(view: View) -> str:
    return f"{'shared' if view.is_shared else 'built in' if view in BUILT_IN else 'private'} {view.name}"


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
