"""Labels that never interpret what they show, in the sizes and tones of the style."""

import html
import re
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reviewer.ui import style
from reviewer.ui.style import TextSize

Tone = Literal["text", "muted", "accent", "danger", "warning"]
_DRESSING = (
    QEvent.Type.PaletteChange,
    QEvent.Type.ApplicationFontChange,
    QEvent.Type.FontChange,
    QEvent.Type.EnabledChange,
)
_LONG_RUN = re.compile(r"\S{25,}")
_BREAK = "\u200b"
_TONES = {"muted": style.muted, "accent": style.accent, "danger": style.danger, "warning": style.warning}


def tone_colour(tone: Tone, palette: QPalette) -> QColor:
    return _TONES.get(tone, style.text)(palette)


def breakable(words: str, longest: int = 24, is_fitting: Callable[[str], bool] = lambda _run: False) -> str:
    """Words with places to break in every run of more than `longest` letters that does not fit, for a narrow column."""
    pattern = _LONG_RUN if longest == 24 else re.compile(rf"\S{{{longest + 1},}}")
    size = max(1, longest // 2)
    return pattern.sub(lambda run: run[0] if is_fitting(run[0]) else _BREAK.join(_pieces(run[0], size)), words)


def _pieces(run: str, size: int) -> list[str]:
    return [run[at : at + size] for at in range(0, len(run), size)]


def plain_tip(words: str) -> str:
    """A tool tip that shows exactly these words, wrapped, whatever marks they hold."""
    return f"<qt>{html.escape(breakable(words[:1000]))}</qt>" if words else ""


class PlainLabel(QLabel):
    """Plain text that wraps, in a size and a tone that follow the application's font and palette."""

    def __init__(
        self,
        size: TextSize = TextSize.TEXT,
        tone: Tone = "text",
        *,
        bold: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._tone, self._bold = size, tone, bold
        self._words = ""
        self._longest = 24
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMinimumWidth(1)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self._dress()

    def say(self, words: str) -> None:
        """Shows the words; does nothing where they are shown already."""
        if words != self._words:
            self._words = words
            self._longest = self._fitting(self.width()) if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 24
            self._show_words()

    @property
    def words(self) -> str:
        return self._words

    def set_tone(self, tone: Tone) -> None:
        if tone != self._tone:
            self._tone = tone
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        longest = self._fitting(event.size().width())
        if longest != self._longest:
            self._longest = longest
            self._show_words()
        elif longest < 24:
            self._show_words()

    def _show_words(self) -> None:
        """Only a word that is wider than the column has places to break, however many letters it has."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        if self._longest < 24:
            words = breakable(self._words, self._longest, lambda run: metrics.horizontalAdvance(run) < room)
        else:
            words = breakable(self._words)
        if words != self.text():
            self.setText(words)

    def _fitting(self, width: int) -> int:
        """How many letters in a row fit; large text in a narrow column breaks inside a word rather than being cut."""
        letters = width // max(1, self.fontMetrics().averageCharWidth() * 5 // 4)
        return 24 if letters >= 24 or not self.wordWrap() else max(6, letters)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _DRESSING:
            self._dress()

    def _dress(self) -> None:
        font = style.font(self._size, bold=self._bold)
        if font != self.font():
            self.setFont(font)
        wanted = tone_colour(self._tone, QGuiApplication.palette())
        is_set = self.testAttribute(Qt.WidgetAttribute.WA_SetPalette)
        if not is_set or self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText) != wanted:
            own = QPalette()
            for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
                own.setColor(group, QPalette.ColorRole.WindowText, wanted)
            self.setPalette(own)


class NaturalLabel(PlainLabel):
    """Asks for the width of its words on one line, and wraps where it does not get it."""

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.words) + 2, metrics.lineSpacing())
