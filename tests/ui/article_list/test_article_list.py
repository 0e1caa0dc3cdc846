import pytest
from PySide6.QtCore import Qt

from reviewer.library.catalog.schema import Counts, Sort
from reviewer.session.settings import LIST_VIEW
from reviewer.ui.article_list.article_list import ArticleList


@pytest.fixture
def region(session, view_size):
    return view_size(ArticleList(session), 600, 500)


def test_it_shows_cards_or_a_table_and_remembers_which(region, session, qtbot, view_size):
    session.give(range(1, 50))
    assert region.mode == "cards" and region.cards.isVisible()
    with qtbot.waitSignal(region.mode_changed) as changed:
        region.set_mode("table")
    assert changed.args == ["table"]
    assert region.table.isVisible() and not region.cards.isVisible()
    assert session.settings.value(LIST_VIEW) == "table"
    assert view_size(ArticleList(session)).mode == "table"


def test_the_current_article_stays_in_sight_between_cards_and_table(region, session):
    session.give(range(1000))
    session.select([700])
    region.set_mode("table")
    assert region.table.viewport().rect().intersects(region.table.row_rect(700))
    assert region.table.currentIndex().row() == 700
    region.set_mode("cards")
    assert region.cards.viewport().rect().intersects(region.cards.row_rect(700))


def test_with_no_collection_it_offers_to_open_one(region, session, qtbot):
    session.close()
    assert region.empty.isVisible() and "Open a folder" in region.empty.words
    with qtbot.waitSignal(region.open_requested):
        region.empty.button.click()


def test_when_nothing_matches_it_says_the_search_and_offers_to_clear_it(region, session):
    session.counts = Counts(all=900)
    session.search('topic:"AI" -cancer')
    session.give([])
    assert region.empty.isVisible() and 'topic:"AI" -cancer' in region.empty.words
    region.empty.button.click()
    assert session.query_text == ""


def test_while_reading_it_says_so(region, session):
    session.busy = True
    session.progress.emit(None)
    assert "Reading" in region.empty.words
    assert not region.empty.button.isVisible()


def test_a_collection_that_is_being_opened_is_named(region, session):
    session.collection = None
    session.opening = "news"
    session.opening_changed.emit()
    assert "Opening news…" in region.empty.words
    assert not region.empty.button.isVisible()
    session.opening = ""
    session.opening_changed.emit()
    assert "Open a folder" in region.empty.words


def test_an_empty_folder_is_told_from_one_that_is_being_read(region, session, qtbot):
    session.busy = False
    session.progress.emit(None)
    assert "No articles" in region.empty.words
    with qtbot.waitSignal(region.open_requested):
        region.empty.button.click()


def test_rows_replace_the_empty_state(region, session):
    assert region.empty.isVisible()
    session.give([1, 2])
    assert region.cards.isVisible()


def test_signals_of_both_views_are_passed_on(region, session, qtbot):
    session.give(range(1, 9))
    session.select([2])
    for mode in ("cards", "table"):
        region.set_mode(mode)
        with qtbot.waitSignal(region.opened) as opened:
            qtbot.keyClick(region.view, Qt.Key.Key_Return)
        assert opened.args == [2]


def test_actions_of_the_window(region, session):
    session.give(range(1, 9))
    region.step(1)
    region.step(1)
    assert session.selection.current == 2
    region.step(-1)
    assert session.selection.current == 1
    region.select_all()
    assert len(session.selection.ids) == 8
    region.focus_list()
    assert region.focusWidget() is region.cards
    region.remember()


def test_the_line_above_says_how_many_and_in_which_order(region, session):
    session.sort = Sort("quality", True)
    session.give(range(1, 1235))
    texts = [child.text() for child in region.bar.children() if hasattr(child, "text")]
    assert texts == ["1,234 articles", "Quality, highest first"]
    session.search("AI")
    session.give(range(1, 5))
    assert region.bar.children()[0].__class__ and any(
        getattr(child, "text", str)() == "4 of 1,234 articles" for child in region.bar.children()
    )


def test_the_order_is_chosen_in_a_menu(region, session):
    session.give(range(1, 9))
    menu = region.bar.order.menu()
    menu.aboutToShow.emit()
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Date"].isChecked() and actions["Newest first"].isChecked()
    actions["Title"].trigger()
    assert session.sort == Sort("title", False)
    actions["Oldest first"].trigger()
    assert session.sort == Sort("date", False)
