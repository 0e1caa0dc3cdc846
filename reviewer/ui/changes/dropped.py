"""Rows that are not shown any more, let go little by little: a hundred thousand at once would cost a frame."""

from PySide6.QtCore import QObject, QTimer

from reviewer.library.change_rows import ChangeRow
from reviewer.ui.changes.change_words import Staged

SLICE = 4_000


class Dropped(QObject):
    """Is told what is in use; what was in use before and is not any more, must not be looked at by anybody."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._used: list[Staged] = []
        self._lists: list[list[ChangeRow]] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._drop_some)

    def use(self, *used: Staged) -> None:
        """Let go what is not among these."""
        present = {id(each.rows) for each in used}
        before = {id(each.rows): each.rows for each in self._used}
        self._lists += [rows for key, rows in before.items() if key not in present and len(rows) > SLICE]
        self._used = list(used)
        if self._lists:
            self._idle.start()

    def _drop_some(self) -> None:
        rows = self._lists[-1]
        del rows[-SLICE:]
        if not rows:
            self._lists.pop()
        if not self._lists:
            self._idle.stop()
