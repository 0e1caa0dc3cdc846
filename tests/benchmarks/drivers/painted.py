"""Notices when windows have shown something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMainWindow, QWidget

Is = Callable[[QWidget], bool]


class Painted(QObject):
    """Calls `then` once: after the first paint of a widget for which `is_meant` says so."""

    def __init__(self, qt: QApplication, is_meant: Is, then: Callable[[], None]) -> None:
        super().__init__(qt)
        self._qt, self._is_meant, self._then = qt, is_meant, then
        qt.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and self._is_meant(watched):
            self._qt.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)  # the paint itself comes after this
        return False


def is_window(widget: QWidget) -> bool:
    return isinstance(widget, QMainWindow)


def is_list(widget: QWidget) -> bool:
    """Whether it is the inside of an article list that has rows."""
    view = widget.parentWidget()
    return isinstance(view, QAbstractItemView) and type(view).__name__ in _LISTS and view.model().rowCount() > 0


def is_sight(widget: QWidget) -> bool:
    """Whether it shows rows: the list, or what was last in sight of it while the list itself is being made."""
    return type(widget).__name__ == "FirstSight" or is_list(widget)


_LISTS = ("CardView", "TableView", "GridView")
