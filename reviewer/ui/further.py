"""The regions around the list, made one after the other while the list is in use already.

What a region needs is loaded in one step, the region is made in the next one, put into its place in a third, and shows
then what the session has told before.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.session.settings import FOOT_TAB

if TYPE_CHECKING:
    from reviewer.ui.main_window import MainWindow


def regions(window: MainWindow) -> Iterator[None]:
    """A step each; at the end all regions are in their places."""
    yield from _preview(window)
    yield from _inspector(window)
    yield from _filters(window)
    yield from _foot(window)
    yield from _ways(window)


def _loaded(name: str) -> Any:
    return importlib.import_module(f"reviewer.ui.{name}")


def _preview(window: MainWindow) -> Iterator[None]:
    preview = _loaded("preview.preview")
    yield
    window.preview = preview.Preview(window.session)
    yield
    window.preview.prepare()
    yield
    window.panes.put("preview", window.preview)
    window.menu_actions.add_list_keys((window.preview,))
    yield
    window.preview.catch_up()
    yield


def _inspector(window: MainWindow) -> Iterator[None]:
    inspector = _loaded("inspector.inspector")
    yield
    window.inspector = inspector.Inspector(window.session)
    yield
    yield from window.inspector.prepare()
    window.panes.put("inspector", window.inspector)
    yield
    window.inspector.catch_up()
    yield


def _filters(window: MainWindow) -> Iterator[None]:
    filters = _loaded("filters.filters")
    yield
    window.filters = filters.Filters(window.session)
    yield
    window.panes.put("filters", window.filters)
    yield


def _foot(window: MainWindow) -> Iterator[None]:
    session = window.session
    changes = _loaded("changes.changes")
    yield
    history, foot = _loaded("history.history"), _loaded("foot")
    yield
    window.changes = changes.Changes(session)
    yield
    window.history = history.History(session)
    yield
    window.foot = foot.Foot(window.changes, window.history)
    window.foot.setCurrentIndex(session.settings.value(FOOT_TAB))
    window.panes.put("foot", window.foot)
    yield


def _ways(window: MainWindow) -> Iterator[None]:
    """From region to region, and from an action to the region it is about."""
    focus, planning, menu = _loaded("focus"), _loaded("planning"), _loaded("view_menu")
    yield
    session, article_list = window.session, window.article_list
    window.regions = focus.Regions(
        window.panes, article_list, window.filters, window.preview, window.inspector, window.foot
    )
    window.planning = planning.Planning(session, window, window.inspector, window.messages)
    views = menu.ViewMenu(session, window.menu_actions, window.filters, article_list, window)
    views.add_to(window.menu_actions.menus)
    yield
