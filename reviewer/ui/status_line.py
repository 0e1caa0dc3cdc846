"""The line at the foot of the window: how many articles there are, and the long work that runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from reviewer.session.events import TaskProgress
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.elided_label import ElidedLabel
from reviewer.ui.quiet_button import QuietButton


class StatusLine(QWidget):
    """Follows the session."""

    left = Signal()  # what has the keyboard goes: the keyboard is to be somewhere else

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looked: tuple[int, int] | None = None
        self.setAccessibleName("Status")
        self.counts = ElidedLabel(tone="muted")
        self.modified = QuietButton("", "link", tip="Show what is not saved yet")
        self.work = ElidedLabel(tone="muted")
        self.bar = QProgressBar(textVisible=False)
        self.stop = QuietButton("Stop", "link", tip="Stop; what is done stays done")
        self._lay_out()
        self.stop.clicked.connect(session.stop)
        for signal in (
            session.counts_changed,
            session.selection_changed,
            session.history_changed,
            session.answered,
            session.opened,
            session.opening_changed,
            session.closed,
        ):
            signal.connect(self.show_counts)
        session.searching.connect(self._show_search)
        session.progress.connect(self.show_work)
        self.show_counts()
        self.show_work(session.task)

    def _lay_out(self) -> None:
        self.work.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar.setFixedSize(120, 6)
        self.bar.setAccessibleName("Progress")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.SPACE_16, style.SPACE_4, style.SPACE_12, style.SPACE_4)
        layout.setSpacing(style.SPACE_12)
        layout.addWidget(self.counts)
        layout.addWidget(self.modified)
        layout.addStretch(1)
        layout.addWidget(self.work)
        layout.addWidget(self.bar)
        layout.addWidget(self.stop)
        self._make_room()

    def _make_room(self) -> None:
        self.setMinimumHeight(QFontMetrics(style.font(style.TextSize.TEXT)).height() + 2 * style.SPACE_8)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._make_room()

    def show_counts(self) -> None:
        self.counts.say(" · ".join(self._parts()))
        modified = self._session.modified if self._session.collection is not None else 0
        if not modified and self.modified.hasFocus():
            self.left.emit()
        self.modified.setVisible(modified > 0)
        words = f"{modified:,} modified"
        self.modified.say(words, "Show what is not saved yet", named=f"{words}: show what is not saved yet")

    def _show_search(self, looked: tuple[int, int] | None) -> None:
        """How far a search is that reads every article."""
        self._looked = looked
        self.show_counts()

    def show_work(self, task: TaskProgress | None) -> None:
        """Name, part, rate and time left; nothing while nothing runs."""
        if task is None and self.stop.hasFocus():
            self.left.emit()
        for widget in (self.work, self.bar, self.stop):
            widget.setVisible(task is not None)
        if task is None:
            return
        self.work.say(work_words(task))
        self.bar.setUpdatesEnabled(False)  # else it would paint, at once and with it all that waits to be painted
        self.bar.setRange(0, task.total or 0)
        self.bar.setValue(task.done)
        self.bar.setUpdatesEnabled(True)

    def _parts(self) -> list[str]:
        session = self._session
        if session.collection is None:
            return [f"Opening {session.opening}…" if session.opening else "No collection is open"]
        counts = session.counts
        parts = ["1 article" if counts.all == 1 else f"{counts.all:,} articles"]
        if self._looked is not None:
            done, total = self._looked
            parts.append(f"searching, {100 * done // max(1, total)} %")
        elif session.answer.count != counts.all:
            parts.append(f"{session.answer.count:,} shown")
        if session.selection.ids:
            parts.append(f"{len(session.selection.ids):,} selected")
        if counts.problems:
            parts.append("1 problem" if counts.problems == 1 else f"{counts.problems:,} problems")
        return parts

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), style.HAIRLINE, style.hairline(self.palette()))
        painter.end()


def work_words(task: TaskProgress) -> str:
    words = f"{style.cut(task.name, 60)}"
    if task.total:
        words += f"  {100 * task.done // task.total} %"
    elif task.done:
        words += f"  {task.done:,}"
    if task.rate >= 1:
        words += f" · {task.rate:,.0f}/s"
    if task.seconds_left is not None and task.seconds_left >= 1:
        words += f" · {time_words(task.seconds_left)} left"
    return words


def time_words(seconds: float) -> str:
    """A span as one says it: "8 s", "3 min", "2 h"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{round(seconds / 3600)} h"
