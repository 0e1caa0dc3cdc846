import pytest

from reviewer.cli.table import cells, columns, fitted, printable, table_line
from reviewer.library.catalog.schema import Row


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("医療", 4), ("e\u0301", 1), ("ｶﾅ", 2), ("👍", 2), ("", 0)])
def test_cells_of_a_terminal_are_counted(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("abc", 5, "abc  "), ("abcdef", 5, "abcd…"), ("医療画像", 5, "医療…"), ("医療画像", 6, "医療… "), ("医", 2, "医")],
)
def test_texts_fit_their_cells(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown
    assert cells(shown) == width


def test_numbers_stand_to_the_right() -> None:
    assert fitted("53", 5, is_right=True) == "   53"


@pytest.mark.parametrize("width", [30, 64, 88, 100, 128, 300])
def test_columns_fill_the_width(width: int) -> None:
    shown = columns(width)
    assert sum(column.width + 2 for column in shown) - 2 <= max(width, 40)
    assert [column.name for column in shown][-2:] == ["title", "path"]


def test_what_commands_a_terminal_is_not_printed() -> None:
    assert printable("a\x1b[1m &amp; b\u202e\n c") == "a\ufffd[1m & b\ufffd c"
    assert printable("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("modified", "conflict", "long", "short"),
    [(False, False, "○ unpublished ", "○ "), (True, False, "○ unpublished*", "○*"), (True, True, "⇄ conflict*", "⇄*")],
)
def test_the_state_is_a_shape_and_a_word(modified: bool, conflict: bool, long: str, short: str) -> None:
    numbers, texts, picture = (None, None, None, ()), ("", "", "", "", ""), (0, 0, "", None, None)
    row = Row(1, "a.md", "Title", "", "", "", *numbers, *texts, *picture, modified, None, conflict)
    assert table_line(row, columns(120)).startswith(long)
    assert table_line(row, columns(60)).startswith(short)
