"""What the window remembers between starts. Each setting is declared once, here, as data."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal

T = TypeVar("T", str, bool, int, float, bytes, list[str])

FILE_NAME = "settings.ini"


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A key in the file and the value where it is not written yet. The default's type is the setting's type."""

    key: str
    default: T


APPEARANCE = Setting("appearance/scheme", "system")
"""system, light or dark."""
ZOOM = Setting("appearance/zoom", 100)
"""Size of text in percent of the system's."""

RECENT = Setting[list[str]]("collections/recent", [])
"""Each the JSON of a `recent.Recent`; the last one opened first."""

GEOMETRY = Setting("window/geometry", b"")
SPLITS = Setting("window/splits", "")
"""The states of the splitters, by arrangement, as JSON."""
SHOW_FILTERS = Setting("window/filters", True)
SHOW_PREVIEW = Setting("window/preview", True)
SHOW_INSPECTOR = Setting("window/inspector", True)
SHOW_FOOT = Setting("window/foot", False)
FOOT_TAB = Setting("window/foot-tab", 0)
"""0: changes, 1: history."""
RIGHT_TAB = Setting("window/right-tab", 0)
TOUR_DONE = Setting("window/tour-done", False)

LIST_VIEW = Setting("list/view", "cards")
"""cards, grid or table."""
GRID_SIZE = Setting("list/grid-size", 200)
"""How wide the pictures of the grid are at least, in pixels at the usual size of text."""
TABLE_HEADER = Setting("list/table-header", b"")
"""Order, width and visibility of the table's columns."""
SORT_FIELD = Setting("list/sort-field", "date")
SORT_DESCENDING = Setting("list/sort-descending", True)

VIEWS = Setting[list[str]]("views/saved", [])
"""The private ones; each the JSON of what `library.views.record_of` makes."""
FOLDED_FILTERS = Setting[list[str]]("filters/folded", [])
SHOW_DIFFERENCE = Setting("changes/difference", True)
DIFFERENCE_SHARE = Setting("changes/difference-share", 40)
"""Percent of the width of the changes."""

LAST_FOLDER = Setting("dialogs/folder", "")

PLAN_FROM = Setting("plan/from", 2)
"""A change of as many articles, or more, is shown before it is staged."""
HISTORY_LIMIT = Setting("history/limit-mb", 500)
"""Megabytes that the history of a collection may take; the oldest go first."""


class Settings(QObject):
    """Settings in an INI file in `folder`. A value that cannot be read counts as not written."""

    changed = Signal(str)  # key

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat, self)

    def value(self, setting: Setting[T]) -> T:
        text = self._stored.value(setting.key)
        if not isinstance(text, str):
            return setting.default
        try:
            found = base64.b64decode(text) if isinstance(setting.default, bytes) else json.loads(text)
        except ValueError:
            return setting.default
        return found if _is_alike(found, setting.default) else setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Remember a value; `changed` follows if it is another one."""
        if value == self.value(setting):
            return
        text = base64.b64encode(value).decode() if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False)
        self._stored.setValue(setting.key, text)
        self.changed.emit(setting.key)

    def write(self) -> None:
        """Write what is not written yet."""
        self._stored.sync()


def _is_alike(value: object, default: object) -> bool:
    if isinstance(default, list):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
