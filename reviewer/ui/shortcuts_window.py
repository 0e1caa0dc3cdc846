"""All keys in one window, made of the declared actions."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.ui import style
from reviewer.ui.actions import ACTIONS, CHANGES_KEYS, FILTER_KEYS, LIST_ONLY_KEYS, MENUS, SUBMENUS, keys_of, native
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.wrapped_page import WrappedPage


def shortcuts() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(title of a menu or some regions, [(what it does, its keys)])."""
    declared = {each.id: each for each in ACTIONS}
    for title, ids in MENUS:
        found = [(declared[each].text, "  ".join(keys_of(declared[each]))) for each in _flat(ids) if each in declared]
        lines = [(text.replace("&", "").rstrip("…"), keys) for text, keys in found if keys]
        if title == "&Article":
            lines = [*LIST_ONLY_KEYS, *lines]
        yield title.replace("&", ""), lines
    yield "Views and filters", list(FILTER_KEYS)
    yield "Plan, Changes, History", [(text, "  ".join(map(native, keys.split()))) for text, keys in CHANGES_KEYS]


def _flat(ids: tuple[str, ...]) -> list[str]:
    """With what is in the menus of a menu."""
    return [each for entry in ids for each in (SUBMENUS[entry][2] if entry in SUBMENUS else (entry,))]


class ShortcutsWindow(QDialog):
    """Does not stop the work in the window behind it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard Shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inner = WrappedPage()
        grid = QGridLayout(inner)
        grid.setContentsMargins(style.SPACE_24, style.SPACE_16, style.SPACE_24, style.SPACE_24)
        grid.setHorizontalSpacing(style.SPACE_24)
        grid.setVerticalSpacing(style.SPACE_8)
        grid.setColumnStretch(0, 1)
        for title, lines in shortcuts():
            self._add_part(grid, title, lines)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName("Keyboard shortcuts")
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.resize(520, 640)

    def _add_part(self, grid: QGridLayout, title: str, lines: list[tuple[str, str]]) -> None:
        heading = PlainLabel(style.TextSize.LABEL, "muted", bold=True)
        heading.say(title.upper())
        row = grid.rowCount()
        grid.setRowMinimumHeight(row, style.SPACE_8)
        grid.addWidget(heading, row + 1, 0, 1, 2)
        for place, (words, keys) in enumerate(lines, row + 2):
            what, how = PlainLabel(), PlainLabel(tone="muted")
            what.say(words)
            how.say(keys)
            how.setWordWrap(False)
            grid.addWidget(what, place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(how, place, 1, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            grid.setRowStretch(place, 0)
