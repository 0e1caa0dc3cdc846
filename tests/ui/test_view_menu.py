"""Views over a real collection: by keys alone, shared by the library's process, counted by the catalog."""

from living import Living
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.library.view_file import PLACE
from reviewer.ui.actions import VIEWS
from reviewer.ui.main_window import MainWindow

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def _ticked(window: MainWindow) -> list[str]:
    return [action.text() for action in _actions(window) if action.isChecked()]


def _actions(window: MainWindow) -> list[QAction]:
    return window.menu_actions.menus[VIEWS].actions()


def test_by_keys_alone_from_a_filter_to_a_shared_view_and_back(living: Living) -> None:
    window = living.window()
    session = window.session
    living.activate(window)
    living.until(lambda: session.views.counts.get(session.views.all[1]) == len(living.articles.paths))
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    living.until(lambda: session.answer.text == "is:unpublished")
    assert _ticked(window) == ["Unpublished"]
    window.filters.focus_first()
    while QApplication.focusWidget() is not window.filters.topics.list:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(window.filters.topics.list, Qt.Key.Key_Space)
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    asked = session.asked_text
    assert asked.startswith("is:unpublished topic:") and _ticked(window) == []
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    dialog = window.filters.views.dialog
    assert dialog is not None
    QTest.keyClicks(dialog.name, "To judge")
    QTest.keyClick(dialog.shared, Qt.Key.Key_Space)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    file = living.articles.root / PLACE
    living.until(lambda: session.views.named("to judge") is not None)
    assert "- name: To judge" in file.read_text("utf-8").splitlines() and _ticked(window) == ["To judge"]
    living.activate(window)
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    assert (session.asked_text, window.article_list.mode) == ("", "cards")
    QTest.keyClick(window, Qt.Key.Key_6, ALT)
    assert (session.asked_text, window.article_list.mode) == (asked, "table")
    file.write_text(file.read_text("utf-8").replace("To judge", "Theirs"), "utf-8")
    window.menu_actions["refresh"].trigger()
    living.until(lambda: "Theirs" in [action.text() for action in _actions(window)])


def test_a_file_that_cannot_be_read_is_told(living: Living) -> None:
    file = living.articles.root / PLACE
    file.parent.mkdir()
    file.write_text("views:\n- name: [\n", "utf-8")
    window = living.window()
    living.until(lambda: any("line" in bar.message.words for bar in window.messages.bars))
    assert len(_actions(window)) == 7


def test_what_was_told_of_the_shared_views_goes_when_they_are_corrected(living: Living) -> None:
    window = living.window()
    living.settle(window.session)
    file = living.articles.root / ".reviewer" / "views.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("views:\n  - name: [a\n")
    window.session.views.look()
    living.until(lambda: any("shared views" in bar.message.words for bar in window.messages.bars))
    file.write_text("views:\n  - name: A\n    search: topic:AI\n")
    window.menu_actions["refresh"].trigger()
    living.until(lambda: window.session.views.named("A") is not None)
    assert not any("shared views" in bar.message.words for bar in window.messages.bars)
