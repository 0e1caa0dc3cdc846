"""Messages at the foot of the region they concern: what was done, or not, and why."""

from __future__ import annotations

from math import inf

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reviewer.session.events import Message
from reviewer.ui.message_bar import MessageBar

STAYS = 9000
"""Milliseconds after which a message goes by itself, if nothing went wrong."""
PART = 0.4
"""Of the height of the region, for more than one message."""
MOST = 2
"""Messages that are shown at once; an older one makes way."""


class Messages(QWidget):
    """The messages of a region, the newest lowest. What went well goes by itself; what went wrong is dismissed."""

    undo_asked = Signal()
    marks_undo_asked = Signal(object)  # ReviewReport
    search_asked = Signal(str)
    retry_asked = Signal(object)
    plan_asked = Signal()  # the plan that waits is to be shown
    plan_dropped = Signal()
    going_on_asked = Signal()  # what was not read when reading was stopped is to be read

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._bars: list[MessageBar] = []
        self._timer = QTimer(self, interval=STAYS, singleShot=True)
        self._timer.timeout.connect(self._leave)
        self.hide()

    @property
    def bars(self) -> list[MessageBar]:
        return list(self._bars)

    def tell(self, message: Message) -> None:
        """Show a message; it takes the place of one that went well, and of one about the same thing."""
        for bar in self.bars:
            if bar.goes_by_itself or _is_replaced(bar.message, message):
                self._drop(bar)
        while len(self._bars) >= MOST:
            self._drop(next(bar for bar in self._bars if bar.message.plan is None))
        bar = MessageBar(message, self)
        bar.dismissed.connect(lambda: self._dismiss(bar))
        bar.plan_asked.connect(self.plan_asked)
        bar.undo_asked.connect(lambda: self._undo(bar))
        bar.search_asked.connect(self.search_asked)
        bar.retry_asked.connect(lambda paths: self._retry(bar, paths))
        bar.going_on_asked.connect(lambda: self._go_on(bar))
        self._bars.append(bar)
        self._layout.addWidget(bar)
        self._fit()
        self.show()
        if bar.goes_by_itself:
            self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, bar.accessibleName()))

    def forget_undo(self) -> None:
        """Another step was taken: the Undo of the messages would no longer take back what they speak of."""
        for bar in self._bars:
            if bar.message.marks is None:
                bar.undo.hide()

    def forget_plan(self) -> None:
        """No plan waits any more."""
        for bar in self.bars:
            if bar.message.plan is not None:
                self._drop(bar)

    def forget(self, about: str) -> None:
        """What this was told of is over."""
        for bar in self.bars:
            if bar.message.about == about:
                self._drop(bar)

    @property
    def retried(self) -> tuple[str, ...]:
        """The paths of articles that may be saved again."""
        return tuple(path for bar in self._bars for path in bar.message.retry)

    def forget_retry(self, staged: frozenset[str]) -> None:
        """Only these articles can be saved: what failed of others is over."""
        for bar in self.bars:
            if bar.message.retry and staged.isdisjoint(bar.message.retry):
                self._drop(bar)

    def clear(self) -> None:
        for bar in self.bars:
            self._drop(bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In little room an older message waits until the newest is dismissed."""
        parent = self.parentWidget()
        room = PART * parent.height() if parent is not None else inf
        for bar in reversed(self._bars):
            room -= max(0, bar.heightForWidth(self.width()))
            bar.setVisible(room >= 0 or bar is self._bars[-1])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def _leave(self) -> None:
        for bar in self.bars:
            if bar.goes_by_itself:
                if bar.underMouse() or bar.isAncestorOf(QApplication.focusWidget() or self):
                    self._timer.start()
                else:
                    self._drop(bar)

    def _dismiss(self, bar: MessageBar) -> None:
        self._drop(bar)
        if bar.message.plan is not None:
            self.plan_dropped.emit()

    def _undo(self, bar: MessageBar) -> None:
        self._drop(bar)
        if bar.message.marks is None:
            self.undo_asked.emit()
        else:
            self.marks_undo_asked.emit(bar.message.marks)

    def _go_on(self, bar: MessageBar) -> None:
        self._drop(bar)
        self.going_on_asked.emit()

    def _retry(self, bar: MessageBar, paths: object) -> None:
        self._drop(bar)
        self.retry_asked.emit(paths)

    def _drop(self, bar: MessageBar) -> None:
        if bar in self._bars:
            self._bars.remove(bar)
            self._layout.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))
        self._fit()


def _is_replaced(older: Message, newer: Message) -> bool:
    return older == newer or bool(newer.about and older.about == newer.about)
