"""What a merge by lines may not mix is put away, and put back as it was."""

from __future__ import annotations

import pytest
from documents import documents
from hypothesis import given

from reviewer.articles.article import read_article
from reviewer.articles.fields import LOCKED_KEYS
from reviewer.articles.locked_lines import Stored, put_away, put_away_unread, put_back
from reviewer.articles.problem import Refusal

readable = documents().filter(lambda content: read_article(content).problem is None)


@given(readable)
def test_what_is_put_away_comes_back(content: bytes) -> None:
    for keys in (LOCKED_KEYS, {"title", "provider", "topics"}):
        stored: Stored = {}
        try:
            away = put_away(content, keys, stored)
        except Refusal:
            continue
        assert put_back(away, stored) == content
        assert (away == content) == (not stored)


@given(documents())
def test_lines_of_what_cannot_be_read_come_back(content: bytes) -> None:
    stored: Stored = {}
    assert put_back(put_away_unread(content, stored), stored) == content


BLOCKS = [
    b"secured: abc",
    b'"secured" : abc # c',
    b"secured: |-\n  abc\n\n  def: x\n  - y",
    b"secured: |-\r\n  abc\r\n  def",
    b'secured: "abc\ndef;12\n ghi"',
    b"secured:",
]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize(
    "after", [b"\nx: 1\n---\n", b"\n\n# c\nx: 1\n---\n", b"\n---\nbody\n", b"\n...\n", b"\n=======\nx: 1\n", b""]
)
def test_its_lines_are_told_from_what_follows(block: bytes, after: bytes) -> None:
    stored: Stored = {}
    away = put_away_unread(b"---\ntitle: [\n" + block + after, stored)
    assert list(stored.values()) == [block]
    assert away.startswith(b"---\ntitle: [\n" + next(iter(stored))) and away.endswith(after)


def test_only_what_stands_in_the_front_matter_is_put_away() -> None:
    stored: Stored = {}
    for content in (b"secured: abc\n", b"---\nx: 1\n---\nsecured: abc\n", b"---\nx:\n  sub secured: abc\n---\n"):
        assert put_away_unread(content, stored) == content
    assert stored == {}
    assert put_away_unread(b"x: 1\nsecured: abc\n", stored, "a.yml") != b"x: 1\nsecured: abc\n"


@pytest.mark.parametrize("front", [b"{x: 1, secured: a}\n", b"secured: a\nsecured: b\n", b"? secured\n: a\n"])
def test_what_has_no_lines_of_its_own_is_refused(front: bytes) -> None:
    with pytest.raises(Refusal):
        put_away(b"---\n" + front + b"---\n", LOCKED_KEYS, {})
