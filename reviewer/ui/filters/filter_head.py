"""The line between views and filters: how many filters there are, and what clears them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.library.search.terms import pieces
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.quiet_button import QuietButton


class FilterHead(QWidget):
    """As high with something to clear as without: what is below stays under the pointer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = PlainLabel(tone="muted")
        self._words.setWordWrap(False)
        self.clear = QuietButton(
            "Clear", "link", tip="Show all articles: empties the search, words and filters (Alt+1)"
        )
        self.clear.clicked.connect(self._clear)
        policy = self.clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(policy)
        line = QHBoxLayout(self)
        line.setContentsMargins(style.SPACE_16, style.SPACE_12, style.SPACE_12, 0)
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_present()

    def show_present(self) -> None:
        """Say how many filters the search text has, and whether it asks for words besides."""
        text = self._session.asked_text
        count = sum(max(1, len(piece.terms)) for piece in pieces(text))
        words = f"{count} filter{'' if count == 1 else 's'}" if count else "Search" if text.strip() else "Filters"
        self._words.say(words)
        had_focus = self.clear.hasFocus()
        self.clear.setVisible(bool(text.strip()))
        if had_focus and not text.strip():
            self.focusNextChild()

    def _clear(self) -> None:
        self._session.search("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = self.width() - 2 * style.SPACE_16
        painter.fillRect(style.SPACE_16, style.SPACE_4, wide, style.HAIRLINE, style.hairline(self.palette()))
        painter.end()
