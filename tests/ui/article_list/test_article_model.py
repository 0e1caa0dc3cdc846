from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from reviewer.session.events import Change
from reviewer.ui.article_list.article_model import KEPT_ROWS, PAGE, ArticleModel
from reviewer.ui.article_list.columns import COLUMN_OF, COLUMNS, sentence

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(session):
    made = ArticleModel(session)
    yield made
    made.deleteLater()


def text(model, row, key):
    return model.index(row, COLUMN_OF[key]).data()


def test_it_passes_the_model_tester(session, model, qapp):
    tester = QAbstractItemModelTester(model, FATAL)
    session.give(range(200))
    session.give(range(100, 150))
    session.change(120, title="Changed")
    session.give([])
    session.close()
    tester.deleteLater()


def test_columns_have_names_and_headings(model):
    assert model.columnCount() == len(COLUMNS)
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(COLUMNS))]
    assert headings == [column.heading for column in COLUMNS]
    assert {"title", "provider", "date", "quality", "heat", "topics", "published", "related", "images", "path"} <= set(
        COLUMN_OF
    )


def test_rows_are_fetched_a_page_at_a_time_and_only_when_asked_for(session, model):
    session.give(range(1000))
    assert session.fetched == 0
    assert text(model, PAGE + 6, "title")
    assert session.fetched == PAGE
    assert text(model, 2 * PAGE - 1, "title") and text(model, PAGE, "date")
    assert session.fetched == PAGE


def test_what_is_held_stays_small(session, model):
    session.give(range(20 * KEPT_ROWS))
    for row in range(0, 20 * KEPT_ROWS, PAGE):
        assert model.row_at(row).id == row
    assert len(model._rows) <= KEPT_ROWS + PAGE
    assert len(model._texts) <= KEPT_ROWS * len(COLUMNS)


def test_cells_say_what_is_in_the_article(session, model):
    session.changes[1] = {
        "title": "A &amp; B\n\t C",
        "date": "2021-10-18T15:53:00.000Z",
        "published": True,
        "problem": None,
        "quality": 189,
        "topics": ("AI", "Health"),
    }
    session.give([1])
    assert text(model, 0, "title") == "A & B C"
    assert text(model, 0, "date") == "18 Oct 2021"
    assert text(model, 0, "published") == "● Published"
    assert text(model, 0, "quality") == "189"
    assert text(model, 0, "topics") == "AI, Health"


@pytest.mark.parametrize("published", [False, None, "soon", "2021-01-01", ""])
def test_all_but_true_is_unpublished(session, model, published):
    session.changes[1] = {"published": published, "problem": None}
    session.give([1])
    assert text(model, 0, "published") == "○ Unpublished"


def test_a_problem_is_said_in_words(session, model):
    session.changes[1] = {"problem": "12:3: a quote is never closed", "title": ""}
    session.give([1])
    assert text(model, 0, "published") == "▲ Line 12: a quote is never closed"
    assert text(model, 0, "title") == "article-1.md"
    assert "problem: Line 12: a quote is never closed" in sentence(model.row_at(0))


def test_a_screen_reader_hears_the_states(session, model):
    session.changes[1] = {
        "title": "A",
        "provider": "NIH",
        "date": "2021-10-18",
        "quality": 40,
        "modified": True,
        "published": False,
        "problem": None,
    }
    session.give([1])
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "A, NIH, 18 Oct 2021, quality 40, unpublished, modified"


def test_a_huge_title_is_cut(session, model):
    session.changes[1] = {"title": "x" * 10_000_000, "topics": ("y" * 1_000_000,) * 500, "provider": "z" * 1_000_000}
    session.give([1])
    for key in ("title", "topics", "provider"):
        assert len(text(model, 0, key)) < 10_000


def test_a_change_renews_only_what_it_touches(session, model, qtbot):
    session.give(range(200))
    assert text(model, 3, "title") and text(model, 150, "title")
    fetched = session.fetched
    with qtbot.waitSignal(model.dataChanged):
        session.change(3, title="Another title")
    assert text(model, 3, "title") == "Another title"
    assert text(model, 150, "title")
    assert session.fetched == fetched + 1


def test_a_change_of_what_is_not_held_is_free(session, model, qtbot):
    session.give(range(200))
    with qtbot.assertNotEmitted(model.dataChanged):
        session.changed.emit(Change(frozenset((199,))))


def test_a_change_of_anything_renews_everything(session, model, qtbot):
    session.give(range(200))
    assert text(model, 3, "title")
    with qtbot.waitSignal(model.dataChanged):
        session.changed.emit(Change())
    assert model.row_at(3) == replace(model.row_at(3))
    assert session.fetched == 2 * PAGE


def test_a_row_that_says_what_it_said_before_stays_the_same_object(session, model):
    """So what was cut of its words to be painted is used again."""
    session.give(range(PAGE))
    former = model.row_at(3)
    session.changed.emit(Change())
    assert model.row_at(3) is former and session.fetched == 2 * PAGE


def test_a_row_that_is_gone_is_blank(session, model):
    session.gone = {5}
    session.give(range(10))
    assert model.row_at(5) is None
    assert text(model, 5, "title") == ""
    assert model.row_at(6) is not None


def test_a_new_answer_keeps_the_rows_that_are_known(session, model):
    session.give(range(PAGE))
    assert text(model, 0, "title")
    fetched = session.fetched
    session.give(range(PAGE - 1, -1, -1))
    assert model.row_at(0).id == PAGE - 1
    assert session.fetched == fetched


def test_rows_are_found_by_id(session, model):
    session.give([5, 3, 9])
    assert model.row_of(3) == 1
    assert model.row_of(4) is None
    assert model.row_of(None) is None
    assert model.rows_of({9, 5, 77}) == {5: 0, 9: 2}
