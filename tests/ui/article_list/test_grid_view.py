"""The grid of pictures."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from reviewer.session.settings import GRID_SIZE
from reviewer.ui import style
from reviewer.ui.article_list.article_list import ArticleList
from reviewer.ui.article_list.grid_cell import LARGEST, SMALLEST, wish_size


@pytest.fixture
def region(session, view_size):
    shown = view_size(ArticleList(session), 700, 600)
    shown.set_mode("grid")
    session.give(range(1000, 2000))
    shown.focus_list()
    return shown


def turn(view, steps, modifiers=Qt.KeyboardModifier.ControlModifier):
    spot = QPointF(view.viewport().rect().center())
    place, plain = view.viewport().mapToGlobal(spot), Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(spot, place, QPoint(), QPoint(0, 120 * steps), plain, modifiers, phase, False)
    QApplication.sendEvent(view.viewport(), wheel)


def test_as_many_are_on_a_line_as_there_is_room_for(region):
    view = region.grid
    across = view.lines.across
    assert across == view.viewport().width() // (view.picture_size + 16)
    region.resize(region.width() * 2, 600)
    assert view.lines.across >= 2 * across
    assert view.model().columnCount() == view.lines.across
    region.resize(150, 600)
    assert view.lines.across == 1
    view.grab()


def test_the_slider_and_the_wheel_set_the_size_and_it_is_remembered(region, session, view_size):
    view, slider = region.grid, region.bar.slider
    assert slider.isVisible()
    slider.setValue(300)
    assert view.picture_size == 300 and session.settings.value(GRID_SIZE) == 300
    turn(view, -1)
    assert view.picture_size == slider.value() == 280
    turn(view, 1, Qt.KeyboardModifier.NoModifier)
    assert view.picture_size == 280, "without Ctrl the wheel scrolls"
    for _ in range(30):
        turn(view, -1)
    assert view.picture_size == SMALLEST
    view.set_picture_size(9_999)
    assert view.picture_size == LARGEST == view_size(ArticleList(session)).grid.picture_size
    region.set_mode("cards")
    assert not slider.isVisible()


def test_the_article_under_the_eye_stays_when_pictures_grow_and_the_window_widens(region, session, qtbot):
    view = region.grid
    view.verticalScrollBar().setValue(20 * view.row_height() + 30)
    session.select([1000 + view.rows_in_sight()[1]])
    row = view._current
    top = view.row_rect(row).top()
    view.set_picture_size(140)
    assert view.row_rect(row).top() == top and view.currentIndex() == view._line_model.index_of(row)
    region.resize(1100, 600)
    assert view.row_rect(row).top() == top


def test_arrows_go_in_two_directions(region, session, qtbot):
    view = region.grid
    view.set_picture_size(140)
    across = view.lines.across
    assert across > 2
    keys = [Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up]
    expected = [0, 1, 1 + across, 1 + 2 * across, 2 * across, across]
    for key, row in zip(keys, expected, strict=True):
        qtbot.keyClick(view, key)
        assert session.selection.ids == {1000 + row}
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert session.selection.ids == {1000 + across, 1001 + across}


def test_beyond_the_last_article_there_is_nothing_to_click(region, session, qtbot):
    session.give(range(1000, 1004))
    view = region.grid
    view.set_picture_size(200)
    empty = view.row_rect(3).center() + QPoint(view.columnWidth(0), 0)
    if view.viewport().rect().contains(empty):
        assert view.row_at(empty) is None
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=empty)
        assert session.selection.ids == frozenset()


def test_a_picture_keeps_its_place_and_says_why_it_failed(region, session, qtbot):
    session.give([1000])
    session.change(1000, picture="/a.jpg")
    view = region.grid
    spot = view.row_rect(0).topLeft() + QPoint(40, 40)
    assert view.viewport().grab().toImage().pixelColor(spot).name() == style.tint(view.palette()).name()
    session.pictures.bring("/root/a.jpg", "#ff0000")
    qtbot.waitUntil(lambda: view.viewport().grab().toImage().pixelColor(spot).name() == "#ff0000")
    session.pictures.ready.clear()
    before = view.viewport().grab().toImage()
    session.pictures.failures["/root/a.jpg"] = "the server says 404 Not Found"
    session.pictures.arrived.emit("/root/a.jpg")
    assert view.viewport().grab().toImage() != before


def test_pictures_are_asked_for_in_few_sizes(region):
    sizes = {wish_size(region.grid.row_rect(0).adjusted(0, 0, by, 0), 2.0).width() for by in range(40)}
    assert len(sizes) <= 2


@pytest.mark.parametrize("size", [SMALLEST, 200, LARGEST])
def test_states_of_all_kinds_are_painted(region, session, size):
    session.changes |= {
        1000: {"modified": True, "conflict": True, "problem": None},
        1001: {"modified": True, "published": True, "problem": None},
        1002: {"title": "x" * 100_000, "provider": "y" * 10_000, "quality": "high", "picture": ""},
        1003: {"title": "\u202e", "date": "soon", "provider": ""},
    }
    session.gone = {1004}
    session.give(range(1000, 1020))
    region.grid.set_picture_size(size)
    region.grab()
    session.staying.is_on, session.staying.gone = True, {1000, 1002}
    session.change(1000, modified=True)
    region.grab()


def test_a_selected_cell_has_its_ground(region, session):
    session.select([1001])
    rect = region.grid.row_rect(1)
    colour = region.grid.viewport().grab().toImage().pixelColor(rect.center().x(), rect.bottom() - 8)
    assert colour.name() == style.selected_ground(region.grid.palette()).name()
