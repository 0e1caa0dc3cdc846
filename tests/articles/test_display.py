"""What is shown of a text."""

from reviewer.articles.display import unturned, value_text
from reviewer.articles.values import MISSING, Timestamp


def test_marks_of_direction_go_and_letters_stay() -> None:
    assert unturned("a\u202eb\u2066c\u2069") == "abc"
    assert unturned("שלום עולם, مرحبا") == "שלום עולם, مرحبا"
    assert unturned("👩🏽\u200d🔬 \u200f") == "👩🏽\u200d🔬 \u200f"


def test_values_as_texts() -> None:
    shown = [MISSING, None, True, False, 80, 1.5, "a", Timestamp("2021-01-01"), ["a", 1, None], {"name": "n", "x": 1}]
    assert [value_text(value) for value in shown] == [
        None, "", "yes", "no", "80", "1.5", "a", "2021-01-01", "a, 1, ", "name: n, x: 1"
    ]  # fmt: skip
    assert value_text([{"quality": 1, "title": "A"}, {"x": [1, 2]}, ["b", {"url": "u"}]]) == "A, (x: [1, 2]), [b, u]"
