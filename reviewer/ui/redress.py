"""Fonts and colours of single widgets, which Qt forgets when a style sheet is set or a widget gets another parent."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget


def redress(widgets: Iterable[QWidget]) -> None:
    """Let these widgets see to their own fonts and colours again, as if the font had changed."""
    for widget in widgets:
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))
