"""The regions around the list, made one after the other while the list is in use already.

What a region needs is loaded, the region is made, prepares what nearly every article needs, is put into its place, and
shows then what the session has told before: each is a step, or some.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.session.settings import FOOT_TAB

if TYPE_CHECKING:
    from reviewer.ui.main_window import MainWindow
    from reviewer.ui.panes import Name


def regions(window: MainWindow) -> Iterator[None]:
    """A step each; at the end all regions are in their places."""
    yield from _made(window, "preview", "Preview")
    yield from _placed(window, "preview")
    window.menu_actions.add_list_keys((window.preview,))
    yield from _made(window, "inspector", "Inspector", "inspector.text_row")
    yield from _placed(window, "inspector")
    yield from _made(window, "filters", "Filters", is_whole=False)
    yield from _placed(window, "filters")
    yield from _made(window, "changes", "Changes", "changes.change_table")
    yield from _made(window, "history", "History")
    yield from _foot(window)
    yield from _ways(window)


def _loaded(name: str) -> Any:
    return importlib.import_module(f"reviewer.ui.{name}")


def _made(window: MainWindow, name: str, kind: str, *first: str, **how: bool) -> Iterator[None]:
    """A region, which is in the module of its name. What of it takes long to load is loaded `first`."""
    for module in first:
        _loaded(module)
        yield
    made = getattr(_loaded(f"{name}.{name}"), kind)
    yield
    region = made(window.session, **how)
    setattr(window, name, region)
    yield
    if hasattr(region, "prepare"):
        yield from region.prepare()


def _placed(window: MainWindow, name: Name) -> Iterator[None]:
    region = getattr(window, name)
    window.panes.put(name, region)
    yield
    region.catch_up()
    yield


def _foot(window: MainWindow) -> Iterator[None]:
    window.foot = _loaded("foot").Foot(window.changes, window.history)
    window.foot.setCurrentIndex(window.session.settings.value(FOOT_TAB))
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
