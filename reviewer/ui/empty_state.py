"""What a region says when it has nothing to show: what it is for, and the one thing to do next."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reviewer.ui import icons, style
from reviewer.ui.showing import show_if

_ICON_SIDE = 48
_LOW = 220
"""Pixels of height at 100 % below which there is no room for the icon."""


class EmptyState(QWidget):
    """An icon, a line, a sentence and at most one button, in the middle of the region."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = ""
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._headline = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        for label in (self._headline, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.button = QPushButton()
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.SPACE_24, style.SPACE_24, style.SPACE_24, style.SPACE_24)
        layout.setSpacing(style.SPACE_8)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._headline)
        layout.addWidget(self._words)
        layout.addSpacing(style.SPACE_8)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    @property
    def words(self) -> str:
        """All that it says, for tests and screen readers."""
        return f"{self._headline.text()} {self._words.text()}".strip()

    def say(self, icon: str, headline: str, words: str, button: str = "") -> None:
        """`button` "" hides the button."""
        self._icon_name = icon
        self._headline.setText(headline)
        self._words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(headline)
        self.setAccessibleDescription(words)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low region the words come first: the picture makes way, then the margins."""
        is_low = self.height() < _LOW * style.scale()
        show_if(self._icon, not is_low)
        edge = style.SPACE_8 if is_low else style.SPACE_24
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(style.SPACE_24, edge, style.SPACE_24, edge)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        if not self._icon_name:
            return
        size = QSize(_ICON_SIDE, _ICON_SIDE)
        self._icon.setPixmap(icons.icon(self._icon_name, "muted").pixmap(size, self.devicePixelRatioF()))
        self._headline.setFont(style.font(style.TextSize.TITLE, bold=True))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, style.muted(self.palette()))
        self._words.setPalette(palette)
