import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from reviewer.library.catalog.schema import Sort
from reviewer.session.settings import TABLE_HEADER
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.columns import COLUMN_OF, COLUMNS
from reviewer.ui.article_list.table_view import TableView, heading_width


@pytest.fixture
def model(session):
    made = ArticleModel(session)
    yield made
    made.deleteLater()


@pytest.fixture
def view(session, model, view_size):
    return view_size(TableView(session, model), 900, 500)


def click_heading(qtbot, view, key):
    header = view.horizontalHeader()
    x = header.sectionViewportPosition(COLUMN_OF[key]) + 20
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(x, 10))


def test_a_click_on_a_heading_sorts_and_another_turns_the_order(view, session, qtbot):
    click_heading(qtbot, view, "title")
    assert session.sort == Sort("title", False)
    click_heading(qtbot, view, "title")
    assert session.sort == Sort("title", True)
    click_heading(qtbot, view, "quality")
    assert session.sort == Sort("quality", True)


def test_the_arrow_follows_the_session(view, session):
    session.sort = Sort("provider", False)
    session.give([1, 2])
    header = view.horizontalHeader()
    assert header.sortIndicatorSection() == COLUMN_OF["provider"]
    assert header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder


def test_an_order_without_a_column_has_no_arrow(view, session):
    session.sort = Sort("excerpt", False)
    session.give([1, 2])
    assert view.horizontalHeader().sortIndicatorSection() == -1


def test_columns_are_hidden_and_shown_by_the_menu(view):
    actions = {action.text(): action for action in view.column_menu().actions() if action.text()}
    header = view.horizontalHeader()
    assert header.isSectionHidden(COLUMN_OF["heat"])
    actions["Heat"].trigger()
    assert not header.isSectionHidden(COLUMN_OF["heat"])
    actions["Topics"].trigger()
    assert header.isSectionHidden(COLUMN_OF["topics"])
    assert not actions["Title"].isEnabled()
    actions["Columns as at first"].trigger()
    assert [not header.isSectionHidden(n) for n in range(len(COLUMNS))] == [column.shown for column in COLUMNS]


def test_columns_are_remembered(view, session, model, view_size):
    header = view.horizontalHeader()
    header.moveSection(0, 3)
    header.resizeSection(COLUMN_OF["date"], 211)
    header.setSectionHidden(COLUMN_OF["topics"], True)
    view.remember()
    other = view_size(TableView(session, model), 900, 500)
    again = other.horizontalHeader()
    assert again.visualIndex(0) == 3
    assert again.sectionSize(COLUMN_OF["date"]) == 211
    assert again.isSectionHidden(COLUMN_OF["topics"])


def test_what_was_moved_is_written_after_a_while(view, session, qtbot):
    with qtbot.waitSignal(session.settings.changed) as changed:
        view.horizontalHeader().moveSection(0, 2)
    assert changed.args == [TABLE_HEADER.key]


def test_settings_that_cannot_be_read_give_the_first_columns(session, model, view_size):
    session.settings.set(TABLE_HEADER, b"nonsense")
    view = view_size(TableView(session, model), 900, 500)
    assert not view.horizontalHeader().isSectionHidden(0)
    assert view.horizontalHeader().isSectionHidden(COLUMN_OF["heat"])


def test_all_kinds_of_rows_are_painted(view, session):
    session.gone = {3}
    session.changes[2] = {"title": "x" * 10_000_000, "topics": ("\u202e",) * 400, "quality": "high"}
    session.give(range(1, 30))
    view.grab()


def test_the_table_scrolls_sideways_by_key(view, session, qtbot):
    session.give(range(1, 30))
    session.select([3])
    view.resize(300, 300)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.horizontalScrollBar().value() > 0
    assert session.selection.ids == {3}


def test_columns_follow_the_font_and_show_their_headings(view, qapp):
    header, font = view.horizontalHeader(), qapp.font()
    shown = [n for n, column in enumerate(COLUMNS) if column.shown][:-1]
    before = [header.sectionSize(n) for n in shown]
    try:
        larger = QFont(font)
        larger.setPointSizeF(font.pointSizeF() * 2)
        qapp.setFont(larger)
        QApplication.processEvents()
        after = [header.sectionSize(n) for n in shown]
        assert all(1.4 * one < other for one, other in zip(before, after, strict=True))
        assert all(size >= heading_width(COLUMNS[n]) for n, size in zip(shown, after, strict=True))
    finally:
        qapp.setFont(font)
