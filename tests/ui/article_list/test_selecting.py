import itertools
from array import array

from hypothesis import given
from hypothesis import strategies as st

from reviewer.session.events import Selection
from reviewer.ui.article_list.selecting import Selecting, runs

IDS = array("q", [10, 20, 30, 40, 50])


def selecting(ids=(), current=None, anchor=None):
    return Selecting(IDS, Selection(frozenset(ids), current), anchor)


def test_only():
    assert selecting({10, 20}, 10).only(2) == Selection(frozenset({30}), 30)


def test_toggle_adds_and_takes_out():
    assert selecting({10}, 10).toggle(2) == Selection(frozenset({10, 30}), 30)
    assert selecting({10, 30}, 10).toggle(2) == Selection(frozenset({10}), 10)


def test_when_the_current_one_is_taken_out_the_nearest_is_current():
    assert selecting({10, 30, 50}, 30).toggle(2).current in (10, 50)
    assert selecting({10, 40, 50}, 50).toggle(4).current == 40
    assert selecting({10}, 10).toggle(0) == Selection(frozenset(), None)


def test_extend_goes_from_the_anchor_in_either_direction():
    assert selecting({30}, 30, 2).extend(4) == Selection(frozenset({30, 40, 50}), 50)
    assert selecting({30, 40, 50}, 50, 2).extend(0) == Selection(frozenset({10, 20, 30}), 10)
    assert selecting().extend(3) == Selection(frozenset({40}), 40)


def test_extend_can_keep_the_others():
    assert selecting({10}, 10, 3).extend(4, add=True).ids == {10, 40, 50}


def test_all_keeps_the_current_one():
    assert selecting({20}, 20).all() == Selection(frozenset(IDS), 20)
    assert selecting().all().current == 10
    assert Selecting(array("q"), Selection()).all() == Selection()


def test_a_group_is_added_and_taken_out_as_a_whole():
    assert selecting({10, 30}, 10).group(range(2, 4)) == Selection(frozenset({10, 30, 40}), 30)
    assert selecting({10, 30, 40}, 40).group(range(2, 4)) == Selection(frozenset({10}), None)
    assert selecting({10, 30, 40}, 10).group(range(2, 4)) == Selection(frozenset({10}), 10)


@given(st.lists(st.booleans(), max_size=60))
def test_runs_hold_exactly_what_is_selected(flags):
    found = runs(flags)
    assert [row for first, last in found for row in range(first, last + 1)] == [
        n for n, flag in enumerate(flags) if flag
    ]
    assert all(before[1] + 1 < after[0] for before, after in itertools.pairwise(found))
