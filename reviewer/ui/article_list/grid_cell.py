"""One cell of the grid: where its parts are, and its words cut to fit, made once and painted often."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics

from reviewer.library.catalog.schema import Row
from reviewer.ui import style
from reviewer.ui.article_list import columns
from reviewer.ui.article_list.card import two_lines

SMALLEST, LARGEST, STEP = 120, 400, 20
"""Of the width of a picture, in pixels at the usual size of text."""
_KEPT = 600
_RUNGS = (160, 200, 240, 300, 360, 430, 520, 640, 800)
"""Widths that pictures are asked for in: so a window that is made wider needs few of them anew."""


@dataclass(frozen=True, slots=True)
class GridFonts:
    title: QFont
    label: QFont
    title_metrics: QFontMetrics
    label_metrics: QFontMetrics

    @classmethod
    def present(cls) -> GridFonts:
        title, label = style.font(style.TextSize.TEXT, bold=True), style.font(style.TextSize.LABEL)
        return cls(title, label, QFontMetrics(title), QFontMetrics(label))


@dataclass(frozen=True, slots=True)
class CellPlaces:
    """The rectangles of a cell whose top left corner is at 0, 0, in pixels. All cells have the same height."""

    picture: QRect
    first_line: QRect
    second_line: QRect
    meta: QRect
    state: QRect
    bar: QRect
    number: QRect

    @classmethod
    def of(cls, width: int, picture_height: int, fonts: GridFonts) -> CellPlaces:
        pad, line, small = style.SPACE_8, fonts.title_metrics.lineSpacing(), fonts.label_metrics.lineSpacing()
        room = max(1, width - 2 * pad)
        picture = QRect(pad, pad, room, picture_height)
        first = QRect(pad, picture.bottom() + 1 + style.SPACE_4, room, line)
        second = first.translated(0, line)
        meta = QRect(pad, second.bottom() + 1 + 2, room, small)
        foot = meta.translated(0, small + 2)
        digits = fonts.label_metrics.horizontalAdvance("0000")
        long = min(2 * small, room // 5)
        thick = max(4, small // 4 | 1)
        number = QRect(foot.right() - digits + 1, foot.top(), digits, small)
        bar = QRect(number.left() - style.SPACE_4 - long, foot.center().y() - thick // 2 + 1, long, thick)
        state = QRect(pad, foot.top(), max(1, bar.left() - style.SPACE_8 - pad), small)
        return cls(picture, first, second, meta, state, bar, number)

    @staticmethod
    def height(picture_height: int, fonts: GridFonts) -> int:
        words = 2 * fonts.title_metrics.lineSpacing() + 2 * fonts.label_metrics.lineSpacing()
        return style.SPACE_8 + picture_height + style.SPACE_4 + words + 4 + style.SPACE_12


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one article cut for a width."""

    row: Row
    first_line: str
    second_line: str
    meta: str
    state: str
    mark: str
    problem: str
    quality: float | None
    number: str


class Cells:
    """Cells made before, by article; those of an article that has changed are made again."""

    def __init__(self) -> None:
        self.fonts = GridFonts.present()
        self._made: OrderedDict[int, Cell] = OrderedDict()
        self._places: CellPlaces | None = None
        self._size = QSize()

    def places(self, width: int, picture_height: int) -> CellPlaces:
        """Asking for another size drops the cells of the one before, but for a pixel: columns share what is left."""
        size = QSize(width, picture_height)
        if self._places is None or size != self._size:
            if self._places is None or abs(width - self._size.width()) > 1:
                self._made.clear()
            self._size, self._places = size, CellPlaces.of(width, picture_height, self.fonts)
        return self._places

    def renew(self) -> None:
        """Measure again: the application's font is another."""
        self.fonts = GridFonts.present()
        self._places = None
        self._made.clear()

    def cell(self, row: Row, places: CellPlaces) -> Cell:
        made = self._made.get(row.id)
        if made is None or made.row is not row:
            made = _make(row, places, self.fonts)
            self._made[row.id] = made
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return made


def wish_size(picture: QRect, ratio: float) -> QSize:
    """The size to ask a picture for, in device pixels: the next rung, in the shape of the place it has."""
    wide = picture.width()
    rung = next((rung for rung in _RUNGS if rung >= wide), wide)
    return QSize(round(rung * ratio), round(rung * picture.height() / max(1, wide) * ratio))


def _make(row: Row, places: CellPlaces, fonts: GridFonts) -> Cell:
    first, second = two_lines(columns.title(row), fonts.title, places.first_line.width())
    labels = fonts.label_metrics
    state, mark = _states(row, places.state.width() - dot_room(fonts), labels)
    quality = row.quality if isinstance(row.quality, int | float) and not isinstance(row.quality, bool) else None
    return Cell(
        row=row,
        first_line=first,
        second_line=second,
        meta=_meta(row, places.meta.width(), labels),
        state=state,
        mark=mark,
        problem=_cut(columns.problem(row), labels, places.meta.width() - dot_room(fonts)),
        quality=quality,
        number=_cut(columns.number(row.quality) or "–", labels, places.number.width()),
    )


def dot_room(fonts: GridFonts) -> int:
    """What the mark before a state takes, in pixels."""
    return round(fonts.label_metrics.ascent() * 0.62) + style.SPACE_4 + 2


def _states(row: Row, room: int, labels: QFontMetrics) -> tuple[str, str]:
    """Whether it is published, and what is staged or in conflict; what matters more keeps its words longer."""
    state = columns.published(row)
    mark = f"⇄ {columns.changed_on_disk(row)}" if row.conflict else "Modified" if row.modified else ""
    if not mark:
        return _whole(state, room, labels), ""
    beside = labels.horizontalAdvance(state) + style.SPACE_8
    if labels.horizontalAdvance(mark) + beside <= room:
        return state, mark
    if row.conflict:
        return "", _cut(mark, labels, room - style.SPACE_4)
    return "", _whole(mark, room - style.SPACE_4, labels)


def _whole(words: str, room: int, labels: QFontMetrics) -> str:
    """The words if they fit: half a state says nothing more than its mark."""
    return words if labels.horizontalAdvance(words) <= room else ""


def _meta(row: Row, room: int, labels: QFontMetrics) -> str:
    provider, date = columns.shown_text(row.provider), columns.date(row)
    date = f"{date} {columns.REVIEWED}".strip() if row.reviewed else date
    words = " · ".join(part for part in (columns.isolated(provider), date) if part)
    for whole in (f"{words} Reviewed" if row.reviewed else words, words):
        if labels.horizontalAdvance(whole) <= room:
            return whole
    left = room - labels.horizontalAdvance(f" · {date}")
    if provider and date and left >= labels.horizontalAdvance("MMM…"):
        return f"{columns.isolated(_cut(provider, labels, left))} · {date}"
    return _cut(date or provider, labels, room)


def _cut(words: str, labels: QFontMetrics, room: int) -> str:
    return labels.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room))
