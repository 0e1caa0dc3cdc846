from array import array

from reviewer.ui.article_list.place import Place

IDS = array("q", range(100, 200))


def taken(value, current=None, height=50):
    first = value // height
    return Place.taken(IDS, range(first, min(100, first + 5)), current, value, lambda row: row * height)


def top(row):
    return row * 50


def rows(ids):
    return {article_id: row for row, article_id in enumerate(ids)}


def test_the_top_row_stays_where_it_is_when_rows_come_above():
    place = taken(520)
    assert place.value_in(rows([1, 2, 3, *IDS]), top) == 520 + 150


def test_the_current_row_stays_rather_than_the_top_one():
    place = taken(520, 112)
    moved = [*range(100, 110), 111, 1, 2, 112]
    assert place.value_in(rows(moved), top) == 13 * 50 - (12 * 50 - 520)


def test_a_list_at_its_top_stays_there():
    place = taken(0)
    assert place.value_in(rows([1, 2, *IDS]), top) is None
    assert place.value == 0


def test_the_next_row_holds_the_place_of_those_that_left():
    place = taken(500)
    left = [*range(100, 105), *range(120, 200)]
    assert place.value_in(rows(left), top) == 0
    assert place.value_in(rows([*range(300, 340), *range(120, 200)]), top) == 40 * 50 - 500


def test_the_current_article_is_looked_for_in_another_answer():
    place = taken(500, 111)
    assert place.current_only() == {111: 50}
    assert place.value_in({111: 70}, top) == 70 * 50 - 50


def test_nothing_is_left():
    assert taken(500).value_in({}, top) is None
