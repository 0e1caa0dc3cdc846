"""The line above the list in little room."""

from PySide6.QtCore import Qt

from reviewer.ui.article_list.list_bar import ListBar


def test_the_number_of_articles_is_never_cut(session, view_size):
    bar = view_size(ListBar(session), 500, 40)
    session.give(range(12_345))
    assert bar.order.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    bar.resize(180, 40)
    assert bar.order.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert "newest first" in bar.order.toolTip()


def test_words_that_do_not_fit_are_fewer_and_never_cut(session, view_size):
    bar = view_size(ListBar(session), 700, 40)
    session.give(range(12_345))
    bar.say_faded(True)
    assert bar._count.shown == "12,345 articles, some no longer match"
    bar.resize(200, 40)
    bar.layout().activate()
    assert bar._count.shown == "12,345 articles"
    assert "no longer match" in bar.words and bar._count.toolTip()


def test_the_size_of_pictures_has_its_slider_before_the_words_of_the_number(session, view_size):
    bar = view_size(ListBar(session), 280, 40)
    session.search("x")
    session.give(range(1_607))
    bar.offer_size(True)
    bar.layout().activate()
    assert bar.slider.isVisible() and bar._count.shown.startswith("1,607")
