"""Labels that never interpret what they show, in the sizes and tones of the style."""

import html
import re
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reviewer.ui import style
from reviewer.ui.style import TextSize

Tone = Literal["text", "muted", "accent", "danger", "warning"]
_LONG_RUN = re.compile(r"\S{24,}")
_BREAK = "\u200b"
_TONES = {"muted": style.muted, "accent": style.accent, "danger": style.danger, "warning": style.warning}


def tone_colour(tone: Tone, palette: QPalette) -> QColor:
    return _TONES.get(tone, style.text)(palette)


def breakable(words: str) -> str:
    """Words with places to break in every run of letters too long for a narrow column."""
    return _LONG_RUN.sub(lambda run: _BREAK.join(_pieces(run[0])), words)


def _pieces(run: str) -> list[str]:
    return [run[at : at + 12] for at in range(0, len(run), 12)]


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
            self.setText(breakable(words))

    @property
    def words(self) -> str:
        return self._words

    def set_tone(self, tone: Tone) -> None:
        if tone != self._tone:
            self._tone = tone
            self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange, QEvent.Type.EnabledChange):
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
