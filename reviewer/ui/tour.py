"""Three lines for somebody who sees the window for the first time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
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


LEAST_LIST = 180
"""Pixels that the list keeps below the lines, at 100 %."""


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
        self.lines = [PlainLabel() for _ in LINES]
        for label, line in zip(self.lines, LINES, strict=True):
            label.say(line.format_map(keys))
            words.addWidget(label)
        self.button = QuietButton("Got It", tip="Do not show this again")
        self.button.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.SPACE_16, style.SPACE_12, style.SPACE_16, style.SPACE_12)
        layout.setSpacing(style.SPACE_16)
        layout.addLayout(words, 1)
        layout.addWidget(self.button)

    def fit(self, width: int, height: int) -> None:
        """Keep the lines only where the list below still has room, in so many pixels for both."""
        layout = self.layout()
        assert layout is not None
        for label in self.lines:
            label.show()
        needed = layout.totalHeightForWidth(width)
        is_room = height - needed >= LEAST_LIST * style.scale()
        for label in self.lines:
            label.setVisible(is_room)
        self.setMinimumHeight(needed if is_room else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.tint(self.palette()))
        painter.fillRect(0, self.height() - 1, self.width(), style.HAIRLINE, style.hairline(self.palette()))
        painter.end()


class Below(QWidget):
    """The tour, and below it what it speaks of."""

    def __init__(self, tour: Tour, *widgets: QWidget) -> None:
        super().__init__()
        self._tour = tour
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, widget in enumerate((tour, *widgets)):
            column.addWidget(widget, int(place == 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tour.fit(self.width(), self.height())
