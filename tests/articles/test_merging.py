"""Merging two sides' changes of a front matter: each case is a base, what mine says, what theirs says, and the result."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from documents import documents
from hypothesis import given
from hypothesis import strategies as st

from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import AddItem, Edit, MoveItem, RemoveItem, RemoveValue, SetValue
from reviewer.articles.merging import MISSING, Choice, Clash, Difference, differences, merge, without
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.source import cut
from reviewer.articles.values import parse_path


def doc(front: str, body: str = "\nBody.\n") -> bytes:
    return f"---\n{front}---\n{body}".encode()


RELATED = "related:\n  - title: a\n    quality: 1 # one\n  - title: b\n    quality: 2\n"
MERGED: dict[str, tuple[str, str, str, str]] = {
    "another field": ("quality: 1\nheat: 2\n", "quality: 8\nheat: 2\n", "quality: 1\nheat: 9 # new\n",
                      "quality: 8\nheat: 9 # new\n"),
    "the same value, spelled otherwise": ("quality: 1\nx: 0\n", "quality: 8\nx: 0\n", "x: 5\nquality: 0x8\n", "x: 5\nquality: 0x8\n"),
    "mine only spelled otherwise": ("title: a\nx: yes\n", "x: true\n# c\ntitle: 'a'\n", "title: b\nx: yes\n", "title: b\nx: yes\n"),
    "theirs only spelled otherwise": ("title: a\nx: yes\n", "title: b\nx: yes\n", "# c\nx: true\ntitle: 'a'\n", "# c\nx: true\ntitle: 'b'\n"),
    "a field taken out": ("quality: 1\nheat: 2\n", "heat: 2\n", "quality: 1\nheat: 3\n", "heat: 3\n"),
    "a field added": ("heat: 2\n", "quality: 1\nheat: 2\n", "heat: 3\n", "quality: 1\nheat: 3\n"),
    "both took it out": ("quality: 1\nheat: 2\n", "heat: 2\n", "x: 1\nheat: 2\n", "x: 1\nheat: 2\n"),
    "topics of both": ("topics: [a, b, c]\n", "topics: [b, c, m]\n", "topics:\n- a # 1\n- b # 2\n- t # 3\n",
                       "topics:\n- b # 2\n- t # 3\n- m\n"),
    "the same topic of both": ("topics: [a]\n", "topics: [a, b]\n", "topics: [a, c, b]\n", "topics: [a, c, b]\n"),
    "a topic in its place": ("topics: [a, b]\n", "topics: [a, m, b]\n", "topics: [a, b, t]\n", "topics: [a, m, b, t]\n"),
    "a first topic": ("topics: [a]\n", "topics: [m, a]\n", "topics: [a, t]\n", "topics: [m, a, t]\n"),
    "first topics of both": ("x: 1\n", "x: 1\ntopics: [m]\n", "x: 1\ntopics: [t]\n", "x: 1\ntopics: [t, m]\n"),
    "topics where nothing was": ("topics:\n", "topics: [m]\n", "topics: []\n", "topics: [m]\n"),
    "topics taken out as a whole": ("topics: [a]\n", "x: 1\n", "topics: [a, t]\n", "topics: [t]\nx: 1\n"),
    "topics that stood twice": ("topics: [a, a]\n", "topics: [a]\n", "topics: [a, t, a]\n", "topics: [a, t]\n"),
    "an order of mine, a topic of theirs": ("topics: [a, b, c]\n", "topics: [c, a, b]\n", "topics: [a, b, c, t]\n",
                                            "topics: [c, a, b, t]\n"),
    "an order of theirs, a topic of mine": ("topics: [a, b, c]\n", "topics: [a, b, c, m]\n", "topics: [c, a, b]\n",
                                            "topics: [c, a, b, m]\n"),
    "an order keeps its comments": ("topics:\n- a # 1\n- b\n- c\nx: 1\n", "topics:\n- c\n- a\n- b\nx: 1\n",
                                    "topics:\n- a # 1\n- b\n- c\nx: 2\n", "topics:\n- c\n- a # 1\n- b\nx: 2\n"),
    "names of types": ("topics: [no, a]\n", "topics: ['no', a]\n", "topics: [no, a, t]\n", "topics: [\"no\", a, t]\n"),
    "within a group": ("provider: {name: a, domain: b}\n", "provider: {name: m, domain: b}\n",
                       "provider:\n  name: a # c\n  domain: t\n", "provider:\n  name: m # c\n  domain: t\n"),
    "groups of both": ("x: 1\n", "x: 1\nprovider:\n  name: m\n", "x: 1\nprovider:\n  domain: t\n",
                       "x: 1\nprovider:\n  name: m\n  domain: t\n"),
    "a group taken out": ("provider: {name: a}\nx: 1\n", "x: 1\n", "provider: {name: a}\nx: 2\n", "x: 2\n"),
    "a group taken out from both ends": ("provider:\n  name: a\n  domain: b\nx: 1\n", "provider:\n  name: a\nx: 1\n",
                                         "provider:\n  domain: b\nx: 1\n", "x: 1\n"),
    "a group that becomes a text": ("provider:\n  name: a\nx: 1\n", "provider: m\nx: 1\n", "provider:\n  name: a\nx: 2\n",
                                    "provider:\n  m\nx: 2\n"),
    "within related": (RELATED, RELATED.replace("quality: 2", "quality: 7"), RELATED.replace("quality: 1", "quality: 9"),
                       RELATED.replace("quality: 2", "quality: 7").replace("quality: 1", "quality: 9")),
    "within one related": (RELATED, RELATED.replace("quality: 1", "quality: 7"), RELATED.replace("title: a", "title: a\n    heat: 3"),
                           RELATED.replace("title: a", "title: a\n    heat: 3").replace("quality: 1", "quality: 7")),
    "one related of each": (RELATED, RELATED.replace("title: a", "title: m"), RELATED.replace("title: b", "title: t"),
                            "related:\n  - title: m\n    quality: 1\n  - title: t\n    quality: 2\n"),
    "a related more": (RELATED, RELATED.replace("quality: 1", "quality: 7"), RELATED + "  - title: t # new\n",
                       RELATED.replace("quality: 1", "quality: 7") + "  - title: t # new\n"),
    "a duplicate key elsewhere": ("a: 1\na: 2\nx: 1\n", "a: 1\na: 2\nx: 2\n", "a: 1\na: 2\nx: 1\ny: 1\n", "a: 1\na: 2\nx: 2\ny: 1\n"),
    "an alias elsewhere": ("a: &a 1\nb: *a\nx: 1\n", "a: &a 1\nb: *a\nx: 2\n", "a: &a 5\nb: *a\nx: 1\n", "a: &a 5\nb: *a\nx: 2\n"),
    "secured of theirs": ("x: 1\nsecured: s\n", "x: 2\nsecured: s\n", "x: 1\nsecured: t\n", "x: 2\nsecured: t\n"),
    "secured of both": ("x: 1\nsecured: s\n", "x: 2\nsecured: t\n", "x: 1\nsecured: t # c\n", "x: 2\nsecured: t # c\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MERGED)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_what_both_sides_did_is_there(name: str, line_break: str) -> None:
    base, mine, theirs, merged = (doc(text.replace("\n", line_break), "") for text in MERGED[name])
    body = b"\xef\xbb\xbf", b"\nTheir body \xff\r.\n---\n"
    made = merge(base, mine + b"Another body.", body[0] + theirs + body[1])
    assert made.clashes == ()
    assert made.content == body[0] + merged + body[1]


CLASHES: dict[str, tuple[str, str, str, list[Clash]]] = {
    "a value": ("quality: 1\n", "quality: 2\n", "quality: 3\n", [Clash("quality", 1, 3, 2)]),
    "two types": ("quality: 1\n", "quality: '3'\n", "quality: 3\n", [Clash("quality", 1, 3, "3")]),
    "mine took it out": ("quality: 1\nx: 1\n", "x: 1\n", "quality: 3\nx: 1\n", [Clash("quality", 1, 3, MISSING)]),
    "theirs took it out": ("quality: 1\nx: 1\n", "quality: 3\nx: 1\n", "x: 1\n", [Clash("quality", 1, MISSING, 3)]),
    "both added it": ("x: 1\n", "x: 1\nquality: 3\n", "x: 1\nquality: 4\n", [Clash("quality", MISSING, 4, 3)]),
    "within a group": ("provider: {name: a}\n", "provider: {name: b}\n", "provider: {name: c}\n",
                       [Clash("provider.name", "a", "c", "b")]),
    "a group and a text": ("provider: {name: a}\n", "provider: {name: b}\n", "provider: c\n",
                           [Clash("provider", {"name": "a"}, "c", {"name": "b"})]),
    "a text and a group": ("provider: {name: a}\n", "provider: c\n", "provider: {name: b}\n",
                           [Clash("provider", {"name": "a"}, {"name": "b"}, "c")]),
    "a list and a text": ("topics: [a]\n", "topics: [a, b]\n", "topics: c\n", [Clash("topics", ["a"], "c", ["a", "b"])]),
    "two orders": ("topics: [a, b, c]\n", "topics: [b, a, c]\n", "topics: [c, b, a]\n",
                   [Clash("topics", ["a", "b", "c"], ["c", "b", "a"], ["b", "a", "c"])]),
    "within related": (RELATED, RELATED.replace("quality: 1", "quality: 7"), RELATED.replace("quality: 1", "quality: 9"),
                       [Clash("related[0].quality", 1, 9, 7)]),
    "a related taken out and edited": (RELATED, "related:\n  - title: b\n    quality: 2\n", RELATED.replace("quality: 1", "quality: 9"),
                                       [Clash("related", [{"title": "a", "quality": 1}, {"title": "b", "quality": 2}],
                                              [{"title": "a", "quality": 9}, {"title": "b", "quality": 2}],
                                              [{"title": "b", "quality": 2}])]),
    "groups without a name": ("people: [{age: 1}]\n", "people: [{age: 2}]\n", "people: [{age: 1, x: 1}]\n",
                              [Clash("people", [{"age": 1}], [{"age": 1, "x": 1}], [{"age": 2}])]),
    "secured of mine": ("x: 1\nsecured: abc\n", "x: 1\nsecured: defg\n", "x: 2\nsecured: abc\n",
                        [Clash("secured", "locked, 3 characters", "locked, 3 characters", "locked, 4 characters")]),
    "beside another field": ("quality: 1\nheat: 1\n", "quality: 2\nheat: 2\n", "quality: 3\nheat: 1\n", [Clash("quality", 1, 3, 2)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CLASHES)
def test_what_both_changed_is_a_clash_and_theirs_stands(name: str) -> None:
    base, mine, theirs = map(doc, CLASHES[name][:3])
    made = merge(base, mine, theirs)
    assert list(made.clashes) == CLASHES[name][3]
    if name != "beside another field":
        assert made.content == theirs
    else:
        assert made.content == doc("quality: 3\nheat: 2\n")
    assert merge(base, mine, theirs, take="theirs").clashes == ()
    assert merge(base, mine, theirs, take="theirs").content == made.content


@pytest.mark.parametrize("name", [name for name in CLASHES if "secured" not in name])
def test_mine_is_made_where_it_is_chosen(name: str) -> None:
    base, mine, theirs = map(doc, CLASHES[name][:3])
    paths = {clash.path: clash for clash in CLASHES[name][3]}
    for choices, take in ((dict.fromkeys(paths, "mine"), None), ({}, "mine"), (dict.fromkeys(paths, "mine"), "theirs")):
        made = merge(base, mine, theirs, choices=choices, take=take)  # type: ignore[arg-type]  # texts of a loop
        assert made.clashes == ()
        assert yaml.safe_load(cut(made.content).front) == yaml.safe_load(cut(mine).front)


def test_a_choice_is_of_one_field() -> None:
    base, mine, theirs = doc("a: 1\nb: 1\n"), doc("a: 2\nb: 2\n"), doc("a: 3\nb: 3\n")
    made = merge(base, mine, theirs, choices={"a": "mine"})
    assert made.content == doc("a: 2\nb: 3\n")
    assert made.clashes == (Clash("b", 1, 3, 2),)


def test_secured_is_never_changed() -> None:
    base, mine, theirs = doc("x: 1\nsecured: abc\n"), doc("x: 1\nsecured: defg\n"), doc("x: 2\nsecured: abc\n")
    with pytest.raises(Refusal, match="locked"):
        merge(base, mine, theirs, take="mine")
    assert "defg" not in repr(merge(base, mine, theirs))
    assert "defg" not in repr(differences(base, mine))


REFUSED: dict[str, tuple[str, str, str, str]] = {
    "a duplicate key": ("x: 1\nx: 1\ny: 1\n", "x: 2\ny: 1\n", "x: 1\nx: 1\ny: 2\n", "stands there 2 times"),
    "an anchor": ("x: 1\ny: 1\n", "x: 2\ny: 1\n", "x: &x 1\ny: *x\n", "may be used elsewhere"),
    "an alias of mine": ("x: &x 1\ny: 1\nz: 1\n", "x: &x 1\ny: *x\nz: 1\n", "x: &x 1\ny: 1\nz: 2\n", r"\*x is spelled"),
    "a type of mine": ("x: 1\nz: 1\n", "x: !odd 2\nz: 1\n", "x: 1\nz: 2\n", "!odd 2 is spelled"),
    "a key of mine that stands twice": ("x: 1\nz: 1\n", "x: 1\nx: 2\nz: 1\n", "x: 1\nz: 2\n", "2 times x is spelled"),
    "a huge number of mine": ("x: 1\nz: 1\n", "x: 99999999999999999999\nz: 1\n", "x: 1\nz: 2\n", "99999999999999999999 is"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_carried_over_is_refused_or_clashes(name: str) -> None:
    base, mine, theirs = map(doc, REFUSED[name][:3])
    with pytest.raises(Refusal, match=REFUSED[name][3]):
        merge(base, mine, theirs)


def test_a_side_that_cannot_be_read_is_a_problem() -> None:
    good, bad = doc("x: 1\n"), doc("x: [\n")
    for sides in ((bad, good, doc("y: 1\n")), (doc("y: 1\n"), bad, good), (good, doc("y: 1\n"), bad)):
        with pytest.raises(Problem):
            merge(*sides)


def test_heads_will_do() -> None:
    base, mine = doc("x: 1\ny: 1\n", ""), doc("x: 2\ny: 1\n", "")
    assert merge(base, mine, base + b"Body").content == mine + b"Body"
    assert merge(base, mine, doc("x: 1\ny: 3 # c\n", "Body")).content == doc("x: 2\ny: 3 # c\n", "Body")
    assert merge(base, base, doc("z: 1\n")).content == doc("z: 1\n")
    assert merge(base, mine, mine + b"Body").content == mine + b"Body"


def test_a_head_without_a_line_end_never_runs_into_a_body() -> None:
    made = merge(b"---\nx: 1\n---", b"---\nx: 2\n---", b"---\nx: 1\n---\nBody")
    assert made.content == b"---\nx: 2\n---\nBody"


def test_files_that_are_all_yaml() -> None:
    assert merge(b"x: 1\ny: 1", b"x: 2\ny: 1", b"x: 1\ny: 2 # c", "a.yml").content == b"x: 2\ny: 2 # c"


def test_differences_are_told_by_field() -> None:
    before = doc("title: t\nquality: 1\npublished: yes\nprovider: {name: a}\ntopics: [a]\nsecured: s\n" + RELATED)
    after = doc("published: true\nprovider: {name: b, domain: c}\ntopics: [a, b]\nsecured: s2\ntitle: t\n"
                + RELATED.replace("2", "3"))  # fmt: skip
    assert differences(before, after) == (
        Difference("provider.name", "a", "b"),
        Difference("provider.domain", MISSING, "c"),
        Difference("topics", ["a"], ["a", "b"]),
        Difference("secured", "locked, 1 characters", "locked, 2 characters"),
        Difference("related[1].quality", 2, 3),
        Difference("quality", 1, MISSING),
    )


def test_a_change_can_be_taken_back_alone() -> None:
    base = doc("quality: 0x1 # c\nprovider:\n  name: a\ntopics:\n- a # x\n")
    mine = doc("quality: 7 # c\nprovider:\n  name: b\n  domain: d\ntopics:\n- b\n")
    assert without(base, mine, ["quality"]) == doc(
        "quality: 0x1 # c\nprovider:\n  name: b\n  domain: d\ntopics:\n- b\n"
    )
    assert without(base, mine, ["provider", "topics"]) == doc(
        "quality: 7 # c\nprovider:\n  name: a\ntopics:\n- a # x\n"
    )
    assert without(base, mine, ["provider.domain"]) == doc("quality: 7 # c\nprovider:\n  name: b\ntopics:\n- b\n")
    assert without(base, mine, ["quality", "provider", "topics"]) == base
    assert without(base, mine, []) is mine


edits = st.one_of(
    st.builds(SetValue, st.sampled_from([parse_path(p) for p in ("quality", "title", "provider.name", "provider.domain", "weight", "ключ")]),
              st.sampled_from(["a", "b: c", 1, 2, True, None, "память"])),
    st.builds(AddItem, st.sampled_from([("topics",), ("images",)]), st.sampled_from(["x", "y", "no", "1"])),
    st.builds(RemoveItem, st.sampled_from([("topics",), ("images",)]), st.sampled_from(["AI", "no", "a: b", "x"])),
    st.builds(RemoveValue, st.sampled_from([("quality",), ("provider", "name"), ("published",), ("topics",), ("provider",)])),
    st.builds(MoveItem, st.just(("topics",)), st.integers(0, 2), st.integers(0, 2)),
)  # fmt: skip


def _is_readable(content: bytes) -> bool:
    try:
        return apply_edits(content, []) is content
    except Problem:
        return False


readable = documents().filter(_is_readable)


def edited(content: bytes, changes: list[Edit]) -> bytes:
    for change in changes:
        try:
            content = apply_edits(content, [change])
        except Refusal:
            continue
    return content


def leaves(content: bytes) -> dict[tuple[str, ...], Any]:
    """What an independent reader finds: each field by its path, with its type."""
    found: dict[tuple[str, ...], Any] = {}

    def typed(node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            value = node.value.lower() if node.tag.endswith(("bool", "null")) else node.value
            return node.tag, {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(
                value, value
            ) if "bool" in node.tag else value
        if isinstance(node, yaml.SequenceNode):
            return [typed(item) for item in node.value]
        return sorted((key.value, repr(typed(value))) for key, value in node.value)

    def walk(path: tuple[str, ...], node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode) and (node.value or not path):
            for key, value in node.value:
                walk((*path, key.value), value)
        else:
            found[path] = (
                (None, None) if isinstance(node, yaml.ScalarNode) and node.tag.endswith("null") else typed(node)
            )

    root = yaml.compose(cut(content).text(), Loader=yaml.CSafeLoader)
    if root is not None:
        walk((), root)
    return found


@given(readable, st.lists(edits, max_size=4), st.lists(edits, max_size=4))
def test_a_side_that_did_nothing_gives_the_other_exactly(content: bytes, one: list[Edit], two: list[Edit]) -> None:
    mine = edited(content, one)
    assert merge(content, mine, content).content == mine
    assert merge(content, content, mine).content == mine
    assert merge(content, mine, mine).content == mine
    head = cut(content).head
    assert merge(head, cut(mine).head, content).content == mine
    respelled = cut(content).head.replace(b"\n", b"\n# a comment\n", 1) + cut(content).body
    assert merge(content, content, respelled).content == respelled


@given(readable, st.lists(edits, max_size=4), st.lists(edits, max_size=4), st.sampled_from([None, "mine", "theirs"]))
def test_neither_side_is_lost(content: bytes, one: list[Edit], two: list[Edit], take: Choice | None) -> None:
    mine, theirs = edited(content, one), edited(content, two)
    try:
        made = merge(content, mine, theirs, take=take)
    except Refusal:
        return
    assert (cut(made.content).bom, cut(made.content).body) == (cut(theirs).bom, cut(theirs).body)
    base, ours, others, result = map(leaves, (content, mine, theirs, made.content))
    clashing = {parse_path(clash.path) for clash in made.clashes}
    for path in {*base, *ours, *others, *result}:
        b, m, t, r = (side.get(path) for side in (base, ours, others, result))
        if any(path[: len(clash)] == clash for clash in clashing):
            assert take is None and r == t
        elif m in (b, t):
            assert r == t or _is_in_doubt(path, base, ours, others, take)
        elif t == b:
            assert r == m or _is_in_doubt(path, base, ours, others, take)
        elif all(side is None or side == (None, None) or isinstance(side, list) for side in (b, m, t)):
            _judge_list(*(side if isinstance(side, list) else [] for side in (b, m, t, r)), take)
        else:
            assert take is not None
            assert r == (m if take == "mine" else t)


def _is_in_doubt(path: tuple[str, ...], base: Any, ours: Any, others: Any, take: Choice | None) -> bool:
    """A group was replaced as a whole on one side, and a choice was made."""
    return take is not None and any((path[0],) in side for side in (base, ours, others))


def _judge_list(base: list[Any], mine: list[Any], theirs: list[Any], result: list[Any], take: Choice | None) -> None:
    for item in [*base, *mine, *theirs]:
        is_wanted = item in mine if (item in mine) != (item in base) else item in theirs
        assert (item in result) == is_wanted or take is not None


@given(readable, st.lists(edits, max_size=3), st.lists(edits, max_size=3))
def test_changes_of_other_fields_leave_every_byte_of_theirs(content: bytes, one: list[Edit], two: list[Edit]) -> None:
    keys = {edit.path[0] for edit in one}
    mine, theirs = edited(content, one), edited(content, [edit for edit in two if edit.path[0] not in keys])
    try:
        made = merge(content, mine, theirs)
    except Refusal:
        return
    assert made.clashes == ()
    changed = {parse_path(each.path)[0] for each in differences(content, mine)}
    other = {path: value for path, value in leaves(theirs).items() if path[0] not in changed}
    assert {path: value for path, value in leaves(made.content).items() if path[0] not in changed} == other
    assert {path: value for path, value in leaves(made.content).items() if path[0] in changed} == {
        path: value for path, value in leaves(mine).items() if path[0] in changed
    }


@given(readable, st.lists(edits, max_size=4), st.lists(edits, max_size=4))
def test_clashes_are_the_same_from_both_sides(content: bytes, one: list[Edit], two: list[Edit]) -> None:
    mine, theirs = edited(content, one), edited(content, two)
    try:
        here, there = merge(content, mine, theirs), merge(content, theirs, mine)
    except Refusal:
        return
    assert {(c.path, repr(c.mine), repr(c.theirs)) for c in here.clashes} == {
        (c.path, repr(c.theirs), repr(c.mine)) for c in there.clashes
    }


@given(readable, st.lists(edits, max_size=4), st.data())
def test_taking_back_some_fields_leaves_the_others(content: bytes, changes: list[Edit], draw: st.DataObject) -> None:
    mine = edited(content, changes)
    found = {each.path: each for each in differences(content, mine)}
    paths = draw.draw(st.sets(st.sampled_from(sorted(found)))) if found else set()
    try:
        made = without(content, mine, paths)
    except Refusal:
        return
    if set(found) == paths:
        assert made == (content if paths else mine)
    left = {each.path: each for each in differences(content, made)}
    assert {path: repr(each) for path, each in left.items()} == {
        path: repr(each) for path, each in found.items() if path not in paths
    }
