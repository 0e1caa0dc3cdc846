"""Above the fields of an article that another program changed too: what that means, and the way to decide it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.ui.inspector.subject import Subject
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.style import SPACE_8, SPACE_12, SPACE_16, TextSize

CHANGED_ON_DISK = (
    "Another program changed the same fields after you edited them. Your edits are kept. Decide under Changes which "
    "values are right, or revert to take the file as it is now."
)


GONE = (
    "Its file was deleted or moved. Your edits are kept: they are here again once the file is back in its place. "
    "Revert to give them up."
)
NOT_MERGED = (
    "Another program changed the file after you edited it, and your edits cannot be made in it. They are kept. Revert "
    "to take the file as it is now."
)


class ConflictBar(QWidget):
    """Hidden until it is shown by its owner."""

    resolve_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel(TextSize.TEXT, "warning")
        self.resolve = QuietButton("Resolve…", tip="Show base, theirs and mine among the changes", icon="conflict")
        self.resolve.clicked.connect(self.resolve_asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_16, 0, SPACE_12, SPACE_12)
        line.setSpacing(SPACE_8)
        line.addWidget(self._words, 1)
        line.addWidget(self.resolve, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, words: str) -> None:
        self._words.say(words)

    def text(self) -> str:
        """What it says."""
        return self._words.words


def trouble(subject: Subject) -> str:
    """Why an article in conflict cannot be edited, and what to do."""
    if not subject.conflict:
        return ""
    return GONE if subject.is_gone else CHANGED_ON_DISK if subject.clashes else NOT_MERGED
