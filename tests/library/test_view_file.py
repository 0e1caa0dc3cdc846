import textwrap
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewer.library.catalog.schema import Sort
from reviewer.library.scanner import scan
from reviewer.library.view_file import PLACE, shared_views
from reviewer.library.views import VIEW_KEYS, View, ViewEdit, record_of, view_of

JUDGE = View("To judge", "is:unpublished quality:20..40", Sort("quality", True, "provider"), "table", "Alt+6", True)
LONG = View("Ünlöng", 'topic:("AI" or "x: y") -provider:"#1"', is_shared=True)
WRITTEN = """\
# Our views.
team: news   # kept

views:
# the first
- name: First
  search: a  # not b
  colour: red
-   name: Second
    search: b
other: [1]
"""


def write(root, text):
    (root / PLACE).parent.mkdir(exist_ok=True)
    (root / PLACE).write_bytes(text.encode() if isinstance(text, str) else text)


def lines(root):
    return (root / PLACE).read_text("utf-8").splitlines()


def test_without_a_file_there_are_none_and_none_is_made(tmp_path):
    assert shared_views(tmp_path).views == ()
    assert list(tmp_path.iterdir()) == []


def test_views_are_written_so_that_people_can_read_them(tmp_path):
    assert shared_views(tmp_path, (ViewEdit("To judge", JUDGE), ViewEdit("x", LONG))).views == (JUDGE, LONG)
    assert lines(tmp_path)[1:] == [
        "views:",
        "- name: To judge",
        "  search: is:unpublished quality:20..40",
        "  sort: quality",
        "  descending: true",
        "  group: provider",
        "  layout: table",
        "  key: Alt+6",
        "- name: Ünlöng",
        '  search: \'topic:("AI" or "x: y") -provider:"#1"\'',
    ]
    assert shared_views(tmp_path).views == (JUDGE, LONG)


def test_only_the_lines_of_what_changes_are_others(tmp_path):
    write(tmp_path, WRITTEN)
    second = View("Zweite", "b", is_shared=True)
    assert shared_views(tmp_path, (ViewEdit("second", second),)).views[1] == second
    assert lines(tmp_path) == WRITTEN.replace("Second", "Zweite").splitlines()
    first = View("First", "c", is_shared=True)
    shared_views(tmp_path, (ViewEdit("First", first),))
    assert "  colour: red" in lines(tmp_path) and "  search: c  # not b" in lines(tmp_path)
    shared_views(tmp_path, (ViewEdit(order=("Zweite", "First")),))
    assert [view.name for view in shared_views(tmp_path).views] == ["Zweite", "First"]
    shared_views(tmp_path, (ViewEdit("Zweite"), ViewEdit("First"), ViewEdit("First")))
    assert yaml.safe_load((tmp_path / PLACE).read_text("utf-8")) == {"team": "news", "views": [], "other": [1]}


COMMENTED = """\
# Ours.
views:  # all of them
# above the first
- name: First  # one
  search: a  # note
  # inside
  layout: table  # goes
  colour: red  # theirs
    # of the first

# above the second
- name: Second
  search: |
    b
# the end
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_comments_line_ends_and_byte_order_mark_stay(tmp_path, line_end, mark):
    def spelled(text):
        return (mark + text.replace("\n", line_end)).encode()

    def found():
        return (tmp_path / PLACE).read_bytes()

    write(tmp_path, spelled(COMMENTED))
    first = View("First", "c: d", key="Alt+6", is_shared=True)
    assert shared_views(tmp_path, (ViewEdit("First", first),)).views[0] == first
    text = COMMENTED.replace("search: a ", "search: 'c: d' ").replace("  layout: table  # goes\n", "")
    text = text.replace("# note\n", "# note\n  key: Alt+6\n")
    assert found() == spelled(text)
    shared_views(tmp_path, (ViewEdit("x", LONG), ViewEdit("Ünlöng"), ViewEdit(order=("Second", "First"))))
    above, below = text.index("# above the first"), text.index("\n# above the second")
    end = text.index("# the end")
    text = text[:above] + text[below:end] + text[above:below] + text[end:]
    assert found() == spelled(text)
    shared_views(tmp_path, (ViewEdit("Second"), ViewEdit("First")))
    assert found() == spelled("# Ours.\nviews: []  # all of them\n# above the second\n# above the first\n# the end\n")
    assert shared_views(tmp_path, (ViewEdit("Second", View("Second", "")),)).views
    assert (
        b"# all of them" in found()
        and b"# the end" in found()
        and found().count(b"\n") == found().count(line_end.encode())
    )
    write(tmp_path, spelled("views:\n- layout: grid  # goes\n  # inside\n  name: a  # one\n"))
    shared_views(tmp_path, (ViewEdit("a", View("a", "")),))
    assert found() == spelled("views:\n  # inside\n- name: a  # one\n  search: ''\n")
    write(tmp_path, spelled("views: [{name: a}]\n  # inside\n"))
    shared_views(tmp_path, (ViewEdit("b", View("b", "")),))
    assert found() == spelled("# inside\nviews:\n- name: a\n- name: b\n  search: ''\n")


def test_a_text_that_stands_for_more_than_it_is_long_is_not_taken(tmp_path):
    bomb = "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 12))
    write(tmp_path, f"a0: &a0 [x]\n{bomb}views:\n- name: a\n  search: *a11\n")
    assert "line 2: an alias" in shared_views(tmp_path).trouble
    write(tmp_path, f"views:\n- name: {'n' * 9000}\n  search: {{a: b}}\n  sort: [a]\n")
    (view,) = shared_views(tmp_path).views
    assert view == View("n" * 200, "", is_shared=True)


def test_the_same_edit_again_changes_nothing(tmp_path):
    edits = (ViewEdit("To judge", JUDGE), ViewEdit("To judge", LONG), ViewEdit(order=("Ünlöng",)), ViewEdit("gone"))
    once = shared_views(tmp_path, edits)
    before = (tmp_path / PLACE).read_bytes()
    assert shared_views(tmp_path, edits[1:]) == once
    assert (tmp_path / PLACE).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("views:\n- name: a\n<<<<<<< HEAD\n", "line 4"),
        ("- a\n", "must begin with “views:”"),
        ("views: a\n", "line 1: “views:” must be a list"),
        ("views:\n- a\n", "line 2"),
        ("a: 2021-99-99\n", "line 1"),
        (b"views:\n- name: \xff\n", "line 2: it is not UTF-8"),
        ("[" * 1000, "line 1"),
        ("? [a]\n: b\n", "line 1"),
        ("a: b\n---\na: b\n", "line 2"),
        ("views:\n- name: a\nviews:\n- name: b\n- name: c\n", "line 3: “views:” is there twice"),
        ("views: []\n<<: {views: [{name: a}]}\n", "line 2: “<<”"),
        ("a: &a [x, x]\nviews:\n- name: b\n  search: *a\n\n\n", "line 4: an alias"),
        (f"views:\n- name: a\n- name: 0x{'f' * 9000}\n", "line 3: a value cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_and_never_written(tmp_path, text, words):
    write(tmp_path, text)
    before = (tmp_path / PLACE).read_bytes()
    for edits in ((), (ViewEdit("a", JUDGE),)):
        shared = shared_views(tmp_path, edits)
        assert words in shared.trouble and str(PLACE) in shared.trouble and not shared.views
    assert (tmp_path / PLACE).read_bytes() == before


KEYS = ", ".join(VIEW_KEYS)
DOUBTFUL = """\
views:
- name: One
  search: a
  sort: qualty
  group: topics
  colour: red
- name: Two
  colour: blue
  layout: tabel
  descending: maybe
  key: Ctrl+1
- name: Three
  sort: publishedDateTime
  group: topic
  layout: cards
  key: Alt+9
"""


def test_what_is_misspelled_is_told_where_it_stands_and_the_rest_is_taken(tmp_path):
    write(tmp_path, DOUBTFUL)
    shared = shared_views(tmp_path)
    assert not shared.trouble and [view.sort for view in shared.views] == [None, None, Sort("date", True, "topic")]
    found = [(doubt.name, doubt.words.removeprefix(f"The shared view “{doubt.name}” is understood in part only: "))
             for doubt in shared.doubts]  # fmt: skip
    do = "Correct it, then refresh."
    assert found == [
        ("One", f"{tmp_path / PLACE}, line 4: “sort: qualty” is no order; did you mean quality? {do}"),
        ("One", f"{tmp_path / PLACE}, line 5: “group: topics” is nothing to group by; did you mean topic? {do}"),
        ("Two", f"{tmp_path / PLACE}, line 9: “layout: tabel” is no layout; did you mean table? {do}"),
        ("Two", f"{tmp_path / PLACE}, line 10: “descending: maybe” is neither true nor false. {do}"),
        ("Two", f"{tmp_path / PLACE}, line 11: “key: Ctrl+1” is no key for a view; known are {KEYS}. {do}"),
    ]
    write(tmp_path, "views:\n- {name: One, serach: a}\n- name: Two\n  sort: [a]\n  group: date\n")
    words = [doubt.words for doubt in shared_views(tmp_path).doubts]
    assert "line 2: no view has a “serach:”; did you mean “search:”?" in words[0]
    assert "line 4: “sort: ” is no order; known are date, " in words[1]


def test_a_view_without_a_name_is_left_out_and_stays_in_the_file(tmp_path):
    text = "views:\n- search: b  # whose?\n- name: One\n- search: c\n  nam: Two\n- name: one\n  search: d\n"
    write(tmp_path, text)
    shared = shared_views(tmp_path)
    assert not shared.trouble and [(view.name, view.text) for view in shared.views] == [("One", ""), ("one", "d")]
    place, do = tmp_path / PLACE, "Correct it, then refresh."
    assert [(doubt.name, doubt.words) for doubt in shared.doubts] == [
        ("", f"A shared view is left out: {place}, line 2: a view must have a “name:”. {do}"),
        ("", f"A shared view is left out: {place}, line 5: no view has a “nam:”; did you mean “name:”? {do}"),
        (
            "One",
            f"The shared view “One” is there twice: {place}, line 6: the first one is taken. Rename one, then refresh.",
        ),
    ]
    edits = (ViewEdit("One"), ViewEdit("", LONG), ViewEdit("Ünlöng", JUDGE), ViewEdit(order=("To judge", "one")))
    assert [view.name for view in shared_views(tmp_path, edits).views] == ["To judge", "one"]
    assert yaml.safe_load((tmp_path / PLACE).read_text("utf-8"))["views"][1:] == [
        {"name": "one", "search": "d"},
        {"search": "b"},
        {"search": "c", "nam": "Two"},
    ]
    assert "- search: b  # whose?" in lines(tmp_path)


def test_the_example_of_the_readme_is_understood(tmp_path):
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
    write(tmp_path, textwrap.dedent(readme.partition("```yaml\n")[2].partition("```")[0]))
    shared = shared_views(tmp_path)
    assert shared.views == (JUDGE,) and not shared.doubts


def test_a_doubt_does_not_keep_others_from_writing(tmp_path):
    write(tmp_path, DOUBTFUL)
    shared = shared_views(tmp_path, (ViewEdit("Four", View("Four", "x", is_shared=True)),))
    assert [view.name for view in shared.views] == ["One", "Two", "Three", "Four"] and len(shared.doubts) == 5
    assert (tmp_path / PLACE).read_text("utf-8").startswith(DOUBTFUL)


def test_a_folder_that_refuses_is_told(tmp_path):
    (tmp_path / ".reviewer").write_text("a file")
    assert "cannot be written" in shared_views(tmp_path, (ViewEdit("a", JUDGE),)).trouble


def test_what_people_write_loosely_is_understood():
    assert view_of({"name": 2021, "search": 2021, "sort": "topic", "descending": False}) == View(
        "2021", "2021", Sort("topics", False)
    )
    assert view_of({"name": "a", "sort": "nothing", "group": 3}) == View("a", "")
    assert view_of({"name": " a  b ", "search": ' path:"a  b"\n re:"c  d"\n'}) == View("a b", 'path:"a  b"  re:"c  d"')
    assert view_of({"search": "a"}) is None and view_of("a") is None


def test_the_file_is_no_article(tmp_path):
    shared_views(tmp_path, (ViewEdit("a", JUDGE),))
    assert list(scan(tmp_path)) == []


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
VIEWS = st.builds(View, TEXTS.filter(lambda text: text.strip()), TEXTS, st.just(Sort("heat", False)), TEXTS, TEXTS)


@given(VIEWS)
def test_any_view_is_read_as_it_is_written(view):
    once = view_of(record_of(view))
    assert once is None or view_of(yaml.safe_load(yaml.safe_dump(record_of(once), allow_unicode=True))) == once
