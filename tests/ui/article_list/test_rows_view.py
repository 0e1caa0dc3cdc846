import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView

from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.card_view import CardView
from reviewer.ui.article_list.grid_view import GridView
from reviewer.ui.article_list.table_view import TableView

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture(params=[CardView, GridView, TableView], ids=["cards", "grid", "table"])
def view(request, session, view_size):
    model = ArticleModel(session)
    shown = view_size(request.param(session, model), 700, 600)
    model.setParent(shown)
    session.give(range(1000, 2000))
    return shown


def click(qtbot, view, row, modifier=Qt.KeyboardModifier.NoModifier, button=LEFT):
    qtbot.mouseClick(view.viewport(), button, modifier, view.row_rect(row).center())


def ids(*rows):
    return {1000 + row for row in rows}


def mirrored(view):
    """The articles that the view's own selection model holds."""
    return {view._line_model.row_of(index) for index in view.selectionModel().selectedIndexes()}


def shown_current(view):
    return view._line_model.row_of(view.currentIndex())


def test_a_click_selects_one(view, session, qtbot):
    click(qtbot, view, 2)
    assert (session.selection.ids, session.selection.current) == (ids(2), 1002)
    click(qtbot, view, 1)
    assert session.selection.ids == ids(1)


def test_control_adds_and_takes_out(view, session, qtbot):
    click(qtbot, view, 0)
    click(qtbot, view, 2, CONTROL)
    assert session.selection.ids == ids(0, 2)
    assert session.selection.current == 1002
    click(qtbot, view, 2, CONTROL)
    assert (session.selection.ids, session.selection.current) == (ids(0), 1000)


def test_shift_stretches_from_the_last_plain_click(view, session, qtbot):
    click(qtbot, view, 1)
    click(qtbot, view, 3, SHIFT)
    assert session.selection.ids == ids(1, 2, 3)
    click(qtbot, view, 0, SHIFT)
    assert (session.selection.ids, session.selection.current) == (ids(0, 1), 1000)


def test_dragging_stretches(view, session, qtbot):
    click(qtbot, view, 1)
    for row, selected in ((3, ids(1, 2, 3)), (2, ids(1, 2)), (0, ids(0, 1))):
        spot = QPointF(view.row_rect(row).center())
        plain = Qt.KeyboardModifier.NoModifier
        drag = QMouseEvent(QEvent.Type.MouseMove, spot, view.viewport().mapToGlobal(spot), LEFT, LEFT, plain)
        QApplication.sendEvent(view.viewport(), drag)
        assert session.selection.ids == selected


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ("jjj", 2),
        ("jjk", 0),
        ([Qt.Key.Key_Home, *[Qt.Key.Key_PageDown] * 400, Qt.Key.Key_J], 999),
        ([Qt.Key.Key_End], 999),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0),
    ],
)
def test_keys_move_the_current_row(view, session, qtbot, keys, row):
    for key in keys:
        qtbot.keyClick(view, key)
    assert session.selection.ids == ids(row)
    assert shown_current(view) == row
    assert view.viewport().rect().contains(view.row_rect(row).center())


def test_down_goes_to_the_next_line(view, session, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert session.selection.ids == ids(3 * view.lines.across)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert session.selection.ids == ids(2 * view.lines.across)


def test_a_page_is_a_screenful(view, session, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    row = session.selection.current - 1000
    assert row == max(1, view.viewport().height() // view.row_height() - 1) * view.lines.across
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert session.selection.current == 1000


def test_keys_with_shift_stretch(view, session, qtbot):
    click(qtbot, view, 2)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_J, SHIFT)
    assert session.selection.ids == ids(*range(2, 4 + view.lines.across))
    qtbot.keyClick(view, Qt.Key.Key_Home, SHIFT)
    assert session.selection.ids == ids(0, 1, 2)
    qtbot.keyClick(view, Qt.Key.Key_End, SHIFT)
    assert len(session.selection.ids) == 998


def test_all_are_selected_and_only_what_is_about_the_sight_is_mirrored(view, session, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert len(session.selection.ids) == 1000
    assert 0 in mirrored(view) and 999 not in mirrored(view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert 999 in mirrored(view)


def test_the_session_selects(view, session):
    session.select([1003, 1005], 1005)
    assert mirrored(view) == {3, 5} and shown_current(view) == 5
    session.select([])
    assert not view.selectionModel().hasSelection()
    assert not view.currentIndex().isValid()


@pytest.mark.parametrize("key", ["p", "u", "1", "x", "/", " "])
def test_letters_are_left_to_the_window(view, session, qtbot, key):
    click(qtbot, view, 2)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(key.upper())), Qt.KeyboardModifier.NoModifier, key)
    QApplication.sendEvent(view, event)
    assert not event.isAccepted()
    assert session.selection.ids == ids(2)


def test_keys_with_control_are_left_to_the_window(view, session, qtbot):
    click(qtbot, view, 2)
    qtbot.keyClick(view, Qt.Key.Key_J, CONTROL)
    assert session.selection.ids == ids(2)


def test_enter_and_double_click_open(view, session, qtbot):
    click(qtbot, view, 1)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [1001]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=view.row_rect(2).center())
    assert opened.args == [1002]


def test_the_right_button_selects_what_is_not_selected(view, session, qtbot):
    session.select([1001, 1002], 1001)
    click(qtbot, view, 2, button=RIGHT)
    assert session.selection.ids == ids(1, 2)
    click(qtbot, view, 3, button=RIGHT)
    assert session.selection.ids == ids(3)


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_a_menu_is_asked_for(view, session, qtbot, reason):
    session.select([1001])
    with qtbot.waitSignal(view.context_requested) as asked:
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, QPoint(9, 9), QPoint(33, 44)))
    if reason == QContextMenuEvent.Reason.Mouse:
        assert asked.args == [QPoint(33, 44)]
    else:
        assert view.row_rect(1).contains(view.viewport().mapFromGlobal(asked.args[0]))


def test_rows_that_come_above_do_not_move_what_is_looked_at(view, session):
    view.verticalScrollBar().setValue(40 * view.row_height() + 7)
    first = view.rows_in_sight()[0]
    top = view.row_rect(first).top()
    session.give([*range(500, 520), *range(1000, 2000)], kept=True)
    assert view.row_rect(first + 20).top() == top


def test_the_current_row_stays_where_it_is_in_a_kept_answer(view, session):
    view.verticalScrollBar().setValue(40 * view.row_height() + 7)
    row = view.rows_in_sight()[1]
    session.select([1000 + row])
    top = view.row_rect(row).top()
    order = list(range(1000, 2000))
    random.Random(1).shuffle(order)
    place = order.index(1000 + row)
    order[place], order[500] = order[500], order[place]
    for kept in (True, False):
        session.give(order, kept=kept)
        assert view.row_rect(500).top() == top
        assert shown_current(view) == 500


def test_another_answer_begins_at_its_top(view, session):
    view.verticalScrollBar().setValue(4000)
    session.give(range(5000, 6000))
    assert view.verticalScrollBar().value() == 0


def test_another_answer_keeps_the_current_article_in_sight(view, session):
    session.select([1500])
    view.show_current()
    session.give(range(1999, 999, -1))
    assert session.selection.ids == {1500}
    row = session.answer.ids.index(1500)
    assert view.viewport().rect().intersects(view.row_rect(row))
    assert shown_current(view) == row


def test_the_row_under_the_eye_returns_with_the_search_that_lists_it(view, session):
    view.verticalScrollBar().setValue(40 * view.row_height() + 7)
    row = view.rows_in_sight()[1]
    session.select([1000 + row])
    top, everything = view.row_rect(row).top(), range(1000, 2000)
    for other in (range(5000, 6000), ()):
        session.search("another")
        session.select([])
        session.give(other)
        assert view.verticalScrollBar().value() == 0
        session.search("")
        session.select([1000 + row])
        session.give(everything)
        assert view.row_rect(row).top() == top
    session.search("another")
    session.select([])
    session.give(range(5000, 6000))
    session.select([5000])
    session.search("")
    session.select([])
    session.give(everything)
    assert view.verticalScrollBar().value() == 0


def test_the_next_row_stands_for_one_that_is_gone_when_the_search_lists_the_others_again(view, session, qtbot):
    view.verticalScrollBar().setValue(40 * view.row_height() + 7)
    row = view.rows_in_sight()[1]
    session.select([1000 + row])
    session.search("another")
    session.select([])
    session.give(range(5000, 6000))
    session.search("")
    session.give([number for number in range(1000, 2000) if number != 1000 + row])
    assert view.viewport().rect().intersects(view.row_rect(row))


def test_what_no_longer_matches_says_so_and_its_words_are_as_dark_as_others(view):
    def darkest():
        shown = view.viewport().grab(view.row_rect(1)).toImage()
        return min(shown.pixelColor(x, y).lightness() for x in range(shown.width()) for y in range(shown.height()))

    before, dark = view.viewport().grab(view.row_rect(1)).toImage(), darkest()
    view.articles.set_faded([1000, 1001], [1001])
    assert view.viewport().grab(view.row_rect(1)).toImage() != before
    assert darkest() <= dark


def test_the_current_article_stays_whole_where_the_list_becomes_less_high(view, session):
    row = view.rows_in_sight()[-1]
    session.select([1000 + row])
    view.show_current()
    view.resize(view.width(), view.height() - 60)
    assert view.viewport().rect().contains(view.row_rect(row).adjusted(0, 0, -view.row_rect(row).width() // 2, 0))


def test_after_the_current_row_has_left_one_goes_on_from_its_place(view, session, qtbot):
    session.select([1004])
    session.give([number for number in range(1000, 2000) if number != 1004], kept=True)
    qtbot.keyClick(view, Qt.Key.Key_J)
    assert session.selection.current == 1005


def test_after_the_current_row_has_left_one_goes_back_from_its_place(view, session, qtbot):
    session.select([1004])
    session.give([number for number in range(1000, 2000) if number != 1004], kept=True)
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert session.selection.current == 1003


def test_keys_in_an_empty_list_do_nothing(view, session, qtbot):
    session.give([])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert session.selection.ids == frozenset()


def test_closing_forgets_the_rows(view, session):
    session.select([1004])
    session.close()
    assert view.model().rowCount() == 0
    view.grab()


def test_rows_grow_with_the_font(view, qapp):
    before, font = view.row_height(), qapp.font()
    try:
        large = qapp.font()
        large.setPointSizeF(font.pointSizeF() * 2)
        qapp.setFont(large)
        QApplication.processEvents()
        assert view.row_height() > 1.6 * before - 30
        assert view.verticalHeader().defaultSectionSize() == view.row_height()
        view.grab()
    finally:
        qapp.setFont(font)


def test_a_hundred_thousand_rows_are_no_burden(view, session, qtbot):
    session.give(range(100_000))
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Home, SHIFT)
    session.give(range(99_999, -1, -1), kept=True)
    session.select(range(0, 100_000, 2), 0)
    view.viewport().repaint()
    assert session.selection.ids == frozenset(range(0, 100_000, 2))
    assert session.fetched < 2_000, "only what is about in sight is fetched"
    assert isinstance(view, QTableView)


def test_a_list_that_grows_at_its_top_stays_at_its_top_where_its_first_row_is_followed(view, session):
    for first in range(990, 900, -30):
        session.select([first])
        session.give(range(first, 2000), kept=True)
        assert view.verticalScrollBar().value() == 0 and shown_current(view) == 0


def test_scrolling_by_hand_leaves_the_first_row(view, session):
    session.give(range(900, 2000), kept=True)
    assert not session.first_row.left
    view.verticalScrollBar().triggerAction(view.verticalScrollBar().SliderAction.SliderPageStepAdd)
    assert session.first_row.left


def test_all_and_the_last_one_wait_for_the_rest_of_the_list(view, session, qtbot):
    session.give(range(1000, 1100), count=1000)
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert session.selection.ids == frozenset()
    session.give(range(1000, 2000), kept=True)
    assert len(session.selection.ids) == 1000
    session.give(range(1000, 1100), count=1000)
    qtbot.keyClick(view, Qt.Key.Key_End)
    session.give(range(1000, 2000), kept=True)
    assert session.selection.ids == {1999}
    session.give(range(1000, 1100), count=1000)
    qtbot.keyClick(view, Qt.Key.Key_A, CONTROL)
    session.search("another")
    session.give(range(1000, 1200))
    assert session.selection.ids == {1999}, "what was wanted of another search is forgotten"


def test_a_list_that_comes_in_two_stages_does_not_jump(view, session):
    view.verticalScrollBar().setValue(40 * view.row_height() + 7)
    first = 1000 + view.rows_in_sight()[0]
    top = view.row_rect(first - 1000).top()
    turned = list(range(1999, 999, -1))
    session.give(turned[:100], count=1000)
    session.give(turned, kept=True)
    assert view.row_rect(turned.index(first)).top() == top
    session.give(turned[:100], kept=True, count=1000)
    session.give(turned, kept=True)
    assert view.row_rect(turned.index(first)).top() == top
