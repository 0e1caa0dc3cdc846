"""Old beside new: which words are shown, and that they are painted where they fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from reviewer.ui import style
from reviewer.ui.changed_words import (
    WordsLayout,
    change_pieces,
    clash_pieces,
    fitted,
    plain_words,
    spoken,
    tip,
)
from reviewer.ui.ruler import ruler_of

TITLE = "Deep learning improves interpretation of tumors in images of all kinds, says a study"
TEXTS = st.text(max_size=60)


def laid_out(pieces, width, lines=1) -> WordsLayout:
    return WordsLayout(pieces, style.font(style.TextSize.TEXT), width, lines, QGuiApplication.palette())


def test_a_number_is_replaced_as_a_whole() -> None:
    assert change_pieces("19", "40") == (("old", "19"), ("quiet", " → "), ("new", "40"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (None, "true", "not set → true"),
        ("19", None, "19 → not set"),
        ("", "AI", "empty → AI"),
        ("AI", " ", "AI → empty"),
        ("40", "40", "40 · spelled otherwise"),
    ],
)
def test_what_is_missing_or_empty_is_said(old, new, words) -> None:
    assert plain_words(change_pieces(old, new)) == words


def test_texts_that_share_words_are_woven() -> None:
    pieces = change_pieces("AI, Robotics", "AI, Medicine, Robotics")
    assert ("same", "AI, ") in pieces and all(kind != "old" for kind, _ in pieces)
    replaced = change_pieces("the old house", "the new house")
    assert plain_words(replaced) == "the old new house"


def test_texts_that_share_next_to_nothing_stand_beside_each_other() -> None:
    old, new = "Robots that learn to walk the dog", "A judge explains machine learning to the press"
    assert plain_words(change_pieces(old, new)) == f"{old} → {new}"
    added = change_pieces("AI", "AI, Robotics, Medicine, Editor’s choice")
    assert [kind for kind, _ in added] == ["same", "new"]


def test_marks_that_turn_the_text_round_are_left_out() -> None:
    assert plain_words(change_pieces("a", "\u202eb")) == "a → b"


def test_a_clash_says_all_three() -> None:
    assert plain_words(clash_pieces("40", "30", None)) == "was 40 · theirs 30 · mine not set"


def test_what_a_screen_reader_says() -> None:
    assert spoken("19", None) == "from 19 to not set"


def test_the_tip_holds_all_words_and_no_marks_of_the_text() -> None:
    assert tip(change_pieces("<b>", "x")) == "<qt><s>&lt;b&gt;</s><i> → </i><b>x</b></qt>"
    assert tip(()) == ""


def shown_in(pieces, room) -> tuple:
    return fitted(pieces, room, ruler_of(style.font(style.TextSize.TEXT)))


def test_what_changes_stays_in_sight_of_a_long_text(qapp) -> None:
    pieces = change_pieces(TITLE, TITLE.replace("study", "report"))
    shown = "".join(words for _, words in shown_in(pieces, 250))
    assert "study" in shown and "report" in shown and shown.startswith("…") and len(shown) < 50
    swapped = (("old", "o" * 90), ("quiet", " → "), ("new", "new"))
    assert shown_in(swapped, 250)[2] == ("new", "new") and 12 <= len(shown_in(swapped, 250)[0][1]) < 40


def test_of_a_clash_theirs_and_mine_remain_where_there_is_little_room(qapp) -> None:
    pieces = clash_pieces("86", "33", "80")
    assert plain_words(shown_in(pieces, 400)) == "was 86 · theirs 33 · mine 80"
    assert plain_words(shown_in(pieces, 100)) == "33 or 80"


def test_what_fits_is_left_as_it_is(qapp) -> None:
    for pieces in (
        change_pieces("19", "40"),
        change_pieces("i" * 90, "l" * 90),
        change_pieces(TITLE, f"{TITLE} today"),
    ):
        whole = sum(ruler_of(style.font(style.TextSize.TEXT)).width(words) for _, words in pieces)
        assert shown_in(pieces, whole) == pieces
        assert laid_out(pieces, round(whole) + 3).words == plain_words(pieces)


def test_one_line_is_cut_and_two_hold_more(qapp) -> None:
    pieces = change_pieces("x", TITLE)
    one, two = laid_out(pieces, 160), laid_out(pieces, 160, 2)
    assert one.words.endswith("…") and len(one.words) < len(two.words)
    assert one.height < two.height <= 2 * one.height + 2
    assert laid_out(pieces, 2000).words == f"x → {TITLE}"


@given(old=TEXTS, new=TEXTS, width=st.integers(1, 300), lines=st.integers(1, 3))
def test_any_text_is_laid_out(qapp, old, new, width, lines) -> None:
    words = laid_out(change_pieces(old, new), width, lines).words
    assert words is not None and "\n" not in words


def test_it_is_painted_in_its_room_only(qapp) -> None:
    image = QImage(300, 30, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    laid_out(change_pieces("19", TITLE), 142).draw(painter, QRect(8, 0, 142, 30))
    painter.end()
    marked = {x for x in range(300) for y in range(30) if image.pixel(x, y)}
    assert marked and min(marked) >= 8 and max(marked) < 150
