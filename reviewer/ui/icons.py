"""Icons by what they mean, drawn in the colours of the present palette each time they are painted.

They are letters of a font that QtAwesome brings. Its own module is not loaded: that takes longer than a window to open.
"""

import functools
import importlib.util
import json
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

from reviewer.ui import style

Role = Literal["text", "muted", "accent", "success", "warning", "danger"]

GLYPHS: dict[str, str] = {
    "open": "folder-open-outline",
    "folder": "folder-outline",
    "recent": "history",
    "close": "close",
    "save": "content-save-outline",
    "save all": "content-save-all-outline",
    "revert": "restore",
    "undo": "undo",
    "redo": "redo",
    "publish": "eye-check-outline",
    "unpublish": "eye-off-outline",
    "published": "circle",
    "unpublished": "circle-outline",
    "modified": "pencil-outline",
    "problem": "triangle",
    "conflict": "swap-horizontal",
    "reviewed": "check-all",
    "view": "bookmark-outline",
    "shared view": "bookmark-multiple-outline",
    "save view": "bookmark-plus-outline",
    "locked": "lock-outline",
    "all": "newspaper-variant-multiple-outline",
    "article": "newspaper-variant-outline",
    "cards": "view-agenda-outline",
    "grid": "view-grid-outline",
    "table": "table",
    "columns": "view-column-outline",
    "filter": "filter-variant",
    "search": "magnify",
    "clear": "close-circle-outline",
    "refresh": "refresh",
    "stop": "stop-circle-outline",
    "topic": "tag-outline",
    "add": "plus",
    "remove": "minus",
    "delete": "trash-can-outline",
    "check": "check",
    "image": "image-outline",
    "no image": "image-off-outline",
    "browser": "open-in-new",
    "copy": "content-copy",
    "link": "link-variant",
    "text": "text-box-outline",
    "expanded": "chevron-down",
    "collapsed": "chevron-right",
    "more": "dots-horizontal",
    "previous": "arrow-left",
    "next": "arrow-right",
    "select all": "select-all",
    "ascending": "sort-ascending",
    "descending": "sort-descending",
    "settings": "cog-outline",
    "theme": "theme-light-dark",
    "success": "check-circle-outline",
    "warning": "alert-outline",
    "error": "alert-circle-outline",
    "message": "information-outline",
    "help": "help-circle-outline",
    "difference": "file-compare",
    "nothing found": "text-search",
    "quit": "exit-to-app",
}


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
    number = QFontDatabase.addApplicationFont(str(_brought("ttf")))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), "")


@functools.cache
def _points() -> dict[str, str]:
    points: dict[str, str] = json.loads(_brought("json").read_text("utf-8"))
    return points


def _brought(kind: str) -> Path:
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
        _made[key] = QIcon(_GlyphEngine(chr(int(_points()[GLYPHS[name]], 16)), role))
    return _made[key]
