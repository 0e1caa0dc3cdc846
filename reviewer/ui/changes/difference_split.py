"""The table and, beside or below it, the difference: folded or not, and as wide as it was."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QSplitter, QWidget

from reviewer.session.settings import DIFFERENCE_SHARE, SHOW_DIFFERENCE, Settings
from reviewer.ui import style
from reviewer.ui.showing import show_if

BESIDE_FROM, BELOW_FROM = 760, 340
"""Least width with the difference beside the table, and least height with it below, in pixels of text at 100 %."""


class DifferenceSplit(QSplitter):
    """`toggle` folds the difference; it is away itself where there is no room for any."""

    def __init__(self, table: QWidget, beside: QWidget, toggle: QAbstractButton, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._beside, self._toggle, self._settings = beside, toggle, settings
        self._room = QSize(0, 0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(style.HAIRLINE)
        self.addWidget(table)
        self.addWidget(beside)
        toggle.setChecked(settings.value(SHOW_DIFFERENCE))
        toggle.toggled.connect(self._fold)
        self.splitterMoved.connect(self._remember)

    def arrange(self, room: QSize) -> None:
        """Place the difference where the region has room: beside, or below where there is no width but height."""
        self._room, scale = room, style.scale()
        is_beside = room.width() >= BESIDE_FROM * scale
        is_below = not is_beside and room.height() >= BELOW_FROM * scale
        self.setOrientation(Qt.Orientation.Horizontal if is_beside else Qt.Orientation.Vertical)
        show_if(self._toggle, is_beside or is_below)
        show_if(self._beside, self._toggle.isChecked() and (is_beside or is_below))
        whole = room.width() if is_beside else room.height()
        part = whole * (self._settings.value(DIFFERENCE_SHARE) if is_beside else 50) // 100
        self.setSizes([whole - part, part])

    def _fold(self, is_shown: bool) -> None:
        self._settings.set(SHOW_DIFFERENCE, is_shown)
        self.arrange(self._room)

    def _remember(self) -> None:
        table, beside = self.sizes()
        if self.orientation() == Qt.Orientation.Horizontal and table + beside:
            self._settings.set(DIFFERENCE_SHARE, min(80, max(15, round(100 * beside / (table + beside)))))
