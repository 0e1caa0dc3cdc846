from living import Living
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.ui.main_window import MainWindow


def typing(living: Living, text: str) -> MainWindow:
    window = living.window()
    living.activate(window)
    living.settle(window.session)
    window.search.setFocus()
    living.until(window.search.hasFocus)
    QTest.keyClicks(window.search, text)
    return window


def offered(window: MainWindow) -> list[str]:
    offers = window.search.offers
    return [offer.text for offer in offers.offers] if offers.isVisible() else []


def test_values_in_use_are_offered_with_counts_and_taken_by_keys(living: Living) -> None:
    window = typing(living, "x or -topic:a")
    living.until(lambda: offered(window) == ["AI"])
    search, offers = window.search, window.search.offers
    assert offers.offers[0].note == "12"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(search, key)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert search.text() == "x or -topic:AI "
    assert not offers.isVisible() and search.hasFocus()
    living.until(lambda: window.session.asked_text == search.text())


def test_tab_takes_the_first_and_a_field_goes_on_to_its_values(living: Living) -> None:
    window = typing(living, "topi")
    living.until(lambda: "topic:" in offered(window))
    QTest.keyClick(window.search, Qt.Key.Key_Tab)
    assert window.search.text() == "topic:" and window.search.hasFocus()
    living.until(lambda: offered(window) == ["AI"])
    QTest.mouseClick(
        window.search.offers, Qt.MouseButton.LeftButton, pos=QPoint(20, window.search.offers.height() - 10)
    )
    assert window.search.text() == "topic:AI "


def test_return_is_the_search_s_until_something_is_chosen_and_escape_takes_the_list_away(living: Living) -> None:
    window = typing(living, "is:un")
    living.until(lambda: offered(window) == ["unpublished"])
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not offered(window) and window.search.hasFocus() and window.search.text() == "is:un"
    QTest.keyClicks(window.search, "published")
    living.until(lambda: window.session.asked_text == "is:unpublished")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.article_list.view.hasFocus() and window.search.text() == "is:unpublished"


def test_a_field_that_no_article_has_leaves_the_last_answer_and_is_told(living: Living) -> None:
    window = typing(living, "is:published ")
    living.until(lambda: window.session.asked_text == "is:published " and not window.session.busy)
    living.settle(window.session)
    before = list(window.session.answer.ids)
    QTest.keyClicks(window.search, "wibble:3")
    living.until(window.search.complaint.isVisible)
    assert "“wibble”" in window.search.complaint.words
    assert window.session.asked_text == "is:published " and list(window.session.answer.ids) == before


def test_what_is_wrong_is_told_above_what_may_follow(living: Living) -> None:
    window = typing(living, "wibble:3 -topic:a")
    living.until(lambda: offered(window) == ["AI"])
    complaint, offers = window.search.complaint, window.search.offers
    living.until(complaint.isVisible)
    assert "“wibble”" in complaint.words and offers.isVisible()
    assert complaint.geometry().bottom() < offers.geometry().top()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert complaint.isVisible() and not offers.isVisible()
