"""The foot of the window: what is not saved yet, and what was saved, behind two tabs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from reviewer.ui import icons, style
from reviewer.ui.changes.changes import Changes
from reviewer.ui.history.history import History

LEAST = QSize(240, 140)


Region = Changes | History


class Foot(QTabWidget):
    """Holds two regions of the window; `closed`: it is to be hidden."""

    closed = Signal()

    def __init__(self, changes: Region, history: Region, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.regions: dict[str, Region] = {"changes": changes, "history": history}
        self.setDocumentMode(True)
        self.setAccessibleName("Changes and history")
        self.setMinimumSize(LEAST)
        for name, region in self.regions.items():
            self.addTab(region, name.capitalize())
        bar = self.tabBar()
        bar.setAccessibleName("Changes or history")
        bar.setExpanding(False)
        bar.setDrawBase(False)
        self.close_button = QToolButton(autoRaise=True)
        self.close_button.setIcon(icons.icon("close", "muted"))
        self.close_button.setToolTip("Hide changes and history")
        self.close_button.setAccessibleName("Hide changes and history")
        self.close_button.clicked.connect(self.closed)
        self.setCornerWidget(self.close_button, Qt.Corner.TopRightCorner)
        self._dress()

    @property
    def region(self) -> str:
        """The name of the region whose tab is in front."""
        return next(name for name, widget in self.regions.items() if widget is self.currentWidget())

    @property
    def front(self) -> Region:
        """The region whose tab is in front."""
        return self.regions[self.region]

    def bring(self, name: str) -> None:
        """Bring the tab of a region to the front."""
        self.setCurrentWidget(self.regions[name])

    def show_count(self, modified: int) -> None:
        """Say on the tab how many articles have changes."""
        words = f"Changes {modified:,}" if modified else "Changes"
        if words != self.tabText(0):
            self.setTabText(0, words)
            articles = "1 article" if modified == 1 else f"{modified:,} articles"
            self.setTabToolTip(0, f"{articles} not saved yet" if modified else "Nothing to save")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "close_button"):
            self._dress()

    def _dress(self) -> None:
        side = style.icon_side()
        self.close_button.setIconSize(QSize(side, side))
