"""Searches with dates that are counted from the day of asking, in a window that is left open."""

import datetime

import pytest
from PySide6.QtCore import QObject

from reviewer.session import day
from reviewer.session.day import Day, until_midnight


@pytest.mark.parametrize(
    ("now", "milliseconds"),
    [("2024-02-28T23:59:59.900", 600), ("2024-12-31T12:00", 43_200_500), ("2024-02-29", 86_400_500)],
)
def test_the_next_look_is_right_after_midnight(now: str, milliseconds: int) -> None:
    assert until_midnight(datetime.datetime.fromisoformat(now)) == milliseconds


def test_a_new_day_is_told_once_and_not_where_nothing_is_counted_from_it(qtbot, monkeypatch) -> None:
    parent, told = QObject(), list[None]()
    watched = Day(parent)
    watched.changed.connect(lambda: told.append(None))
    for is_begun in (False, True):
        if is_begun:
            watched.begin()
        monkeypatch.setattr(day, "today_utc", lambda: datetime.date(2099, 1, 1))
        watched.look()
        watched.look()
        monkeypatch.undo()
        assert len(told) == is_begun
    watched.end()


def test_midnight_comes_by_a_timer(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day, "until_midnight", lambda now: 1)
    parent = QObject()
    watched = Day(parent)
    watched.begin()
    with qtbot.waitSignal(watched.changed):
        monkeypatch.setattr(day, "today_utc", lambda: datetime.date(2099, 1, 1))
    watched.end()
