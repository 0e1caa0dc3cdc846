"""Where the regions stand: side by side in a wide window, behind tabs and a button in a narrow one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QTabWidget, QWidget

from reviewer.ui import style
from reviewer.ui.drawer import Drawer
from reviewer.ui.redress import redress
from reviewer.ui.showing import show_if
from reviewer.ui.stand_in import StandIn, replace

if TYPE_CHECKING:
    from reviewer.ui.foot import Foot

COLUMNS_FROM, STACK_FROM, FILTERS_FROM = 1500, 1100, 800
"""Pixels of width, at a text size of 13: preview beside inspector, one above the other, filters beside the list."""
LEAST = QSize(240, 120)
"""Of preview and inspector, whatever they show: their content must not move the splitter between them."""
FILTERS_WIDTH, _LEAST_FILTERS = 232, 180
BESIDE_FOOT_FROM = 330
"""Pixels of height, at a text size of 13: below it the foot takes the place of all the rest while it is shown."""
LEAST_LINES = 190
"""Pixels of height, at a text size of 13, that list and preview keep above the foot."""
Right = Literal["columns", "stack", "tabs"]
Name = Literal["filters", "preview", "inspector", "foot"]


class Panes(QWidget):
    """Places four regions and the foot. What is shown is chosen with `show_region`; the room decides how."""

    arranged = Signal()  # the room has changed the arrangement

    def __init__(self, centre: QWidget, parent: QWidget | None = None) -> None:
        """The other regions are `put` into their places when they are there."""
        super().__init__(parent)
        self.centre = centre
        self.filters: QWidget = StandIn()
        self.preview: QWidget = StandIn()
        self.inspector: QWidget = StandIn()
        self.foot: Foot | StandIn = StandIn()
        self._wished = {"filters": True, "preview": True, "inspector": True, "foot": False}
        self._sizes: dict[str, QByteArray] = {}
        self.is_narrow = False
        self.right: Right | None = None
        self.columns = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.beside = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.setAccessibleName("Preview and inspector")
        self.tabs.tabBar().setExpanding(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Preview or inspector")
        self.floors = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self.drawer = Drawer(self)
        self._scales: dict[str, float] = {}
        self._sized_for = style.scale()
        self._lay_out()
        # Splitters delete handles when a region moves, which must not happen while Qt restyles all widgets.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._arrange)
        self._soon.timeout.connect(self._fit_font)
        self._moved = QTimer(self, interval=0, singleShot=True)
        self._moved.timeout.connect(self._redress)
        self._arrange()

    def _lay_out(self) -> None:
        for widget in (self.filters, self.centre, self.beside, self.tabs):
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(1, 3)
        self.columns.setStretchFactor(2, 4)
        self.columns.setStretchFactor(3, 4)
        self.centre.setMinimumSize(280, 160)  # words that wrap ask for the height they would need at the least width
        for widget in (self.beside, self.tabs):
            widget.setMinimumWidth(280)
        for widget in (self.preview, self.inspector):
            widget.setMinimumSize(LEAST)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.floors)
        self.floors.addWidget(self.columns)
        self.floors.addWidget(self.foot)
        self.floors.setStretchFactor(0, 1)
        self.foot.hide()

    # ---- what is shown

    def put(self, name: Name, region: QWidget) -> None:
        """Put a region into its place."""
        before: QWidget = getattr(self, name)
        setattr(self, name, region)
        replace(before, region)
        if name in ("preview", "inspector"):
            region.setMinimumSize(LEAST)
        elif name == "filters":
            region.setMinimumWidth(before.minimumWidth())
        self._show_wished()

    def show_region(self, name: str, is_shown: bool) -> None:
        if name == "foot":
            self._keep_sizes()
        self._wished[name] = is_shown
        self._show_wished()

    def is_wished(self, name: str) -> bool:
        return self._wished[name]

    def toggle_drawer(self, is_open: bool) -> None:
        """Open or close the filters of a narrow window."""
        self.drawer.setVisible(self.is_narrow and is_open)
        self._place_drawer()
        if self.drawer.isVisible():
            self.drawer.raise_()
            self.filters.setFocus()

    def reveal(self, region: QWidget) -> None:
        """Bring a region of the right to the front of its tabs; the foot goes where it has taken the place of all."""
        if region is not self.foot and self.columns.isHidden():
            self.show_region("foot", False)
            self.arranged.emit()
        if self.right == "tabs" and self.tabs.indexOf(region) >= 0:
            self.tabs.setCurrentWidget(region)

    # ---- sizes

    def sizes(self) -> dict[str, QByteArray]:
        """The states of the splitters by arrangement, for `set_sizes` at the next start."""
        self._keep_sizes()
        return dict(self._sizes)

    def set_sizes(self, sizes: dict[str, QByteArray]) -> None:
        self._sizes = dict(sizes)
        self._use_sizes()

    def _keep_sizes(self) -> None:
        if self.isVisible() and not (self.foot.isHidden() or self.columns.isHidden()):
            self._sizes["floors"] = self.floors.saveState()
        columns = f"columns {self.right} {self.is_narrow}"
        self._sizes[columns], self._scales[columns] = self.columns.saveState(), self._sized_for
        if self.right in ("columns", "stack"):
            self._sizes[f"beside {self.right}"] = self.beside.saveState()

    def _use_sizes(self) -> None:
        self.filters.setMinimumWidth(round(_LEAST_FILTERS * style.scale()))
        columns = f"columns {self.right} {self.is_narrow}"
        kept, self._sized_for = self._sizes.get(columns), style.scale()
        if kept is None or not self.columns.restoreState(kept):
            self._use_default_columns()
        else:
            self._sized_for = self._scales.get(columns, self._sized_for)
        kept = self._sizes.get(f"beside {self.right}")
        if self.right != "tabs" and (kept is None or not self.beside.restoreState(kept)):
            self._use_default_beside()
        self.columns.setOrientation(Qt.Orientation.Horizontal)
        self.beside.setOrientation(self._orientation())
        self._use_floors()

    def _use_floors(self) -> None:
        kept = self._sizes.get("floors")
        if kept is None or not self.floors.restoreState(kept):
            foot = max(self.foot.minimumHeight(), round(self.height() * 0.36))
            self.floors.setSizes([self.height() - foot, foot])
        self.floors.setOrientation(Qt.Orientation.Vertical)
        self._keep_lines()

    def _keep_lines(self) -> None:
        """The foot gives the list some lines, as far as it is not pressed together itself."""
        above, foot = self.floors.sizes()
        lack = min(round(LEAST_LINES * style.scale()) - above, foot - self.foot.minimumHeight())
        if lack > 0 and self.isVisible() and not self.is_low and not self.foot.isHidden():
            self.floors.setSizes([above + lack, foot - lack])

    def _use_default_columns(self) -> None:
        width, filters = self.width(), 0 if self.is_narrow else round(FILTERS_WIDTH * style.scale())
        share = {"columns": 0.36, "stack": 0.52, "tabs": 0.52}[self.right or "stack"]
        centre = round((width - filters) * share)
        right = width - filters - centre
        self.columns.setSizes([filters, centre, right, right])

    def _use_default_beside(self) -> None:
        whole = self.beside.width() if self.right == "columns" else self.height()
        first = round(whole * 0.56)
        self.beside.setSizes([first, whole - first])

    # ---- arrangement

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._place_drawer()
        self._show_foot()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._soon.start()

    def _fit_font(self) -> None:
        """Let the filters be as wide as their words have become."""
        before, self._sized_for = self._sized_for, style.scale()
        self.filters.setMinimumWidth(round(_LEAST_FILTERS * self._sized_for))
        if before != self._sized_for and not self.is_narrow:
            filters, centre, *right = self.columns.sizes()
            wider = round(filters * self._sized_for / before)
            self.columns.setSizes([wider, max(1, centre + filters - wider), *right])
        self._place_drawer()

    def _arrange(self) -> None:
        width = self.width() * style.TextSize.TEXT / max(1, self.fontInfo().pixelSize())
        width = min(width, self.width())
        right: Right = "columns" if width >= COLUMNS_FROM else "stack" if width >= STACK_FROM else "tabs"
        is_narrow = width < FILTERS_FROM
        if right == self.right and is_narrow == self.is_narrow:
            return
        if self.right is not None:
            self._keep_sizes()
        self._place_right(right)
        self._place_filters(is_narrow)
        self._show_wished()
        self._use_sizes()
        self._fit_font()
        self._moved.start()
        self.arranged.emit()

    def _redress(self) -> None:
        for region in (self.filters, self.centre, self.preview, self.inspector):
            redress((region, *region.findChildren(QWidget)))

    def _place_right(self, right: Right) -> None:
        if right == self.right:
            return
        self.right = right
        focus = QApplication.focusWidget()
        if right == "tabs":
            self.tabs.addTab(self.preview, "Preview")
            self.tabs.addTab(self.inspector, "Edit")
        else:
            self.beside.setOrientation(self._orientation())
            self.beside.addWidget(self.preview)
            self.beside.addWidget(self.inspector)
        if focus is not None and self.isAncestorOf(focus) and focus.isVisible():
            focus.setFocus()

    def _place_filters(self, is_narrow: bool) -> None:
        if is_narrow == self.is_narrow:
            return
        self.is_narrow = is_narrow
        if is_narrow:
            layout = self.drawer.layout()
            assert layout is not None
            layout.addWidget(self.filters)
            self.filters.show()
        else:
            self.columns.insertWidget(0, self.filters)
        self.drawer.hide()

    def _show_wished(self) -> None:
        preview, inspector = self._wished["preview"], self._wished["inspector"]
        if not self.is_narrow:
            self.filters.setVisible(self._wished["filters"])
        if self.right == "tabs":
            self.tabs.setTabVisible(self.tabs.indexOf(self.preview), preview)
            self.tabs.setTabVisible(self.tabs.indexOf(self.inspector), inspector)
        else:
            self.preview.setVisible(preview)
            self.inspector.setVisible(inspector)
        self.tabs.setVisible(self.right == "tabs" and (preview or inspector))
        self.beside.setVisible(self.right != "tabs" and (preview or inspector))
        self._show_foot()

    @property
    def is_low(self) -> bool:
        """Whether there is no room for the foot below the rest: it is shown instead of it."""
        return self.height() < BESIDE_FOOT_FROM * style.scale()

    def _show_foot(self) -> None:
        is_shown = self._wished["foot"]
        is_alone = is_shown and self.is_low
        is_another = self.foot.isHidden() == is_shown or self.columns.isHidden() != is_alone
        show_if(self.foot, is_shown)
        show_if(self.columns, not is_alone)
        if is_another and is_shown and not is_alone:
            self._use_floors()
        elif is_shown:
            self._keep_lines()

    def _orientation(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal if self.right == "columns" else Qt.Orientation.Vertical

    def _place_drawer(self) -> None:
        self.drawer.setGeometry(0, 0, min(round(280 * style.scale()), self.width()), self.height())
