"""The head of a group: a line with its name, how many articles it has, and whether it is folded."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette

from reviewer.ui import icons, style

_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True, slots=True)
class Head:
    """`selected` is how many of the group are selected, said where they are folded away."""

    words: str
    count: str
    is_folded: bool
    selected: int = 0


def head_height() -> int:
    """Pixels."""
    return style.line_height(style.TextSize.TEXT) + style.SPACE_12


def paint_head(
    painter: QPainter,
    rect: QRect,
    head: Head,
    palette: QPalette,
    *,
    is_hovered: bool = False,
    has_keyboard: bool = False,
) -> None:
    """On a ground of its own, as it may lie above articles that scroll beneath it."""
    painter.save()
    painter.setClipRect(rect)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    base = palette.color(QPalette.ColorRole.Base)
    ground = style.mix(base, style.text(palette), 0.1 if is_hovered else 0.055)
    painter.fillRect(rect, ground)
    line = style.hairline(palette)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), style.HAIRLINE, line)
    side = style.icon_side()
    spot = QRect(rect.left() + style.SPACE_12, rect.center().y() - side // 2 + 1, side, side)
    icons.icon("collapsed" if head.is_folded else "expanded", "muted").paint(painter, spot)
    bold, plain = style.font(style.TextSize.TEXT, bold=True), style.font(style.TextSize.TEXT)
    note = head.count + (f" · {head.selected:,} selected" if head.is_folded and head.selected else "")
    room = rect.adjusted(spot.right() + 1 - rect.left() + style.SPACE_4, 0, -style.SPACE_16, 0)
    behind = QFontMetrics(plain).horizontalAdvance(note) + style.SPACE_8
    metrics = QFontMetrics(bold)
    words = metrics.elidedText(style.cut(head.words), Qt.TextElideMode.ElideRight, max(1, room.width() - behind))
    painter.setFont(bold)
    painter.setPen(style.text(palette))
    painter.drawText(room, _START, words)
    painter.setFont(plain)
    painter.setPen(style.muted(palette))
    painter.drawText(room.adjusted(metrics.horizontalAdvance(words) + style.SPACE_8, 0, 0, 0), _START, note)
    if has_keyboard:
        style.paint_focus_ring(painter, rect.adjusted(1, 1, -1, -1 - style.HAIRLINE), palette)
    painter.restore()
