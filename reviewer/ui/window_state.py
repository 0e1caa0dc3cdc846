"""What the window remembers of its own shape, in the settings."""

from __future__ import annotations

import base64
import json

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from reviewer.session.settings import (
    GEOMETRY,
    RIGHT_TAB,
    SHOW_FILTERS,
    SHOW_INSPECTOR,
    SHOW_PREVIEW,
    SPLITS,
    Setting,
    Settings,
)
from reviewer.ui.panes import Panes

SHOWN: dict[str, Setting[bool]] = {"filters": SHOW_FILTERS, "preview": SHOW_PREVIEW, "inspector": SHOW_INSPECTOR}
FIRST_SIZE = (1440, 900)


def restore(window: QWidget, panes: Panes, settings: Settings) -> None:
    """Give the window the shape it had when it was closed; a sensible one at the first start."""
    if not window.restoreGeometry(QByteArray(settings.value(GEOMETRY))):
        room = window.screen().availableGeometry().size()
        window.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))
    for name, setting in SHOWN.items():
        panes.show_region(name, settings.value(setting))
    panes.set_sizes(_sizes_from(settings.value(SPLITS)))
    panes.tabs.setCurrentIndex(settings.value(RIGHT_TAB))


def remember(window: QWidget, panes: Panes, settings: Settings) -> None:
    settings.set(GEOMETRY, bytes(window.saveGeometry().data()))
    for name, setting in SHOWN.items():
        settings.set(setting, panes.is_wished(name))
    sizes = {name: base64.b64encode(state.data()).decode() for name, state in panes.sizes().items()}
    settings.set(SPLITS, json.dumps(sizes))
    settings.set(RIGHT_TAB, panes.tabs.currentIndex() if panes.right == "tabs" else 0)


def _sizes_from(text: str) -> dict[str, QByteArray]:
    try:
        found = json.loads(text or "{}")
        return {str(name): QByteArray(base64.b64decode(state)) for name, state in dict(found).items()}
    except (ValueError, TypeError):
        return {}
