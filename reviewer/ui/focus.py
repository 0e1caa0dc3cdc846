"""Going from region to region by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.ui.article_list.article_list import ArticleList
from reviewer.ui.filters.filters import Filters
from reviewer.ui.foot import Foot
from reviewer.ui.panes import Panes


class Regions:
    """The regions from left to right. Each takes the keyboard back where it had it last."""

    def __init__(
        self,
        panes: Panes,
        article_list: ArticleList,
        filters: Filters,
        preview: QWidget,
        inspector: QWidget,
        foot: Foot,
    ) -> None:
        self._panes = panes
        self._list = article_list
        self._filters = filters
        self._foot = foot
        self._regions: tuple[QWidget, ...] = (filters, article_list, preview, inspector, foot)
        self._last: dict[QWidget, QWidget] = {}

    def step(self, by: int) -> None:
        """On to the next region that is shown, or back to the one before (-1)."""
        shown = [region for region in self._regions if self._is_reachable(region)]
        if not shown:
            return
        now = self._present()
        if now is None:
            self.focus(self._list)
            return
        self._last[now] = QApplication.focusWidget() or now
        at = shown.index(now) if now in shown else 0
        self.focus(shown[(at + by) % len(shown)])

    def focus(self, region: QWidget) -> None:
        """Give the keyboard to a region."""
        self._panes.reveal(region)
        last = self._last.get(region)
        if region is self._list:
            self._list.focus_list()
        elif last is not None and region.isAncestorOf(last) and last.isVisible() and last.isEnabled():
            last.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif region is self._filters:
            self._filters.focus_first()
        elif region is self._foot:
            self.focus_foot()
        else:
            first = first_focusable(region)
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_foot(self) -> None:
        """Give the keyboard to what is in front at the foot."""
        self._foot.front.focus_first()

    @property
    def is_in_foot(self) -> bool:
        """Whether the foot has the keyboard."""
        return self._present() is self._foot

    def _present(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next((each for each in self._regions if each is focused or each.isAncestorOf(focused)), None)

    def _is_reachable(self, region: QWidget) -> bool:
        is_in_tab = self._panes.right == "tabs" and self._panes.tabs.indexOf(region) >= 0
        return region.isVisible() or (is_in_tab and self._panes.columns.isVisible())


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def first_focusable(region: QWidget) -> QWidget | None:
    """The first widget in a region, from top to bottom, that can take the keyboard.

    The focus chain is not walked: PySide takes what `nextInFocusChain` returns for a child of the widget that was
    asked, so that with one widget of the chain the wrappers of all that follow it would be invalidated.
    """
    if region.focusPolicy() & Qt.FocusPolicy.TabFocus and region.isEnabled():
        return region
    return next((widget for widget in region.findChildren(QWidget) if _takes_focus(widget)), None)
