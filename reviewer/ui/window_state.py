"""What the window remembers of its own shape, in the settings."""

from __future__ import annotations

import base64
import json

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QTabWidget, QWidget

from reviewer.library.catalog.reader import SORT_FIELDS, Sort
from reviewer.session.session import Session
from reviewer.session.settings import (
    FOOT_TAB,
    GEOMETRY,
    RIGHT_TAB,
    SHOW_FILTERS,
    SHOW_FOOT,
    SHOW_INSPECTOR,
    SHOW_PREVIEW,
    SORT_DESCENDING,
    SORT_FIELD,
    SPLITS,
    Setting,
)
from reviewer.ui.panes import Panes

SHOWN: dict[str, Setting[bool]] = {
    "filters": SHOW_FILTERS,
    "preview": SHOW_PREVIEW,
    "inspector": SHOW_INSPECTOR,
    "foot": SHOW_FOOT,
}


def restore(panes: Panes, session: Session) -> None:
    """Give the regions the shape, and the list the order, that they had at the end, or sensible ones."""
    settings = session.settings
    for name, setting in SHOWN.items():
        panes.show_region(name, settings.value(setting))
    panes.set_sizes(_sizes_from(settings.value(SPLITS)))
    panes.tabs.setCurrentIndex(settings.value(RIGHT_TAB))
    if settings.value(SORT_FIELD) in SORT_FIELDS:
        session.sort_by(Sort(settings.value(SORT_FIELD), settings.value(SORT_DESCENDING)))


def remember(window: QWidget, panes: Panes, session: Session) -> None:
    settings = session.settings
    settings.set(SORT_FIELD, session.sort.field)
    settings.set(SORT_DESCENDING, session.sort.descending)
    settings.set(GEOMETRY, bytes(window.saveGeometry().data()))
    for name, setting in SHOWN.items():
        settings.set(setting, panes.is_wished(name))
    sizes = {name: base64.b64encode(state.data()).decode() for name, state in panes.sizes().items()}
    settings.set(SPLITS, json.dumps(sizes))
    if isinstance(panes.foot, QTabWidget):
        settings.set(FOOT_TAB, panes.foot.currentIndex())
    settings.set(RIGHT_TAB, panes.tabs.currentIndex() if panes.right == "tabs" else 0)


def _sizes_from(text: str) -> dict[str, QByteArray]:
    try:
        found = json.loads(text or "{}")
        return {str(name): QByteArray(base64.b64decode(state)) for name, state in dict(found).items()}
    except (ValueError, TypeError):
        return {}
