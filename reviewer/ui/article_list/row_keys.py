"""The keys that move through the list."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_JUMPS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_PLAIN = Qt.KeyboardModifier.NoModifier
_BESIDE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Step:
    """So many articles on, or so many lines of articles."""

    articles: int = 0
    lines: int = 0


def step_of(event: QKeyEvent, screenful: int, count: int, is_wide: bool = False) -> Step | None:
    """How far a key goes in a list of `count` articles; None for a key that means something else.

    `screenful` is in lines; `is_wide`: there are several articles on a line.
    """
    extra = event.modifiers() & ~_BESIDE
    if extra != _PLAIN and not (extra == Qt.KeyboardModifier.ControlModifier and event.key() in _JUMPS):
        return None
    steps = {
        Qt.Key.Key_Up: Step(lines=-1),
        Qt.Key.Key_K: Step(-1),
        Qt.Key.Key_Down: Step(lines=1),
        Qt.Key.Key_J: Step(1),
        Qt.Key.Key_PageUp: Step(lines=-screenful),
        Qt.Key.Key_PageDown: Step(lines=screenful),
        Qt.Key.Key_Home: Step(-count),
        Qt.Key.Key_End: Step(count),
    }
    if is_wide:
        steps |= {Qt.Key.Key_Left: Step(-1), Qt.Key.Key_Right: Step(1)}
    return next((step for key, step in steps.items() if key == event.key()), None)


def target_row(current: int | None, by: int, count: int) -> int | None:
    """The row `by` rows on from the current one, kept inside the list; None if the list is empty."""
    if not count:
        return None
    if current is None:
        return 0 if by > -count and by < count else (0 if by < 0 else count - 1)
    return max(0, min(count - 1, current + by))
