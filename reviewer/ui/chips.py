"""Topic chips: measured, laid out on one line, painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen

from reviewer.ui import style

LONGEST = 60
MOST = 64
"""Chips of a row that are looked at; no line has room for more."""
_PAD = style.SPACE_8
_GAP = style.SPACE_4


@dataclass(frozen=True, slots=True)
class Chip:
    """One topic. `note` stands muted behind it ("12 of 40"); a removable chip ends in a cross."""

    words: str
    note: str = ""
    removable: bool = False


@dataclass(frozen=True, slots=True)
class ChipRow:
    """As many chips as fit on one line, then `rest` more, written "+2" in `rest_rect`."""

    placed: tuple[tuple[Chip, QRect], ...]
    rest: int
    rest_rect: QRect


def height(metrics: QFontMetrics) -> int:
    return metrics.height() + style.SPACE_4


def measure(chip: Chip, metrics: QFontMetrics) -> QSize:
    """Size in pixels of the chip written in the font of `metrics`."""
    high = height(metrics)
    width = metrics.horizontalAdvance(style.cut(chip.words, LONGEST)) + 2 * _PAD
    if chip.note:
        width += metrics.horizontalAdvance(chip.note) + _GAP
    if chip.removable:
        width += high - _PAD
    return QSize(max(width, high), high)


def cross_rect(rect: QRect) -> QRect:
    """The square at the end of a removable chip that takes the click."""
    return QRect(rect.right() - rect.height() + 1, rect.top(), rect.height(), rect.height())


def lay_out(
    chips: Sequence[Chip], width: int, metrics: QFontMetrics, origin: QPoint | None = None, *, count: int = 0
) -> ChipRow:
    """Places the chips from `origin` on; the first one is narrowed rather than left out.

    `count` says how many there are where `chips` are but the first of them.
    """
    start = QPoint(0, 0) if origin is None else origin
    count = max(count, len(chips))
    sizes = [measure(chip, metrics) for chip in chips[:MOST]]
    placed: list[tuple[Chip, QRect]] = []
    x = 0
    for index, size in enumerate(sizes):
        behind = count - index - 1
        room = width - x - (_rest_width(behind, metrics) + _GAP if behind else 0)
        if size.width() > room and (placed or room < 3 * size.height()):
            break
        wide = min(size.width(), room)
        placed.append((chips[index], QRect(start.x() + x, start.y(), wide, size.height())))
        x += wide + _GAP
    rest = count - len(placed)
    rest_rect = QRect(start.x() + x, start.y(), _rest_width(rest, metrics), height(metrics)) if rest else QRect()
    return ChipRow(tuple(placed), rest, rest_rect)


def _rest_width(rest: int, metrics: QFontMetrics) -> int:
    return metrics.horizontalAdvance(f"+{rest}") + _GAP


def paint(
    painter: QPainter,
    rect: QRect,
    chip: Chip,
    palette: QPalette,
    *,
    chosen: bool = False,
    hovered: bool = False,
    focused: bool = False,
    ground: QColor | None = None,
) -> None:
    """Paints one chip in the painter's present font. `ground` is what it lies on, the base if not given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = style.selected_ground(palette) if chosen else style.tint(palette)
    if ground is not None and not chosen:
        fill = style.mix(ground, style.text(palette), 0.1 if style.is_dark(palette) else 0.07)
    if hovered:
        fill = style.mix(fill, style.text(palette), 0.06)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect), rect.height() / 2, rect.height() / 2)
    _paint_words(painter, rect, chip, palette)
    if chip.removable:
        _paint_cross(painter, cross_rect(rect), palette, hovered)
    if focused:
        style.paint_focus_ring(painter, rect, palette, rect.height() // 2)
    painter.restore()


def _paint_words(painter: QPainter, rect: QRect, chip: Chip, palette: QPalette) -> None:
    metrics = painter.fontMetrics()
    room = rect.adjusted(_PAD, 0, -(rect.height() if chip.removable else _PAD), 0)
    if chip.note:
        note = metrics.horizontalAdvance(chip.note)
        painter.setPen(style.muted(palette))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, chip.note)
        room.setRight(room.right() - note - _GAP)
    words = metrics.elidedText(style.cut(chip.words, LONGEST), Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.setPen(style.text(palette))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_cross(painter: QPainter, rect: QRect, palette: QPalette, hovered: bool) -> None:
    painter.setPen(QPen(style.text(palette) if hovered else style.muted(palette), 1.5))
    arm = rect.height() * 0.16
    centre = QRectF(rect).center()
    painter.drawLine(
        QRectF(centre.x() - arm, centre.y() - arm, 2 * arm, 2 * arm).topLeft(),
        QRectF(centre.x() - arm, centre.y() - arm, 2 * arm, 2 * arm).bottomRight(),
    )
    painter.drawLine(
        QRectF(centre.x() - arm, centre.y() - arm, 2 * arm, 2 * arm).topRight(),
        QRectF(centre.x() - arm, centre.y() - arm, 2 * arm, 2 * arm).bottomLeft(),
    )


def paint_row(
    painter: QPainter, row: ChipRow, palette: QPalette, offset: QPoint | None = None, ground: QColor | None = None
) -> None:
    """Paints a row that was laid out before, moved by `offset`."""
    shift = QPoint(0, 0) if offset is None else offset
    for chip, rect in row.placed:
        paint(painter, rect.translated(shift), chip, palette, ground=ground)
    if row.rest:
        painter.setPen(style.muted(palette))
        painter.drawText(
            row.rest_rect.translated(shift), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"+{row.rest}"
        )
