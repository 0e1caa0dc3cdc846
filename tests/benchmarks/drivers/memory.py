"""Opens a collection and says how much memory the window and its processes need; then with all articles selected.

It begins as the program does: the process of the library first, then PySide, then the rest.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from drivers.remembered import memory
from drivers.telling import tell, there

AT_REST_MS = 2500
"""Long enough for what is given back when nothing is asked for some time."""


def main(collection: str, home: str, count: str) -> None:
    importlib.import_module("reviewer.library.beginning").start_ahead()
    importlib.import_module("reviewer.session.importing").restore()
    driven = importlib.import_module("drivers.driven").Driven(Path(home))
    driven.open(Path(collection))
    driven.until_listed(int(count))
    there()
    driven.rest(AT_REST_MS)
    listed = memory()
    driven.do("select all")
    driven.until(lambda: len(driven.session.selection.ids) == int(count), "selecting")
    driven.rest(AT_REST_MS)
    selected = memory()
    driven.end()
    tell(listed=listed, selected=selected)
