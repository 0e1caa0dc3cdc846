"""The list and the filters with a real session: its catalog, its journal, its process."""

import pytest
from living import Living
from PySide6.QtCore import Qt

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.schema import Sort
from reviewer.ui.article_list.article_list import ArticleList
from reviewer.ui.filters.filters import Filters


@pytest.fixture
def session(living: Living):
    return living.opened()


@pytest.fixture
def region(session, view_size):
    return view_size(ArticleList(session), 600, 500)


def titles(region):
    return [region.articles.index(row, 0).data() for row in range(region.articles.rowCount())]


def test_articles_are_listed_in_the_order_asked_for(region, session, living):
    session.sort_by(Sort("quality", True))
    living.until(lambda: titles(region)[:1] == ["Article 11"])
    assert titles(region) == [f"Article {number}" for number in range(11, -1, -1)]


def test_a_staged_edit_is_seen_at_once_and_the_row_stays(region, session, living, qtbot):
    session.search("is:unpublished")
    living.until(lambda: region.articles.rowCount() == 12)
    region.focus_list()
    qtbot.keyClick(region.view, Qt.Key.Key_Home)
    current = session.selection.current
    session.stage("Publish {articles}", [SetValue(("published",), True)])
    living.until(lambda: region.articles.row_at(0).published is True)
    assert region.articles.row_at(0).modified
    assert region.articles.ids[0] == current
    qtbot.keyClick(region.view, Qt.Key.Key_J)
    living.until(lambda: region.articles.rowCount() == 11)
    assert session.selection.ids == {session.selection.current}
    assert region.articles.row_of(session.selection.current) == 0
    living.settle(session)


def test_nothing_that_matches_is_told_and_taken_back(region, session, living):
    session.search("nothing-like-this")
    living.until(region.empty.isVisible)
    assert "nothing-like-this" in region.empty.words
    region.empty.button.click()
    living.until(lambda: region.articles.rowCount() == 12)


def test_filters_ask_what_they_show(session, living, qtbot, view_size):
    filters = view_size(Filters(session), 240, 700)
    living.until(lambda: [choice.words for choice in filters.topics.choices.choices] == ["AI"])
    filters.topics.list.taken.emit("AI")
    filters.quality.low.setValue(10)
    assert session.query_text == 'topic:"AI" quality>=10'
    living.until(lambda: len(session.answer.ids) == 2)
    filters.quality.low.setValue(0)
    views = {choice.words: choice.value for choice in filters.views.choices.choices}
    filters.views.list.taken.emit(views["Published"])
    living.until(lambda: len(session.answer.ids) == 0)
    filters.views.list.taken.emit(views["All"])
    living.until(lambda: len(session.answer.ids) == 12)


def test_a_search_that_is_not_understood_ticks_nothing_and_the_bar_says_so(region, session, living, qtbot, view_size):
    filters = view_size(Filters(session), 240, 700)
    living.until(lambda: [choice.words for choice in filters.topics.choices.choices] == ["AI"])
    bar = region.bar
    session.search("topic:AI quality>=x")
    assert bar.words == "Search not understood: still showing 12 articles"
    assert not any(choice.is_chosen for choice in filters.topics.choices.choices)
    assert len(session.answer.ids) == 12
    session.search("")
    assert bar.words == "12 articles"
    session.search("quality>=10")
    living.until(lambda: bar.words == "2 of 12 articles")
    session.search("quality>=10 quality>=x")
    assert bar.words == "Search not understood: still showing 2 of 12 articles"
    filters.topics.list.taken.emit("AI")
    assert session.query_text == 'quality>=10 topic:"AI"'
    living.until(lambda: bar.words == "2 of 12 articles")


def faded(region):
    """The titles of what is listed and no longer matches."""
    articles = region.articles
    return {articles.row_at(row).title for row in range(len(articles.ids)) if articles.is_faded(row)}


@pytest.fixture(params=["cards", "grid", "table"])
def unpublished(request, region, session, living):
    """A list of what is not published, with one article selected."""
    region.set_mode(request.param)
    session.search("is:unpublished")
    living.until(lambda: region.articles.rowCount() == 12)
    session.select(session.answer.ids[2:3])
    living.settle(session)
    return region


def publish(session, living, ids=None):
    session.stage("Publish {articles}", [SetValue(("published",), True)], ids)
    living.settle(session)


def test_what_no_longer_matches_stays_dimmed_until_one_moves_on(unpublished, session, living, qtbot):
    view, title = unpublished.view, unpublished.articles.row_at(2).title
    top = view.row_rect(2).top()
    publish(session, living)
    living.until(lambda: faded(unpublished) == {title})
    assert view.row_rect(2).top() == top and session.selection.current == session.answer.ids[2]
    assert "no longer matches" in view.model().data(view._line_model.index_of(2), Qt.ItemDataRole.AccessibleTextRole)
    assert unpublished.bar.words.endswith("some no longer match")
    session.save()
    living.settle(session)
    assert faded(unpublished) == {title} and view.row_rect(2).top() == top
    unpublished.focus_list()
    qtbot.keyClick(view, Qt.Key.Key_J)
    living.until(lambda: unpublished.articles.rowCount() == 11)
    assert not unpublished.articles.has_faded and "match" not in unpublished.bar.words
    living.settle(session)


def test_undo_makes_it_match_again_and_a_refresh_lets_it_go(unpublished, session, living):
    publish(session, living)
    living.until(lambda: len(faded(unpublished)) == 1)
    session.undo()
    living.until(lambda: not unpublished.articles.has_faded and session.modified == 0)
    living.settle(session)
    assert len(session.answer.ids) == 12 and session.selection.current in session.answer.ids
    publish(session, living, session.answer.ids[:3])
    living.until(lambda: len(faded(unpublished)) == 3)
    session.refresh()
    living.until(lambda: unpublished.articles.rowCount() == 9)
    assert not unpublished.articles.has_faded
    living.settle(session)


def test_a_real_list_is_parted_and_summed_up(region, session, living):
    living.until(lambda: session.overview.count == 12)
    assert region.overview.isVisible() and "none published" in region.overview.words
    region.group_by("published")
    living.until(lambda: region.view.lines.groups != ())
    assert [(group.words, group.count) for group in region.view.lines.groups] == [("Unpublished", 12)]
    assert region.view.lines.count == 13
    region.group_by("")
    living.until(lambda: region.view.lines.groups == ())
