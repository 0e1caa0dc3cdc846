"""One field that two changed: what it was, theirs and mine, one below the other, to choose from."""

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer.library.change_rows import ChangeRow
from reviewer.ui import style
from reviewer.ui.changed_words import Pieces, WordsLayout, change_pieces, plain_words
from reviewer.ui.changes.change_words import label
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.style import SPACE_4, SPACE_8, SPACE_12, TextSize

_LINES = 3


class WordsLabel(QWidget):
    """Pieces on up to three lines."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: Pieces = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, pieces: Pieces, name: str) -> None:
        self._pieces = pieces
        self.setAccessibleName(f"{name}: {plain_words(pieces)}")
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width).height

    def sizeHint(self) -> QSize:
        return QSize(120, style.line_height(TextSize.TEXT))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, style.line_height(TextSize.TEXT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._laid_out(self.width()).draw(painter, QRect(0, 0, self.width(), 0))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    def _laid_out(self, width: int) -> WordsLayout:
        return WordsLayout(self._pieces, style.font(TextSize.TEXT), width, _LINES, self.palette())


class ClashView(QWidget):
    """Theirs and mine each say what they change in what was."""

    chosen = Signal(str)  # mine or theirs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = PlainLabel(TextSize.TEXT, bold=True)
        self._lines = {name: WordsLabel() for name in ("Was", "Theirs", "Mine")}
        self.mine = QuietButton("Keep Mine", tip="Keep my value; the next save writes it (M)")
        self.theirs = QuietButton("Take Theirs", tip="Take the value in the file (T)")
        self.mine.clicked.connect(lambda: self.chosen.emit("mine"))
        self.theirs.clicked.connect(lambda: self.chosen.emit("theirs"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_12)
        grid.setVerticalSpacing(SPACE_4)
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(self._lines.items()):
            heading = PlainLabel(TextSize.TEXT, "muted")
            heading.setWordWrap(False)
            heading.say(name)
            grid.addWidget(heading, row, 0)
            grid.addWidget(words, row, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self.mine)
        buttons.addWidget(self.theirs)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_8)
        column.addWidget(self._headline)
        column.addLayout(grid)
        column.addLayout(buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_clash(self, row: ChangeRow) -> None:
        self._headline.say(f"⇄ {label(row)} was changed in the file too")
        self._lines["Was"].say(_alone(row.old), "Was")
        self._lines["Theirs"].say(change_pieces(row.old, row.theirs), "Theirs")
        self._lines["Mine"].say(change_pieces(row.old, row.new), "Mine")


def _alone(value: str | None) -> Pieces:
    if value is None:
        return (("quiet", "not set"),)
    return (("same", value),) if value.strip() else (("quiet", "empty"),)
