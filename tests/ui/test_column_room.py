"""How columns share the width of a table."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.ui.column_room import sample, shared

NEEDS = st.dictionaries(st.integers(0, 5), st.integers(0, 2000), min_size=1)


def test_each_gets_what_it_needs_and_the_spare_one_the_rest() -> None:
    assert shared(900, {1: 400, 2: 90, 3: 120}, 3, {}) == {1: 400, 2: 90, 3: 410}


def test_the_widest_make_way() -> None:
    assert shared(900, {1: 600, 2: 100, 3: 5000}, 3, {}) == {1: 400, 2: 100, 3: 400}


def test_what_was_made_by_hand_stays() -> None:
    assert shared(1000, {1: 600, 2: 100, 3: 100}, 3, {1: 0.2}) == {1: 200, 2: 100, 3: 700}
    assert shared(1000, {1: 600, 2: 100, 3: 100}, 3, {1: 5.0})[1] == 600


@given(room=st.integers(0, 3000), needs=NEEDS)
def test_all_of_the_room_is_shared(room: int, needs: dict[int, int]) -> None:
    widths = shared(room, needs, next(iter(needs)), {})
    assert sum(widths.values()) == room and min(widths.values()) >= 0


@given(top=st.integers(-1, 99_999), rows=st.integers(0, 100_000))
def test_a_sample_is_small_and_begins_in_sight(top: int, rows: int) -> None:
    found = list(sample(top, rows))
    assert len(found) <= 96 and all(0 <= row < rows for row in found) and len(found) == len(set(found))
