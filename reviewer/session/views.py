"""Views: questions with a name, an order and a layout of their own, some of them shared with the collection."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from reviewer.library.catalog.schema import Sort
from reviewer.library.views import BUILT_IN as BUILT_IN
from reviewer.library.views import VIEW_KEYS, View, ViewEdit, named, record_of, views_kept
from reviewer.session.asking import Asking
from reviewer.session.questions import Questions
from reviewer.session.settings import LIST_VIEW, VIEWS, Settings
from reviewer.session.sharing import Change, Sharing
from reviewer.session.shown import Shown
from reviewer.session.view_counts import ViewCounts, query_of


class Asked(NamedTuple):
    """What the views ask the session for."""

    search: Callable[[str], None]
    sort_by: Callable[[Sort], None]


@dataclass(frozen=True, slots=True)
class Deleted:
    """A view that is gone, and what puts it back: its place among its like."""

    view: View
    place: int


class Views(QObject):
    """Private views are in the settings, for every collection. Shared ones are in a file of the collection, which the
    library's process reads again when the window gets the focus; each change is made in what the file says then."""

    changed = Signal()  # all, or the keys they have
    counted = Signal()  # counts
    present_changed = Signal()  # what is listed, or how, may be that of another view
    layout_wanted = Signal(str)  # a view that was chosen has this layout

    def __init__(self, shown: Shown, settings: Settings, questions: Questions, asking: Asking, asked: Asked) -> None:
        super().__init__(shown)
        self._shown, self._settings = shown, settings
        self._asked = asked
        self._private: tuple[View, ...] = views_kept(settings.value(VIEWS))
        self._listed: tuple[View, ...] = ()
        self.sharing = Sharing(shown, asking, self)
        self.sharing.came.connect(self._take)
        self._last: View | None = None
        self._counting = ViewCounts(shown, questions, lambda: self.all, self)
        self._counting.counted.connect(self.counted)
        shown.opened.connect(self._start_over)
        shown.closed.connect(self._start_over)
        shown.query_changed.connect(self.present_changed)
        shown.answered.connect(self.present_changed)
        settings.changed.connect(self._follow_setting)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_round)

    # ---- what there is

    @property
    def saved(self) -> tuple[View, ...]:
        """The private ones, then the shared ones."""
        return (*self._private, *self.sharing.views)

    @property
    def all(self) -> tuple[View, ...]:
        return (*BUILT_IN, *self.saved)

    @property
    def counts(self) -> dict[View, int]:
        """How many articles each has, as far as that is known."""
        return self._counting.counts

    def named(self, name: str) -> View | None:
        """The view of this name, whatever its case."""
        return named(self.all, name)

    def key_of(self, view: View) -> str:
        """The key that chooses it: of two that want the same, the first has it."""
        first = next((each for each in self.all if each.key == view.key), None)
        return view.key if view.key in VIEW_KEYS and first == view else ""

    @property
    def free_keys(self) -> list[str]:
        used = {view.key for view in self.all}
        return [key for key in VIEW_KEYS if key not in used]

    @property
    def present(self) -> View | None:
        """The view that the list shows: the one chosen last if it is still so, else the one that says most of it."""
        fitting = [view for view in (*self.saved, *BUILT_IN) if self._is_present(view)]
        return self._last if self._last in fitting else next(iter(fitting), None)

    def now(self, name: str, key: str = "", *, is_shared: bool = False) -> View:
        """What is listed at present, and how, as a view."""
        layout = self._settings.value(LIST_VIEW)
        return View(name.strip(), self._shown.asked_text.strip(), self._shown.sort, layout, key, is_shared)

    def _is_present(self, view: View) -> bool:
        return (
            query_of(view.text) == query_of(self._shown.asked_text)
            and view.sort in (None, self._shown.sort)
            and view.layout in ("", self._settings.value(LIST_VIEW))
        )

    # ---- what is done with them

    def choose(self, view: View) -> None:
        """List what it asks for, in its order and layout."""
        self._last = view
        if view.sort is not None:
            self._asked.sort_by(view.sort)
        self._asked.search(view.text)
        if view.layout:
            self.layout_wanted.emit(view.layout)
        self.present_changed.emit()

    def save(self, view: View, instead: View | None = None) -> None:
        """Add a view; one like it with the same name makes way for it, and so does `instead`."""
        self._last = view
        self._replace([] if instead is None else [instead], view)

    def change(self, view: View, to: View, instead: View | None = None) -> None:
        """Give a view another name, question or key, or share it, or keep it to oneself."""
        self._last = to if self._last == view else self._last
        self._replace([view] if instead is None else [view, instead], to)

    def move(self, view: View, by: int) -> None:
        """So many places down (or up) among its like."""
        views, at = self._like(view), self._place(view)
        if at is not None:
            views.insert(max(0, at + by), views.pop(at))
            self._arrange(views, view.is_shared)

    def delete(self, view: View) -> Deleted | None:
        """What comes back is for `restore`; None if it is gone already."""
        views, at = self._like(view), self._place(view)
        if at is None:
            return None
        deleted = Deleted(views.pop(at), at)
        if view.is_shared:
            self.sharing.write(Change(ViewEdit(view.name)))
        else:
            self.sharing.keep(deleted.view)
            self._keep(views)
        return deleted

    def restore(self, deleted: Deleted) -> None:
        """Put back a view that was deleted, where it was."""
        view = deleted.view
        views = [each for each in self._like(view) if each.name != view.name]
        self._replace([], view)
        views.insert(deleted.place, view)
        self._arrange(views, view.is_shared)

    def close(self) -> None:
        """Count no more."""
        self._counting.forget()

    def _like(self, view: View) -> list[View]:
        return list(self.sharing.views if view.is_shared else self._private)

    def _place(self, view: View) -> int | None:
        """Where the view of this name is among its like, whatever else it says by now."""
        name = view.name.casefold()
        return next((at for at, each in enumerate(self._like(view)) if each.name.casefold() == name), None)

    def _replace(self, old: Sequence[View], new: View) -> None:
        """Put a view in the place of the first of the old ones that is like it. Nothing is taken away before the new
        one is kept: private ones make way for a shared one when that is written."""
        places = [self._place(view) for view in old if not view.is_shared]
        private = [self._private[place] for place in places if place is not None]
        shared = [view.name for view in old if view.is_shared]
        if new.is_shared:
            edits = [Change(ViewEdit(name)) for name in shared[1:]]
            self.sharing.write(*edits, Change(ViewEdit(next(iter(shared), new.name), new), tuple(private)))
            return
        private += [each for each in self._private if not private and each.name.casefold() == new.name.casefold()]
        at = self._private.index(private[0]) if private else len(self._private)
        rest = [None if each in private else each for each in self._private]
        rest[at : at + 1] = [new]
        self._keep([each for each in rest if each is not None])
        if shared:
            self.sharing.write(*(Change(ViewEdit(name)) for name in shared))

    def _arrange(self, views: Sequence[View], is_shared: bool) -> None:
        if is_shared:
            self.sharing.write(Change(ViewEdit(order=tuple(view.name for view in views))))
        else:
            self._keep(views)

    # ---- the private ones

    def _keep(self, views: Sequence[View]) -> None:
        self._settings.set(VIEWS, [json.dumps(record_of(view), ensure_ascii=False) for view in views])

    @Slot(str)
    def _follow_setting(self, key: str) -> None:
        if key == VIEWS.key:
            self._private = views_kept(self._settings.value(VIEWS))
            self._renew()
        elif key == LIST_VIEW.key:
            self.present_changed.emit()

    # ---- the shared ones

    @Slot()
    def _start_over(self) -> None:
        self.sharing.start_over()
        self._counting.forget()
        self._renew()
        self.look()

    def look(self) -> None:
        """Read again what others may have written."""
        self.sharing.write()

    @Slot(object)
    def _look_round(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    @Slot(object)
    def _take(self, make_way: Sequence[View]) -> None:
        left = [view for view in self._private if view not in make_way]
        if len(left) < len(self._private):
            self._keep(left)
        elif self.sharing.views != self._listed:
            self._renew()

    def _renew(self) -> None:
        self._listed = self.sharing.views
        self.changed.emit()
        self.present_changed.emit()
        self._counting.begin()
