"""The search field: asks as one types, offers what may follow, and says under the wrong character what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.library.search.completion import Offer, Place
from reviewer.library.search.query import QueryError, parse
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.query_complaint import QueryComplaint
from reviewer.ui.search_icons import add_search_icons
from reviewer.ui.search_offers import SearchOffers

WAIT = 90
"""Milliseconds without a key before the catalog is asked."""
ERROR_WAIT = 450
"""Milliseconds before half a word is called wrong."""
UNFINISHED_WAIT = 1_500
"""The same for what is wrong only because something is about to follow."""
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """Shows and changes the session's query."""

    left_down = Signal()  # Enter or Down: on to the list

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._complaint = QueryComplaint(parent.window())
        self._offers = SearchOffers(parent.window())
        self._place: Place | None = None
        self._wrong: tuple[str, int] | None = None
        self._is_marked = False
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
        self._offers.taken.connect(self._take)
        session.query_changed.connect(self._follow)
        session.query_failed.connect(self._fail)
        session.query_ok.connect(self._forgive)
        self.setText(session.query_text)

    @property
    def complaint(self) -> QueryComplaint:
        return self._complaint

    @property
    def offers(self) -> SearchOffers:
        return self._offers

    def ask(self) -> None:
        """Ask now."""
        self._wait.stop()
        self._session.search(self.text())

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).averageCharWidth() * 48, super().sizeHint().height())

    # ---- keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._offers.isVisible() and not event.modifiers():
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self._take(max(0, self._offers.chosen))
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._offers.isVisible() and self._choose(event.key()):
            return
        if event.key() in (*_RETURNS, Qt.Key.Key_Down):
            self._offers.hide()
            self.ask()
            self._complain()
            if self._wrong is None:
                self.left_down.emit()
            return
        super().keyPressEvent(event)

    def _choose(self, key: int) -> bool:
        """Whether the key was for the list of offers. Return is, once one of them is chosen."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._offers.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in _RETURNS and self._offers.chosen >= 0:
            self._take(self._offers.chosen)
        elif key == Qt.Key.Key_Escape:
            self._offers.hide()
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._offers.hide()

    # ---- what is typed, and what may follow

    def _edited(self) -> None:
        self._complaint.hide()
        self._put_offers()
        self._mark(False)
        self._wait.start()
        text = self.text()
        cursor = _characters(text, self.cursorPosition())
        if not self._session.completing.search(text, cursor, lambda place, found: self._offer(text, place, found)):
            self._offers.hide()

    def _offer(self, text: str, place: Place, offers: Sequence[Offer]) -> None:
        """An answer that comes too late is dropped."""
        if self.text() == text and self.hasFocus():
            self._place = place
            self._offers.offer(offers, self._below(place.start + 1))
            self._place_again()

    def _take(self, number: int) -> None:
        place, text = self._place, self.text()
        offer = self._offers.offers[number]
        self._offers.hide()
        if place is None:
            return
        is_last = place.end == len(text) and not place.in_group
        start, end = (_units(text[:at]) for at in (place.start, place.end))
        self.setSelection(start, end - start)
        self.insert(offer.text + (" " if is_last and not offer.goes_on else ""))
        self.setFocus()
        self._edited()

    def _cleared(self, text: str) -> None:
        if not text:
            self._offers.hide()
            if self._session.query_text:
                self.ask()

    def _follow(self, text: str) -> None:
        if text != self.text() and not self._wait.isActive():
            self._offers.hide()
            self.setText(text)

    # ---- what is wrong

    def _fail(self, words: str, column: int) -> None:
        self._wrong = (words[:1].upper() + words[1:], column)
        self._error_wait.start(UNFINISHED_WAIT if self._is_unfinished() else ERROR_WAIT)

    def _is_unfinished(self) -> bool:
        try:
            parse(self.text())
        except QueryError as error:
            return error.unfinished and self.cursorPosition() == _units(self.text())
        return False

    def _forgive(self) -> None:
        self._wrong = None
        self._error_wait.stop()
        self._complaint.hide()
        self._mark(False)

    def _complain(self) -> None:
        if self._wrong is None or not self.isVisible():
            self._complaint.hide()
            return
        words, column = self._wrong
        is_unfinished = self._is_unfinished()
        self._mark(not is_unfinished)
        if is_unfinished and self._offers.isVisible():  # they are what may follow
            self._complaint.hide()
        else:
            self._complaint.say(words, self._below(column))
        self._put_offers()

    def _mark(self, is_marked: bool) -> None:
        self._is_marked = is_marked
        self.update()

    def _below(self, column: int) -> QPoint:
        """The place in the window under a character, counted from 1."""
        return self.mapTo(self.window(), QPoint(self._left_of(column) + self._half(), self.height()))

    def _half(self) -> int:
        return self.fontMetrics().averageCharWidth() // 2

    def _left_of(self, column: int) -> int:
        """Where the character in this column (from 1) begins, as the text is scrolled now."""
        text, metrics = self.text(), self.fontMetrics()
        before = text[: _characters(text, self.cursorPosition())]
        from_cursor = metrics.horizontalAdvance(text[: column - 1]) - metrics.horizontalAdvance(before)
        left = self.cursorRect().center().x() + from_cursor
        return max(style.SPACE_8, min(left, self.width() - style.SPACE_8))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_marked or self._wrong is None:
            return
        painter = QPainter(self)
        painter.setPen(QPen(style.danger(self.palette()), 2))
        column = self._wrong[1]
        left, right = self._left_of(column), self._left_of(self._end_of_word(column))
        foot = (self.height() + self.fontMetrics().height()) // 2
        painter.drawLine(left, foot, max(right, left + self._half()), foot)
        painter.end()

    def _end_of_word(self, column: int) -> int:
        rest = self.text()[column - 1 :]
        return column + max(1, len(rest.split(" ")[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_again()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place_again()

    def _place_again(self) -> None:
        if self._complaint.isVisible():
            self._complain()
        else:
            self._put_offers()

    def _put_offers(self) -> None:
        """Under the word that is typed, and under the complaint if there is one: both can be read."""
        if self._offers.isVisible() and self._place is not None:
            spared = QPoint(0, self._complaint.height() if self._complaint.isVisible() else 0)
            self._offers.put(self._below(self._place.start + 1) + spared)


def _characters(text: str, units: int) -> int:
    """The widget counts in units of UTF-16; as many characters of the text."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
