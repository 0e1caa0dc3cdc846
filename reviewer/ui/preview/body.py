"""The body of an article as plain text, a piece at a time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.articles.display import unturned
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_8, TextSize

FIRST, MORE, PIECE = 6_000, 24_000, 3_000


def pieces(text: str) -> list[str]:
    """Text cut into pieces of about PIECE letters, at a line's end where one is near."""
    cut: list[str] = []
    at = 0
    while at < len(text):
        end = at + PIECE
        if end < len(text):
            line = text.rfind("\n", at + PIECE // 2, end)
            end = line + 1 if line >= 0 else end
        cut.append(text[at:end].rstrip("\n"))
        at = end
    return cut


class Body(QWidget):
    """Marks in the text are shown as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._length = 0
        self._pieces: list[PlainLabel] = []
        self._more = QuietButton()
        self._more.clicked.connect(self._show_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_8)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def tab_stops(self) -> list[QWidget]:
        return [self._more]

    @property
    def shown(self) -> str:
        return "\n".join(piece.words for piece in self._pieces if not piece.isHidden())

    def show_body(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        self._length = 0
        show_if(self, bool(self._text.strip()))
        self._grow(FIRST)

    def _show_more(self) -> None:
        self._grow(MORE)

    def _grow(self, by: int) -> None:
        self._length = min(self._length + by, len(self._text))
        shown = pieces(self._text[: self._length])
        while len(self._pieces) < len(shown):
            label = PlainLabel(TextSize.TEXT, selectable=True)
            self._column.insertWidget(len(self._pieces), label)
            self._pieces.append(label)
        for index, label in enumerate(self._pieces):
            show_if(label, index < len(shown))
            label.say(unturned(shown[index]) if index < len(shown) else "")
        left = len(self._text) - self._length
        show_if(self._more, left > 0)
        self._more.say(f"Show more of the text ({left:,} characters left)")
