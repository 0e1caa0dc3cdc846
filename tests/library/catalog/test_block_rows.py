"""Rows made block by block are those that the whole article's tree makes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.articles.article import read_article
from reviewer.library.catalog import block_patterns
from reviewer.library.catalog.block_rows import quick_rows
from reviewer.library.catalog.field_paths import FieldPaths
from reviewer.library.catalog.rows import Entry, Prepared, prepare
from reviewer.library.files import Content, Fingerprint, digest

SAMPLES = Path(__file__).parents[2] / "samples"
USUAL = """\
---
# a comment before all
category: news
title: "A “long” walk: naïve & sure"
excerpt: It is 5 o'clock
publishedDateTime: 2021-03-09T02:23:00Z
webUrl: 'https://a.example/?q="1"'
author: null
type: article

quality: 0012
heat: -1
published: yes
provider:
  name: Northern Courier
  domain: northern.example
topics:
- AI
- "null"
- null
- 2021-01-01
images:
  - url: "/a.png"
    width: 480
    height: "300"
  - url: b.png
related:
  - title: "Other"
    quality: 1_000
    provider: {name: X}
    images:
    - url: http://x.example/a.png
extra:
  deep: {er: {and: {deeper: [1, {a: 2}]}}}
  empty: []
secured: "t7/EPB=;x=="
---
Body
"""
LINES = [line for line in USUAL.split("\n")[1:] if line]
VALUES = ["x", "12", "1.5", "~", "null", "yes", "2021-01-01", "a: b", '"q"', "'s'", "[a, b]", "{a: 1}", "&a x", "*a"]
ODD = [
    "---",
    "--- x",
    "...",
    "? a",
    "- x",
    "\tx: 1",
    "%YAML 1.1",
    "{}",
    "|",
    "  - a",
    "é: 1",
    "x:\ty",
    "a\u2028b: 1",
    "\r",
]
KEYS = [
    "title",
    "topics",
    "quality",
    "published",
    "provider",
    "images",
    "related",
    "secured",
    "own",
    "publishedDateTime",
]


LISTS = """\
topics:
  - {}
  - "{}"
  - '{}'
images:
  - url: "{}"
    width: {}
related:
- title: '{}'
  quality: {}
  webUrl: "{}"
own:
- {}
- "{}"
"""


def both(text: str) -> tuple[Prepared | None, Prepared]:
    data = text.encode("utf-8", "surrogatepass")
    content = Content(data, Fingerprint(len(data), 1, 2, digest(data)))
    whole = prepare(Entry("a.md", content.fingerprint, read_article(data, "a.md"), False, 5))
    return quick_rows(content, "a.md", 5), whole


def agree(text: str) -> bool:
    """Whether it could be read in blocks."""
    for _ in range(2):  # as it is seen first, and as it is remembered
        quick, whole = both(text)
        assert quick is None or repr(quick._replace(paths=None)) == repr(whole)
        if quick is not None:
            paths = {path for group in quick.paths or () for path in group}
            assert paths == {path for path, _ in FieldPaths().new([(whole.fields, whole.nested, None)])}
    return quick is not None


def test_a_usual_article_is_read_in_blocks() -> None:
    assert agree(USUAL)
    assert agree(USUAL.replace("\n", "\r\n"))
    assert agree(
        USUAL.replace("walk", "ride").replace("Other", "Another").replace("1_000", "12").replace("/a.png", "/b")
    )


@pytest.mark.parametrize(
    "front",
    [
        "",
        "title: a\ntitle: b\n",
        "title: &x a\nexcerpt: *x\n",
        'title: "a\nquality: 1\nexcerpt: b"\n',
        "title: a\n b\n# c\n\nquality: 3\n",
        "title: a\n--- b\n",
        "title: a\rquality: 5\n",
        "title: a\u2028quality: 5\n",
        " title: a\n quality: 5\n",
        "title: [a,\nb: c]\n",
        "\ufefftitle: a\n",
        "quality: 99999999999999999999\nheat: .inf\n",
        "images: x\nrelated: y\nprovider: z\ntopics: one\n",
        "images: [a, b]\n",
        "images:\n  url: a.png\n  width: 3\nrelated:\n  title: b\n",
        "related:\n  - title: a\n  - null\n",
        "images:\n  - null\n  - url: b.png\n",
        "title: &t a\nexcerpt: *t\ntopics: [*t]\nimages:\n  - url: *t\n",
        "images:\n  - url: 12\n    width: 0x10\n  - x\n",
        "topics:\n  - ~\n  - [a]\n",
        "title: !!binary aGFs\nquality: !own 3\n",
        "quality:\n  - 40\nheat:\n- 1\n- 2\npublished:\n- true\n",
        "note: |+\n  two\n\n\ntype: x\n",
        "note: >-\n  two\n  lines\ntype: x",
        "secured: |\n  abc\n",
        "secured:\n  - abc\n  - def\n",
        "title:\n  - a\n  - 2\ncategory:\n- b\nexcerpt:\n- [c]\npublishedDateTime:\n  - 2021-01-01\n",
        "x: " + "a" * 25_000 + "\ntitle: " + "b" * 25_000 + "\n",
        "".join(f"k{number}: 1\n" for number in range(2_100)),
    ],
)
def test_what_is_unusual_is_the_same_or_left_to_the_tree(front: str) -> None:
    agree(f"---\n{front}---\nbody\n")


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    if path.is_file():
        agree(path.read_bytes().decode("utf-8", "surrogateescape"))


any_line = st.one_of(
    st.sampled_from(LINES + ODD),
    st.builds(lambda key, value: f"{key}: {value}", st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.builds(lambda key, value: f"{key}: {value}", st.sampled_from(KEYS), st.text(max_size=8)),
    st.builds(lambda value: f"  - {value}", st.sampled_from(VALUES)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(any_line, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_whatever_lines_there_are(lines: list[str], end: str) -> None:
    text = end.join(["---", *lines, "---", "body"])
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    agree(text)


safe = st.lists(st.sampled_from(["x", "Zürich", "2021-01-01", "12", "null", "a b"]), min_size=10, max_size=10)
anything = st.one_of(st.sampled_from([*VALUES, "x ", "% s", "a #b", "{}", "\\n", "-"]), st.text(max_size=6))


@settings(max_examples=300, deadline=None)
@given(safe, st.dictionaries(st.integers(0, 9), anything, max_size=3))
def test_lists_of_a_shape_that_is_known_well(usual: list[str], odd: dict[int, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block_patterns, "_OFTEN", 1)
        text = f"---\n{LISTS.format(*usual)}---\nbody\n"
        assert agree(text)
        odd_text = f"---\n{LISTS.format(*(odd.get(at, value) for at, value in enumerate(usual)))}---\nbody\n"
        try:
            odd_text.encode()
        except UnicodeEncodeError:
            return
        agree(odd_text)
