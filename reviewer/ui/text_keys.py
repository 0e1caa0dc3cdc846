"""Keys that belong to a focused text field first: its own undo comes before the window's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class TextKeys(QObject):
    """Watches the widget that has the focus. Where a field has nothing to undo, the key goes on to the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit):
            self._watched = now
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            if (is_undo and not _can(watched, is_undo=True)) or (is_redo and not _can(watched, is_undo=False)):
                event.ignore()
                return True
        return False


def _can(field: QObject, is_undo: bool) -> bool:
    if isinstance(field, QLineEdit):
        return not field.isReadOnly() and (field.isUndoAvailable() if is_undo else field.isRedoAvailable())
    if isinstance(field, QPlainTextEdit | QTextEdit):
        document = field.document()
        return not field.isReadOnly() and (document.isUndoAvailable() if is_undo else document.isRedoAvailable())
    return False
