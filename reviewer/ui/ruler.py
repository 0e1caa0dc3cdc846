"""How wide words are, measured once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

MEASURED = 400
"""Letters that are measured; what follows them counts as wide as they are on average."""
_KEPT = 8192


class Ruler:
    """Measures in one font. Words that were measured lately are not measured again."""

    def __init__(self, font: QFont) -> None:
        measure = QFontMetricsF(font).horizontalAdvance
        # Of a method of PySide, the cache would ask for its documentation, for which PySide loads a parser.
        self._measured = lru_cache(maxsize=_KEPT)(lambda words: measure(words))

    def width(self, words: str) -> float:
        """Pixels."""
        if len(words) <= MEASURED:
            return self._measured(words)
        return self._measured(words[:MEASURED]) * len(words) / MEASURED


def ruler_of(font: QFont) -> Ruler:
    """The one for a font; those of the last fonts are kept."""
    key = font.key()
    ruler = _RULERS.pop(key, None) or Ruler(font)
    _RULERS[key] = ruler
    if len(_RULERS) > _MOST_FONTS:
        del _RULERS[next(iter(_RULERS))]
    return ruler


_RULERS: dict[str, Ruler] = {}
_MOST_FONTS = 8
