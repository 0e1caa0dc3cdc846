"""The search field: asks as one types, and says under the wrong character what cannot be understood."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMoveEvent, QPainter, QPaintEvent, QPalette, QPolygon, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.search_icons import add_search_icons

WAIT = 90
"""Milliseconds without a key before the catalog is asked."""
ERROR_WAIT = 450
"""Milliseconds before half a word is called wrong."""
_POINTER = 6


class QueryComplaint(QWidget):
    """A bubble with a sentence, its pointer at one character of the field above it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._words = ""
        self._pointer = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str, at: QPoint) -> None:
        """Show the words, pointing at a place of the parent."""
        self._words = words
        self.setAccessibleName(words)
        self.setFont(style.font(style.TextSize.TEXT))
        metrics = QFontMetrics(self.font())
        room = self._window.width()
        width = min(metrics.horizontalAdvance(words) + 2 * style.SPACE_12 + style.SPACE_4, room - 2 * style.SPACE_8)
        left = max(style.SPACE_8, min(at.x() - style.SPACE_24, room - width - style.SPACE_8))
        self._pointer = max(style.RADIUS + _POINTER, min(at.x() - left, width - style.RADIUS - _POINTER))
        lines = metrics.boundingRect(0, 0, width - 2 * style.SPACE_12, 999, Qt.TextFlag.TextWordWrap, words)
        self.setGeometry(left, at.y(), width, lines.height() + _POINTER + 2 * style.SPACE_8)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.ToolTipBase))
        body = self.rect().adjusted(0, _POINTER, 0, 0)
        painter.drawRoundedRect(body, style.RADIUS, style.RADIUS)
        tip, foot = QPoint(self._pointer, 0), body.top()
        painter.drawPolygon(
            QPolygon([tip, QPoint(self._pointer - _POINTER, foot), QPoint(self._pointer + _POINTER, foot)])
        )
        painter.setPen(palette.color(QPalette.ColorRole.ToolTipText))
        inner = body.adjusted(style.SPACE_12, style.SPACE_8, -style.SPACE_12, -style.SPACE_8)
        painter.drawText(inner, Qt.TextFlag.TextWordWrap, self._words)
        painter.end()


class SearchField(QLineEdit):
    """Shows and changes the session's query."""

    left_down = Signal()  # Enter or Down: on to the list

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._complaint = QueryComplaint(parent.window())
        self._wrong: tuple[str, int] | None = None
        self.setPlaceholderText("Search, or is:unpublished topic:AI quality>=40")
        self.setAccessibleName("Search")
        self.setAccessibleDescription("Words of title, excerpt, provider or topics, or is:published")
        self.setToolTip("Search title, excerpt, provider and topics")
        add_search_icons(self)
        self._wait = QTimer(self, interval=WAIT, singleShot=True)
        self._wait.timeout.connect(self.ask)
        self._error_wait = QTimer(self, interval=ERROR_WAIT, singleShot=True)
        self._error_wait.timeout.connect(self._complain)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._cleared)
        session.query_changed.connect(self._follow)
        session.query_failed.connect(self._fail)
        session.query_ok.connect(self._forgive)
        self.setText(session.query_text)

    @property
    def complaint(self) -> QueryComplaint:
        return self._complaint

    def ask(self) -> None:
        """Ask now."""
        self._wait.stop()
        self._session.search(self.text())

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).averageCharWidth() * 48, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.ask()
            self._complain()
            if self._wrong is None:
                self.left_down.emit()
            return
        super().keyPressEvent(event)

    def _edited(self) -> None:
        self._complaint.hide()
        self._wait.start()

    def _cleared(self, text: str) -> None:
        if not text and self._session.query_text:
            self.ask()

    def _follow(self, text: str) -> None:
        if text != self.text() and not self._wait.isActive():
            self.setText(text)

    def _fail(self, words: str, column: int) -> None:
        self._wrong = (words[:1].upper() + words[1:], column)
        self._error_wait.start()

    def _forgive(self) -> None:
        self._wrong = None
        self._error_wait.stop()
        self._complaint.hide()

    def _complain(self) -> None:
        if self._wrong is None or not self.isVisible():
            self._complaint.hide()
            return
        words, column = self._wrong
        place = self.mapTo(self.window(), QPoint(self._left_of(column), self.height()))
        self._complaint.say(words, place)

    def _left_of(self, column: int) -> int:
        """Where the character in this column (from 1) begins, as the text is scrolled now."""
        text, metrics = self.text(), self.fontMetrics()
        from_cursor = metrics.horizontalAdvance(text[: column - 1]) - metrics.horizontalAdvance(
            text[: self.cursorPosition()]
        )
        left = self.cursorRect().center().x() + from_cursor + metrics.averageCharWidth() // 2
        return max(style.SPACE_8, min(left, self.width() - style.SPACE_8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_again()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place_again()

    def _place_again(self) -> None:
        if self._complaint.isVisible():
            self._complain()
