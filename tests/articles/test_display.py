"""What is shown of a text."""

from reviewer.articles.display import unturned


def test_marks_of_direction_go_and_letters_stay() -> None:
    assert unturned("a\u202eb\u2066c\u2069") == "abc"
    assert unturned("שלום עולם, مرحبا") == "שלום עולם, مرحبا"
    assert unturned("👩🏽\u200d🔬 \u200f") == "👩🏽\u200d🔬 \u200f"
