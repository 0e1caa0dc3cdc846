"""Edits change the bytes of one value; each case is a file as it was and as it must be."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
import yaml
from documents import documents, words
from hypothesis import given
from hypothesis import strategies as st
from spelled_edits import edit_from_json

from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import (
    AddItem,
    Edit,
    MoveItem,
    RemoveItem,
    RemoveValue,
    SetValue,
    edit_to_json,
)
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut
from reviewer.articles.splice import Splice
from reviewer.articles.values import Timestamp, parse_path

QUALITY = SetValue(("quality",), 80)
PUBLISH = SetValue(("published",), True)


def topic(text: str) -> AddItem:
    return AddItem(("topics",), text)


def no_topic(text: str) -> RemoveItem:
    return RemoveItem(("topics",), text)


def title(text: str) -> SetValue:
    return SetValue(("title",), text)


CASES: dict[str, tuple[Edit, str, str]] = {
    "a number": (QUALITY, "quality: 32\nheat: -1\n", "quality: 80\nheat: -1\n"),
    "a comment beside it": (QUALITY, "quality:   32   # agreed \n", "quality:   80   # agreed \n"),
    "a key in quotes": (QUALITY, "'quality': 32\n", "'quality': 80\n"),
    "nothing after the colon": (QUALITY, "quality:\nheat: 1\n", "quality: 80\nheat: 1\n"),
    "only blanks after the colon": (QUALITY, "quality: \nheat: 1\n", "quality: 80\nheat: 1\n"),
    "only a comment after the colon": (QUALITY, "quality:  # later\n", "quality: 80  # later\n"),
    "a root that is indented": (QUALITY, "  title: x\n  heat: 1\n", "  title: x\n  quality: 80\n  heat: 1\n"),
    "a number with a fraction": (QUALITY, "quality: 80.0\n", "quality: 80\n"),
    "a number some readers take for another": (SetValue(("quality",), 120), "quality: 0120\n", "quality: 120\n"),
    "a comment beside the last item in brackets": (
        topic("X"), "topics: [\n  AI,  # a\n  B,  # b\n]\n", "topics: [\n  AI,  # a\n  B,  # b\n  X,\n]\n"
    ),
    "a comment beside the only item in brackets": (
        topic("X"), "topics: [\r\n  AI, # a\r\n  ] # c\r\n", "topics: [\r\n  AI, # a\r\n  X,\r\n  ] # c\r\n"
    ),
    "a root in braces": (QUALITY, "{title: x, heat: 1}\n", "{title: x, quality: 80, heat: 1}\n"),
    "a number that was text": (QUALITY, 'quality: "32"\n', "quality: 80\n"),
    "an impossible date elsewhere": (QUALITY, "date: 2021-02-31\nquality: 1\n", "date: 2021-02-31\nquality: 80\n"),
    "a template elsewhere": (QUALITY, "layout: {{ x }}\nquality: 1\n", "layout: {{ x }}\nquality: 80\n"),
    "windows line ends": (PUBLISH, "heat: 1\r\ntype: a\r\n", "heat: 1\r\npublished: true\r\ntype: a\r\n"),
    "the case of a boolean": (PUBLISH, "published: False\n", "published: True\n"),
    "a boolean some readers take for text": (PUBLISH, "published: no   # later\n", "published: true   # later\n"),
    "a missing flag after heat": (PUBLISH, "quality: 1\nheat: 2\nprovider:\n  name: x\n",
                                  "quality: 1\nheat: 2\npublished: true\nprovider:\n  name: x\n"),
    "a missing flag after quality": (PUBLISH, "quality: 1\n\ntopics: []\n", "quality: 1\npublished: true\n\ntopics: []\n"),
    "never behind secured": (PUBLISH, "x: 1\n\nsecured: abc\n", "x: 1\npublished: true\n\nsecured: abc\n"),
    "never behind secured, even where it is first": (PUBLISH, "secured: abc\nheat: 1\n",
                                                     "published: true\nsecured: abc\nheat: 1\n"),
    "after a block scalar": (PUBLISH, "heat: |\n  a\n  b\n\nx: 1\n", "heat: |\n  a\n  b\npublished: true\n\nx: 1\n"),
    "after a block scalar that keeps its breaks": (PUBLISH, "heat: |+\n  a\n\nx: 1\n", "heat: |+\n  a\n\npublished: true\nx: 1\n"),
    "a front matter of comments": (PUBLISH, "# nothing yet\n", "# nothing yet\npublished: true\n"),
    "an empty front matter": (PUBLISH, "", "published: true\n"),
    "double quotes": (title('He said "no"'), 'title: "Old"  # c\n', 'title: "He said \\"no\\""  # c\n'),
    "single quotes": (title("It's"), "title: 'Old'\n", "title: 'It''s'\n"),
    "plain stays plain": (title("New words"), "title: Old\n", "title: New words\n"),
    "plain that needs quotes": (title("a: b"), "title: Old\n", 'title: "a: b"\n'),
    "plain that needs quotes, among single ones": (title("a: b"), "title: Old\nx: 'y'\n", "title: 'a: b'\nx: 'y'\n"),
    "a folded plain text": (title("New"), "title: one\n  two\n  three\nx: 1\n", "title: New\nx: 1\n"),
    "a long quoted text": (title("New"), 'title: "one\n  two \\\n  three"\nx: 1\n', 'title: "New"\nx: 1\n'),
    "a folded block": (title("New words"), "title: >-\n  Old\n  words\n\nx: 1\n", "title: >-\n  New words\n\nx: 1\n"),
    "a block with a comment": (title("a\nb\n"), "title: |-  # why\n    Old\nx: 1\n", "title: |  # why\n  a\n  b\nx: 1\n"),
    "no block for what blocks cannot hold": (title(" a"), "title: |\n  Old\nx: 1\n", 'title: " a"\nx: 1\n'),
    "a new link looks like its siblings": (SetValue(("webUrl",), "https://x.example"),
                                           'title: "T"\nexcerpt: "E"\ntype: a\n',
                                           'title: "T"\nexcerpt: "E"\nwebUrl: "https://x.example"\ntype: a\n'),
    "a date": (SetValue(("publishedDateTime",), Timestamp("2022-01-01")), "publishedDateTime: 2021-10-18T15:53:00Z\n",
               "publishedDateTime: 2022-01-01\n"),
    "a value inside a map": (SetValue(("provider", "name"), "NIH"), "provider:\n    name: Nature\n    domain: x\n",
                             "provider:\n    name: NIH\n    domain: x\n"),
    "a missing map": (SetValue(("provider", "name"), "NIH"), "title: x\n", "title: x\nprovider:\n  name: NIH\n"),
    "a map that is null": (SetValue(("provider", "name"), "NIH"), "provider:\nx: 1\n", "provider:\n  name: NIH\nx: 1\n"),
    "the quality of one related": (SetValue(("related", 1, "quality"), 7),
                                   "related:\n  - title: a\n    quality: 1\n  - title: b\n    quality: 2\n",
                                   "related:\n  - title: a\n    quality: 1\n  - title: b\n    quality: 7\n"),
    "a missing value of one related": (SetValue(("related", 0, "quality"), 7), "related:\n- title: a\n- title: b\n",
                                       "related:\n- title: a\n  quality: 7\n- title: b\n"),
    "a whole related": (SetValue(("related", 0), {"title": "New", "quality": 3}),
                        "related:\n  - title: a\n    quality: 1\n  - title: b\n",
                        "related:\n  - title: New\n    quality: 3\n  - title: b\n"),
    "a related taken out": (RemoveValue(("related", 0)), "related:\n  - title: a\n    x: 1\n  - title: b\n",
                            "related:\n  - title: b\n"),
    "a topic at the end": (topic("New"), "topics:\n  - AI # c\n\nx: 1\n", "topics:\n  - AI # c\n  - New\n\nx: 1\n"),
    "a topic without indent": (topic("New"), "topics:\n- AI\n# about x\nx: 1\n", "topics:\n- AI\n- New\n# about x\nx: 1\n"),
    "a topic with wide dashes": (topic("New"), "topics:\n  -   AI\n", "topics:\n  -   AI\n  -   New\n"),
    "a topic among quoted ones": (topic("New"), "topics:\n- 'AI'\n", "topics:\n- 'AI'\n- 'New'\n"),
    "a topic that is no text": (topic("no"), "topics:\n- AI\n", 'topics:\n- AI\n- "no"\n'),
    "a topic that is a number to some": (topic("1e3"), "topics: [AI]\n", 'topics: [AI, "1e3"]\n'),
    "a topic in a flow list": (topic("New"), "topics: [ AI,B ]  # c\n", "topics: [ AI,B,New ]  # c\n"),
    "a topic in a flow list over lines": (topic("New"), "topics: [\n    AI,\n    B,\n  ]\n",
                                          "topics: [\n    AI,\n    B,\n    New,\n  ]\n"),
    "the first topic of a flow list": (topic("New"), "topics: [ ]\n", "topics: [New ]\n"),
    "the first topic of nothing": (topic("New"), "topics: # none yet\nx: 1\n", "topics: # none yet\n  - New\nx: 1\n"),
    "a topic where there were none": (topic("New"), "provider:\n  name: x\n\nrelated:\n- title: y\n",
                                      "provider:\n  name: x\ntopics:\n- New\n\nrelated:\n- title: y\n"),
    "a topic beside a null one": (topic("New"), "topics:\n  -\n  - AI\n", "topics:\n  -\n  - AI\n  - New\n"),
    "a topic that is there": (topic("AI"), "topics: [AI]\n", "topics: [AI]\n"),
    "a topic taken out": (no_topic("AI"), "topics:\n  - A # a\n  # b\n  - AI # c\n  - B\n", "topics:\n  - A # a\n  # b\n  - B\n"),
    "the last topic taken out": (no_topic("AI"), "topics: # c\n  - AI\nx: 1\n", "topics: [] # c\nx: 1\n"),
    "the first of a flow list taken out": (no_topic("AI"), "topics: [AI, B]\n", "topics: [B]\n"),
    "the last of a flow list taken out": (no_topic("AI"), "topics: [B, AI]\n", "topics: [B]\n"),
    "the only one of a flow list taken out": (no_topic("AI"), "topics: ['AI', ]\n", "topics: []\n"),
    "topics moved": (MoveItem(("topics",), 2, 0), "topics:\n- A # a\n- B\n- C # c\n", "topics:\n- C # c\n- A # a\n- B\n"),
    "topics moved in a flow list": (MoveItem(("topics",), 0, 1), "topics: [A,  'B']\n", "topics: ['B',  A]\n"),
    "a whole list keeps what stays": (SetValue(("topics",), ["B", "New"]), "topics:\n  - A\n  - 'B' # b\n  - C\n",
                                      "topics:\n  - 'B' # b\n  - New\n"),
    "a list of other things": (SetValue(("images",), [{"url": "a.png", "width": 3}]), "x: 1\n",
                               "x: 1\nimages:\n  - url: a.png\n    width: 3\n"),
    "a key taken out": (RemoveValue(("heat",)), "quality: 1\n# note\nheat: 2 # c\nx: 3\n", "quality: 1\n# note\nx: 3\n"),
    "the first key of a list's map taken out": (RemoveValue(("related", 0, "title")), "related:\n  - title: a\n    x: 1\n",
                                                "related:\n  - x: 1\n"),
    "a key of a flow map taken out": (RemoveValue(("provider", "name")), "provider: {name: a, domain: b}\n",
                                      "provider: {domain: b}\n"),
    "an anchor elsewhere": (QUALITY, "a: &a 1\nb: *a\nquality: 1\n", "a: &a 1\nb: *a\nquality: 80\n"),
    "a duplicate key elsewhere": (QUALITY, "a: 1\na: 2\nquality: 1\n", "a: 1\na: 2\nquality: 80\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("opening", ["---\n", "\ufeff---  # c\n"])
@pytest.mark.parametrize("rest", ["---\n\nBody\n---\n", "...\nno break at the end", "---"])
def test_only_the_value_changes(name: str, opening: str, rest: str) -> None:
    edit, before, after = CASES[name]
    stray = b"\xff" if rest != "---" else b""
    edited = apply_edits(f"{opening}{before}{rest}".encode() + stray, [edit])
    assert edited.decode("utf-8", "replace") == f"{opening}{after}{rest}" + stray.decode("utf-8", "replace")


REFUSED: dict[str, tuple[Edit, str, str]] = {
    "a duplicate key": (QUALITY, "quality: 1\nquality: 2\n", "stands there 2 times"),
    "an anchor": (QUALITY, "quality: &q 1\nx: *q\n", "may be used elsewhere"),
    "an alias": (QUALITY, "x: &q 1\nquality: *q\n", "stands for a value elsewhere"),
    "inside an anchor": (SetValue(("provider", "name"), "x"), "provider: &p\n  name: a\n", "may be used elsewhere"),
    "a custom tag": (QUALITY, "quality: !odd 1\n", "a type of its own"),
    "secured": (SetValue(("secured",), "x"), "secured: y\n", "locked"),
    "a topic for a text": (topic("B"), "topics: A\n", "no list"),
    "a name in a text": (SetValue(("title", "x"), 1), "title: t\n", "no group of fields"),
    "an item that is not there": (SetValue(("related", 3, "quality"), 1), "related:\n- title: a\n", "only 1 items"),
    "half a character": (title("\ud800"), "title: t\n", "half a character"),
    "a date that is none": (SetValue(("publishedDateTime",), Timestamp("soon")), "publishedDateTime: 2020-01-01\n", "no date"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_an_edit_in_doubt_is_refused_with_the_reason(name: str) -> None:
    edit, front, reason = REFUSED[name]
    with pytest.raises(Refusal, match=reason):
        apply_edits(f"---\n{front}---\n".encode(), [edit])


def test_nothing_is_edited_where_one_of_several_edits_is_refused() -> None:
    with pytest.raises(Refusal):
        apply_edits(b"---\nquality: 1\nsecured: x\n---\n", [QUALITY, SetValue(("secured",), "y")])


def test_the_same_value_gives_the_same_bytes_object() -> None:
    content = b"---\npublished: yes\nquality: 080\ntitle: 'x'\n---\n"
    assert apply_edits(content, [PUBLISH, title("x")]) is content


def test_adding_works_again_after_the_last_topic_went() -> None:
    content = b"---\ntopics:\n  - AI\n---\n"
    empty = apply_edits(content, [no_topic("AI")])
    assert yaml.safe_load(cut(empty).front) == {"topics": []}
    assert yaml.safe_load(cut(apply_edits(empty, [topic("B")])).front) == {"topics": ["B"]}


def test_a_file_that_is_all_yaml() -> None:
    assert apply_edits(b"a: 1\nquality: 1", [QUALITY, topic("x")], "x.yml") == b"a: 1\nquality: 80\ntopics:\n  - x"
    assert apply_edits(b"\xef\xbb\xbf# c\r\n", [QUALITY], "x.yaml") == b"\xef\xbb\xbf# c\r\nquality: 80\r\n"


def test_a_value_that_would_close_the_front_matter_is_refused_or_quoted() -> None:
    content = b"---\ntitle: |\n  a\n---\nbody\n"
    edited = apply_edits(content, [title("a\n---\nb\n")])
    assert cut(edited).body == b"body\n"
    assert yaml.safe_load(cut(edited).front) == {"title": "a\n---\nb\n"}


edits = st.one_of(
    st.builds(SetValue, st.sampled_from([parse_path(p) for p in ("quality", "title", "provider.name", "topics", "images", "weight")]),
              words | st.integers(-5, 200) | st.booleans() | st.none() | st.lists(words, max_size=3)
              | st.dictionaries(words, words, max_size=2)),
    st.builds(AddItem, st.sampled_from([("topics",), ("images",), ("weight",)]), words),
    st.builds(RemoveItem, st.sampled_from([("topics",), ("images",)]), words),
    st.builds(RemoveValue, st.sampled_from([("quality",), ("provider", "name"), ("topics", 0), ("published",), ("weight",)])),
    st.builds(MoveItem, st.just(("topics",)), st.integers(0, 2), st.integers(0, 2)),
)  # fmt: skip


def _pairs(content: bytes) -> list[tuple[Any, Any]]:
    """What an independent reader makes of the front matter: each key and value with tags, texts and order."""

    def typed(node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return node.tag, node.value
        if isinstance(node, yaml.SequenceNode):
            return [typed(item) for item in node.value]
        return {"map": [(typed(key), typed(value)) for key, value in node.value]}

    root = yaml.compose(cut(content).text(), Loader=yaml.CSafeLoader)
    return [(typed(key), typed(value)) for key, value in root.value] if root is not None else []


@given(documents(), edits)
def test_edit_and_undo_give_the_same_bytes(content: bytes, edit: Edit) -> None:
    try:
        edited = apply_edits(content, [edit])
    except (Problem, Refusal):
        return
    splice = Splice.between(content, edited)
    assert splice.apply(content) == edited
    assert splice.inverse().apply(edited) == content
    before, after = cut(content), cut(edited)
    assert (before.bom, before.opening, before.closing, before.body) == (
        after.bom,
        after.opening,
        after.closing,
        after.body,
    )
    key = edit.path[0]
    rest = [[pair for pair in _pairs(side) if pair[0][1] != key] for side in (content, edited)]
    assert rest[0] == rest[1]


@given(documents(), words)
def test_a_text_reads_back_as_itself(content: bytes, text: str) -> None:
    try:
        edited = apply_edits(content, [title(text)])
    except (Problem, Refusal):
        return
    found = [value for key, value in _pairs(edited) if key[1] == "title"]
    assert found == [("tag:yaml.org,2002:str", text)]


@given(edits)
def test_an_edit_survives_the_journal_and_a_process(edit: Edit) -> None:
    assert edit_from_json(edit_to_json(edit)) == edit
    assert pickle.loads(pickle.dumps(edit)) == edit
