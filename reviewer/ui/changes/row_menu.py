"""The context menu of the changes."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from reviewer.ui import icons
from reviewer.ui.changes.change_table import ChangeTable


def row_menu(table: ChangeTable, do: Callable[[str], object], *, is_out: bool) -> QMenu:
    """What can be done with the chosen rows; `do` is called with what `ChangeTable.asked` would send."""
    menu = QMenu(table)
    row = table.current_row
    chosen = table.changes.ids_in(table.chosen) if row is not None else frozenset()
    rows = sum(len(each) for each in table.chosen)
    clashes, conflict = (row.clashes, row.conflict) if row is not None else (False, False)

    def offer(words: str, keys: str, what: str, icon: str = "", enabled: bool = True) -> None:
        action = QAction(f"{words}\t{keys}", menu)
        if icon:
            action.setIcon(icons.icon(icon))
        action.setEnabled(enabled and row is not None)
        action.triggered.connect(lambda: do(what))
        menu.addAction(action)

    if clashes:
        offer("Keep Mine", "M", "mine")
        offer("Take Theirs", "T", "theirs")
        menu.addSeparator()
    offer("Revert Field" if rows <= 1 else f"Revert {rows:,} Fields", "Del", "revert", "revert")
    offer("Revert Article" if len(chosen) <= 1 else f"Revert {len(chosen):,} Articles", "Shift+Del", "revert article")
    offer("Take into Save" if is_out else "Leave Out of Save", "Space", "tick", enabled=not conflict)
    menu.addSeparator()
    offer("Show Article", "Return", "show", "article")
    return menu
