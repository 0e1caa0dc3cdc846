"""An article that cannot be read: what is wrong, and the file as text with that place marked."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from reviewer.articles.display import sentence
from reviewer.articles.problem import Problem
from reviewer.library.paths import shown_path
from reviewer.ui import style
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.style import SPACE_4, SPACE_8, SPACE_16, SPACE_24, TextSize

_BEFORE, _AFTER, _LONGEST_LINE = 300, 600, 2_000


def lines_around(text: str, line: int) -> tuple[int, list[str]]:
    """The number (from 1) of the first line shown, and the lines about `line`; long ones are cut."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = max(0, min(line, len(lines)) - 1 - _BEFORE)
    shown = lines[first : first + _BEFORE + _AFTER]
    return first + 1, [_cut_line(words) for words in shown]


def _cut_line(words: str) -> str:
    words = words.replace("\u2029", " ").replace("\0", "\u2400")
    return words if len(words) <= _LONGEST_LINE else words[:_LONGEST_LINE] + " …"


class _Numbers(QWidget):
    """The numbers of the lines, left of the text."""

    def __init__(self, text: "FileText") -> None:
        super().__init__(text)
        self._text = text

    def paintEvent(self, event: QPaintEvent) -> None:
        self._text.paint_numbers(self)


class FileText(QPlainTextEdit):
    """Part of a file as it is, read-only, with numbered lines and one of them marked."""

    def __init__(self) -> None:
        super().__init__()
        self._first = 1
        self._marked = 1
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName("The file as text")
        self._numbers = _Numbers(self)
        self.updateRequest.connect(lambda: self._numbers.update())
        self._dress()

    def show_text(self, text: str, line: int) -> None:
        self._first, lines = lines_around(text, line)
        self._marked = min(max(line, self._first), self._first + len(lines) - 1)
        self.setPlainText("\n".join(lines))
        self._dress()
        self._mark()

    def paint_numbers(self, numbers: QWidget) -> None:
        painter = QPainter(numbers)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= numbers.height():
            number = self._first + block.blockNumber()
            is_marked = number == self._marked
            painter.setPen(style.danger(self.palette()) if is_marked else style.muted(self.palette()))
            place = QRect(0, round(top), numbers.width() - SPACE_8, self.fontMetrics().height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, f"▶ {number}" if is_marked else str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            style.paint_focus_ring(painter, self.viewport().rect(), self.palette())
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        margins = self.viewportMargins()
        high = inside.height() - margins.top() - margins.bottom()
        self._numbers.setGeometry(inside.left(), inside.top() + margins.top(), margins.left(), high)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _dress(self) -> None:
        font = style.fixed_font()
        if font != self.font():
            self.setFont(font)
        last = self._first + self.blockCount()
        width = self.fontMetrics().horizontalAdvance(f"▶ {last}") + SPACE_16
        if width != self.viewportMargins().left():
            self.setViewportMargins(width, SPACE_8, 0, SPACE_8)

    def _mark(self) -> None:
        block = self.document().findBlockByNumber(self._marked - self._first)
        if not block.isValid():
            return
        mark = QTextEdit.ExtraSelection()
        ground = style.mix(self.palette().base().color(), style.danger(self.palette()), 0.18)
        mark.format.setBackground(ground)
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.cursor = QTextCursor(block)
        self.setExtraSelections([mark])
        self.setTextCursor(QTextCursor(block))
        self.centerCursor()


class ProblemPage(QWidget):
    """The problem in words with its place, what follows from it, and the file."""

    def __init__(self) -> None:
        super().__init__()
        self._headline = PlainLabel(TextSize.HEADLINE, bold=True)
        self._words = PlainLabel(TextSize.TITLE, "danger", selectable=True)
        self._place = PlainLabel(TextSize.TEXT, "muted")
        self.file_text = FileText()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_4)
        column.addWidget(self._headline)
        column.addWidget(self._words)
        column.addWidget(self._place)
        column.addSpacing(SPACE_8)
        column.addWidget(self.file_text, 1)

    @property
    def words(self) -> str:
        return f"{self._words.words} {self._place.words}"

    def show_problem(self, title: str, path: str, problem: Problem, text: str) -> None:
        """`text` is the whole file; only a part of it about the problem is laid out."""
        self._headline.say(title or "This file cannot be read")
        self._words.say(f"▲ {style.cut(sentence(problem.words), 400)}")
        self._place.say(
            f"Line {problem.line:,}, column {problem.column:,} of {style.cut(shown_path(path))}. "
            "It is left as it is: put it right in a text editor, and it is read again."
        )
        self.file_text.show_text(text, problem.line)
