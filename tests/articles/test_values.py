"""Paths, typed-in values, dates and picture addresses."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.articles.display import plain, show_date, sort_date
from reviewer.articles.images import resolve
from reviewer.articles.splice import Splice
from reviewer.articles.typed import value_from_text
from reviewer.articles.values import Timestamp, Value, parse_path, spell_path


@given(st.lists(st.text(min_size=1) | st.integers(0, 999), min_size=1).filter(lambda p: isinstance(p[0], str)))
def test_every_path_can_be_spelled(path: list[str | int]) -> None:
    assert parse_path(spell_path(tuple(path))) == tuple(path)


@pytest.mark.parametrize("text", ["", "a..b", "[1]", ".a", "a.", "a[x]", "a[1]b"])
def test_what_is_no_path_is_said_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="field"):
        parse_path(text)


@pytest.mark.parametrize(
    ("text", "path", "present", "value"),
    [
        ("80", "quality", None, 80),
        ("-1", "heat", 3, -1),
        ("7.5", "quality", None, 7.5),
        ("yes", "published", None, True),
        ("5", "title", None, "5"),
        ("5", "weight", 3, 5),
        ("5", "weight", "x", "5"),
        ("5", "weight", None, 5),
        ("007", "weight", None, "007"),
        ("false", "draft", True, False),
        ("[AI, 'a, b']", "topics", None, ["AI", "a, b"]),
        ("2022-01-02", "publishedDateTime", None, Timestamp("2022-01-02")),
        ("9", "related[0].quality", None, 9),
    ],
)
def test_typed_text_becomes_the_right_kind(text: str, path: str, present: Value, value: Value) -> None:
    found = value_from_text(text, path, present)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "path"),
    [("high", "quality"), ("maybe", "published"), ("soon", "publishedDateTime"), ("AI", "topics"), ("x", "secured")],
)
def test_text_that_does_not_fit_is_refused_in_words(text: str, path: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        value_from_text(text, path, None)


def test_dates_are_shown_short_and_sorted_in_utc() -> None:
    assert show_date("2021-10-18T15:53:00Z") == "18 Oct 2021"
    assert show_date("next week") == "next week"
    assert sort_date("2021-10-18T01:00:00+02:00") == "2021-10-17T23:00:00"
    assert sort_date("2021-02-31") == ""


def test_entities_are_shown_decoded() -> None:
    assert plain("A &#038; B\n &lt;i&gt;") == "A & B <i>"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://a.example/x.png", "https://a.example/x.png"),
        ("//a.example/x.png", "https://a.example/x.png"),
        ("/images/a%20b.png?v=1", "/site/images/a b.png"),
        ("x.png", "/site/2021/x.png"),
        ("../x.png", "/site/x.png"),
    ],
)
def test_where_a_picture_is(url: str, place: str) -> None:
    assert resolve(url, "2021/a.md", PurePosixPath("/site")) == place


@pytest.mark.parametrize(
    "url",
    ["", "../../etc/passwd", "/../x", "file:///etc/passwd", "data:image/png;base64,x", "C:\\x.png", "%2e%2e/%2e%2e/x"],
)
def test_a_picture_outside_is_not_loaded(url: str) -> None:
    with pytest.raises(ValueError, match="picture"):
        resolve(url, "2021/a.md", PurePosixPath("/site"))


@given(st.binary(), st.binary())
def test_a_splice_goes_both_ways(before: bytes, after: bytes) -> None:
    splice = Splice.between(before, after)
    assert splice.apply(before) == after
    assert splice.inverse().apply(after) == before
