"""Three lines for somebody who sees the window for the first time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.ui import style
from reviewer.ui.actions import native
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.quiet_button import QuietButton

LINES = (
    "These samples are a copy of your own: try everything. Your articles: {open}.",
    "J, K: next, previous.  P, U: publish, unpublish.  + and −: quality.  {undo}: undo.",
    "Files are written when you save ({save}), and only what you changed.",
)


class Tour(QWidget):
    """Stands above the list until it is dismissed."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName("Welcome to Reviewer")
        keys = {"open": native("Ctrl+O"), "undo": native("Ctrl+Z"), "save": native("Ctrl+Shift+S")}
        words = QVBoxLayout()
        words.setSpacing(style.SPACE_4)
        headline = PlainLabel(style.TextSize.TITLE, bold=True)
        headline.say("Welcome to Reviewer")
        words.addWidget(headline)
        for line in LINES:
            label = PlainLabel()
            label.say(line.format_map(keys))
            words.addWidget(label)
        self.button = QuietButton("Got It", tip="Do not show this again")
        self.button.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.SPACE_16, style.SPACE_12, style.SPACE_16, style.SPACE_12)
        layout.setSpacing(style.SPACE_16)
        layout.addLayout(words, 1)
        layout.addWidget(self.button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.tint(self.palette()))
        painter.fillRect(0, self.height() - 1, self.width(), style.HAIRLINE, style.hairline(self.palette()))
        painter.end()
