"""The exact difference of one file: the lines that go and the lines that come, as they are in it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from reviewer.ui import style
from reviewer.ui.style import SPACE_12

MOST, LONGEST = 1_000, 2_000
"""Lines, and letters of one, that are laid out."""
_ODD = {0x2029: " ", 0x2028: " ", 0: "\u2400", 13: "␍"}


def bounded(lines: tuple[str, ...]) -> list[str]:
    """As many lines as are shown, long ones cut."""
    shown = [line.rstrip("\n").translate(_ODD) for line in lines[:MOST]]
    shown = [line if len(line) <= LONGEST else f"{line[:LONGEST]} …" for line in shown]
    more = len(lines) - MOST
    return [*shown, f"… and {more:,} more lines"] if more > 0 else shown


class DiffText(QPlainTextEdit):
    """Read-only; can be selected and copied. Long lines wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName("Exact difference of the file")
        self.setViewportMargins(0, 0, 0, 0)
        self.setPlaceholderText("No difference to show")
        self._dress()

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """The lines of a unified diff, each with its sign before it."""
        shown = bounded(lines)
        if shown != self._lines:
            self._lines = shown
            self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        marks = []
        for number, line in enumerate(self._lines):
            ground, ink = self._colours(line[:1])
            block, letters = QTextBlockFormat(), QTextCharFormat()
            letters.setForeground(ink)
            if number:
                cursor.insertBlock(block, letters)
            cursor.insertText(line, letters)
            if ground is not None:
                mark = QTextEdit.ExtraSelection()
                mark.format.setBackground(ground)
                mark.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
                mark.cursor = QTextCursor(cursor.block())
                marks.append(mark)
        cursor.endEditBlock()
        self.setExtraSelections(marks)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _colours(self, sign: str) -> tuple[QColor | None, QColor]:
        palette = self.palette()
        base, part = palette.base().color(), 0.18 if style.is_dark(palette) else 0.12
        if sign == "-":
            return style.mix(base, style.danger(palette), part), style.text(palette)
        if sign == "+":
            return style.mix(base, style.success(palette), part), style.text(palette)
        return None, style.muted(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            style.paint_focus_ring(painter, self.viewport().rect(), self.palette())
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._dress()

    def _dress(self) -> None:
        font = style.fixed_font()
        if font != self.font():
            self.setFont(font)
        self.document().setDocumentMargin(SPACE_12)
        self.setBackgroundRole(QPalette.ColorRole.Base)
