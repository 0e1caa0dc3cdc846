from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.library.search.query import parse
from reviewer.ui.article_list.month_bars import MOST, Bar, bars

MONTHS = st.tuples(st.integers(1990, 2030), st.integers(1, 12)).map(lambda when: f"{when[0]}-{when[1]:02}")


def test_a_few_months_have_a_bar_each_and_those_between_are_empty():
    assert bars([("2020-11", 2), ("2021-01", 5)]) == [
        Bar("2020-11", "2020-11", 2),
        Bar("2020-12", "2020-12", 0),
        Bar("2021-01", "2021-01", 5),
    ]
    assert bars([]) == [] and bars([("soon", 3), ("2021-13", 1)]) == []


def test_a_bar_of_several_months_asks_for_all_of_them():
    many = [(f"{year}-{month:02}", 10) for year in range(2015, 2022) for month in range(1, 13)]
    found = bars(many)
    assert len(found) == 28 and found[-1] == Bar("2021-10", "2021-12", 30)
    assert found[-1].term.spelling == "date:2021-10..2021-12"
    assert Bar("2021-03", "2021-03", 1).term.spelling == "date:2021-03"
    assert all(parse(bar.term.spelling) for bar in found)


def test_a_few_wrong_dates_do_not_press_the_others_together():
    many = [("0001-01", 1), *((f"2021-{month:02}", 100) for month in range(1, 13)), ("2999-01", 2)]
    assert [bar.first for bar in bars(many)] == [f"2021-{month:02}" for month in range(1, 13)]


@example({"1990-02": 1, "1991-01": 1, "2024-01": 198})
@given(st.dictionaries(MONTHS, st.integers(1, 1000)))
def test_no_article_in_their_span_is_lost(months):
    given_months = sorted(months.items())
    found = bars(given_months)
    assert len(found) <= MOST
    inside = [count for month, count in given_months if found and found[0].first <= month <= found[-1].last]
    assert sum(bar.count for bar in found) == sum(inside)
    assert sum(inside) >= 0.98 * sum(months.values())
