"""One message at the foot of a region, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reviewer.session.events import Message, MessageKind
from reviewer.ui import icons, style
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.quiet_button import QuietButton

LEAST_WORDS = 200
"""Pixels, at a text size of 13, that the words have at least beside the buttons."""
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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
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
        self._fit()

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
        self._choices = QWidget(self)
        choices = FlowLayout(self._choices, gap=style.SPACE_12)
        for button in self._buttons:
            choices.addWidget(button)
        line = self._line = QHBoxLayout()
        line.setSpacing(style.SPACE_12)
        for widget in (self._sign, self._words, self._choices, self.close_button):
            line.addWidget(widget, 1 if widget is self._words else 0, Qt.AlignmentFlag.AlignVCenter)
        layout = self._lines = QVBoxLayout(self)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What can be done stands beside the words, or below them where it would press them together."""
        wide = [button.sizeHint().width() for button in self._buttons if not button.isHidden()]
        needed = sum(wide) + style.SPACE_12 * max(0, len(wide) - 1)
        around = style.SPACE_24 + 3 * style.SPACE_12 + self._sign.sizeHint().width()
        room = self.width() - around - self.close_button.sizeHint().width() - needed
        words = self._words.fontMetrics().horizontalAdvance(self._words.words)
        is_below = bool(wide) and room < min(words, round(LEAST_WORDS * style.scale()))
        self._choices.setVisible(bool(wide))
        self._choices.setMinimumWidth(0 if is_below else needed)
        if is_below == (self._line.indexOf(self._choices) < 0):
            return
        (self._line if is_below else self._lines).removeWidget(self._choices)
        if is_below:
            self._lines.insertWidget(1, self._choices)
        else:
            self._line.insertWidget(2, self._choices, 0, Qt.AlignmentFlag.AlignVCenter)

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
