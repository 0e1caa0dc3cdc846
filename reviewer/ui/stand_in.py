"""Keeps the place of a region that is still to come."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget


class StandIn(QWidget):
    """Empty, and takes no keys."""

    region = ""
    """The name of the region in front: as of the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)


def replace(before: QWidget, now: QWidget) -> None:
    """Put one widget in the place of another, which ends: in a splitter, a page of tabs or a layout."""
    holder = before.parentWidget()
    tabs = holder.parentWidget() if holder is not None else None
    if isinstance(holder, QSplitter):
        holder.replaceWidget(holder.indexOf(before), now)
    elif isinstance(tabs, QTabWidget):
        at, front, words = tabs.indexOf(before), tabs.currentIndex(), tabs.tabText(tabs.indexOf(before))
        tabs.removeTab(at)
        tabs.insertTab(at, now, words)
        tabs.setCurrentIndex(front)
    else:
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            layout.replaceWidget(before, now)
        now.show()
    before.deleteLater()
