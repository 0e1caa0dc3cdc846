"""The ground, border, focus ring and marks of a field; and the label above it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reviewer.articles.fields import field_of
from reviewer.ui import style
from reviewer.ui.inspector.subject import label_of
from reviewer.ui.plain_label import PlainLabel, plain_tip
from reviewer.ui.style import RADIUS, SPACE_4, SPACE_8, TextSize

_BAR = 3
_SHORT = 12
"""Characters of a value that is told beside the name of its field."""


class FieldFrame(QWidget):
    """Holds a field. A value that is changed has a bar in the accent at its left; a mistake has a red border."""

    def __init__(self, field: QWidget, *, padding: int = SPACE_8) -> None:
        super().__init__()
        self._field = field
        self._is_modified = False
        self._is_wrong = False
        self._is_flat = False
        line = QHBoxLayout(self)
        line.setContentsMargins(padding, SPACE_4 + 1, padding, SPACE_4 + 1)
        line.setSpacing(0)
        line.addWidget(field)
        field.installEventFilter(self)

    @property
    def is_modified(self) -> bool:
        return self._is_modified

    def mark(self, *, modified: bool | None = None, wrong: bool | None = None, flat: bool | None = None) -> None:
        """`flat`: only to read, so without a ground."""
        state = (self._is_modified, self._is_wrong, self._is_flat)
        self._is_modified = self._is_modified if modified is None else modified
        self._is_wrong = self._is_wrong if wrong is None else wrong
        self._is_flat = self._is_flat if flat is None else flat
        if state != (self._is_modified, self._is_wrong, self._is_flat):
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if not self._is_flat:
            border = style.danger(palette) if self._is_wrong else _border(palette)
            painter.setPen(QPen(border, 1))
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._is_modified:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.accent(palette))
            painter.drawRoundedRect(QRectF(0, 0, _BAR, self.height()), _BAR / 2, _BAR / 2)
        if self._field.hasFocus() and not self._is_flat:
            style.paint_focus_ring(painter, self.rect(), palette)
        painter.end()


def _border(palette: QPalette) -> QColor:
    part = 0.28 if style.is_dark(palette) else 0.22
    return style.mix(palette.color(QPalette.ColorRole.Base), style.text(palette), part)


class FieldLabel(QLabel):
    """The name of a field, above it. Known fields in small capitals of the style; others as they are spelled."""

    def __init__(self, path: str, buddy: QWidget | None = None) -> None:
        super().__init__()
        self._is_known = field_of(path) is not None
        self._words = style.cut(label_of(path), 120).replace("&", "&&")
        self._is_modified = False
        self._mine: str | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(self._words)
        self.setToolTip(plain_tip(path))
        self.setMinimumWidth(1)
        if buddy is not None:
            self.setBuddy(buddy)
        self._dress()

    @property
    def is_modified(self) -> bool:
        return self._is_modified

    def mark(self, modified: bool, mine: str | None = None) -> None:
        """Says whether the field has a staged value, in words and in the accent; `mine`: the one that clashes."""
        if (modified, mine) != (self._is_modified, self._mine):
            self._is_modified, self._mine = modified, mine
            self.setText(self._words + (" · modified" if modified else "") if mine is None else self._in_conflict(mine))
            self._dress()

    def _in_conflict(self, mine: str) -> str:
        yours = f", yours: {mine}" if len(mine) <= _SHORT else ""
        return f"{self._words} · in conflict{yours}".replace("&", "&&")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange):
            self._dress()

    def _dress(self) -> None:
        font = style.label_font() if self._is_known else style.font(TextSize.LABEL)
        if self._is_known:
            font.setCapitalization(QFont.Capitalization.AllUppercase)
        if font != self.font():
            self.setFont(font)
        application = QGuiApplication.palette()
        wanted = style.accent(application) if self._is_modified else style.muted(application)
        if self._mine is not None:
            wanted = style.warning(application)
        if self.palette().color(QPalette.ColorRole.WindowText) != wanted:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(palette)


def error_label() -> PlainLabel:
    label = PlainLabel(TextSize.LABEL, "danger")
    label.hide()
    return label
