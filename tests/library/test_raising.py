import pytest

from reviewer.articles.edits import Edit, SetValue
from reviewer.articles.values import Value
from reviewer.library.assignments import expand
from reviewer.library.raising import Raise


@pytest.mark.parametrize(
    ("before", "by", "after"), [(59, 1, 60), (59, -10, 49), (4, -10, 0), (-3, -1, -3), (-3, 10, 7), (None, 1, 1)]
)
def test_a_step_begins_from_what_the_article_holds_and_never_leads_below_0(before: Value, by: int, after: int) -> None:
    wanted: list[Edit] = [] if after == before else [SetValue(("quality",), after)]
    assert Raise(("quality",), by).edits({"quality": before}) == wanted
    text = "---\ntitle: X\n---\n" if before is None else f"---\nquality: {before}\n---\n"
    assert expand([Raise(("quality",), by)], text.encode(), "") == wanted


@pytest.mark.parametrize("value", ["good", 4.5, True, []])
def test_what_is_no_whole_number_is_not_stepped(value: Value) -> None:
    with pytest.raises(ValueError, match=r"^quality is no whole number$"):
        Raise(("quality",), 1).edits({"quality": value})
