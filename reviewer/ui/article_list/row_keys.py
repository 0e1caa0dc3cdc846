"""The keys that move through the list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_JUMPS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_PLAIN = Qt.KeyboardModifier.NoModifier
_BESIDE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def step_of(event: QKeyEvent, screenful: int, count: int) -> int | None:
    """How many rows a key goes on in a list of `count`; None for a key that means something else."""
    extra = event.modifiers() & ~_BESIDE
    if extra != _PLAIN and not (extra == Qt.KeyboardModifier.ControlModifier and event.key() in _JUMPS):
        return None
    steps = {
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_K: -1,
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_J: 1,
        Qt.Key.Key_PageUp: -screenful,
        Qt.Key.Key_PageDown: screenful,
        Qt.Key.Key_Home: -count,
        Qt.Key.Key_End: count,
    }
    return next((step for key, step in steps.items() if key == event.key()), None)


def target_row(current: int | None, by: int, count: int) -> int | None:
    """The row `by` rows on from the current one, kept inside the list; None if the list is empty."""
    if not count:
        return None
    if current is None:
        return 0 if by > -count and by < count else (0 if by < 0 else count - 1)
    return max(0, min(count - 1, current + by))
