import pytest

from reviewer.library.change_rows import ChangeRow
from reviewer.ui.changed_words import plain_words
from reviewer.ui.changes import change_words
from reviewer.ui.changes.change_words import Staged, Totals

CLASH = ChangeRow(3, "a.md", "Robots", "quality", "40", "80", theirs="30", clashes=True, conflict=True)
GONE = ChangeRow(4, "news/gone\n.md", "", "quality", "3", "5", conflict=True, reason="the file is gone")


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        (Totals(1, 1), "1 change in 1 article"),
        (Totals(14_000, 9_000, 2, 1), "14,000 changes in 9,000 articles · 2 left out · 1 conflict"),
        (Totals(3, 3, 0, 2), "3 changes in 3 articles · 2 conflicts"),
    ],
)
def test_the_totals_in_words(totals, words) -> None:
    assert totals.words == words


def test_a_conflict_that_is_left_out_counts_once() -> None:
    totals = Staged.of([CLASH, GONE, ChangeRow(1, "b.md", "B", "heat", "1", "2")]).totals(frozenset({1, 3}))
    assert (totals.articles, totals.left_out, totals.conflicts, totals.to_save) == (3, 1, 2, 0)


def test_titles_are_decoded_and_files_stand_in_for_them() -> None:
    assert change_words.title(ChangeRow(2, "a.md", "Judges &amp; machines", "heat", "1", "2")) == "Judges & machines"
    assert change_words.title(GONE) == "gone\ufffd.md"


def test_fields_have_their_names() -> None:
    named = {field: change_words.label(ChangeRow(1, "a.md", "A", field, "1", "2")) for field in ("quality", "odd.key")}
    assert named == {"quality": "Quality", "odd.key": "odd.key"}


def test_a_change_of_the_spelling_alone_says_so() -> None:
    spelled = ChangeRow(1, "a.md", "A", "", None, None)
    assert change_words.label(spelled) == "Spelling"
    assert plain_words(change_words.pieces(spelled)) == "spelled otherwise"
    assert change_words.sentence(spelled, False) == "A, Spelling, in the next save, spelled otherwise"
    gone = ChangeRow(1, "a.md", "A", "", None, None, conflict=True, reason="the file is gone")
    assert change_words.label(gone) == "" and plain_words(change_words.pieces(gone)) == "The file is gone"


def test_a_row_says_what_clashes_or_why_it_cannot_be_saved() -> None:
    assert plain_words(change_words.pieces(CLASH)) == "was 40 · theirs 30 · mine 80"
    assert plain_words(change_words.pieces(GONE)) == "The file is gone · 3 → 5"
    assert (
        plain_words(change_words.pieces(ChangeRow(4, "a.md", "", "", None, None, conflict=True, reason="gone")))
        == "Gone"
    )


def test_what_a_screen_reader_says() -> None:
    plain = ChangeRow(1, "a.md", "Deep", "quality", "19", None)
    assert change_words.sentence(plain, False) == "Deep, Quality, in the next save, from 19 to not set"
    assert change_words.sentence(plain, True) == "Deep, Quality, left out of the next save, from 19 to not set"
    assert change_words.sentence(CLASH, False) == "Robots, Quality, conflict, was 40, theirs 30, mine 80"
    assert "The file is gone" in change_words.sentence(GONE, False)
