"""Icons by what they mean, drawn in the colours of the present palette each time they are painted.

They are letters of a font that QtAwesome brings. Its own module is not loaded: that takes longer than a window to open.
"""

import functools
import importlib.util
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

from reviewer.ui import style

Role = Literal["text", "muted", "accent", "success", "warning", "danger"]

GLYPHS: dict[str, tuple[str, int]] = {
    "open": ("folder-open-outline", 0xF0DCF),
    "folder": ("folder-outline", 0xF0256),
    "recent": ("history", 0xF02DA),
    "close": ("close", 0xF0156),
    "save": ("content-save-outline", 0xF0818),
    "save all": ("content-save-all-outline", 0xF0F44),
    "revert": ("restore", 0xF099B),
    "undo": ("undo", 0xF054C),
    "redo": ("redo", 0xF044E),
    "publish": ("eye-check-outline", 0xF0D05),
    "unpublish": ("eye-off-outline", 0xF06D1),
    "published": ("circle", 0xF0765),
    "unpublished": ("circle-outline", 0xF0766),
    "modified": ("pencil-outline", 0xF0CB6),
    "problem": ("triangle", 0xF0536),
    "conflict": ("swap-horizontal", 0xF04E1),
    "reviewed": ("check-all", 0xF012D),
    "view": ("bookmark-outline", 0xF00C3),
    "shared view": ("bookmark-multiple-outline", 0xF0E16),
    "save view": ("bookmark-plus-outline", 0xF00C4),
    "locked": ("lock-outline", 0xF0341),
    "all": ("newspaper-variant-multiple-outline", 0xF1003),
    "article": ("newspaper-variant-outline", 0xF1004),
    "cards": ("view-agenda-outline", 0xF11D8),
    "grid": ("view-grid-outline", 0xF11D9),
    "table": ("table", 0xF04EB),
    "columns": ("view-column-outline", 0xF1487),
    "filter": ("filter-variant", 0xF0236),
    "search": ("magnify", 0xF0349),
    "clear": ("close-circle-outline", 0xF015A),
    "refresh": ("refresh", 0xF0450),
    "stop": ("stop-circle-outline", 0xF0667),
    "topic": ("tag-outline", 0xF04FC),
    "add": ("plus", 0xF0415),
    "remove": ("minus", 0xF0374),
    "delete": ("trash-can-outline", 0xF0A7A),
    "check": ("check", 0xF012C),
    "image": ("image-outline", 0xF0976),
    "no image": ("image-off-outline", 0xF11D1),
    "browser": ("open-in-new", 0xF03CC),
    "copy": ("content-copy", 0xF018F),
    "link": ("link-variant", 0xF0339),
    "text": ("text-box-outline", 0xF09ED),
    "expanded": ("chevron-down", 0xF0140),
    "collapsed": ("chevron-right", 0xF0142),
    "more": ("dots-horizontal", 0xF01D8),
    "previous": ("arrow-left", 0xF004D),
    "next": ("arrow-right", 0xF0054),
    "select all": ("select-all", 0xF0486),
    "ascending": ("sort-ascending", 0xF04BC),
    "descending": ("sort-descending", 0xF04BD),
    "settings": ("cog-outline", 0xF08BB),
    "theme": ("theme-light-dark", 0xF050E),
    "success": ("check-circle-outline", 0xF05E1),
    "warning": ("alert-outline", 0xF002A),
    "error": ("alert-circle-outline", 0xF05D6),
    "message": ("information-outline", 0xF02FD),
    "help": ("help-circle-outline", 0xF0625),
    "difference": ("file-compare", 0xF08AA),
    "nothing found": ("text-search", 0xF13B8),
    "quit": ("exit-to-app", 0xF0206),
}
"""The name of each in the Material Design Icons, and its place in their font: their whole list takes long to read."""


def colour(role: Role, palette: QPalette) -> QColor:
    """The colour that a role has in a palette."""
    colours = {
        "muted": style.muted,
        "accent": style.accent,
        "success": style.success,
        "warning": style.warning,
        "danger": style.danger,
    }
    return colours.get(role, style.text)(palette)


class _GlyphEngine(QIconEngine):
    """Looks the palette up when painting, so that a change of theme needs no new icons."""

    def __init__(self, glyph: str, role: Role) -> None:
        super().__init__()
        self._glyph = glyph
        self._role: Role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QGuiApplication.palette()
        painter.save()
        side = min(rect.width(), rect.height())
        font = QFont(_family())
        font.setPixelSize(side)
        painter.setFont(font)
        painter.setPen(self._colour(mode, palette))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._glyph, self._role)

    def _colour(self, mode: QIcon.Mode, palette: QPalette) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return colour(self._role, palette)


@functools.cache
def _family() -> str:
    """The font that holds the glyphs; it is loaded when the first icon is painted."""
    number = QFontDatabase.addApplicationFont(str(brought("ttf")))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), "")


def brought(kind: str) -> Path:
    """A file about the Material Design Icons in the package QtAwesome."""
    found = importlib.util.find_spec("qtawesome")
    places = found.submodule_search_locations if found else None
    fonts = Path(places[0], "fonts") if places else Path()
    return next(fonts.glob(f"materialdesignicons6-webfont-*.{kind}"))


_made: dict[tuple[str, Role], QIcon] = {}


def icon(name: str, role: Role = "text") -> QIcon:
    """The icon of a name in GLYPHS; needs a running application. KeyError where there is none of that name."""
    key = (name, role)
    if key not in _made:
        _made[key] = QIcon(_GlyphEngine(chr(GLYPHS[name][1]), role))
    return _made[key]
