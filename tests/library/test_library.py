import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from article_folder import Collection, modified, present
from drill import Drill
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import AddItem, Edit, MoveItem, RemoveItem, RemoveValue, SetValue
from reviewer.library.catalog import changes as catalog_changes
from reviewer.library.home import Home
from reviewer.library.library import Library
from reviewer.library.scanner import scan

PUBLISH = SetValue(("published",), True)


def test_a_refresh_tells_what_it_found(collection: Collection) -> None:
    library = collection.open()
    report = library.refresh()
    assert (report.added, report.changed, report.removed, report.unchanged) == (4, 0, 0, 0)
    (collection.root / "a0.md").write_bytes(b"---\ntitle: New\n---\n")
    (collection.root / "a1.md").unlink()
    (collection.root / "new.md").write_bytes(b"---\ntitle: New\n---\n")
    (collection.root / "note.txt").write_bytes(b"no article")
    report = library.refresh()
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 2)
    report = library.refresh()
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 4)
    assert library.reader.counts().all == 4


@pytest.mark.skipif(os.name == "nt", reason="there a file's time of change is not told by its folder")
@pytest.mark.parametrize("is_saved_before", [False, True])
def test_a_file_written_in_place_that_got_its_size_and_time_back_is_read_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, is_saved_before: bool
) -> None:
    for grain in ("FINE_GRAIN_NS", "COARSE_GRAIN_NS"):
        monkeypatch.setattr(catalog_changes, grain, 0)
    library, path = collection.opened(), "a0.md"
    if is_saved_before:
        library.stage("Publish", [PUBLISH], collection.paths)
        library.save()
    assert list(library._writer.compare().to_read(scan(collection.root))) == [], "a save notes what it wrote"
    file = collection.root / path
    before, former = file.stat(), file.read_bytes()
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_bytes(former.replace(b"title: Art", b"title: Alt"))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    there = file.stat()
    assert (there.st_size, there.st_mtime_ns, there.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert library.refresh().changed == 1
    assert {row.path: row.title for row in library.reader.rows(library.reader.ids())}[path] == "Alticle 0"
    file.chmod(0o600)
    report = library.refresh()
    assert (report.changed, report.unchanged) == (0, 4), "the bytes are the same"


def test_a_refresh_can_be_stopped_and_gone_on_with(collect: Callable[[int], Collection]) -> None:
    collection = collect(40)
    library = collection.open()
    report = library.refresh(lambda done, total: done == 0)
    assert report.stopped
    report = library.refresh()
    assert not report.stopped
    assert library.reader.counts().all == 40


def test_an_empty_or_missing_folder(tmp_path: Path) -> None:
    library = Library(tmp_path, Home.below(tmp_path / ".home"))
    assert library.refresh().added == 0
    assert (library.undo(), library.redo(), library.save().saved) == (None, None, [])
    with pytest.raises(OSError, match=r"none\.md"):
        library.article("none.md")
    library.close()
    library = Library(tmp_path / "nowhere", Home.below(tmp_path / ".home"))
    with pytest.raises(FileNotFoundError):
        library.refresh()
    library.close()


def test_staged_edits_come_back_into_a_catalog_made_anew(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths[:2])
    catalog = library.catalog_path
    library.close()
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(f"{catalog}{ending}"):
            os.unlink(f"{catalog}{ending}")
    library = collection.open()
    assert library.reader.counts().all == 0
    library.refresh()
    assert modified(library) == {"a0.md", "a1.md"}
    assert library.reader.counts().modified == 2
    assert library.undo_name == "Publish"


def test_a_catalog_that_fell_behind_is_brought_up(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    library = collection.opened()

    def fail(*arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(library._writer, "put", fail)
        assert len(library.stage("Publish", [PUBLISH], collection.paths[:2]).changed) == 2
    assert modified(library) == set()
    library.close()
    library = collection.open()
    assert library.catch_up()
    assert modified(library) == {"a0.md", "a1.md"}
    assert not library.catch_up()


def test_what_another_process_did_is_caught_up_with(collection: Collection) -> None:
    library, other = collection.opened(), collection.open()
    version, rows = library.journal_version(), library.reader.data_version()
    other.stage("Theirs", [PUBLISH], ["a0.md"])
    assert library.journal_version() != version
    assert library.reader.data_version() != rows
    assert (library.undo_name, library.staged_count) == ("Theirs", 1)
    library.stage("Mine", [PUBLISH], ["a1.md"])
    assert modified(library) == {"a0.md", "a1.md"}


def test_a_refresh_that_finds_nothing_leaves_the_catalog_as_it_is(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for grain in ("FINE_GRAIN_NS", "COARSE_GRAIN_NS"):
        monkeypatch.setattr(catalog_changes, grain, 0)
    library = collection.opened()
    library.refresh()
    rows = library.reader.data_version()
    library.refresh()
    assert library.reader.data_version() == rows


def test_only_some_files_share_the_journal(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths)
    some = Library(collection.root, collection.home, [collection.root / "a1.md"])
    some.refresh()
    assert some.reader.counts().all == 1
    assert modified(some) == {"a1.md"}
    assert some.staged_count == 1
    assert some.save().saved == ["a1.md"]
    assert some.save().saved == []
    some.close()
    assert modified(library) == {"a0.md", "a1.md", "a2.md", "a3.md"}
    library.refresh()
    assert modified(library) == {"a0.md", "a2.md", "a3.md"}


def test_odd_names(tmp_path: Path) -> None:
    names = ["line\nbreak.md", "emoji 🐦.md", "#%?.md", "n" * 252 + ".md"]
    if os.name == "posix":
        names.append(os.fsdecode(b"not text \xff.md"))
    root = tmp_path / "articles"
    root.mkdir()
    for name in names:
        (root / name).write_bytes(b"---\ntitle: x\n---\n")
    library = Library(root, Home.below(tmp_path / "home"))
    library.refresh()
    assert sorted(library.stage("Publish", [PUBLISH], names).changed) == sorted(names)
    assert modified(library) == set(names)
    assert library.save().saved == sorted(names)
    assert all(b"published: true" in (root / name).read_bytes() for name in names)
    library.undo()
    library.close()
    library = Library(root, Home.below(tmp_path / "home"))
    assert library.save().saved == sorted(names)
    assert all((root / name).read_bytes() == b"---\ntitle: x\n---\n" for name in names)
    library.close()


EDITS: list[Edit] = [
    PUBLISH,
    SetValue(("published",), False),
    SetValue(("quality",), 7),
    SetValue(("title",), "Ein: Titel"),
    SetValue(("provider",), {"name": "Paper", "domain": "paper.example"}),
    RemoveValue(("quality",)),
    AddItem(("topics",), "Robots"),
    AddItem(("topics",), "no"),
    RemoveItem(("topics",), "AI"),
    MoveItem(("topics",), 0, 1),
]
CHOICES = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("stage"), st.lists(st.sampled_from(EDITS), min_size=1, max_size=2), CHOICES),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
        st.tuples(st.just("save"), CHOICES),
        st.tuples(st.just("revert"), CHOICES),
        st.tuples(st.just("restart")),
    ),
    min_size=1,
    max_size=14,
)
States = dict[str, bytes]


class Model:
    """What a collection should hold, in memory."""

    def __init__(self, saved: States) -> None:
        self.saved, self.present = dict(saved), dict(saved)
        self.steps: list[list[tuple[str, bytes, bytes]]] = []
        self.done = 0

    def take(self, after: States) -> None:
        rows = [(path, self.present[path], new) for path, new in after.items() if new != self.present[path]]
        if rows:
            self.steps[self.done :] = [rows]
            self.done += 1
            self.present |= after

    def edited(self, edits: list[Edit], paths: list[str]) -> States:
        after = {}
        for path in paths:
            try:
                after[path] = apply_edits(self.present[path], edits, path)
            except Exception:
                after[path] = self.present[path]
        return after

    def replay(self, back: bool) -> None:
        if (back and self.done) or (not back and self.done < len(self.steps)):
            self.done -= back
            for path, before, after in self.steps[self.done]:
                if self.present[path] == (after if back else before):
                    self.present[path] = before if back else after
            self.done += not back

    def save(self, paths: list[str]) -> None:
        self.saved |= {path: self.present[path] for path in paths}


def do(library: Library, model: Model, act: tuple[object, ...], paths: list[str]) -> None:
    match act:
        case ("stage", list() as edits, list() as chosen):
            model.take(model.edited(edits, [paths[one] for one in chosen]))
            library.stage("Edit {articles}", edits, [paths[one] for one in chosen])
        case ("undo",):
            model.replay(True)
            library.undo()
        case ("redo",):
            model.replay(False)
            library.redo()
        case ("save", list() as chosen):
            model.save([paths[one] for one in chosen])
            library.save([paths[one] for one in chosen])
        case ("revert", list() as chosen):
            model.take({paths[one]: model.saved[paths[one]] for one in chosen})
            library.revert([paths[one] for one in chosen])


def agree(library: Library, model: Model, collection: Collection) -> None:
    assert collection.disk() == model.saved
    assert present(library, collection.paths) == model.present
    assert modified(library) == {path for path in model.saved if model.saved[path] != model.present[path]}
    assert (library.undo_name is None, library.redo_name is None) == (model.done == 0, model.done == len(model.steps))


@pytest.mark.drill
def test_any_sequence_of_acts_agrees_with_a_model(collect: Callable[[int], Collection], drill: Drill) -> None:
    @settings(
        max_examples=drill.count(25, 1000),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(ACTS)
    def run(acts: list[tuple[object, ...]]) -> None:
        collection = collect(4)
        library, first = collection.opened(), collection.disk()
        model = Model(first)
        for act in acts:
            if act == ("restart",):
                library.close()
                library = collection.open()
            do(library, model, act, collection.paths)
            agree(library, model, collection)
        while library.undo():
            model.replay(True)
        agree(library, model, collection)
        assert present(library, collection.paths) == first
        collection.close()

    run()
