"""Changes and history at the foot of the window: shown, hidden, reached by keys, remembered."""

from living import Living
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.ui.main_window import MainWindow


def _has_focus(region) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is region or region.isAncestorOf(focused))


def _shown(living: Living, width: int = 1300, height: int = 760) -> MainWindow:
    window = living.window()
    living.activate(window)
    window.resize(width, height)
    living.until(lambda: (window.width(), window.height()) == (width, height))
    return window


def test_actions_show_and_hide_it(living: Living) -> None:
    window = _shown(living)
    actions = window.menu_actions
    assert not window.foot.isVisible()
    actions["changes"].trigger()
    assert window.changes.isVisible() and actions["changes"].isChecked()
    assert not _has_focus(window.changes), "there is nothing in it for the keyboard"
    actions["history"].trigger()
    assert window.history.isVisible() and not window.changes.isVisible() and _has_focus(window.history)
    assert actions["history"].isChecked() and not actions["changes"].isChecked()
    window.foot.setCurrentIndex(0)
    assert actions["changes"].isChecked()
    actions["changes"].trigger()
    assert not window.foot.isVisible() and not actions["changes"].isChecked()
    assert window.article_list.view.hasFocus()
    actions["history"].trigger()
    window.foot.close_button.click()
    assert not window.foot.isVisible() and not actions["history"].isChecked()


def test_keys_go_there_and_back(living: Living) -> None:
    window = _shown(living)
    window.menu_actions["changes"].trigger()
    window.menu_actions["list"].trigger()
    assert window.article_list.view.hasFocus() and window.foot.isVisible()
    for region in (window.preview, window.inspector, window.foot, window.filters, window.article_list):
        window.menu_actions["next region"].trigger()
        assert _has_focus(region), region
    window.menu_actions["changes"].trigger()
    assert not window.foot.isVisible()


def test_a_low_window_shows_it_instead_of_the_rest(living: Living) -> None:
    window = _shown(living, 600, 420)
    window.menu_actions["history"].trigger()
    assert window.foot.isVisible() and not window.panes.columns.isVisible()
    window.menu_actions["list"].trigger()
    assert not window.foot.isVisible() and window.article_list.view.hasFocus()
    window.menu_actions["history"].trigger()
    window.resize(600, 900)
    living.until(lambda: window.panes.columns.isVisible())
    assert window.foot.isVisible() and min(window.panes.floors.sizes()) >= 140


def test_the_list_keeps_some_lines_where_the_text_is_large(living: Living) -> None:
    window, appearance = _shown(living, 1400, 900), living.app().appearance
    window.menu_actions["history"].trigger()
    window.panes.floors.setSizes([300, 500])
    appearance.use_zoom(200)
    for width in (1000, 560):
        window.resize(width, 900)
        living.until(lambda wanted=width: window.panes.width() == wanted)
        living.settle(window.session)
        assert window.foot.isVisible() and window.article_list.view.isVisible()
        assert window.article_list.view.height() >= 120
    appearance.use_zoom(100)


def test_the_modified_count_shows_the_changes(living: Living) -> None:
    window = _shown(living)
    living.until(lambda: window.menu_actions["publish"].isEnabled())
    assert not window.status.modified.isVisible() and window.foot.tabText(0) == "Changes"
    window.menu_actions["publish"].trigger()
    living.until(lambda: window.session.modified == 1 and not window.session.busy)
    assert window.foot.tabText(0) == "Changes 1"
    QTest.mouseClick(window.status.modified, Qt.MouseButton.LeftButton)
    living.until(lambda: window.changes.isVisible() and window.changes.totals.articles == 1)


def test_it_is_as_it_was(living: Living) -> None:
    first = _shown(living)
    first.menu_actions["history"].trigger()
    first.panes.floors.setSizes([360, 300])
    high = first.panes.floors.sizes()[1]
    living.leave(first)
    second = living.window()
    assert second.history.isVisible() and second.menu_actions["history"].isChecked()
    living.until(lambda: second.panes.floors.sizes()[1] == high)
    second.menu_actions["history"].trigger()
    second.menu_actions["history"].trigger()
    assert second.panes.floors.sizes()[1] == high
