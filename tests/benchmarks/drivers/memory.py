"""Opens a collection and says how much memory the window and its processes need; then with all articles selected."""

from __future__ import annotations

from pathlib import Path

from drivers.driven import Driven
from drivers.remembered import memory
from drivers.telling import tell, there


def main(collection: str, home: str, count: str) -> None:
    driven = Driven(Path(home))
    driven.open(Path(collection))
    driven.until_listed(int(count))
    there()
    listed = memory()
    driven.do("select all")
    driven.until(lambda: len(driven.session.selection.ids) == int(count), "selecting")
    driven.rest()
    selected = memory()
    driven.end()
    tell(listed=listed, selected=selected)
