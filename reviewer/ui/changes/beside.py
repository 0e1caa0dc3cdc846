"""Beside the table: a clash to decide, and the exact difference of the file."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.library.change_rows import ArticleDiff, ChangeRow
from reviewer.library.paths import shown_path
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.changes.change_words import reason
from reviewer.ui.changes.clash_view import ClashView
from reviewer.ui.changes.diff_text import DiffText
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_4, SPACE_12, TextSize

REST_MS = 80
"""Milliseconds on a row before the difference of its file is asked for."""


class Beside(QWidget):
    """Follows one row."""

    chosen = Signal(str)  # mine or theirs

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: ChangeRow | None = None
        self.clash = ClashView()
        self.clash.chosen.connect(self.chosen)
        self.reason = PlainLabel(TextSize.TEXT, "warning", selectable=True)
        self.path = PlainLabel(TextSize.LABEL, "muted", selectable=True)
        self.diff = DiffText()
        self.diff.setMinimumHeight(1)
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._ask)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setMinimumWidth(160)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = QVBoxLayout()  # a label's own margins do not outlive another style sheet
        words.setContentsMargins(SPACE_12, SPACE_4, SPACE_12, SPACE_4)
        words.addWidget(self.reason)
        words.addWidget(self.path)
        column.addWidget(self.clash)
        column.addLayout(words)
        column.addWidget(self.diff, 1)

    def show_row(self, row: ChangeRow | None) -> None:
        """Show what belongs to a row; the difference follows when one stays on it."""
        self._row = row
        if row is not None and row.clashes:
            self.clash.show_clash(row)
        show_if(self.clash, row is not None and row.clashes)
        why = reason(row) if row is not None else ""
        self.reason.say(f"⇄ {why}" if why else "")
        show_if(self.reason, bool(why))
        self.path.say(style.cut(shown_path(row.path)) if row is not None else "")
        if row is None:
            self.diff.show_lines(())
        elif self.isVisible():
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()

    def _ask(self) -> None:
        self._rest.stop()
        if self._row is not None and self._session.collection is not None:
            self._session.unsaved.diff(self._row.id, self._take)

    def _take(self, diff: ArticleDiff) -> None:
        if self._row is not None and diff.path == self._row.path:
            self.diff.show_lines(diff.lines)
