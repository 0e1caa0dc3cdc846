"""Where an item is typed that is to be added, with completion from those in use."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QListView
from shiboken6 import isValid

from reviewer.ui import style
from reviewer.ui.inspector.text_fields import LineField

Complete = Callable[[str, Callable[[list[str]], None]], None]
"""Called with what was typed and with what takes the values that begin so."""
_MOST = 12


class AddField(LineField):
    """`committed` when there may be something to add. An answer that comes too late is dropped."""

    def __init__(self, complete: Complete | None = None) -> None:
        super().__init__()
        self._complete = complete
        self._there: Collection[str] = ()
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(_MOST)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take)
        self._completer.highlighted.connect(self._preview)
        if complete is not None:
            self.textEdited.connect(self._ask)

    @property
    def offered(self) -> list[str]:
        return self._model.stringList()

    def leave_out(self, there: Collection[str]) -> None:
        """Items that need not be offered."""
        self._there = there

    def clear_typed(self) -> None:
        self._popup.hide()
        self.fill("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._popup.hide()

    def _ask(self, typed: str) -> None:
        if not typed.strip():
            self._popup.hide()
        elif self._complete is not None:
            self._complete(typed.strip(), lambda found: self._offer(typed, found))

    def _offer(self, typed: str, found: list[str]) -> None:
        if not isValid(self) or self.text() != typed or not self.hasFocus():
            return
        offered = [style.cut(value, 200) for value in found if value not in self._there and len(value) <= 200]
        self._model.setStringList(offered)
        if offered:
            self._completer.setCompletionPrefix(typed)
            self._completer.complete()
        else:
            self._popup.hide()

    def _preview(self, words: str) -> None:
        if words:
            self.setText(words)

    def _take(self, words: str) -> None:
        self.setText(words)
        self.committed.emit()
