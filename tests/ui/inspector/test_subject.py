import pytest

from reviewer.articles.article import read_article
from reviewer.library.field_summary import FieldSummary, Summarized
from reviewer.session.events import ArticleRead
from reviewer.ui.inspector.subject import Shown, hint_of, of_article, of_summary, spell


def read(content):
    return of_article(ArticleRead(7, "a/b.md", read_article(content, "b.md"), "", False))


def test_one_article_shows_its_fields_and_those_always_offered():
    subject = read(b"---\ntitle: T\nweird: 3\ntopics: [a, b]\nquality: 4\npublished: true\n---\n")
    assert subject.ids == {7}
    assert [field.path for field in subject.rows if field.present] == ["title", "weird"]
    assert {field.path for field in subject.rows if not field.present} == {
        "excerpt", "category", "publishedDateTime", "provider.name"}  # fmt: skip
    assert subject.topics == (("a", 1), ("b", 1))
    assert subject.published == 1


def test_fields_to_add_are_the_known_ones_without_a_row():
    subject = read(b"---\ntitle: T\nheat: 3\n---\n")
    assert "heat" not in subject.addable
    assert "webUrl" in subject.addable
    assert "secured" not in subject.addable
    assert "topics" not in subject.addable


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Shown("a", "different", None, "text", 12, 0), "different across 12"),
        (Shown("a", "different", None, "text", 10, 2), "different across 12, missing from 2"),
        (Shown("a"), "missing"),
        (Shown("a", "missing", None, "null", 0, 1_200), "missing from 1,200"),
        (Shown("a", "missing", "x", "text", 3, 2), "missing from 2 of 5, else “x”"),
        (Shown("a", "same", "", "text", 3, 0), "empty"),
    ],
)
def test_hints(field, words):
    assert hint_of(field) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "yes"), (False, "no"), (-1, "-1"), (189, "189"), (1.5, "1.5"), ("x", "x"), (["a", 1], "a, 1")],
)
def test_spelling(value, text):
    assert spell(value) == text


def test_a_selection_counts_what_is_published():
    title = Summarized("title", "different", None, "text", 5, 0, 5)
    subject = of_summary(FieldSummary(5, (title,), (("AI", 2),), 3, 2), frozenset(range(5)))
    assert (subject.count, subject.published, subject.unpublished) == (5, 3, 2)
    assert subject.topics == (("AI", 2),)
    assert subject.name == "5 articles"
