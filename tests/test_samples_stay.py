"""One small file for each oddity that real articles have: the usual edits change their value and not a byte beside it.

Each edit goes through a real library, on a copy. The judge below shares nothing with the editor: it cuts the files by
expressions of its own, and has PyYAML compose both sides.
"""

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewer.library.assignments import parse_assignment
from reviewer.library.home import YAML_ARTICLES, Home
from reviewer.library.library import Library

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.name for path in SAMPLES.iterdir())
TITLE = 'He said: "no" # it\'s {half} of C:\\sea '
EDITS = {
    "quality": "quality=80",
    "publish": "published=true",
    "add a topic": "topics+=no",
    "remove a topic": "topics-=AI",
    "title": f"title={TITLE}",
}
REFUSED = {
    ("quality", "quality-twice.md"): "stands there 2 times",
    ("quality", "anchor-on-the-value.md"): "marked &q",
    ("title", "template-as-title.md"): "group of fields",
    ("add a topic", "topics-one-text.md"): "a single value, no list",
    ("remove a topic", "topics-one-text.md"): "a single value, no list",
}
UNREADABLE = {"broken-quote.md"}
WITHOUT_LINES = {"root-in-braces.md"}
"""Everything stands on one line there: what is beside the value is judged by its parsed form only."""

Tree = Any
_FILE = re.compile(
    rb"(\xef\xbb\xbf)?(---[ \t]*\r?\n)(.*?)(^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z).*)", re.DOTALL | re.MULTILINE
)


def cut(content: bytes, name: str) -> tuple[bytes, str, bytes]:
    """What comes before the front matter, the front matter, and what comes after it."""
    if name.endswith(".yml"):
        return b"", content.decode(), b""
    found = _FILE.fullmatch(content)
    assert found
    return (found[1] or b"") + found[2], found[3].decode(), found[4]


def compose(text: str) -> list[tuple[yaml.Node, yaml.Node]]:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert root is None or isinstance(root, yaml.MappingNode)
    return root.value if root else []


def tree(node: yaml.Node) -> Tree:
    """Tags, texts and order of all that the node holds."""
    if isinstance(node, yaml.MappingNode):
        return node.tag, [(tree(key), tree(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [tree(item) for item in node.value]
    return node.tag, node.value


def last_leaf(node: yaml.Node) -> yaml.Node:
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return node
    inner = node.value[-1]
    return last_leaf(inner[1] if isinstance(inner, tuple) else inner)


def without_lines_of(text: str, key: str) -> str:
    """The front matter without the lines in which `key` and its value stand."""
    for name, value in reversed(compose(text)):
        if name.value == key:
            start = max(text.rfind(sign, 0, name.start_mark.index) for sign in "\r\n") + 1
            leaf = last_leaf(value)
            end = len(text[: leaf.end_mark.index].rstrip()) if leaf.start_mark.index < leaf.end_mark.index else 0
            rest = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)").match(text, max(end, name.end_mark.index))
            assert rest
            text = text[:start] + text[rest.end() :]
    return text


def text_tree(text: str) -> Tree:
    return "tag:yaml.org,2002:str", text


def wanted(edit: str, old: Tree | None) -> Tree | None:
    """What the value must be after the edit; None where the key must stay missing."""
    if edit == "quality":
        return "tag:yaml.org,2002:int", "80"
    if edit == "title":
        return text_tree(TITLE)
    items = old[1] if old and isinstance(old[1], list) else []
    if edit == "add a topic":
        return "tag:yaml.org,2002:seq", items if text_tree("no") in items else [*items, text_tree("no")]
    if edit == "remove a topic" and old and isinstance(old[1], list):
        return old[0], [item for item in items if item != text_tree("AI")]
    return old


def judge(name: str, edit: str, before: bytes, after: bytes) -> None:
    key = EDITS[edit].split("=")[0].rstrip("+-")
    start, old_text, end = cut(before, name)
    assert cut(after, name)[::2] == (start, end)
    new_text = cut(after, name)[1]
    old, new = ([(tree(k), tree(v)) for k, v in compose(text)] for text in (old_text, new_text))
    was = [value for k, value in old if k[1] == key]
    is_now = [value for k, value in new if k[1] == key]
    assert [pair for pair in old if pair[0][1] != key] == [pair for pair in new if pair[0][1] != key]
    if was:
        assert [k[1] for k, _ in old] == [k[1] for k, _ in new]
    if edit == "publish":
        assert [(tag, text.lower()) for tag, text in is_now] == [("tag:yaml.org,2002:bool", "true")]
    else:
        expected = wanted(edit, was[-1] if was else None)
        assert is_now == ([] if expected is None else [expected])
    if name not in WITHOUT_LINES:
        left, kept = without_lines_of(new_text, key), without_lines_of(old_text, key)
        assert left == kept or left == kept.rstrip("\r\n") or left.rstrip("\r\n") == kept
    if "\r\n" in old_text and not re.search(r"(?<!\r)\n", old_text):
        assert not re.search(r"(?<!\r)\n", new_text)
    elif "\r" not in old_text:
        assert "\r" not in new_text


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], Library]]:
    """Opens a library over a copy of all samples, the one that is all YAML among them."""
    shutil.copytree(SAMPLES, tmp_path / "samples")
    home = Home.below(tmp_path / "home")
    home.settings.mkdir(parents=True)
    (home.settings / YAML_ARTICLES).write_text("*.yml\n")
    with contextlib.ExitStack() as closing:

        def open_library() -> Library:
            library = closing.enter_context(contextlib.closing(Library(tmp_path / "samples", home)))
            library.refresh()
            return library

        yield open_library


def files(library: Library) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in library.root.iterdir()}


def test_all_samples_are_listed(opened) -> None:
    library = opened()
    rows = {row.path: row for row in library.reader.rows(library.reader.ids())}
    assert sorted(rows) == NAMES
    assert {name for name, row in rows.items() if row.problem} == UNREADABLE


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_touches_nothing_but_its_value(opened, edit: str) -> None:
    library = opened()
    before = files(library)
    report = library.write(edit, [parse_assignment(EDITS[edit])], NAMES)
    after = files(library)
    assert sorted(after) == NAMES
    failed = dict(report.failed)
    assert set(failed) == UNREADABLE | {name for what, name in REFUSED if what == edit}
    for name in NAMES:
        if name in failed:
            assert after[name] == before[name]
            assert REFUSED.get((edit, name), "never closed") in failed[name]
        elif name in report.unchanged:
            assert after[name] == before[name]
            judge(name, edit, before[name], after[name])
        else:
            assert after[name] != before[name]
            judge(name, edit, before[name], after[name])


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_saved_undone_and_saved_again_gives_the_same_bytes(opened, edit: str) -> None:
    library = opened()
    before = files(library)
    staged = library.stage(edit, [parse_assignment(EDITS[edit])], NAMES)
    assert files(library) == before
    assert library.save().saved == sorted(staged.changed)
    assert files(library) != before
    library.undo()
    assert library.save().failed == []
    assert files(library) == before


def test_all_edits_one_after_the_other_and_back(opened) -> None:
    library = opened()
    before = files(library)
    for edit, spelled in EDITS.items():
        library.stage(edit, [parse_assignment(spelled)], NAMES)
    library.save()
    for _ in EDITS:
        library.undo()
    library.save()
    assert files(library) == before


@pytest.mark.parametrize(
    "after",
    [
        b"---\ntitle: x\nquality: 80\ntopics: [AI]\n---\nBody",
        b"---\ntitle: x\nquality: 80\ntopics: [ AI ]\n---\nBody\n",
        b"---\ntitle: x \nquality: 80\ntopics: [AI]\n---\nBody\n",
        b"---\ntitle: x\nquality: '80'\ntopics: [AI]\n---\nBody\n",
        b"---\ntitle: x\ntopics: [AI]\nquality: 80\n---\nBody\n",
        b"---\ntitle: x\nquality: 80\r\ntopics: [AI]\n---\nBody\n",
        b"---\ntitle: x\nquality: 8\ntopics: [AI]\n---\nBody\n",
    ],
)
def test_the_judge_sees_a_stray_byte(after: bytes) -> None:
    before = b"---\ntitle: x\nquality: 3\ntopics: [AI]\n---\nBody\n"
    judge("x.md", "quality", before, b"---\ntitle: x\nquality: 80\ntopics: [AI]\n---\nBody\n")
    with pytest.raises(AssertionError):
        judge("x.md", "quality", before, after)
