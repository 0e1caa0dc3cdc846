"""What stands in a field that searches: a magnifying glass before the words, a cross behind them."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from reviewer.ui import icons

_CLEAR = "_q_qlineeditclearaction"
"""What Qt calls the action of the cross."""


def add_search_icons(field: QLineEdit) -> None:
    """Give the field both, with names for screen readers."""
    field.setClearButtonEnabled(True)
    glass = field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    glass.setText("Search")
    for action in field.findChildren(QAction):
        if action.objectName() == _CLEAR:
            action.setText("Clear the field")
