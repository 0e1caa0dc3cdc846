"""Showing and hiding without needless work."""

from PySide6.QtWidgets import QWidget


def show_if(widget: QWidget, shown: bool) -> None:
    """As setVisible, but costs next to nothing where nothing changes."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)
