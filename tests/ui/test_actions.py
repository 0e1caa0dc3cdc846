"""The declared actions: nothing twice, nothing missing, and each one does something."""

from collections import Counter

import pytest
from living import Living
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton

from reviewer.ui.actions import ACTIONS, CONTEXT_MENU, MENUS, SEPARATOR, SUBMENUS, Actions, keys_of
from reviewer.ui.shortcuts_window import ShortcutsWindow, shortcuts
from reviewer.ui.toolbar import GROUPS

IDS = {each.id for each in ACTIONS}


def test_every_key_is_given_once() -> None:
    keys = Counter(QKeySequence(each) for declared in ACTIONS for each in (*declared.keys, *declared.list_keys))
    assert [key.toString() for key, count in keys.items() if count > 1] == []
    assert all(not key.isEmpty() for key in keys)


def test_every_action_is_in_a_menu_and_every_entry_is_declared() -> None:
    shown = [each for _, ids in MENUS for each in ids] + [each for _, _, ids in SUBMENUS.values() for each in ids]
    assert set(shown) - {SEPARATOR} - set(SUBMENUS) == IDS
    assert set(CONTEXT_MENU) - {SEPARATOR} <= IDS
    assert {each for group in GROUPS for each in group if not each.endswith("button")} <= IDS


@pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu[0])
def test_letters_of_a_menu_differ(menu) -> None:
    titles = {each.id: each.text for each in ACTIONS} | {name: title for name, (title, _, _) in SUBMENUS.items()}
    letters = [titles[each].partition("&")[2][:1].lower() for each in menu[1] if each != SEPARATOR]
    assert all(count == 1 or not letter for letter, count in Counter(letters).items()), letters


def test_tool_tips_name_the_key(living: Living) -> None:
    actions = living.app().window.menu_actions
    for declared in ACTIONS:
        keys = keys_of(declared)
        assert not keys or actions[declared.id].toolTip().endswith(f"({keys[0]})"), declared.id


def test_menus_show_ticks_and_not_icons_in_their_place(living: Living) -> None:
    actions = living.app().window.menu_actions
    assert [each.id for each in ACTIONS if actions[each.id].isIconVisibleInMenu() == each.checkable] == []


def test_menus_show_the_keys_of_the_list(living: Living) -> None:
    actions = living.app().window.menu_actions
    for action_id, keys in (("publish", "P or"), ("unpublish", "U or"), ("raise", "+"), ("lower", "-"), ("find", "/")):
        assert actions[action_id].text().partition("\t")[2].startswith(keys), action_id
        actions.say(action_id, "&Other words")
        assert (
            actions[action_id].text().startswith("&Other words\t" + keys)
            and actions[action_id].iconText() == "Other words"
        )
        assert QKeySequence(keys[0]) not in actions[action_id].shortcuts()
    assert "\t" not in actions["undo"].text()


def test_every_action_is_connected(living: Living) -> None:
    window = living.app().window
    for declared in ACTIONS:
        assert window.menu_actions[declared.id].receivers(SIGNAL("triggered(bool)")) > 0, declared.id
    assert isinstance(window.menu_actions, Actions)


def test_the_shortcuts_window_shows_every_key(living: Living) -> None:
    shown = " ".join(keys for _, lines in shortcuts() for _, keys in lines)
    for declared in ACTIONS:
        assert all(keys in shown for keys in keys_of(declared)), declared.id
    window = living.window()
    window.menu_actions["shortcuts"].trigger()
    dialog = window.findChild(ShortcutsWindow)
    assert dialog is not None and dialog.isVisible()
    dialog.close()


def test_undo_belongs_to_a_text_field_first(living: Living) -> None:
    window = living.window()
    session = window.session
    living.activate(window)
    living.until(lambda: window.menu_actions["publish"].isEnabled())
    window.menu_actions["publish"].trigger()
    living.until(lambda: session.modified == 1 and not session.busy)
    field: QLineEdit = window.search
    field.setFocus()
    living.until(field.hasFocus)
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    living.until(lambda: session.query_text == "")
    assert session.modified == 1 and not session.busy
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    living.until(lambda: session.modified == 0 and not session.busy)


def test_buttons_that_qt_makes_have_names(living: Living) -> None:
    window = living.app().window
    assert [
        button for button in window.findChildren(QToolButton) if not (button.accessibleName() or button.text())
    ] == []
