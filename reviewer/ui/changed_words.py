"""Old beside new, word by word: what was is struck, what will be stands in the accent, what stays is plain."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption

from reviewer.articles.display import unturned
from reviewer.articles.words import word_changes
from reviewer.ui import style
from reviewer.ui.plain_label import breakable
from reviewer.ui.ruler import Ruler, ruler_of

Kind = Literal["same", "old", "new", "quiet", "warning"]
Piece = tuple[Kind, str]
"""Some words, and how they stand to the change; "quiet" are labels, "warning" says what is wrong."""
Pieces = tuple[Piece, ...]

NOT_SET, EMPTY = "not set", "empty"
SPELLED = "spelled otherwise"
_ARROW: Piece = ("quiet", " → ")
_WAS: Piece = ("quiet", "was ")
_OR: Piece = ("quiet", " or ")
_BESIDE = (200, 100, 48, 24, 12, 6)
"""Letters that are kept beside a change of a text too long to be shown; the first number with which it fits."""
_LEAST_OLD = 12
"""Letters that are kept of what was, however little room there is."""
_MOST = 600
"""Letters of a piece that are laid out."""
_RAGGED = 0.92
"""How much of a line is filled with whole words, of all lines but the last."""
_WIDE = 1e6


# ---- words


@lru_cache(maxsize=4096)
def change_pieces(old: str | None, new: str | None) -> Pieces:
    """A value before and after, as texts; None: it is missing. Texts that share words are woven into one."""
    if old == new:
        return (("quiet", SPELLED),) if new is None else (_value("same", new), ("quiet", f" · {SPELLED}"))
    if old and new:
        woven = tuple(word_changes(old, new))
        if _is_alike(woven):
            return tuple(_spaced(woven))
    return (_value("old", old), _ARROW, _value("new", new))


@lru_cache(maxsize=1024)
def clash_pieces(old: str | None, theirs: str | None, mine: str | None) -> Pieces:
    """A value that two changed: what it was, and what each wants, with its label."""
    return (
        _WAS, _value("same", old), ("quiet", " · theirs "), _value("same", theirs),
        ("quiet", " · mine "), _value("new", mine),
    )  # fmt: skip


def spoken(old: str | None, new: str | None) -> str:
    """What a screen reader says of a change."""
    if old is None and new is None:
        return SPELLED
    return f"from {_said(old)} to {_said(new)}"


def tip(pieces: Sequence[Piece]) -> str:
    """A tool tip with all of the words, for tool tips that understand rich text."""
    marks = {"old": ("<s>", "</s>"), "new": ("<b>", "</b>"), "quiet": ("<i>", "</i>"), "warning": ("<i>", "</i>")}
    parts = []
    for kind, words in pieces:
        before, after = marks.get(kind, ("", ""))
        shown = html.escape(breakable(unturned(words))).replace("\n", "<br>")
        parts.append(f"{before}{shown}{after}")
    return f"<qt>{''.join(parts)}</qt>" if parts else ""


def plain_words(pieces: Sequence[Piece]) -> str:
    """The words as they are painted, on one line."""
    return "".join(words for _, words in _on_one_line(pieces))


def fitted(pieces: Sequence[Piece], room: float, ruler: Ruler) -> Pieces:
    """The pieces where they fit into as many pixels; else with what changes kept in sight: first the words that stay
    make way, then the old ones. Of a clash, theirs and mine remain."""
    if pieces and pieces[0] == _WAS and _width(pieces, ruler) > room:
        pieces = (pieces[3], _OR, pieces[5])
    shown = tuple(pieces)
    for beside in _BESIDE:
        if _width(shown, ruler) <= room:
            return shown
        last = len(pieces) - 1
        shown = tuple(
            (kind, _cut_same(words, beside, at == 0, at == last) if kind == "same" else words)
            for at, (kind, words) in enumerate(pieces)
        )
    olds = sum(kind == "old" for kind, _ in shown)
    if not olds or _width(shown, ruler) <= room:
        return shown
    left = room - _width([each for each in shown if each[0] != "old"], ruler)
    each = max(left, room * 2 / 5) / olds
    return tuple((kind, _cut_to(words, each, ruler) if kind == "old" else words) for kind, words in shown)


def _value(kind: Kind, value: str | None) -> Piece:
    if value is None:
        return ("quiet", NOT_SET)
    return (kind, value) if value.strip() else ("quiet", EMPTY)


def _said(value: str | None) -> str:
    return NOT_SET if value is None else style.cut(unturned(value)) if value.strip() else EMPTY


def _is_alike(woven: Sequence[Piece]) -> bool:
    """Whether it reads well as one text: words were only added or only taken out, or enough of them stayed."""
    letters = dict.fromkeys(("same", "old", "new"), 0)
    for kind, words in woven:
        letters[kind] += len(words.strip())
    return letters["same"] > 0 and 3 * letters["same"] >= min(letters["old"], letters["new"])


def _spaced(woven: Sequence[Piece]) -> list[Piece]:
    """With a blank between an old and a new word that would touch."""
    result: list[Piece] = []
    for kind, words in woven:
        before, end = result[-1] if result else ("same", "")
        if {kind, before} == {"old", "new"} and not (words[:1].isspace() or end[-1:].isspace()):
            result.append(("quiet", " "))
        result.append((kind, words))
    return result


def _width(pieces: Sequence[Piece], ruler: Ruler) -> float:
    return sum(ruler.width(words) for _, words in pieces)


def _cut_same(words: str, beside: int, is_first: bool, is_last: bool) -> str:
    """Whole words of about so many letters at the ends that a change is beside."""
    before = "" if is_first else words[:beside]
    after = "" if is_last else words[-beside:]
    if len(words) <= len(before) + len(after) + 3:
        return words
    if " " in before:
        before = before[: before.rindex(" ") + 1]
    if " " in after:
        after = after[after.index(" ") :]
    return f"{before}…{after}"


def _cut_to(words: str, room: float, ruler: Ruler) -> str:
    wide = ruler.width(words)
    if wide <= room:
        return words
    letters = max(_LEAST_OLD, int(len(words) * (room - ruler.width("…")) / wide))
    return words if len(words) <= letters else f"{words[:letters].rstrip()}…"


def _on_one_line(pieces: Sequence[Piece]) -> list[Piece]:
    shown = []
    for kind, words in pieces:
        mark = " " if kind == "same" else " ↵ "
        shown.append((kind, unturned(words[:_MOST]).replace("\r", "").replace("\n", mark).replace("\t", " ")))
    return shown


# ---- painting


class WordsLayout:
    """Pieces laid out once, to be painted often: at most `lines` lines of `width` pixels, "…" where there is more."""

    def __init__(
        self, pieces: Sequence[Piece], font: QFont, width: int, lines: int, palette: QPalette, *, faint: bool = False
    ) -> None:
        self._ruler = ruler_of(font)
        room = width * (1 + _RAGGED * (lines - 1))
        shown = _on_one_line(fitted(pieces, room, self._ruler))
        formats = {kind: _format(kind, palette, faint) for kind in {kind for kind, _ in shown}}
        self._font, self._width, self._lines = font, max(1, width), max(1, lines)
        self._layout, end = self._lay_out(shown, formats)
        if end is not None:
            self._layout, _ = self._lay_out(_first(shown, end), formats)

    @property
    def words(self) -> str:
        return self._layout.text()

    @property
    def height(self) -> int:
        """Pixels."""
        return round(self._layout.boundingRect().height())

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """At the left of a place, in the middle of its height."""
        top = rect.top() + max(0, (rect.height() - self.height) // 2)
        self._layout.draw(painter, QPointF(rect.left(), top))

    def _lay_out(self, pieces: Sequence[Piece], formats: dict[Kind, QTextCharFormat]) -> tuple[QTextLayout, int | None]:
        """The layout, and how many UTF-16 units of the text fit where not all of them do."""
        layout = QTextLayout("".join(words for _, words in pieces), self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(_ranges(pieces, formats))
        room, top = None, 0.0
        layout.beginLayout()
        for number in range(self._lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(_WIDE if number == self._lines - 1 else self._width)
            line.setPosition(QPointF(0, top))
            top += line.height()
            if number == self._lines - 1 and line.naturalTextWidth() > self._width:
                dots = self._ruler.width("…")
                room = int(line.xToCursor(max(0.0, self._width - dots - 1), line.CursorPosition.CursorOnCharacter))
        layout.endLayout()
        return layout, room


def _units(words: str) -> int:
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def _ranges(pieces: Sequence[Piece], formats: dict[Kind, QTextCharFormat]) -> list[QTextLayout.FormatRange]:
    ranges, start = [], 0
    for kind, words in pieces:
        each = QTextLayout.FormatRange()
        each.start, each.length, each.format = start, _units(words), formats[kind]
        ranges.append(each)
        start += each.length
    return ranges


def _first(pieces: Sequence[Piece], room: int) -> list[Piece]:
    """The pieces cut behind as many UTF-16 units, with an ellipsis."""
    kept: list[Piece] = []
    for kind, words in pieces:
        units = _units(words)
        if units >= room:
            cut = words.encode("utf-16-le", "surrogatepass")[: 2 * room].decode("utf-16-le", "ignore")
            return [*kept, (kind, f"{cut.rstrip(' …')}…")]
        kept.append((kind, words))
        room -= units
    return kept


def _format(kind: Kind, palette: QPalette, faint: bool) -> QTextCharFormat:
    colours: dict[Kind, Callable[[QPalette], QColor]] = {
        "old": style.muted, "quiet": style.muted, "new": style.accent, "warning": style.warning,
    }  # fmt: skip
    result = QTextCharFormat()
    result.setForeground(style.muted(palette) if faint else colours.get(kind, style.text)(palette))
    result.setFontStrikeOut(kind == "old")
    return result
