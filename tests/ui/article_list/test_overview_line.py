"""The line that says what is listed."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from reviewer.ui.article_list.overview_line import OverviewLine

MONTHS = tuple((f"2021-{month:02}", month) for month in range(1, 13))


@pytest.fixture
def line(session, view_size):
    shown = view_size(OverviewLine(session), 600, 30)
    session.sum_up(count=200, rated=190, mean_quality=43.4, published=74, months=MONTHS)
    return shown


def middle(line, number):
    chart = line._chart()
    return QPoint(chart.left() + number * line._pitch() + 2, chart.center().y())


def test_it_says_quality_and_share(line, session):
    assert line.words == "mean quality 43 · 37 % published · 10 without quality"
    assert "200 articles, mean quality 43" in line.accessibleName()
    assert line.accessibleDescription().endswith("The most: December 2021: 12 articles")
    session.sum_up(count=2, rated=2, mean_quality=3, published=2)
    assert line.words == "mean quality 3 · all published"
    session.sum_up(count=100_000, rated=100_000, mean_quality=3, published=99_999)
    assert line.words.endswith("over 99 % published")
    for mean, words in ((651_945_687.4, "651,945,687"), (125_000_000_000_000_048.0, "1.25e+17")):
        session.sum_up(count=2, rated=2, mean_quality=mean, published=2)
        assert line.words.startswith(f"mean quality {words} ")
    line.grab()


def test_it_makes_way_where_there_is_nothing_or_no_room(line, session):
    line.resize(140, 30)
    assert line._chart().width() == 0
    line.grab()
    session.sum_up()
    assert line.isHidden()
    session.sum_up(count=1, rated=0)
    assert not line.isHidden() and line.words == "none published · 1 without quality"
    session.close()
    assert line.isHidden()


def test_a_bar_tells_its_month_and_a_click_asks_for_it(line, session, qtbot):
    spot = middle(line, 2)
    QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, spot, line.mapToGlobal(spot)))
    assert "March 2021: 3 articles" in QToolTip.text()
    QToolTip.hideText()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=spot)
    assert session.query_text == "date:2021-03"
    line.grab()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=middle(line, 4))
    assert session.query_text == "date:2021-05"
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=middle(line, 4))
    assert session.query_text == ""


def test_the_keyboard_goes_along_the_bars(line, session, qtbot):
    qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert line.accessibleName().endswith("November 2021: 11 articles")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert session.query_text == "date:2021-11"
    qtbot.keyClick(line, Qt.Key.Key_Home)
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert session.query_text == "date:2021-01"


@pytest.mark.parametrize("by_key", [True, False])
def test_a_bar_of_several_months_brings_all_back_when_it_was_cut_into_others(line, session, qtbot, by_key):
    months = tuple((f"{year}-{month:02}", 9) for year in range(2016, 2022) for month in range(1, 13))

    def press():
        if by_key:
            qtbot.keyClick(line, Qt.Key.Key_Return)
        else:
            qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=middle(line, 0))

    session.sum_up(count=648, rated=648, mean_quality=43.4, months=months)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Home)
    press()
    assert session.query_text == "date:2016-01..2016-02"
    session.sum_up(count=18, rated=18, mean_quality=43.4, months=months[:2])
    press()
    assert session.query_text == ""


def test_a_few_months_are_no_splinter(line, session):
    session.sum_up(count=2, rated=2, mean_quality=3, published=2, months=[("2021-01", 3), ("2021-02", 1)])
    few = line._chart().width()
    session.sum_up(
        count=2, rated=2, mean_quality=3, published=2, months=[(f"2021-{each:02}", 1) for each in range(1, 5)]
    )
    assert 24 <= few < line._chart().width() <= 120
