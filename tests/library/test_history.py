import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from drill import Drill

from reviewer.articles.edits import RemoveItem, RemoveValue, SetValue
from reviewer.library import history as history_module
from reviewer.library.assignments import Assignment
from reviewer.library.change_rows import BatchArticle, FieldChange
from reviewer.library.history import undo_name
from reviewer.library.home import Home
from reviewer.library.journal.opening import JournalError
from reviewer.library.library import Library

ARTICLE = b"---\ntitle: %d\nquality: 5 # as found\nheat:   1\npublished: no\ntopics: [ AI ]\n---\n\nBody \xff %d.\r\n"
FIELDS = ("quality", "heat", "published")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    (root / "sub").mkdir(parents=True)
    for number in range(4):
        (root / ("sub" if number % 2 else "") / f"{number}.md").write_bytes(ARTICLE % (number, number))
    return root


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.below(tmp_path / "home")


@pytest.fixture
def library(root: Path, home: Home) -> Iterator[Library]:
    library = Library(root, home)
    library.refresh()
    yield library
    library.close()


PATHS = ["0.md", "2.md", "sub/1.md", "sub/3.md"]


def quality(library: Library, value: int, paths: list[str] = PATHS) -> None:
    library.stage("Quality of {articles}", [SetValue(("quality",), value)], paths)
    library.save()


def test_details_tell_the_fields_with_both_values(library: Library) -> None:
    library.stage("Many", [SetValue(("quality",), 80), SetValue(("provider", "name"), "X")], ["0.md"])
    library.stage("Topic", [Assignment(("topics",), "+=", "Art")], ["2.md"])
    report = library.save()
    assert report.batch is not None
    details = library.history.details(report.batch)
    assert (details.batch.name, details.batch.saved, details.untold) == ("Save 2 articles", 2, 0)
    assert sorted(details.articles, key=lambda one: one.path) == [
        BatchArticle("0.md", (FieldChange("quality", "5", "80"), FieldChange("provider.name", None, "X")), "0"),
        BatchArticle("2.md", (FieldChange("topics", "AI", "AI, Art"),), "2"),
    ]
    with pytest.raises(JournalError, match="no save 99"):
        library.history.details(99)


def test_details_of_very_many_end_in_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    quality(library, 80)
    monkeypatch.setattr(history_module, "_DETAILS_SECONDS", -1)
    details = library.history.details(1)
    assert (details.untold, [one.path for one in details.articles if one.changes]) == (4, [])
    assert sorted(one.path for one in details.articles) == PATHS


def test_only_some_articles_are_asked_for(library: Library) -> None:
    quality(library, 80)
    quality(library, 90, ["0.md"])
    history = library.history
    assert [batch.saved for batch in history.batches()] == [1, 4]
    assert [batch.saved for batch in history.batches(["sub"])] == [2]
    assert [batch.saved for batch in history.batches(["sub/1.md", "0.md"])] == [1, 2]
    assert [batch.id for batch in history.batches([""], 1)] == [2]
    assert history.batches(["su"]) == ()
    newest, newest_below = history.to_undo(), history.to_undo(["sub"])
    assert newest and newest_below
    assert (newest.id, newest_below.id) == (2, 1)
    assert sorted(history.undo_changes(1, ["sub"])) == ["sub/1.md", "sub/3.md"]


def test_what_puts_back_knows_the_head_it_starts_from(library: Library, root: Path) -> None:
    quality(library, 80)
    replay = library.history.undo_changes(1)["0.md"]
    after = (root / "0.md").read_bytes()
    assert zlib.decompress(replay.head) == after[: after.index(b"\n\nBody") + 1]
    assert replay.splice.apply(after) == ARTICLE % (0, 0)


def test_the_window_undoes_a_batch_by_a_plan(library: Library, root: Path) -> None:
    quality(library, 80)
    library.stage("Heat", [SetValue(("heat",), 7)], ["0.md"])
    plan = library.plans.undo(1, lambda done, total: True)
    assert plan.name == "Undo: Quality of 4 articles"
    assert {row.path: row.changes for row in plan.rows} == dict.fromkeys(PATHS, (FieldChange("quality", "80", "5"),))
    report = library.plans.apply(plan.number, (), lambda done, total: True)
    assert sorted(report.changed) == PATHS
    assert sorted(library.save(PATHS[1:]).saved) == PATHS[1:]
    undo, first = library.history.batches()
    assert (undo.name, undo.undoes, first.undone) == ("Undo: Quality of 4 articles", 1, 3)
    assert (root / "2.md").read_bytes() == ARTICLE % (2, 2)
    assert library.save().saved == ["0.md"]
    assert (root / "0.md").read_bytes() == (ARTICLE % (0, 0)).replace(b"heat:   1", b"heat:   7")


@pytest.mark.parametrize("way", ["batch", "step"])
def test_undone_lines_are_as_they_were_though_others_changed_the_file(library: Library, root: Path, way: str) -> None:
    before = (
        b"---\ntitle: T\npublished: no   # until May\ntopics:\n  - 'x'  # why\n  - y\n"
        b"provider:   # who pays\n  name: P\n---\n"
    )
    (root / "0.md").write_bytes(before)
    library.refresh()
    edits = [SetValue(("published",), True), RemoveItem(("topics",), "x"), RemoveValue(("provider",))]
    library.stage("Many", edits, ["0.md"])
    library.save()
    after = (root / "0.md").read_bytes()
    (root / "0.md").write_bytes(after.replace(b"title: T", b"title: Theirs") + b"More.\n")
    library.refresh()
    if way == "batch":
        assert library.batch_undo.write(library.history.batch(1)).saved == ["0.md"]
    else:
        library.undo()
        library.save()
    assert (root / "0.md").read_bytes() == before.replace(b"title: T", b"title: Theirs") + b"More.\n"


def test_a_save_merges_what_others_wrote_before_it_was_noticed(library: Library, root: Path) -> None:
    library.stage("Quality", [SetValue(("quality",), 80)], PATHS)
    (root / "0.md").write_bytes((ARTICLE % (0, 0)).replace(b"heat:   1", b"heat: 30") + b"More.")
    (root / "2.md").write_bytes((ARTICLE % (2, 2)).replace(b"quality: 5", b"quality: 30"))
    (root / "sub" / "1.md").write_bytes((ARTICLE % (1, 1)).replace(b"quality: 5", b"quality: 80"))
    report = library.save()
    assert sorted([*report.saved, *report.unchanged]) == ["0.md", "sub/1.md", "sub/3.md"]
    assert report.failed == [("2.md", "quality is 30 in the file by now, yours is 80")]
    merged = (ARTICLE % (0, 0)).replace(b"heat:   1", b"heat: 30").replace(b"quality: 5", b"quality: 80") + b"More."
    assert (root / "0.md").read_bytes() == merged
    assert (root / "2.md").read_bytes() == (ARTICLE % (2, 2)).replace(b"quality: 5", b"quality: 30")
    assert library.staged_count == 1
    (row,) = [row for row in library.history.details(1).articles if row.path == "0.md"]
    assert row.changes == (FieldChange("quality", "5", "80"),)


def test_a_file_that_others_rewrite_all_the_time_is_given_up(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.stage("Quality", [SetValue(("quality",), 80)], ["0.md", "2.md"])
    write = library._saving.write
    count = 0

    def restless(*arguments: object) -> object:
        nonlocal count
        count += 1
        (root / "0.md").write_bytes((ARTICLE % (0, 0)).replace(b"heat:   1", b"heat: %d" % count))
        return write(*arguments)  # type: ignore[arg-type]  # whatever was given

    monkeypatch.setattr(library._saving, "write", restless)
    report = library.save()
    assert report.saved == ["2.md"]
    assert [path for path, _ in report.failed] == ["0.md"]
    assert 2 < count < 10
    assert b"quality: 5" in (root / "0.md").read_bytes()
    monkeypatch.undo()
    assert library.save().saved == ["0.md"]
    assert b"heat: %d" % count in (root / "0.md").read_bytes()


@dataclass
class Model:
    """What each file must say, and what each save changed: path → field → (value before, value after)."""

    files: dict[str, dict[str, int]]
    saves: dict[int, dict[str, dict[str, tuple[int, int]]]] = field(default_factory=dict)


def said(root: Path, path: str) -> dict[str, int]:
    lines = (root / path).read_text("utf-8", "replace").split("\n")
    return {
        name: int(line.split(":")[1].split("#")[0]) for line in lines for name in FIELDS[:2] if line.startswith(name)
    }


@pytest.mark.drill
def test_any_order_of_saves_undos_and_other_writers(root: Path, home: Home, drill: Drill) -> None:
    for seed in range(drill.count(3, 60)):
        _play(root, Home.below(home.state / str(seed)), random.Random(seed))
        for number, path in enumerate(("0.md", "sub/1.md", "2.md", "sub/3.md")):
            (root / path).write_bytes(ARTICLE % (number, number))


def _play(root: Path, home: Home, chance: random.Random) -> None:
    model = Model({path: said(root, path) for path in PATHS})
    library = Library(root, home)
    library.refresh()
    bodies = {path: (root / path).read_bytes().split(b"---\n", 2)[2] for path in PATHS}
    for _ in range(25):
        deed = chance.choice(("save", "save", "write", "outside", "undo", "undo", "restart"))
        paths = chance.sample(PATHS, chance.randint(1, 4))
        name, value = chance.choice(FIELDS[:2]), chance.randint(10, 99)
        if deed == "restart":
            library.close()
            library = Library(root, home)
            library.refresh()
        elif deed == "outside":
            path = paths[0]
            text = (root / path).read_bytes()
            (root / path).write_bytes(text.replace(b"%s:" % name.encode(), b"%s: %d #" % (name.encode(), value), 1))
            model.files[path][name] = value
        elif deed == "undo":
            _undo(library, model, chance)
        else:
            if deed == "save":
                library.refresh()
                library.stage("Change", [SetValue((name,), value)], paths)
                report = library.save()
            else:
                report = library.write("Change", [SetValue((name,), value)], paths)
            assert report.failed == []
            if report.batch is not None:
                model.saves[report.batch] = {path: {name: (model.files[path][name], value)} for path in report.saved}
            for path in paths:
                model.files[path][name] = value
        assert {path: said(root, path) for path in PATHS} == model.files
        assert {path: (root / path).read_bytes().split(b"---\n", 2)[2] for path in PATHS} == bodies
    library.close()


def _undo(library: Library, model: Model, chance: random.Random) -> None:
    batches = library.history.batches()
    assert {batch.id: batch.saved for batch in batches} == {number: len(rows) for number, rows in model.saves.items()}
    if not batches:
        return
    batch = chance.choice(batches)
    report = library.batch_undo.write(batch)
    failed = dict(report.failed)
    changes: dict[str, dict[str, tuple[int, int]]] = {}
    for path, fields in model.saves[batch.id].items():
        clashing = [name for name, (old, new) in fields.items() if model.files[path][name] not in (old, new)]
        assert (path in failed) == bool(clashing), (path, fields, model.files[path], report)
        for name in clashing:
            _, new = fields[name]
            assert f"{name} is {model.files[path][name]} by now, not {new}" in failed[path]
        if not clashing and path in report.saved:
            changes[path] = {name: (model.files[path][name], old) for name, (old, _) in fields.items()}
            model.files[path] |= {name: old for name, (old, _) in fields.items()}
    if report.batch is not None:
        model.saves[report.batch] = changes
        assert library.history.batch(report.batch).name == undo_name(batch)
