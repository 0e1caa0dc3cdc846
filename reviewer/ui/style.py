"""The look of Reviewer: sizes, and colours that all come from one palette.

Sizes are pixels at a text size of 13; fonts follow the size of the application's font, so that a larger
system font enlarges every text in proportion.
"""

import functools
from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
)

SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24 = 4, 8, 12, 16, 24
RADIUS = 6
HAIRLINE = 1
FOCUS_WIDTH = 2


class TextSize(IntEnum):
    """The four sizes of text, in pixels where the application's font is 13 pixels high."""

    HEADLINE = 20
    TITLE = 15
    TEXT = 13
    LABEL = 11


_LIGHT = {
    QPalette.ColorRole.Window: "#f5f5f3",
    QPalette.ColorRole.WindowText: "#1d1e20",
    QPalette.ColorRole.Base: "#ffffff",
    QPalette.ColorRole.AlternateBase: "#fafaf8",
    QPalette.ColorRole.Text: "#1d1e20",
    QPalette.ColorRole.Button: "#fbfbfa",
    QPalette.ColorRole.ButtonText: "#1d1e20",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#2a2b2e",
    QPalette.ColorRole.ToolTipText: "#f4f4f2",
    QPalette.ColorRole.PlaceholderText: "#6b6d72",
    QPalette.ColorRole.Highlight: "#2457c5",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Accent: "#2457c5",
    QPalette.ColorRole.Link: "#2457c5",
    QPalette.ColorRole.LinkVisited: "#6a3fb5",
    QPalette.ColorRole.Light: "#ffffff",
    QPalette.ColorRole.Midlight: "#efefec",
    QPalette.ColorRole.Mid: "#c9c9c5",
    QPalette.ColorRole.Dark: "#a5a5a1",
    QPalette.ColorRole.Shadow: "#6f6f6c",
}
_DARK = {
    QPalette.ColorRole.Window: "#1c1d1f",
    QPalette.ColorRole.WindowText: "#e8e8e6",
    QPalette.ColorRole.Base: "#222326",
    QPalette.ColorRole.AlternateBase: "#27282b",
    QPalette.ColorRole.Text: "#e8e8e6",
    QPalette.ColorRole.Button: "#2c2d31",
    QPalette.ColorRole.ButtonText: "#e8e8e6",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#3a3b40",
    QPalette.ColorRole.ToolTipText: "#f4f4f2",
    QPalette.ColorRole.PlaceholderText: "#9a9ca2",
    QPalette.ColorRole.Highlight: "#86abff",
    QPalette.ColorRole.HighlightedText: "#10131a",
    QPalette.ColorRole.Accent: "#86abff",
    QPalette.ColorRole.Link: "#86abff",
    QPalette.ColorRole.LinkVisited: "#c3a6ff",
    QPalette.ColorRole.Light: "#3d3e43",
    QPalette.ColorRole.Midlight: "#323338",
    QPalette.ColorRole.Mid: "#45464b",
    QPalette.ColorRole.Dark: "#141517",
    QPalette.ColorRole.Shadow: "#0b0b0c",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def _derive(colours: dict[QPalette.ColorRole, str]) -> QPalette:
    palette = QPalette()
    for role, name in colours.items():
        palette.setColor(role, QColor(name))
    for role in _DISABLED:
        faint = mix(palette.color(role), palette.color(QPalette.ColorRole.Window), 0.55)
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    quiet = mix(palette.color(QPalette.ColorRole.Mid), palette.color(QPalette.ColorRole.Base), 0.3)
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent):
        palette.setColor(QPalette.ColorGroup.Disabled, role, quiet)
    return palette


def light_palette() -> QPalette:
    return _derive(_LIGHT)


def dark_palette() -> QPalette:
    return _derive(_DARK)


# ---- colours


def mix(first: QColor, second: QColor, part: float) -> QColor:
    """`part` (0 to 1) of the second colour in the first."""
    return QColor.fromRgbF(
        first.redF() * (1 - part) + second.redF() * part,
        first.greenF() * (1 - part) + second.greenF() * part,
        first.blueF() * (1 - part) + second.blueF() * part,
    )


_kept: dict[tuple[str, int, QPalette.ColorGroup], QColor] = {}
_MOST_KEPT = 512


def _once_each(make: Callable[[QPalette], QColor]) -> Callable[[QPalette], QColor]:
    """Mixes a colour once for each palette: cards ask for the same few some hundred times in a frame.

    The colour is not to be changed by who gets it.
    """

    @functools.wraps(make)
    def kept(palette: QPalette) -> QColor:
        key = (make.__name__, palette.cacheKey(), palette.currentColorGroup())
        colour = _kept.get(key)
        if colour is None:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            colour = _kept[key] = make(palette)
        return colour

    return kept


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Base).lightnessF() < 0.5


def text(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Text)


@_once_each
def muted(palette: QPalette) -> QColor:
    """Second-rank text; still 4.5:1 and more on the base of both palettes."""
    return mix(text(palette), palette.color(QPalette.ColorRole.Base), 0.3)


@_once_each
def hairline(palette: QPalette) -> QColor:
    return mix(palette.color(QPalette.ColorRole.Base), text(palette), 0.14 if is_dark(palette) else 0.11)


@_once_each
def tint(palette: QPalette) -> QColor:
    """The calm ground of a picture that is not there yet, of chips and of tracks."""
    return mix(palette.color(QPalette.ColorRole.Base), text(palette), 0.09 if is_dark(palette) else 0.06)


def accent(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Accent)


@_once_each
def selected_ground(palette: QPalette) -> QColor:
    return mix(palette.color(QPalette.ColorRole.Base), accent(palette), 0.2 if is_dark(palette) else 0.12)


@_once_each
def hovered_ground(palette: QPalette) -> QColor:
    return mix(palette.color(QPalette.ColorRole.Base), text(palette), 0.05 if is_dark(palette) else 0.03)


@_once_each
def success(palette: QPalette) -> QColor:
    return QColor("#63cf97" if is_dark(palette) else "#17723f")


@_once_each
def warning(palette: QPalette) -> QColor:
    return QColor("#e8b75a" if is_dark(palette) else "#855500")


@_once_each
def danger(palette: QPalette) -> QColor:
    return QColor("#ff9188" if is_dark(palette) else "#b3261e")


# ---- fonts


def fixed_font() -> QFont:
    """The system's font with letters of one width, in the size of the text."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    size = font(TextSize.TEXT)
    if size.pixelSize() > 0:
        result.setPixelSize(size.pixelSize())
    else:
        result.setPointSizeF(size.pointSizeF())
    return result


def font(size: TextSize, *, bold: bool = False, spaced: bool = False) -> QFont:
    """The application's font at one of the four sizes."""
    result = QFont(QGuiApplication.font())
    ratio = size / TextSize.TEXT
    if result.pixelSize() > 0:
        result.setPixelSize(max(1, round(result.pixelSize() * ratio)))
    else:
        result.setPointSizeF(result.pointSizeF() * ratio)
    if bold:
        result.setWeight(QFont.Weight.DemiBold)
    if spaced:
        result.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    return result


def label_font() -> QFont:
    """For the small headings of a region, which are written in upper case."""
    return font(TextSize.LABEL, bold=True, spaced=True)


def line_height(size: TextSize, *, bold: bool = False) -> int:
    """Pixels from one line of text to the next."""
    return QFontMetrics(font(size, bold=bold)).lineSpacing()


def icon_side() -> int:
    """Pixels of an icon that stands beside text."""
    return max(16, round(line_height(TextSize.TEXT) * 0.95))


def scale() -> float:
    """How much larger than 13 pixels the application's font is; 1 where it is smaller."""
    return max(1.0, QFontInfo(QGuiApplication.font()).pixelSize() / TextSize.TEXT)


def cut(words: str, length: int = 300) -> str:
    """At most `length` characters on one line, with an ellipsis where there was more. Call it before any layout."""
    if len(words) > length:
        words = words[: length - 1].rstrip() + "…"
    return " ".join(words.split())


# ---- painting


def paint_focus_ring(painter: QPainter, rect: QRect, palette: QPalette, radius: int = RADIUS) -> None:
    """A ring of two pixels in the accent, inside `rect`."""
    half = FOCUS_WIDTH / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent(palette), FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()
