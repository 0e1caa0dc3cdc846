import pytest
from PySide6.QtCore import QPoint, Qt

from reviewer.library.catalog.schema import Facets
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.card_view import CardView
from reviewer.ui.article_list.columns import sentence


@pytest.fixture
def view(session, view_size):
    model = ArticleModel(session)
    shown = view_size(CardView(session, model))
    model.setParent(shown)
    return shown


def colour_at(view, point):
    image = view.viewport().grab().toImage()
    return image.pixelColor(point)


def test_only_pictures_in_sight_are_asked_for(view, session, qtbot):
    session.give(range(10_000))
    view.grab()
    view.verticalScrollBar().setValue(5000 * view.row_height())
    with qtbot.waitSignal(view.settled):
        view.verticalScrollBar().setValue(9000 * view.row_height())
    rows = [view.articles.row_at(row) for row in view.rows_in_sight()]
    assert session.pictures.in_sight == {"/root" + row.picture for row in rows if row.picture}
    assert len(set(session.pictures.asked)) < 60


def test_a_picture_is_painted_when_it_arrives(view, session, qtbot):
    session.changes[1] = {"picture": "/a.jpg"}
    session.give([1])
    middle = QPoint(60, view.row_height() // 2)
    assert colour_at(view, middle).name() == style.tint(view.palette()).name()
    session.pictures.bring("/root/a.jpg", "#ff0000")
    qtbot.waitUntil(lambda: colour_at(view, middle).name() == "#ff0000")


def test_a_picture_that_failed_says_why(view, session):
    session.changes[1] = {"picture": "/a.jpg"}
    session.give([1])
    before = view.viewport().grab().toImage()
    session.pictures.failures["/root/a.jpg"] = "the server says 404 Not Found"
    session.pictures.arrived.emit("/root/a.jpg")
    assert view.viewport().grab().toImage() != before


def test_a_modified_article_has_a_bar(view, session):
    session.changes[1] = {"modified": False}
    session.give([1])
    spot = QPoint(1, view.row_height() // 2)
    assert colour_at(view, spot) != style.accent(view.palette())
    session.change(1, modified=True)
    assert colour_at(view, spot).name() == style.accent(view.palette()).name()


def test_the_quality_bar_grows_with_the_collection(view, session):
    session.changes[1] = {"quality": 100, "problem": None}
    session.give([1])
    before = view.viewport().grab().toImage()
    session.facets = Facets(quality_range=(0, 189))
    session.facets_changed.emit(session.facets)
    assert view.viewport().grab().toImage() != before


def test_gone_rows_and_all_kinds_of_rows_are_painted(view, session):
    session.gone = {3}
    session.changes[2] = {"topics": (), "quality": "high", "date": "soon", "title": "\u202e", "provider": ""}
    session.changes[4] = {"title": "x" * 10_000_000, "picture": "data:" + "y" * 100_000}
    session.give(range(1, 8))
    view.resize(150, 900)
    view.grab()
    view.resize(900, 900)
    view.grab()


def test_a_screen_reader_hears_one_column(view, session):
    session.give(range(1, 8))
    assert view.model().columnCount() == 1 and view.model().rowCount() == 7
    described = view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert described == sentence(session.rows([2])[0])
