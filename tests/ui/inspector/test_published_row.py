import pytest

from reviewer.articles.edits import SetValue
from reviewer.ui.inspector.published_row import published_words
from reviewer.ui.inspector.subject import Shown


@pytest.fixture
def row(inspector):
    return inspector.sheet.published


def offered(row):
    return [button.words for button in (row.publish, row.unpublish) if button.isVisible()]


@pytest.mark.parametrize(
    ("published", "count", "value", "words"),
    [
        (1, 1, True, "Published"),
        (0, 1, False, "Not published"),
        (0, 1, "2021-01-01", "Not published (“2021-01-01”)"),
        (0, 12, None, "Not published (all 12)"),
        (7, 12, None, "Published (7 of 12)"),
        (12, 12, True, "Published (all 12)"),
    ],
)
def test_words(published, count, value, words):
    assert published_words(published, count, Shown("published", "same", value)) == words


def test_only_what_fits_is_offered_for_one_article(row, session):
    session.read(b"---\npublished: true\n---\n")
    assert offered(row) == ["Unpublish"]
    row.unpublish.click()
    session.read(b"---\npublished: false\n---\n", 2)
    assert offered(row) == ["Publish"]
    session.read(b"---\ntitle: T\n---\n", 3)
    assert offered(row) == ["Publish"]
    row.publish.click()
    assert session.staged == [
        ("Unpublish {articles}", [SetValue(("published",), False)], {1}),
        ("Publish {articles}", [SetValue(("published",), True)], {3}),
    ]


def test_both_fit_a_mixed_selection_and_only_the_others_are_written(row, session):
    session.published = {1: True, 2: True, 3: "2021-10-10"}
    session.summarize(*range(12), published=2)
    assert row.words.words == "Published (2 of 12)"
    assert offered(row) == ["Publish", "Unpublish"]
    row.unpublish.click()
    row.publish.click()
    assert session.staged == [
        ("Unpublish {articles}", [SetValue(("published",), False)], {1, 2}),
        ("Publish {articles}", [SetValue(("published",), True)], set(range(12)) - {1, 2}),
    ]


def test_a_large_selection_is_published_as_a_whole(row, session):
    session.summarize(*range(1_000), published=2)
    row.publish.click()
    assert session.staged == [("Publish {articles}", [SetValue(("published",), True)], set(range(1_000)))]


def test_focus_stays_when_the_button_goes(row, session):
    session.read(b"---\npublished: true\n---\n")
    row.unpublish.setFocus()
    session.answer(b"---\npublished: false\n---\n")
    assert row.publish.hasFocus()
