"""Values to filter by, with how many articles have each: a list model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.ui.plain_label import plain_tip

_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)


def tip_of(*lines: str) -> str:
    """A tool tip of these lines, as they are written."""
    return plain_tip("\n".join(lines)).replace("\n", "<br>")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value. `count` None: not known, or nothing to say. `icon` is a name in icons.GLYPHS, or "".

    `tip` is shown over it, its words where it is ""; `is_deed`: it does something, and cannot be chosen.
    """

    value: str
    words: str
    count: int | None
    is_chosen: bool = False
    icon: str = ""
    is_excluded: bool = False
    tip: str = ""
    is_deed: bool = False

    @property
    def sentence(self) -> str:
        """What a screen reader says."""
        counted = "" if self.count is None else f", {self.count:,} article{'' if self.count == 1 else 's'}"
        state = ", chosen" if self.is_chosen else ", excluded" if self.is_excluded else ""
        return f"{self.words}{counted}{state}"


class ChoiceModel(QAbstractListModel):
    """Holds only the choices that are offered at present."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._choices

    def row_of(self, value: str) -> int | None:
        """Where a value is offered."""
        return next((row for row, choice in enumerate(self._choices) if choice.value == value), None)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these. Where they are the same values in the same order, only their counts and marks are renewed."""
        offered = tuple(choices)
        if offered == self._choices:
            return
        if [choice.value for choice in offered] == [choice.value for choice in self._choices]:
            self._choices = offered
            self.dataChanged.emit(self.index(0), self.index(len(offered) - 1))
            return
        self.beginResetModel()
        self._choices = offered
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid() or index.row() >= len(self._choices):
            return None
        choice = self._choices[index.row()]
        if role == _DISPLAY:
            return choice.words
        if role == _TOOL_TIP:
            return choice.tip or choice.words
        if role == _ACCESSIBLE:
            return choice.sentence
        if role == _CHECK and not choice.is_deed:
            if choice.is_excluded:
                return Qt.CheckState.PartiallyChecked
            return Qt.CheckState.Checked if choice.is_chosen else Qt.CheckState.Unchecked
        return None
