"""The views that a collection shares: read from its file, which others write too, and changed in what it says then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reviewer.library.views import SharedViews, View, ViewEdit
from reviewer.session.asking import Asking
from reviewer.session.events import Message, MessageKind
from reviewer.session.shown import Shown

ABOUT = "views"


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of the shared views, and the private ones that are deleted when it is written."""

    edit: ViewEdit
    make_way: tuple[View, ...] = ()

    @property
    def about(self) -> str:
        return self.edit.view.name if self.edit.view else self.edit.name


class Sharing(QObject):
    """`views` are those of the present collection. Changes that cannot be written wait, and are made with the next."""

    came = Signal(object)  # the private views that make way for what is written now; `views` may be others
    mended = Signal()  # nothing is wrong with the file any more

    def __init__(self, shown: Shown, asking: Asking, parent: QObject) -> None:
        super().__init__(parent)
        self._shown, self._asking = shown, asking
        self._waiting: tuple[Change, ...] = ()
        self._told: tuple[str, ...] = ()
        self._is_stuck = False
        self.views: tuple[View, ...] = ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """The views, by name, whose changes could not be written so far; "" is their order."""
        return tuple(dict.fromkeys(change.about for change in self._waiting)) if self._is_stuck else ()

    def start_over(self) -> None:
        """Another collection is shown, or none."""
        if names := self.waiting:
            words = f"Changes of the former collection's shared views were not written: {_listed(names)}."
            self._shown.told.emit(Message(words, "warning"))
        self.views, self._told, self._waiting, self._is_stuck = (), (), (), False

    def keep(self, view: View) -> None:
        """A private view is deleted by itself: no change has to make it go, or may put another in its place."""
        self._waiting = tuple(change for change in self._waiting if view not in change.make_way)

    def write(self, *changes: Change) -> None:
        """Make these changes, and read what others have written."""
        collection = self._shown.collection
        if collection is None:
            return
        self._waiting = (*self._waiting, *changes)
        sent = self._waiting

        def take(shared: SharedViews) -> None:
            if self._shown.collection == collection:
                self._take(shared, sent)

        self._asking.ask("views", (tuple(change.edit for change in sent),), take)

    def _take(self, shared: SharedViews, sent: tuple[Change, ...]) -> None:
        words = (shared.trouble,) if shared.trouble else tuple(doubt.words for doubt in shared.doubts)
        if words and (words != self._told or (shared.trouble and sent)):
            more = _lost(sent) if shared.trouble else ""
            kind: MessageKind = "error" if shared.trouble else "warning"
            self._shown.told.emit(Message(f"{words[0]}{more}", kind, details=words[1:], about=ABOUT))
        is_mended = bool(self._told) and not words
        self._told, self._is_stuck = words, bool(shared.trouble)
        if is_mended:
            self.mended.emit()
        if shared.trouble:
            return
        self._waiting = tuple(each for each in self._waiting if not any(each is one for one in sent))
        self.views = shared.views
        self.came.emit([view for change in sent for view in change.make_way])


def _lost(changes: tuple[Change, ...]) -> str:
    """What is said of changes that wait."""
    if not changes:
        return ""
    names = _listed(dict.fromkeys(change.about for change in changes))
    return f" Until then what you changed waits: {names}. It is lost if the collection is closed before."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" if name else "their order" for name in names)
