"""While a collection is read, the first of the list is selected, until the curator does something."""

from array import array

import pytest
from PySide6.QtCore import QObject, Signal

from reviewer.session.first_row import FirstRow


class FakeListing(QObject):
    is_behind = False


class FakeTasks(QObject):
    idle = Signal()


class FakeDesk(QObject):
    stepped = Signal(object)

    def __init__(self):
        super().__init__()
        self.tasks = FakeTasks(self)


@pytest.fixture
def listing(qapp):
    return FakeListing()


@pytest.fixture
def desk(qapp):
    return FakeDesk()


@pytest.fixture
def first_row(listing, desk):
    return FirstRow(listing, desk)


def ids(*numbers: int) -> "array[int]":
    return array("q", numbers)


def test_it_follows_the_top_of_the_list_while_articles_come(first_row):
    assert first_row.among(ids(1)) is None
    first_row.begin()
    assert first_row.among(ids()) is None
    assert [first_row.among(ids(*found)) for found in ((5,), (4, 5), (3, 4, 5))] == [5, 4, 3]


def test_it_ends_when_the_curator_chooses(first_row):
    first_row.begin()
    first_row.leave()
    assert first_row.among(ids(1)) is None


def test_it_ends_with_an_edit(first_row, desk):
    first_row.begin()
    desk.stepped.emit(None)
    assert first_row.among(ids(1)) is None


def test_it_ends_with_the_last_answer_after_all_is_read(first_row, listing, desk):
    first_row.begin()
    listing.is_behind = True
    desk.tasks.idle.emit()
    assert first_row.among(ids(2, 3)) == 2
    listing.is_behind = False
    assert first_row.among(ids(1, 2, 3)) == 1
    assert first_row.among(ids(0, 1, 2, 3)) is None


def test_it_ends_at_once_where_nothing_is_to_come(first_row, desk):
    first_row.begin()
    desk.tasks.idle.emit()
    assert first_row.among(ids(1)) is None
