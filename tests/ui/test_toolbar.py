"""The buttons stay where they are while their numbers change, and say their words where there is room."""

import pytest
from living import Living
from PySide6.QtCore import Qt

WORDS, ICON = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


def test_numbers_do_not_shift_the_buttons(living: Living) -> None:
    window = living.window()
    window.resize(1440, 900)
    toolbar, actions = window.toolbar, window.menu_actions
    names = ("save all", "undo", "publish", "unpublish", "cards")
    living.until(lambda: toolbar.button("save all").toolButtonStyle() == WORDS)
    toolbar.layout().activate()
    before = [toolbar.button(name).x() for name in names]
    actions["save all"].setIconText("Save 1")
    actions.say("publish", "&Publish 12")
    actions.say("unpublish", "&Unpublish 345")
    toolbar.layout().activate()
    assert [toolbar.button(name).x() for name in names] == before


@pytest.mark.parametrize(("width", "worded"), [(1440, 4), (900, 2), (560, 0)])
def test_words_are_said_where_they_fit(living: Living, width: int, worded: int) -> None:
    window = living.window()
    window.resize(width, 700)
    toolbar = window.toolbar
    living.until(lambda: toolbar.width() == width)
    styles = [toolbar.button(name).toolButtonStyle() for name in ("save all", "open button", "publish", "unpublish")]
    assert styles[2] == styles[3], "both of a pair in the same form"
    assert styles.count(WORDS) >= worded and styles == sorted(styles, key=lambda each: each == ICON)
    assert toolbar.minimumSizeHint().width() <= width


def test_the_search_has_room_for_its_words(living: Living) -> None:
    window, appearance = living.window(), living.app().appearance
    toolbar, search = window.toolbar, window.search
    for width, zoom in ((560, 200), (760, 200), (560, 100), (1440, 100)):
        appearance.use_zoom(zoom)
        window.resize(width, 900)
        living.until(lambda wanted=width: toolbar.width() == wanted)
        living.settle(window.session)
        toolbar.layout().activate()
        last = toolbar.button("table").geometry()
        assert max(search.geometry().right(), last.right()) < width
        assert search.width() > search.fontMetrics().horizontalAdvance("provider:Ledger quality>abc")
        assert (search.y() > last.bottom()) == (width < 1440), "below the buttons where they leave little room"
