"""Rows of articles, lines of the view and pixels are found from each other, whatever is grouped and folded."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.library.catalog.schema import Group
from reviewer.ui.article_list.lines import Lines

HIGH, HEAD = 100, 30


def group(place: int, count: int) -> Group:
    return Group(f"v{place}", f"Group {place}", count)


@st.composite
def cut_lists(draw: st.DrawFn) -> Lines:
    counts = draw(st.lists(st.integers(0, 7), max_size=6))
    groups = [group(place, count) for place, count in enumerate(counts)]
    folded = {each.value for each in groups if draw(st.booleans())}
    total = sum(counts) + draw(st.integers(-3, 3)) if groups else draw(st.integers(0, 20))
    return Lines(max(0, total), groups, folded, draw(st.integers(1, 4)))


@given(cut_lists())
def test_every_article_is_on_one_line_and_in_one_group(lines: Lines) -> None:
    on_lines = [row for line in range(lines.count) for row in lines.rows_at(line)]
    shown = [row for row in range(lines.total) if lines.is_shown(row)]
    assert on_lines == shown and lines.shown == len(shown)
    for line in range(lines.count):
        rows = lines.rows_at(line)
        assert len(rows) <= lines.across and bool(rows) != (lines.head_at(line) is not None)
        for column, row in enumerate(rows):
            assert (lines.line_of(row), lines.column_of(row)) == (line, column)
            assert lines.group_of(row) == lines.group_of_line(line)
    grouped = [row for place in range(len(lines.groups)) for row in lines.rows_of_group(place)]
    assert not lines.groups or grouped == list(range(lines.total))
    assert not lines.rows_at(lines.count) or lines.groups == ()


@given(cut_lists())
def test_the_shown_articles_are_counted_without_the_folded_ones(lines: Lines) -> None:
    shown = [row for row in range(lines.total) if lines.is_shown(row)]
    assert [lines.nth(place) for place in range(lines.shown)] == shown
    assert [lines.place_of(row) for row in shown] == list(range(lines.shown))


@given(cut_lists(), st.integers(-1, 3000))
def test_pixels_and_lines_find_each_other(lines: Lines, y: int) -> None:
    tops = [0]
    for line in range(lines.count):
        tops.append(tops[-1] + (HEAD if lines.head_at(line) is not None else HIGH))
    assert [lines.top(line, HIGH, HEAD) for line in range(lines.count + 1)] == tops
    if 0 <= y < tops[-1]:
        found = lines.line_at(y, HIGH, HEAD)
        assert tops[found] <= y < tops[found + 1]


def test_up_and_down_keep_the_column_and_skip_heads() -> None:
    lines = Lines(8, [group(0, 5), group(1, 1), group(2, 2)], {"v1"}, across=3)
    assert [list(lines.rows_at(line)) for line in range(lines.count)] == [[], [0, 1, 2], [3, 4], [], [], [6, 7]]
    assert lines.below(1, 1) == 4 and lines.below(2, 1) == 4 and lines.below(2, 2) == 7
    assert lines.below(7, -2) == 1 and lines.below(0, -1) == 0 and lines.below(7, 9) == 7
