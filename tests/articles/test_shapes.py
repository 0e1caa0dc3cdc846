"""What is read by a front matter's shape is what the parser reads: values, kinds and places, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from documents import documents
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.articles import shapes, swapping
from reviewer.articles.draft import Draft, locate
from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import SetValue
from reviewer.articles.parsing import Node, parse
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.replacing import replace_value
from reviewer.articles.source import cut
from reviewer.articles.swapping import swapped
from reviewer.articles.values import Timestamp, Value

SAMPLES = sorted((Path(__file__).parents[1] / "samples").iterdir())
ARTICLE = """\
category: news
title: "Bridge doubles early detection"
excerpt: 'It says "no".'
publishedDateTime: 2019-03-03T08:10:00Z
webUrl: https://a.example/2019/03/bridge-661468
quality: 23
heat: -1
published: false

provider:
  name: Northern Courier
topics:
  - Biology
  - "Ethics"
images:
- url: "https://img.example/bridge.jpg"
  width: 480
  isCached: true
related:
  -   title: "Reef: a story"
      provider:
        name: Lab Notes
      quality: 5
secured: "ur6mv67IPgeoTL9"
"""
TRICKY = (
    "", "a: b", "a #b", "#b", "a:", ":", ": ", " a", "a ", "a\tb", "-", "- a", "-a", "--- a", "...", "&a", "*a", "!a",
    "!!str a", "|", ">", "[", "[a]", "{", "}", ",", "?", "? a", "%a", "@a", "`a", '"', "'", "''", '"a"', "a\"", "a'",
    "it's", "a\\b", "\\", "\\n", "~", "null", "yes", "off", "true", "1", "1.5", "1e3", "0x1F", "1:30", "0o7", "=", "<<",
    "2021-02-31", "2001-01-01T00:00:00Z", "\x00", "\x07", "\x7f", "\x85", "\xa0", "\xa0a", "\u2028", "\ufeff", "\ufffe",
    "日本語", "naïve", "😀", "a\rb", "a\r", "a\nb", "a\n  b", "a\n\n  b", "x" * 1100, "é" * 1100, "a::b", "a:#b", "-1",
    "https://a.example/?q=1&r=2", "a, b", "a]", "a}", "12 [a]", "a: ", "a :b", "a: :b", "\u00c0", "\u0378", "\U0010ffff",
)  # fmt: skip


def described(node: Node | None) -> object:
    """All of a tree that can be seen."""
    if node is None:
        return None
    mine = (node.kind, node.start, node.end, node.tag, node.tagged, node.flow, node.style, node.value, node.anchor)
    pairs = [(described(key), described(value)) for key, value in node.pairs]
    return (*mine, [described(item) for item in node.items], pairs)


def agree(text: str) -> bool:
    """Whether the text was read by its shape. Fails where the parser reads something else."""
    found = shapes.tree_of(text)
    if found is None:
        return False
    assert described(found) == described(parse(text))
    return True


def pieces(text: str) -> list[list[str]]:
    """Of each line what comes before its safe value, the value, and the rest."""
    return [[before, value, after + whole] for before, value, after, whole in shapes._LINE.findall(text)]


def joined(lines: list[list[str]]) -> str:
    return "".join(piece for line in lines for piece in line)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    shapes._shapes.clear()
    shapes._last = ("", None)
    yield
    shapes._shapes.clear()


def front(content: bytes, name: str) -> str | None:
    try:
        return cut(content, name).text()
    except Problem:
        return None


def test_a_usual_article_is_read_by_its_shape() -> None:
    assert agree(ARTICLE)
    assert agree(ARTICLE.replace("\n", "\r\n"))
    assert len(shapes._shapes) == 2
    assert agree(ARTICLE.replace("Bridge", "A long bridge 😀").replace("23", "0x1F").replace("Biology", "no"))
    assert len(shapes._shapes) == 2


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_samples(sample: Path) -> None:
    text = front(sample.read_bytes(), sample.name)
    if text is None:
        return
    agree(text)
    agree(text)
    lines = pieces(text)
    for at, line in enumerate(lines):
        for value in TRICKY:
            if line[0]:
                agree(joined([*lines[:at], [line[0], value, line[2]], *lines[at + 1 :]]))


@pytest.mark.parametrize("value", TRICKY, ids=ascii)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_whatever_takes_the_place_of_a_value(value: str, line_break: str) -> None:
    text = ARTICLE.replace("\n", line_break)
    assert agree(text)
    lines = pieces(text)
    for at, line in enumerate(lines):
        if line[0]:
            agree(joined([*lines[:at], [line[0], value, line[2]], *lines[at + 1 :]]))


SIGNS = st.sampled_from(list("ab1 :#-'\"\\[]{},&*!|>%@`?~=<.\t\n\r\xa0\x85\u2028\ufeffé日😀\x00"))
VALUES = st.one_of(st.sampled_from(TRICKY), st.text(SIGNS, max_size=8), st.text(max_size=8))


@given(documents(), st.data())
def test_documents_and_what_mutates_them(content: bytes, draw: st.DataObject) -> None:
    text = front(content, "x.md")
    if text is None:
        return
    agree(text)
    lines = pieces(text)
    for _ in range(6):
        at = draw.draw(st.integers(0, len(lines) - 1))
        kind = draw.draw(st.sampled_from(["value", "value", "value", "indent", "drop", "copy", "sign"]))
        if kind == "value":
            lines[at][1] = draw.draw(VALUES)
        elif kind == "indent":
            lines[at][0] = draw.draw(st.sampled_from(["  ", " ", "- ", "\t"])) + lines[at][0]
        elif kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "copy":
            lines.insert(draw.draw(st.integers(0, len(lines))), [*lines[at]])
        else:
            made = joined(lines)
            place = draw.draw(st.integers(0, len(made)))
            lines = pieces(made[:place] + draw.draw(SIGNS) + made[place:])
        agree(joined(lines))


LINES = st.tuples(
    st.sampled_from(["", "  ", "    ", "- ", "  - ", "- - ", "-   ", "   "]),
    st.sampled_from(["a: ", "b: ", "c:  ", "a:", "b: |", "b: >-", "b: [", "b: {", "- ", "", "? ", "&a ", "c: &x ", "c: !t ", "<<: "]),
    st.sampled_from(["", "x", '"x"', "'x'", "12", "true", "*a", "]", "}", "[x, y]", "{a: x}", "x # y", "# x", "x,", '"x', 'x"', "x\\"]),
    st.sampled_from(["\n", "\n", "\n", " \n", "\r\n", "\n\n", "\n  # x\n", "\t\n"]),
)  # fmt: skip


@example([("", "a: ", "x", "\n"), ("  ", "", "x", "\n")], [])
@given(st.lists(LINES, min_size=1, max_size=6), st.lists(VALUES, max_size=6))
def test_any_lines_and_any_values_in_them(lines: list[tuple[str, str, str, str]], values: list[str]) -> None:
    text = "".join("".join(line) for line in lines)
    agree(text)
    for number, value in enumerate(values):
        changed = list(lines)
        indent, key, _, end = changed[number % len(lines)]
        changed[number % len(lines)] = (indent, key, value, end)
        agree("".join("".join(line) for line in changed))


SCALARS: list[Value] = [True, False, None, 0, 80, -1, 10**20, 1.5, -0.0, 1e300, Timestamp("2020-01-01"), Timestamp("x")]


def by_parser(text: str, key: str, value: Value) -> str | type[Exception]:
    draft = Draft.of(text)
    place = locate(draft, (key,))
    return replace_value(draft, (key,), place, value).text if place.node is not None else Refusal


@given(
    documents(),
    st.sampled_from(["published", "quality", "title", "provider", "topics", "secured"]),
    st.sampled_from(SCALARS),
)
def test_a_value_is_swapped_as_it_is_replaced(content: bytes, key: str, value: Value) -> None:
    text = front(content, "x.md")
    if text is None:
        return
    try:
        made = swapped(text, (key,), value)
    except Refusal:
        with pytest.raises(Refusal):
            by_parser(text, key, value)
        return
    if made is not None:
        assert made == by_parser(text, key, value)


@pytest.mark.parametrize("spelled", ["false", "False", "FALSE", "no", "off", "0", "draft", "2020-01-01"])
@pytest.mark.parametrize("value", SCALARS)
def test_a_swapped_value_is_spelled_like_the_one_before(spelled: str, value: Value) -> None:
    text = ARTICLE.replace("published: false", f"published: {spelled}")
    try:
        made = swapped(text, ("published",), value)
    except Refusal:
        return
    assert made is None or made == by_parser(text, "published", value)


def test_edits_are_the_same_with_and_without_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    content = f"---\n{ARTICLE}---\nBody\n".encode()
    edits = [
        SetValue(("published",), True),
        SetValue(("title",), "x"),
        SetValue(("quality",), 7),
        SetValue(("heat",), None),
    ]
    quick = apply_edits(content, edits)

    def never(*arguments: object) -> None:
        return None

    monkeypatch.setattr(swapping, "scalar_of", never)
    monkeypatch.setattr(shapes, "_known", never)
    assert apply_edits(content, edits) == quick
    assert quick != content


def test_no_more_is_remembered_than_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> int:
        return sum(len(key[0]) for key in shapes._shapes)

    monkeypatch.setattr(shapes, "_MOST_LINES_IN_ALL", 100)
    for number in range(30):
        assert agree(f"a{number}: x\n")
    assert shapes._shapes and lines() <= 100
    for number in range(30):
        assert agree("".join(f"a{number}x{line}: x\n" for line in range(20)))
        assert lines() <= 100
    assert len(shapes._shapes) > 1
    assert agree("".join(f"a{number}: x\n" for number in range(shapes._MOST_LINES + 1)))
    assert lines() <= 100
