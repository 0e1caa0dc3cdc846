"""Any file is read: as an article, or as a problem that says where and what to do. Hostile files are survived."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from documents import documents
from hypothesis import given
from hypothesis import strategies as st

from reviewer.articles.article import is_article, read_article
from reviewer.articles.contents import Picture
from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import SetValue
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut

PROBLEMS = {
    "empty": (b"", "1:1: the file is empty"),
    "no front matter": (b"Just text.\n", "1:1: there is no front matter: the first line is not ---"),
    "never closed": (b"---\ntitle: x\n", "1:1: the front matter is never closed: a line with only --- is missing after it"),
    "nothing but the opening": (b"---", "1:1: the front matter is never closed"),
    "a line end that only YAML knows": ("---\na: x\u2028b: 1\n@c\n---\n".encode(), "3:1: "),
    "TOML": (b"+++\na = 1\n+++\n", "1:1: the front matter is TOML, and only YAML between two lines of --- is read"),
    "blank lines before": (b"\n---\na: 1\n---\n", "1:1: the front matter must begin in the first line, without blanks before ---"),
    "not UTF-8": (b"---\na: 1\nb: caf\xe9\n---\n", "3:7: the front matter is not UTF-8 text: byte 0xe9 has no meaning here"),
    "an open list": (b"---\na: 1\nprovider: [\n  name: x\nb: 2\n---\n", "3:11: the list that begins with [ here is not closed with ]"),
    "an open quote": (b'---\na: "x\nb: 1\n---\n', "2:4: the quoted text that begins here is never closed"),
    "a colon in a text": (b"---\ntitle: a: b\n---\n", "2:9: a colon and a blank stand inside an unquoted text; put the text in quotes"),
    "a tab": (b"---\na:\n\tb: 1\n---\n", "3:1: a tab is used as indent; use blanks"),
    "an at sign": (b"---\na: @x\n---\n", "2:4: a text must not begin with “@”; put it in quotes"),
    "an unknown alias": (b"---\na: *x\n---\n", "2:4: “*x” points at nothing; put a text that begins with * in quotes"),
    "a NUL": (b"---\na: 1\nb: x\0y\n---\n", "3:5: there is a control character (0x0) in the front matter; take it out"),
    "surrogates": (b"---\na: \xed\xa0\x80\n---\n", "2:4: the front matter is not UTF-8 text: byte 0xed has no meaning here"),
    "a list": (b"---\n- a\n---\n", "2:1: the front matter is no list of fields such as “title: …”"),
    "lone carriage returns": (b"---\ra: 1\r---\r", "1:1: the lines end in lone carriage returns, which no reader of front matter takes for line ends"),
    "nesting": (b"---\na: " + b"[" * 10_000 + b"\n---\n", "2:103: values are nested more than 100 deep here"),
    "very many keys": (b"---\n" + b"".join(b"k%d: 1\n" % i for i in range(150_000)) + b"---\n", "more than 200,000 values"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_bad_file_says_where_and_what_and_is_never_written(name: str) -> None:
    content, words = PROBLEMS[name]
    problem = read_article(content, "x.md").problem
    assert problem is not None
    assert words in str(problem)
    with pytest.raises(Problem):
        apply_edits(content, [SetValue(("quality",), 1)], "x.md")


def test_an_article_has_all_that_curators_see() -> None:
    article = read_article(
        b"---\r\ntitle: A &#038; B\r\nexcerpt: |\r\n  two\r\n  lines\r\nquality: 189\r\nheat: -1\r\npublished: 2020-01-01\r\n"
        b"publishedDateTime: 2021-02-31\r\nprovider: {name: N, domain: n.example}\r\ntopics: [AI, null, 1e3]\r\n"
        b"images:\r\n- url: /a.png\r\n  width: 480\r\n  height: tall\r\n- b.png\r\nrelated:\r\n- title: R\r\n  quality: 5\r\n"
        b"secured: abcdef\r\nweight: 3\r\nnested: {deep: [1, 2]}\r\n---\r\nBody \xff\r\n"
    )
    assert article.problem is None
    assert (article.title, article.excerpt, article.quality, article.heat) == ("A &#038; B", "two\nlines\n", 189, -1)
    assert (article.published, article.date, article.provider) == ("2020-01-01", "2021-02-31", "N")
    assert article.topics == ("AI", "1e3")
    assert [(p.url, p.width, p.height) for p in article.images] == [("/a.png", 480, None), ("b.png", None, None)]
    assert [(r.title, r.quality) for r in article.related] == [("R", 5)]
    fields = {field.path: field for field in article.fields}
    assert (fields["secured"].value, fields["secured"].locked) == (6, True)
    assert fields["nested.deep"].value == ["1", "2"]
    assert fields["weight"].kind == "int"
    assert article.body == "Body \ufffd\r\n"


@pytest.mark.parametrize(
    ("spelled", "published"),
    [
        ("true", True),
        ("yes", True),
        ("no", False),
        ("", None),
        ("~", None),
        ("2020-01-01", "2020-01-01"),
        ("'true'", "true"),
    ],
)
def test_the_published_state(spelled: str, published: object) -> None:
    assert read_article(f"---\npublished: {spelled}\n---\n".encode()).published == published


@pytest.mark.parametrize(
    ("spelled", "pictures"),
    [
        ("{url: a.png, width: 3}", (Picture("a.png", 3),)),
        ("a.png", (Picture("a.png"),)),
        ("[a.png, ~, {url: b.png}, null, '']", (Picture("a.png"), Picture("b.png"))),
        ("[~]", ()),
        ("~", ()),
        ("''", ()),
        ("{}", ()),
        ("[]", ()),
    ],
)
def test_what_counts_as_a_picture(spelled: str, pictures: tuple[Picture, ...]) -> None:
    """What stands alone in the place of a list is its only item; what is nothing is none."""
    assert read_article(f"---\nimages: {spelled}\n---\n".encode()).images == pictures


def test_what_counts_as_related() -> None:
    for spelled, count in (("{title: a}", 1), ("[{title: a}, ~]", 1), ("~", 0), ("[]", 0)):
        assert len(read_article(f"---\nrelated: {spelled}\n---\n".encode()).related) == count


def test_of_duplicate_keys_the_last_counts() -> None:
    assert read_article(b"---\ntitle: a\ntitle: b\n---\n").title == "b"


def test_an_alias_bomb_and_a_ten_megabyte_title_are_survived() -> None:
    bomb = (
        "---\na: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghi")) + "---\n"
    )
    assert read_article(bomb.encode()).problem is None
    content = b'---\ntitle: "' + b"x" * 10_000_000 + b'"\nquality: 1\n---\n'
    assert len(read_article(content).title) == 10_000_000
    assert apply_edits(content, [SetValue(("quality",), 2)]) == content.replace(b"quality: 1", b"quality: 2")


def test_texts_without_front_matter_are_no_articles_but_emptied_ones_are() -> None:
    assert not is_article(b"User-agent: *\n", "robots.txt")
    assert is_article(b"", "a.txt")
    assert is_article(b"---\n", "a.html")
    assert is_article(b"Just text", "a.md")


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda b: b"---\n" + b + b"\n---\n"))
def test_any_bytes_are_read_and_cut_without_loss(content: bytes) -> None:
    article = read_article(content, "x.md")
    assert pickle.loads(pickle.dumps(article)) == article
    try:
        assert cut(content).join() == content
    except Problem:
        assert article.problem is not None


@given(documents())
def test_a_document_is_read_or_has_a_problem_with_a_place_in_the_file(content: bytes) -> None:
    problem = read_article(content).problem
    if problem is not None:
        assert 1 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 2
        assert problem.words
        with pytest.raises((Problem, Refusal)):
            apply_edits(content, [SetValue(("quality",), 80)])


def test_a_problem_passes_through_a_context() -> None:
    @contextmanager
    def context() -> Iterator[None]:
        yield

    with pytest.raises(Problem, match="empty"), context():
        cut(b"")
