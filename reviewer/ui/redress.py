"""Fonts and colours of single widgets, which Qt forgets when a style sheet is set or a widget gets another parent."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget


def redress(widgets: Iterable[QWidget]) -> None:
    """Let these widgets see to their own fonts and colours again, as if their font and the application's changed."""
    for widget in widgets:
        for kind in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            QCoreApplication.sendEvent(widget, QEvent(kind))
