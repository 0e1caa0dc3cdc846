"""The region over a session in memory: what it shows, asks for and does, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from reviewer.session.settings import DIFFERENCE_SHARE
from reviewer.ui.changes.change_cells import button_places, tick_place
from reviewer.ui.changes.change_model import ARTICLE, CHANGE
from reviewer.ui.changes.change_words import Staged
from reviewer.ui.changes.changes import Changes
from reviewer.ui.changes.row_menu import row_menu

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def shown(changes):
    return [(row.id, row.field) for row in changes.model.rows]


def click(changes, qtbot, row, deed):
    index = changes.model.index(row, CHANGE)
    places = button_places(changes.model.rows[row], changes.table.visualRect(index))
    place = next(room for each, room in places if each.id == deed)
    qtbot.mouseMove(changes.table.viewport(), place.center())
    changes.table._hover(row, None)
    qtbot.mouseClick(changes.table.viewport(), LEFT, pos=place.center())


# ---- what it shows


def test_it_says_how_much_there_is_and_what_a_save_takes(changes, session) -> None:
    assert changes.head.words == "6 changes in 4 articles · 2 conflicts"
    assert changes.head.save.text() == "Save 2"
    session.unsaved.leave_out({2}, True)
    assert changes.head.words == "6 changes in 4 articles · 1 left out · 2 conflicts"
    assert changes.head.save.text() == "Save 1" and changes.head.every.checkState() == Qt.CheckState.PartiallyChecked


def test_it_asks_only_while_it_is_shown(changes, session, qtbot) -> None:
    changes.hide()
    asked = len(session.unsaved.asked)
    session.stage(session.staged[:1])
    assert len(session.unsaved.asked) == asked
    changes.show()
    qtbot.waitUntil(lambda: shown(changes) == [(1, "quality")])
    session.stage(session.staged * 1)
    qtbot.waitUntil(lambda: len(session.unsaved.asked) == asked + 2)


def test_with_nothing_staged_it_says_what_it_is_for(changes, session, qtbot) -> None:
    session.stage([])
    qtbot.waitUntil(lambda: changes.empty.isVisible() and "Nothing" in changes.empty.words)
    assert "Nothing to save" in changes.empty.words and "Publish" in changes.empty.words
    session.close()
    assert "Open a folder" in changes.empty.words


def test_what_is_not_read_yet_is_not_called_nothing(session, qtbot) -> None:
    session.unsaved.changes = lambda *question: None
    reading = Changes(session)
    qtbot.addWidget(reading)
    assert reading.empty.words == "Reading the changes…"
    session.modified = 0
    session.history_changed.emit()
    assert "Nothing to save" in reading.empty.words


def test_the_filter_and_the_conflicts(changes, session, qtbot) -> None:
    qtbot.keyClicks(changes.head.text, "topics")
    qtbot.waitUntil(lambda: shown(changes) == [(1, "topics")])
    assert changes.head.words == "1 of 6 changes in 4 articles · 2 conflicts"
    assert changes.head.save.text() == "Save 2"
    changes.head.filter_by("")
    changes.head.only_conflicts.click()
    assert shown(changes) == [(3, "quality"), (3, "heat"), (4, "quality")]
    changes.head.filter_by("nothing of that")
    assert changes.nothing.isVisible() and "No conflict" in changes.nothing.words
    changes.nothing.button.click()
    assert len(shown(changes)) == 6


def test_the_toggle_of_conflicts_goes_with_the_last_of_them(changes, session, qtbot) -> None:
    changes.head.only_conflicts.click()
    session.stage(session.staged[:3])
    qtbot.waitUntil(lambda: not changes.head.only_conflicts.isChecked())
    assert [article for article, _ in shown(changes)] == [1, 1, 2] and not changes.head.all_mine.isVisible()


def test_headings_sort(changes, session, qtbot) -> None:
    header = changes.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(CHANGE) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert session.unsaved.asked[-1] == ("", "new", False)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert session.unsaved.asked[-1] == ("", "new", True)
    menu = changes.table.sort_menu()
    next(action for action in menu.actions() if "before" in action.text()).trigger()
    assert session.unsaved.asked[-1] == ("", "old", False)
    menu.deleteLater()


def test_the_place_stays_where_changes_go(changes, session, press, qtbot) -> None:
    press(Qt.Key.Key_Down, 2)
    assert changes.table.currentIndex().row() == 3
    session.stage([row for row in session.staged if row.id != 1])
    qtbot.waitUntil(lambda: len(shown(changes)) == 4)
    assert changes.table.current_row.id == 3 and changes.table.currentIndex().row() == 1
    session.stage([row for row in session.staged if row.field != "quality" or row.id != 3])
    qtbot.waitUntil(lambda: len(shown(changes)) == 3)
    assert changes.table.current_row.field == "heat"


def test_one_article_is_shown_for_the_one_who_asks(changes, qtbot) -> None:
    changes.show_article("news/robots.md")
    assert shown(changes) == [(3, "quality"), (3, "heat")] and changes.table.hasFocus()


def test_the_keyboard_stays_in_the_region_when_all_is_saved_and_comes_back(changes, session, qtbot) -> None:
    rows = session.staged
    changes.focus_first()
    session.stage([])
    qtbot.waitUntil(changes.empty.hasFocus)
    session.stage(rows)
    qtbot.waitUntil(changes.table.hasFocus)


def test_a_filter_typed_while_all_are_counted_waits_for_the_count(changes, session, qtbot) -> None:
    unsaved, waiting = session.unsaved, []
    answered = unsaved.changes
    unsaved.changes = lambda *question: waiting.append(question)
    session.stage(session.staged[:2])
    qtbot.waitUntil(lambda: len(waiting) == 1)
    changes.head.filter_by("topics")
    assert [text for text, *_ in waiting] == ["", ""], "the newer question takes the place of the older"
    unsaved.changes = answered
    answered(*waiting[-1])
    assert changes.head.words == "1 of 2 changes in 1 article" and shown(changes) == [(1, "topics")]


# ---- keys


def test_delete_takes_back_a_field_or_an_article(session, press) -> None:
    press(Qt.Key.Key_Delete, 1)
    press(Qt.Key.Key_Delete, 1, SHIFT)
    assert session.reverted == [({1}, ["topics"]), ({1}, None)]


def test_several_rows_are_taken_back_by_fields(changes, session, press) -> None:
    changes.table.selectAll()
    press(Qt.Key.Key_Delete)
    assert sorted((sorted(ids), fields) for ids, fields in session.reverted) == [
        ([1], ["quality", "topics"]), ([2], ["published"]), ([3], ["heat", "quality"]), ([4], ["quality"]),
    ]  # fmt: skip


def test_space_leaves_an_article_out_and_takes_it_in(session, press) -> None:
    press(Qt.Key.Key_Space, 0)
    assert session.unsaved.left_out == {1}
    press(Qt.Key.Key_Space, 1)
    assert session.unsaved.left_out == frozenset()
    press(Qt.Key.Key_Space, 3)
    assert session.unsaved.left_out == frozenset(), "a conflict is not saved anyway"


def test_m_and_t_choose_in_a_conflict_and_nowhere_else(session, press) -> None:
    press(Qt.Key.Key_M, 3)
    press(Qt.Key.Key_T, 3)
    press(Qt.Key.Key_T, 0)
    assert session.unsaved.resolved == [({3}, None, {"quality": "mine"}), ({3}, None, {"quality": "theirs"})]


def test_return_shows_the_article(changes, session, press, qtbot) -> None:
    with qtbot.waitSignal(changes.shown) as sent:
        press(Qt.Key.Key_Return, 2)
    assert sent.args == [2] and session.selected == [((2,), 2)]


def test_tab_goes_through_the_region(changes, qtbot) -> None:
    changes.focus_first()
    changes.table.go_to(3)
    stops = []
    for _ in range(14):
        stops.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is changes.table:
            break
    assert set(stops) == {changes.table, *changes.head.stops, changes.beside.diff, changes.beside.clash.mine,
                          changes.beside.clash.theirs}  # fmt: skip
    assert stops[1:4] == [changes.beside.clash.mine, changes.beside.clash.theirs, changes.beside.diff]
    assert all(stop.accessibleName() or stop.text() for stop in stops)


# ---- mouse


def test_buttons_of_a_row(changes, session, qtbot) -> None:
    click(changes, qtbot, 0, "revert")
    click(changes, qtbot, 3, "theirs")
    click(changes, qtbot, 3, "mine")
    assert session.reverted == [({1}, ["quality"])]
    assert [choices for _, _, choices in session.unsaved.resolved] == [{"quality": "theirs"}, {"quality": "mine"}]


def test_the_tick_of_a_row_and_that_of_all(changes, session, qtbot) -> None:
    place = tick_place(changes.table.visualRect(changes.model.index(2, ARTICLE))).center()
    qtbot.mouseClick(changes.table.viewport(), LEFT, pos=place)
    assert session.unsaved.left_out == {2}
    changes.head.every.click()
    assert session.unsaved.left_out == frozenset()
    changes.head.every.click()
    assert session.unsaved.left_out == {1, 2} and not changes.head.save.isEnabled()


def test_a_double_click_shows_the_article(changes, session, qtbot) -> None:
    place = changes.table.visualRect(changes.model.index(2, CHANGE)).topLeft() + QPoint(9, 9)
    qtbot.mouseClick(changes.table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(changes.table.viewport(), LEFT, pos=place)
    assert session.selected == [((2,), 2)]


@pytest.mark.parametrize(("row", "first"), [(0, "Revert Field\tDel"), (3, "Keep Mine\tM")])
def test_the_menu_of_a_row(changes, session, row, first) -> None:
    done = []
    changes.table.go_to(row)
    menu = row_menu(changes.table, done.append, is_out=False)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[0] == first and {"Revert Article\tShift+Del", "Show Article\tReturn"} <= set(words)
    for action in menu.actions():
        action.trigger()
    assert {"revert", "revert article", "show"} <= set(done) and ("tick" in done) == (row == 0)
    menu.deleteLater()


# ---- all of them


def test_save_takes_what_is_ticked(changes, session, qtbot) -> None:
    changes.head.save.click()
    session.stage(session.staged[:3])
    qtbot.waitUntil(lambda: len(shown(changes)) == 3)
    changes.head.save.click()
    assert session.saved == [{1, 2}, None]


def test_conflicts_end_all_at_once(changes, session) -> None:
    changes.head.all_mine.click()
    changes.head.all_theirs.click()
    assert session.unsaved.resolved == [({3}, "mine", {}), ({3}, "theirs", {})]


def test_revert_all_is_the_discarding_of_the_session(changes, session) -> None:
    changes.head.revert.click()
    assert session.discards == 1


# ---- beside


def test_the_difference_of_the_current_row(changes, session, qtbot) -> None:
    changes.table.go_to(2)
    qtbot.waitUntil(lambda: session.diffs[-1:] == [2])
    assert "+quality: 40" in changes.beside.diff.toPlainText()
    changes.head.detail.click()
    assert not changes.beside.isVisible()
    asked = len(session.diffs)
    changes.table.go_to(0)
    changes.head.detail.click()
    assert changes.beside.isVisible() and session.diffs[asked:] == [1]


def test_a_clash_is_decided_beside_too(changes, session, qtbot) -> None:
    changes.table.go_to(3)
    assert changes.beside.clash.isVisible()
    changes.beside.clash.theirs.click()
    assert session.unsaved.resolved == [({3}, None, {"quality": "theirs"})]
    changes.table.go_to(5)
    assert not changes.beside.clash.isVisible() and changes.beside.reason.words == "⇄ The file is gone"


def test_a_narrow_region_has_the_difference_below_or_not_at_all(changes, qtbot) -> None:
    changes.resize(560, 300)
    assert not changes.beside.isVisible() and not changes.head.detail.isVisible()
    changes.resize(560, 700)
    assert changes.beside.isVisible() and changes.split.orientation() == Qt.Orientation.Vertical
    changes.resize(1200, 300)
    assert changes.beside.isVisible() and changes.split.orientation() == Qt.Orientation.Horizontal


def test_the_difference_is_as_wide_as_it_was_and_stays_folded(changes, session, qtbot) -> None:
    changes.split.setSizes([600, 600])
    changes.split.splitterMoved.emit(600, 1)
    changes.resize(1000, 360)
    table, beside = changes.split.sizes()
    assert abs(table - beside) < 12
    changes.head.detail.click()
    again = Changes(session)
    qtbot.addWidget(again)
    assert not again.head.detail.isChecked() and session.settings.value(DIFFERENCE_SHARE) == 50


@pytest.mark.parametrize("width", [300, 420, 560, 700, 800, 900, 1000, 1400])
def test_the_line_above_fits_in_any_width(changes, session, width) -> None:
    for rows in (session.staged, session.staged[:3]):
        changes._take_all(Staged.of(list(rows)))
        changes.resize(width, 360)
        QApplication.processEvents()
        head = changes.head
        shown = [head.summary, *(stop for stop in head.stops if stop.isVisible())]
        places = [part.geometry().translated(part.parentWidget().mapTo(head, QPoint(0, 0)) if part.parentWidget() is not
                  head else QPoint(0, 0)) for part in shown]  # fmt: skip
        assert all(head.rect().contains(place) for place in places)
        assert not any(one.intersects(two) for at, one in enumerate(places) for two in places[at + 1 :])
        if width >= 420:
            assert all(part.width() >= part.minimumSizeHint().width() for part in shown)
