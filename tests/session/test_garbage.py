"""Garbage is looked for when the window has nothing else to do."""

import gc
import itertools
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest

from reviewer.session import garbage
from reviewer.session.garbage import Garbage


@pytest.fixture
def looking(qapp: QGuiApplication) -> Iterator[Garbage]:
    found = Garbage(qapp)
    yield found
    found.stop()
    found.deleteLater()


class Knot:
    """Is garbage only for who looks: it holds itself."""

    def __init__(self) -> None:
        self.end = self


def _forgotten(count: int) -> weakref.ref[Knot]:
    knots = [Knot() for _ in range(count)]
    return weakref.ref(knots[0])


def test_python_does_not_look_by_itself(looking: Garbage) -> None:
    assert not gc.isenabled()
    left = _forgotten(5000)
    assert left() is not None
    looking.look()
    assert left() is None


def test_many_new_objects_are_not_looked_at_before_the_window_is_left(looking: Garbage) -> None:
    rows = [Knot() for _ in range(2 * garbage.MANY)]
    left = weakref.ref(rows[0])
    del rows
    looking.look()
    assert left() is not None
    looking._follow(Qt.ApplicationState.ApplicationInactive)
    looking._follow(Qt.ApplicationState.ApplicationActive)
    looking.look()
    assert left() is not None
    looking._follow(Qt.ApplicationState.ApplicationInactive)
    looking.look()
    assert left() is None


def test_what_was_only_counted_is_looked_at_in_a_pause(looking: Garbage) -> None:
    left = _forgotten(2 * garbage.MANY)
    looking.look()
    for _ in range(garbage.QUIET - 1):
        assert left() is not None
        looking.look()
    looking.look()
    assert left() is None


def test_nothing_is_looked_at_while_keys_are_pressed(looking: Garbage) -> None:
    window = QWindow()
    window.show()
    looking.look()
    left = _forgotten(2 * garbage.MANY)
    for _ in range(2 * garbage.QUIET):
        QTest.keyClick(window, Qt.Key.Key_Down)
        looking.look()
    assert left() is not None
    window.close()
    for _ in range(garbage.QUIET + 1):
        looking.look()
    assert left() is None


def test_nothing_is_looked_at_while_the_window_has_something_to_do(
    looking: Garbage, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = itertools.count()
    monkeypatch.setattr(garbage, "thread_time", lambda: next(clock) * garbage.HARDLY * 2)
    left = _forgotten(2 * garbage.MANY)
    for _ in range(2 * garbage.QUIET):
        looking.look()
    assert left() is not None
    monkeypatch.undo()
    for _ in range(garbage.QUIET + 1):
        looking.look()
    assert left() is None


def test_what_outlived_a_look_is_looked_at_again_when_the_window_is_left(looking: Garbage) -> None:
    rows = [Knot() for _ in range(2 * garbage.MANY)]
    left = weakref.ref(rows[0])
    for _ in range(garbage.QUIET + 1):
        looking.look()
    assert gc.get_freeze_count() > 0
    del rows
    for _ in range(garbage.QUIET + 1):
        looking.look()
    assert left() is not None
    looking._follow(Qt.ApplicationState.ApplicationInactive)
    looking.look()
    assert left() is None


def test_a_window_that_is_always_in_use_does_not_grow(looking: Garbage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "MOST", 5 * garbage.MANY)
    left = []
    for _ in range(4):
        left.append(_forgotten(2 * garbage.MANY))
        looking.look()
    assert left[0]() is None


def test_at_the_end_all_is_as_it_was(qapp: QGuiApplication) -> None:
    looking = Garbage(qapp)
    looking.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    looking.deleteLater()
