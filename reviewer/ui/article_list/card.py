"""One card: where its parts are, and its words cut to fit, made once and painted often."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from reviewer.library.catalog.schema import Row
from reviewer.ui import chips, style
from reviewer.ui.article_list import columns

_KEPT_CARDS = 400
_NARROW = 24
"""In heights of a line of text: below it, the words need the room more than the picture does."""
_STATE_WORDS = ("Published", "Unpublished")
_USUAL_META = "The Usual Name · 28 Sep 2025"
"""Where a line has no room for this beside the words of the state, the state is but its mark."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a card with their metrics; made anew when the application's font changes."""

    title: QFont
    text: QFont
    label: QFont
    title_metrics: QFontMetrics
    text_metrics: QFontMetrics
    label_metrics: QFontMetrics

    @classmethod
    def present(cls) -> Fonts:
        title = style.font(style.TextSize.TITLE, bold=True)
        text, label = style.font(style.TextSize.TEXT), style.font(style.TextSize.LABEL)
        return cls(title, text, label, QFontMetrics(title), QFontMetrics(text), QFontMetrics(label))


@dataclass(frozen=True, slots=True)
class Geometry:
    """The rectangles of a card whose top left corner is at 0, 0, in pixels."""

    width: int
    height: int
    picture: QRect
    first_line: QRect
    second_line: QRect
    meta: QRect
    state: QRect
    bar: QRect
    number: QRect
    chips: QRect
    foot: QRect
    says_state: bool

    @classmethod
    def of(cls, width: int, fonts: Fonts) -> Geometry:
        line, small = fonts.title_metrics.lineSpacing(), fonts.text_metrics.lineSpacing()
        foot = max(chips.height(fonts.label_metrics), small)
        height = 2 * line + small + foot + 2 * style.SPACE_12 + style.SPACE_4 + style.SPACE_8
        picture = cls._picture(width, height, width < _NARROW * small)
        left = picture.right() + 1 + style.SPACE_12
        room = max(1, width - left - style.SPACE_16)
        top = style.SPACE_12
        first = QRect(left, top, room, line)
        second = first.translated(0, line)
        mark = fonts.label_metrics.height() + style.SPACE_4
        state = mark + max(fonts.label_metrics.horizontalAdvance(words) for words in _STATE_WORDS)
        says_state = room - state - style.SPACE_8 >= fonts.text_metrics.horizontalAdvance(_USUAL_META)
        state = state if says_state else mark
        meta = QRect(left, second.bottom() + 1 + style.SPACE_4, max(1, room - state - style.SPACE_8), small)
        foot_rect = QRect(left, height - style.SPACE_12 - foot, room, foot)
        thick = max(5, small // 3 | 1)
        bar = QRect(left, foot_rect.center().y() - thick // 2, min(3 * small, room // 4), thick)
        number = QRect(bar.right() + style.SPACE_8, foot_rect.top(), fonts.text_metrics.horizontalAdvance("0000"), foot)
        topics = QRect(number.right() + style.SPACE_4, foot_rect.top(), 1, foot)
        topics.setRight(foot_rect.right())
        place = QRect(left + room - state, meta.top(), state, small)
        return cls(
            width, height, picture, first, second, meta, place, bar, number, topics, foot_rect, says_state
        )  # fmt: skip

    @staticmethod
    def _picture(width: int, height: int, is_narrow: bool) -> QRect:
        high = height - 2 * style.SPACE_12
        wide = min(high, width // 4) if is_narrow else min(high * 3 // 2, width // 3)
        return QRect(style.SPACE_16, style.SPACE_12, wide, high)


@dataclass(frozen=True, slots=True)
class Card:
    """The words of one article cut for a width. `excerpt` fills the second line where the title needs but one.

    `mark` says that edits are staged, or that they no longer fit the file.
    """

    row: Row
    first_line: str
    second_line: str
    excerpt: str
    mark: str
    meta: str
    number: str
    quality: float | None
    state: str
    problem: str
    topics: chips.ChipRow


class Cards:
    """Cards made before, by article; those of an article that has changed are made again."""

    def __init__(self) -> None:
        self.fonts = Fonts.present()
        self._made: OrderedDict[int, Card] = OrderedDict()
        self._geometry: Geometry | None = None

    def geometry(self, width: int) -> Geometry:
        """The rectangles for a list of this width. Asking for another one drops the cards of the one before."""
        if self._geometry is None or self._geometry.width != width:
            self._geometry = Geometry.of(width, self.fonts)
            self._made.clear()
        return self._geometry

    def renew(self) -> None:
        """Measure again: the application's font is another."""
        self.fonts = Fonts.present()
        self._geometry = None
        self._made.clear()

    def card(self, row: Row, geometry: Geometry) -> Card:
        made = self._made.get(row.id)
        if made is None or made.row is not row:
            made = _make(row, geometry, self.fonts)
            self._made[row.id] = made
            if len(self._made) > _KEPT_CARDS:
                self._made.popitem(last=False)
        return made


def _make(row: Row, geometry: Geometry, fonts: Fonts) -> Card:
    first, second = two_lines(columns.title(row), fonts.title, geometry.first_line.width())
    excerpt = ""
    if not second and row.excerpt:
        excerpt = _elided(columns.shown_text(row.excerpt), fonts.text_metrics, geometry.second_line.width())
    mark, meta = _meta(row, geometry.meta.width(), fonts)
    topics = [chips.Chip(columns.shown_text(topic)) for topic in row.topics[: chips.MOST]]
    placed = chips.lay_out(
        topics, geometry.chips.width(), fonts.label_metrics, _middle(geometry, fonts), count=len(row.topics)
    )
    quality = row.quality if isinstance(row.quality, int | float) and not isinstance(row.quality, bool) else None
    beside_mark = geometry.foot.width() - style.SPACE_12 - geometry.foot.height()
    return Card(
        row=row,
        first_line=first,
        second_line=second,
        excerpt=excerpt,
        mark=mark,
        meta=meta,
        number=_elided(columns.number(row.quality) or "–", fonts.text_metrics, geometry.number.width()),
        quality=quality,
        state=columns.published(row),
        problem=_elided(columns.problem(row), fonts.label_metrics, beside_mark),
        topics=placed,
    )


def _meta(row: Row, room: int, fonts: Fonts) -> tuple[str, str]:
    """The mark of what is staged, then provider, date, related coverage, and whether it was reviewed.

    Where there is little room, what is related goes first, then the words of the marks, then the end of the provider,
    and the date last.
    """
    metrics = fonts.text_metrics
    provider, date, related = columns.shown_text(row.provider), columns.date(row), columns.related(row)
    mark, least = _marks(row)
    ends = columns.REVIEWED if row.reviewed else ""
    short, whole, said = (
        " · ".join(part for part in (columns.isolated(provider), date, *more) if part)
        for more in ((ends,), (related, columns.reviewed(row)), (columns.reviewed(row),))
    )
    for shown, words in ((mark, whole), (mark, said), (mark, short), (least, short)):
        if metrics.horizontalAdvance(words) <= room - mark_width(shown, fonts):
            return shown, words
    room -= mark_width(least, fonts)
    date = f"{date} {ends}".strip()
    left = room - metrics.horizontalAdvance(f" · {date}")
    if provider and date and left >= metrics.horizontalAdvance("MMM…"):
        return least, f"{columns.isolated(_elided(provider, metrics, left))} · {date}"
    return least, _elided(date or provider, metrics, room)


def _marks(row: Row) -> tuple[str, str]:
    """How an article is marked that has staged edits, and how where there is little room. It has a bar beside."""
    if row.conflict:
        return f"⇄ {columns.changed_on_disk(row)}", "⇄"
    return ("Modified" if row.modified else ""), ""


def mark_width(mark: str, fonts: Fonts) -> int:
    """What a mark takes from the line of provider and date, in pixels."""
    return fonts.label_metrics.horizontalAdvance(mark) + style.SPACE_8 if mark else 0


def _middle(geometry: Geometry, fonts: Fonts) -> QPoint:
    spare = geometry.chips.height() - chips.height(fonts.label_metrics)
    return QPoint(geometry.chips.left(), geometry.chips.top() + spare // 2)


def _elided(words: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))


def two_lines(words: str, font: QFont, width: int) -> tuple[str, str]:
    """Words broken over at most two lines of `width` pixels, the second one ending in … where there was more."""
    layout = QTextLayout(words, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    ends: list[int] = []
    for _ in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        ends.append(line.textStart() + line.textLength())
    layout.endLayout()
    if len(ends) < 2:
        return words, ""
    units = words.encode("utf-16-le", "surrogatepass")  # what Qt counts in
    first = units[: 2 * ends[0]].decode("utf-16-le", "replace").rstrip()
    rest = units[2 * ends[0] :].decode("utf-16-le", "replace").strip()
    return first, _elided(rest, QFontMetrics(font), width)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def picture_size(geometry: Geometry, ratio: float) -> QSize:
    """The size of a card's picture in device pixels."""
    return QSize(round(geometry.picture.width() * ratio), round(geometry.picture.height() * ratio))
