"""Messages at the foot of the region they concern: what was done, or not, and why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.session.events import Message, MessageKind
from reviewer.ui import icons, style
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.quiet_button import QuietButton

STAYS = 9000
"""Milliseconds after which a message goes by itself, if nothing went wrong."""
MOST = 2
"""Messages that are shown at once; an older one makes way."""
LINES = 400
"""Details that are shown; all of them are copied."""

_ICONS: dict[MessageKind, tuple[str, icons.Role]] = {
    "plain": ("message", "muted"),
    "success": ("success", "success"),
    "warning": ("warning", "warning"),
    "error": ("error", "danger"),
}
_SPOKEN: dict[MessageKind, str] = {"plain": "Note", "success": "Done", "warning": "Warning", "error": "Error"}


class MessageBar(QWidget):
    """One message, with Undo, Retry, Show or Details where there is something to undo, try again, see or read."""

    dismissed = Signal()
    undo_asked = Signal()
    search_asked = Signal(str)
    retry_asked = Signal(object)  # paths of the articles that failed
    plan_asked = Signal()
    going_on_asked = Signal()

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.setAccessibleName(f"{_SPOKEN[message.kind]}: {message.words}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._sign = QLabel()
        self._words = PlainLabel(selectable=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._words.say(message.words)
        self.details = QuietButton("Details", "link", tip="Show why")
        self.undo = QuietButton("Undo", "link", tip="Take this change back")
        self.show_them = QuietButton("Show", "link", tip="Show these articles in the list")
        self.retry = QuietButton("Retry failed", "link", tip="Save those again that could not be saved")
        self.go_on = QuietButton("Go On", "link", tip="Read the rest (F5)")
        self.copy = QuietButton("Copy", "link", tip="Copy the details")
        self.close_button = QToolButton(autoRaise=True)
        self.close_button.setIcon(icons.icon("close", "muted"))
        self.close_button.setToolTip("Dismiss")
        self.close_button.setAccessibleName("Dismiss the message")
        self.text = QPlainTextEdit(readOnly=True)
        self._lay_out()
        self._dress()
        self.details.clicked.connect(self.show_details)
        self.undo.clicked.connect(self.undo_asked)
        self.show_them.clicked.connect(self._show_them)
        if message.plan is not None:
            self.show_them.say("Show", "Show what would change")
        self.retry.clicked.connect(lambda: self.retry_asked.emit(message.retry))
        self.go_on.clicked.connect(self.going_on_asked)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(message.details)))
        self.close_button.clicked.connect(self.dismissed)

    def show_details(self) -> None:
        """Unfold the details, or fold them again."""
        is_shown = self.text.isHidden()
        self.text.setVisible(is_shown)
        self.copy.setVisible(is_shown)
        self.details.say("Hide Details" if is_shown else "Details", "Show why")

    def _show_them(self) -> None:
        if self.message.plan is None:
            self.search_asked.emit(self.message.search)
        else:
            self.plan_asked.emit()

    @property
    def goes_by_itself(self) -> bool:
        """Whether nothing is lost with it."""
        return self.message.kind in ("plain", "success") and self.message.plan is None

    def _lay_out(self) -> None:
        self._buttons = (self.copy, self.details, self.show_them, self.retry, self.go_on, self.undo)
        line = QHBoxLayout()
        line.setSpacing(style.SPACE_12)
        for widget in (self._sign, self._words, *self._buttons, self.close_button):
            line.addWidget(widget, 1 if widget is self._words else 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.SPACE_16, style.SPACE_8, style.SPACE_8, style.SPACE_8)
        layout.setSpacing(style.SPACE_4)
        layout.addLayout(line)
        layout.addWidget(self.text)
        details = self.message.details
        shown = "\n".join(details[:LINES])
        more = len(details) - LINES
        self.text.setPlainText(f"{shown}\n… and {more:,} more" if more > 0 else shown)
        self.text.setAccessibleName("Details of the message")
        self.text.setFixedHeight(min(8, len(details) + 1) * style.line_height(style.TextSize.TEXT) + style.SPACE_16)
        self.text.setTabChangesFocus(True)
        self.text.hide()
        self.copy.hide()
        self.details.setVisible(bool(details))
        self.undo.setVisible(self.message.undoable)
        self.show_them.setVisible(bool(self.message.search) or self.message.plan is not None)
        self.retry.setVisible(bool(self.message.retry))
        self.go_on.setVisible(self.message.goes_on)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        name, role = _ICONS[self.message.kind]
        side = style.line_height(style.TextSize.TEXT)
        self.close_button.setIconSize(QSize(side, side))
        self._sign.setPixmap(icons.icon(name, role).pixmap(QSize(side, side), self.devicePixelRatioF()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.fillRect(0, 0, self.width(), style.HAIRLINE, style.hairline(self.palette()))
        painter.end()


class Messages(QWidget):
    """The messages of a region, the newest lowest. What went well goes by itself; what went wrong is dismissed."""

    undo_asked = Signal()
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
        bar.show()
        self.show()
        if bar.goes_by_itself:
            self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, bar.accessibleName()))

    def forget_undo(self) -> None:
        """Another step was taken: the Undo of the messages would no longer take back what they speak of."""
        for bar in self._bars:
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
        self.undo_asked.emit()

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


def _is_replaced(older: Message, newer: Message) -> bool:
    return older == newer or bool(newer.about and older.about == newer.about)
