"""Lists that are parted into groups, in all layouts: heads, folding, and what mouse and keys make of them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from reviewer.ui.article_list.article_list import ArticleList

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PARTS = [("March 2021", 5), ("February 2021", 1), ("January 2021", 300), ("No date", 2)]


@pytest.fixture(params=["cards", "grid", "table"])
def region(request, session, view_size):
    shown = view_size(ArticleList(session), 700, 600)
    shown.set_mode(request.param)
    session.sort = replace(session.sort, group="date")
    session.give(range(1000, 1308), groups=PARTS)
    shown.focus_list()
    return shown


def click_head(qtbot, view, group, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, view.head_rect(group).center())


def ids(rows):
    return {1000 + row for row in rows}


def test_heads_say_their_group_and_cannot_be_selected(region):
    model, lines = region.view.model(), region.view.lines
    heads = [line for line in range(lines.count) if lines.head_at(line) is not None]
    assert [model.index(line, 0).data() for line in heads[:2]] == ["March 2021 · 5", "February 2021 · 1"]
    said = model.index(heads[1], 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "February 2021, 1 article, unfolded group"
    assert not any(model.flags(model.index(line, 0)) & Qt.ItemFlag.ItemIsSelectable for line in heads)
    assert region.view.head_rect(0).height() < region.view.row_height()
    region.grab()


def test_keys_skip_heads_and_folded_groups(region, session, qtbot):
    view = region.view
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_J)
    assert session.selection.current == 1005
    view.fold(1, True)
    assert session.selection.ids == {1005}, "folding selects nothing"
    qtbot.keyClick(view, Qt.Key.Key_J)
    assert session.selection.current == 1006
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert session.selection.current == 1004
    view.fold(0, True)
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert session.selection.current == 1006
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert session.selection.current == 1307


def test_a_folded_head_is_gone_to_unfolded_and_selected_by_keys(region, session, qtbot):
    view = region.view
    session.select([1002], 1002)
    region.fold_present(True)
    assert view.lines.is_folded(0) and session.selection.ids == {1002}, "folding selects nothing"
    region.fold_present(False)
    region.fold_all(True)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.present_head == 1 and not session.selection.ids, "what is not seen is not selected"
    assert view.currentIndex().data() == "February 2021 · 1", "a screen reader says it"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.selection.ids == ids(range(6, 306)) and view.present_head == 2
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert not view.lines.is_folded(2) and view.present_head == 2
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert session.selection.ids == {1006} and view.present_head is None
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.present_head == 1 and not session.selection.ids
    asked = []
    view.group_requested.connect(lambda group, place: asked.append(group))
    place = view.viewport().mapToGlobal(QPoint(5, 5))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), place)
    QApplication.sendEvent(view.viewport(), event)
    assert asked == [1]
    QApplication.activePopupWidget().close()
    qtbot.keyClick(view, Qt.Key.Key_J)
    assert session.selection.ids == {1006}
    region.select_group()
    assert session.selection.ids == ids(range(6, 306)) and session.selection.current == 1006


def test_a_click_on_a_head_folds_and_it_stays_where_it_is(region, session, qtbot):
    view = region.view
    view.verticalScrollBar().setValue(view._line_top(view.lines.heads[2]) - 40)
    top = view.head_rect(2).top()
    click_head(qtbot, view, 2)
    assert view.lines.is_folded(2) and view.lines.shown == 8
    assert view.head_rect(2).top() >= top, "only a shorter list moves it down"
    view.grab()
    click_head(qtbot, view, 2)
    assert not view.lines.is_folded(2) and session.selection.ids == frozenset()


def test_control_and_shift_select_groups(region, session, qtbot):
    view = region.view
    click_head(qtbot, view, 0, CONTROL)
    assert session.selection.ids == ids(range(5))
    click_head(qtbot, view, 0, CONTROL)
    assert session.selection.ids == frozenset()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.row_rect(1).center())
    region.fold_all(True)
    click_head(qtbot, view, 2, SHIFT)
    assert session.selection.ids == ids(range(1, 306))
    assert view._head(0).selected == 4 and view._head(2).selected == 300
    view.grab()


def test_dragging_from_a_head_selects_nothing(region, session, qtbot):
    view = region.view
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=view.head_rect(0).center())
    spot = QPointF(view.viewport().rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        view.viewport(), QMouseEvent(QEvent.Type.MouseMove, spot, view.viewport().mapToGlobal(spot), left, left, none)
    )
    assert session.selection.ids == frozenset()


def test_the_head_of_what_is_at_the_top_sticks_there(region, qtbot):
    view = region.view
    view.verticalScrollBar().setValue(view._line_top(view.lines.heads[2]) + 3 * view.row_height() + 5)
    assert view.head_at(QPoint(20, 3)) == 2 and view.head_rect(2).top() == 0
    end = view._line_top(view.lines.heads[3])
    view.verticalScrollBar().setValue(min(end - 10, view.verticalScrollBar().maximum()))
    before, after = view.head_rect(2), view.head_rect(3)
    assert before.bottom() < after.top(), "the next head pushes it away"
    view.grab()


def test_an_article_is_never_revealed_beneath_a_head(region, session, qtbot):
    view = region.view
    session.select([1200])
    view.show_current()
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Up)
        row = session.selection.current - 1000
        assert view.row_rect(row).top() >= view._head_high - 1
        assert view.row_at(view.row_rect(row).center()) == row


def test_the_menu_of_a_head(region, session, qtbot):
    view = region.view
    asked = []
    view.group_requested.connect(lambda group, place: asked.append(group))
    spot = view.head_rect(0).center()
    place = view.viewport().mapToGlobal(spot)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, place))
    assert asked == [0]
    QApplication.activePopupWidget().close()
    menu = region.group_menu(0)
    actions = {action.text(): action for action in menu.actions()}
    actions["Select All of “March 2021”"].trigger()
    assert session.selection.ids == ids(range(5))
    actions["Fold All Groups"].trigger()
    assert view.lines.shown == 0 and view.lines.count == 4
    actions["Unfold All Groups"].trigger()
    assert view.lines.shown == 308


def test_what_is_folded_stays_so_until_something_else_parts_the_list(region, session):
    region.articles.fold(region.articles.groups[:1], True)
    session.give(range(1000, 1308), kept=True, groups=PARTS)
    assert region.view.lines.is_folded(0)
    session.sort = replace(session.sort, group="provider")
    session.give(range(1000, 1308), groups=[("March 2021", 300), ("NIH", 8)])
    assert not region.view.lines.is_folded(0)


def test_grouping_keeps_the_article_under_the_eye(region, session):
    view = region.view
    session.select([1150])
    view.show_current()
    top = view.row_rect(150).top()
    session.sort = replace(session.sort, group="")
    session.give(range(1000, 1308))
    assert view.row_rect(150).top() == top and not view.lines.groups
    session.sort = replace(session.sort, group="topic")
    session.give([*range(1200, 1308), *range(1000, 1200)], groups=[("AI", 200), ("Health", 108)])
    assert view.row_rect(258).top() == top


def test_the_models_pass_the_tester(region, session):
    tester = QAbstractItemModelTester(region.view.model(), FATAL)
    session.give(range(1000, 1200), groups=PARTS)
    region.fold_all(True)
    session.give(range(1000, 1308), kept=True, groups=PARTS)
    region.fold_all(False)
    region.grid.set_picture_size(140)
    session.give([])
    session.close()
    tester.deleteLater()


def test_a_hundred_thousand_in_five_thousand_groups_are_no_burden(region, session, qtbot):
    session.give(range(100_000), groups=[(f"Group {number}", 20) for number in range(5_000)])
    view = region.view
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Home, SHIFT)
    region.fold_all(True)
    region.fold_all(False)
    view.viewport().repaint()
    assert session.selection.ids == frozenset(range(100_000))
    assert session.fetched < 4_000, "only what is about in sight is fetched"
