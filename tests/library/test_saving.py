import errno
import os
import re
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from article_folder import Collection, modified, present

from reviewer.articles.edits import AddItem, SetValue
from reviewer.library import files
from reviewer.library.assignments import parse_assignment
from reviewer.library.journal.opening import JournalError
from reviewer.library.journal.schema import BatchRow

PUBLISH = SetValue(("published",), True)


def published(content: bytes) -> bytes:
    return content.replace(b"published: false ", b"published: true ")


def test_saving_writes_what_is_present(collection: Collection) -> None:
    library, first = collection.opened(), collection.disk()
    library.stage("Publish", [PUBLISH], collection.paths[:3])
    told: list[tuple[int, int | None]] = []
    report = library.save(None, lambda *count: told.append(count) is None)
    assert (report.saved, report.unchanged, report.failed) == (collection.paths[:3], [], [])
    assert told[-1] == (3, 3)
    assert collection.disk() == {**{path: published(first[path]) for path in first}, "a3.md": first["a3.md"]}
    assert (library.staged_count, modified(library)) == (0, set())
    assert library.save().saved == []
    assert [path.name for path in collection.root.iterdir() if path.name not in collection.paths] == []


def test_only_some_are_saved(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths[:3])
    report = library.save(["a1.md", "a3.md"])
    assert (report.saved, report.unchanged) == (["a1.md"], ["a3.md"])
    assert modified(library) == {"a0.md", "a2.md"}


def test_a_batch_keeps_the_former_bytes(collection: Collection) -> None:
    library, first = collection.opened(), collection.disk()
    library.stage("Publish {articles}", [PUBLISH], collection.paths[:3])
    report = library.save()
    (batch,) = library._journal.batches.all()
    assert (batch.id, batch.name, batch.saved) == (report.batch, "Publish 3 articles", 3)
    for row in library._journal.batches.rows(batch.id):
        now = (collection.root / row.path).read_bytes()
        assert row.splice.inverse().apply(now) == first[row.path]
        assert zlib.decompress(row.head) == first[row.path].partition(b"Body")[0]
        assert (row.before, row.after) == (files.digest(first[row.path]), files.digest(now))


def test_a_batch_is_named_by_the_step_that_did_all_of_it(collection: Collection) -> None:
    library, paths = collection.opened(), collection.paths
    library.stage("Set quality of {articles} to 80", [SetValue(("quality",), 80)], paths)
    library.stage("Publish {articles}", [PUBLISH], paths[:1])
    saves = [[paths[1]], paths[2:], paths[:1]]
    library.save(saves[0])
    library.save(saves[1])
    library.save(saves[2])
    library.stage("Empty the title of {articles}", [SetValue(("title",), "")], paths[:2])
    library.stage("Publish {articles}", [SetValue(("published",), True)], paths[2:])
    library.save()
    names = ["Set quality of article to 80", "Set quality of 2 articles to 80", "Save article", "Save 4 articles"]
    assert [batch.name for batch in reversed(library.history.batches())] == names


def test_an_undone_step_names_no_batch(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish {articles}", [PUBLISH], collection.paths)
    library.save()
    library.undo()
    library.save()
    assert [batch.name for batch in library.history.batches()] == ["Save 4 articles", "Publish 4 articles"]


def test_what_fails_stays_staged_and_says_why(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths)
    wanted = present(library, collection.paths)
    (collection.root / "a0.md").write_bytes(b"---\ntitle: Theirs\n---\n")
    (collection.root / "a1.md").unlink()
    (collection.root / "a2.md").chmod(0o444)
    report = library.save()
    assert report.saved == ["a3.md"] if os.geteuid() else "a3.md" in report.saved
    reasons = dict(report.failed)
    assert reasons["a0.md"] == "published is missing in the file by now, yours is yes"
    assert "no longer there" in reasons["a1.md"]
    assert (collection.root / "a0.md").read_bytes() == b"---\ntitle: Theirs\n---\n"
    (collection.root / "a1.md").write_bytes(wanted["a1.md"].replace(b"true", b"false"))
    assert library.save(["a1.md"]).saved == ["a1.md"]
    assert (collection.root / "a1.md").read_bytes() == wanted["a1.md"]


def test_a_disk_error_in_one_file_is_told_of_that_file(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    library, first = collection.opened(), collection.disk()
    library.stage("Publish", [PUBLISH], collection.paths)
    write_beside = files.write_beside

    def full(path: Path | str, *arguments: Any) -> files.Beside:
        if os.fspath(path).endswith("a2.md"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write_beside(path, *arguments)

    monkeypatch.setattr(files, "write_beside", full)
    report = library.save()
    assert report.failed == [("a2.md", "the disk is full")]
    assert collection.disk()["a2.md"] == first["a2.md"]
    assert modified(library) == {"a2.md"}
    monkeypatch.undo()
    assert library.save().saved == ["a2.md"]


def test_a_stop_ends_between_two_files(collect: Callable[[int], Collection]) -> None:
    collection = collect(150)
    library, first = collection.opened(), collection.disk()
    library.stage("Publish", [PUBLISH], collection.paths)
    report = library.save(None, lambda done, total: done < 40)
    assert report.stopped
    assert 40 <= len(report.saved) < 150
    now = collection.disk()
    assert {path for path in first if now[path] != first[path]} == set(report.saved)
    assert modified(library) == set(first) - set(report.saved)
    assert library._journal.batches.all()[0].saved == len(report.saved)
    assert len(library.save().saved) == 150 - len(report.saved)


def test_what_somebody_else_wrote_the_same_counts_as_unchanged(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths[:2])
    for path, content in present(library, ["a0.md"]).items():
        (collection.root / path).write_bytes(content)
    report = library.save()
    assert (report.saved, report.unchanged) == (["a1.md"], ["a0.md"])
    assert library.staged_count == 0


def test_a_refresh_sees_that_the_file_holds_what_was_staged(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths[:2])
    for path, content in present(library, ["a0.md"]).items():
        (collection.root / path).write_bytes(content)
    library.refresh()
    assert (library.staged_count, modified(library)) == (1, {"a1.md"})


def test_a_save_cut_short_is_recognised_at_the_next_start(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths)
    journal = library._journal
    rows = [BatchRow(one.path, one.saved, one.present, one.head, one.splice) for one in journal.all_staged()]
    with journal.transaction():
        journal.batches.add(journal.batches.begin("Save 4 articles", "window"), rows)
    for path, content in present(library, collection.paths[:2]).items():
        (collection.root / path).write_bytes(content)
    (collection.root / ".reviewer-dead.tmp").write_bytes(b"half")
    os.utime(collection.root / ".reviewer-dead.tmp", (1, 1))
    library.close()

    library = collection.open()
    assert "cut short" in library.warnings[0]
    assert library.staged_count == 2
    assert not (collection.root / ".reviewer-dead.tmp").exists()
    library.catch_up()
    assert modified(library) == {"a2.md", "a3.md"}
    (batch,) = library._journal.batches.all()
    assert batch.name == "Save 4 articles (cut short: 2 saved)"
    assert [row.path for row in library._journal.batches.rows(batch.id)] == collection.paths[:2]
    library.close()
    assert collection.open().warnings == ()


@pytest.mark.parametrize("is_full_for_long", [False, True])
def test_a_save_that_cannot_be_noted_is_in_the_history(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, is_full_for_long: bool
) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], ["a0.md"])
    batches = library._journal.batches
    mark_saved, tries = batches.mark_saved, [1]

    def full(*arguments: Any) -> None:
        if is_full_for_long or tries:
            tries.clear()
            raise sqlite3.OperationalError("database or disk is full")
        mark_saved(*arguments)

    monkeypatch.setattr(batches, "mark_saved", full)
    with pytest.raises(JournalError, match="disk is full"):
        library.save()
    assert b"published: true" in collection.disk()["a0.md"]
    assert len(batches.unfinished()) == is_full_for_long
    monkeypatch.undo()
    assert library.save().failed == []
    assert (library.staged_count, modified(library), batches.unfinished()) == (0, set(), [])
    assert [batch.name for batch in library.history.batches()] == ["Publish (cut short: 1 saved)"]
    library.stage("Judge", [SetValue(("quality",), 50)], ["a0.md"])
    library.save()
    library.close()
    library = collection.open()
    assert (len(library.history.batches()), library.warnings) == (2, ())


def test_what_a_live_save_elsewhere_writes_is_no_leftover(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(library._saving, "note", interrupt)
        library.save()
    live = collection.root / ".reviewer-live.tmp"
    live.write_bytes(b"half")
    library = collection.open()
    assert (len(library.warnings), live.exists()) == (1, True)
    os.utime(live, (1, 1))
    library.save()
    assert not live.exists()


def test_a_save_that_runs_elsewhere_is_not_taken_for_dead(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths)
    warnings: list[str] = []

    def meanwhile(done: int, total: int | None) -> bool:
        if done == 0:
            warnings.extend(collection.open().warnings)
            assert len(library._journal.batches.unfinished()) == 1
        return True

    assert library.save(None, meanwhile).saved == collection.paths
    assert warnings == []
    assert [batch.name for batch in library._journal.batches.all()] == ["Publish"]
    assert [path.name for path in collection.home.state.iterdir() if "batch" in path.name] == []


def test_what_another_window_staged_during_a_save_is_kept(collection: Collection) -> None:
    library, other = collection.opened(), collection.open()
    library.stage("Publish", [PUBLISH], ["a0.md"])

    def meanwhile(done: int, total: int | None) -> bool:
        if done == 0 and other.undo_name == "Publish":
            other.stage("Theirs", [AddItem(("topics",), "Theirs")], ["a0.md"])
        return True

    assert library.save(None, meanwhile).saved == ["a0.md"]
    assert library.staged_count == 1
    assert b"Theirs" in library.article("a0.md")[1].present
    assert b"Theirs" not in (collection.root / "a0.md").read_bytes()
    assert modified(library) == {"a0.md"}
    assert library.save().saved == ["a0.md"]
    assert b"Theirs" in (collection.root / "a0.md").read_bytes()


def test_the_command_line_writes_and_stages_nothing(collect: Callable[[int], Collection]) -> None:
    collection = collect(600)
    library, first = collection.opened(), collection.disk()
    report = library.write("Publish {articles}", [PUBLISH], collection.paths)
    assert (report.saved, report.failed) == (sorted(collection.paths), [])
    assert collection.disk() == {path: published(content) for path, content in first.items()}
    assert (library.staged_count, library.undo_name, modified(library)) == (0, None, set())
    assert all(row.published is True for row in library.reader.rows(library.reader.ids()))
    (batch,) = library._journal.batches.all()
    assert (batch.name, batch.origin, batch.saved) == ("Publish 600 articles", "command line", 600)
    report = library.write("Publish", [PUBLISH], collection.paths)
    assert (report.saved, len(report.unchanged), report.batch) == ([], 600, None)
    assert library.refresh().changed == 0


def test_the_command_line_writes_beside_what_the_window_has_staged(collection: Collection) -> None:
    library, other = collection.opened(), collection.open()
    library.stage("Publish", [PUBLISH], ["a1.md"])
    before = collection.disk()
    planned = {one.path: one for one in other.plan([SetValue(("quality",), 9)], collection.paths)}
    for path in ("a0.md", "a1.md"):
        assert planned[path].before == before[path]
        assert planned[path].after == re.sub(rb"quality: \d+", b"quality: 9", before[path], count=1)
    report = other.write("Set", [parse_assignment("quality=9")], collection.paths)
    assert report.saved == collection.paths
    assert collection.disk() == {path: planned[path].after for path in collection.paths}
    library.catch_up()
    assert modified(library) == {"a1.md"}
    assert present(library, ["a1.md"])["a1.md"] == published(planned["a1.md"].after or b"")
    assert library.save().saved == ["a1.md"]
    assert collection.disk()["a1.md"] == published(planned["a1.md"].after or b"")


def test_the_command_line_does_not_change_a_field_that_the_window_has_changed(collection: Collection) -> None:
    library, other = collection.opened(), collection.open()
    library.stage("Judge", [SetValue(("quality",), 70)], ["a1.md"])
    before = collection.disk()
    why = "unsaved edits in the window set quality to 70, this would set it to 80"
    planned = {one.path: one for one in other.plan([SetValue(("quality",), 80)], ["a1.md"])}
    assert (planned["a1.md"].after, planned["a1.md"].reason) == (None, why)
    assert other.write("Set", [SetValue(("quality",), 80)], ["a1.md"]).failed == [("a1.md", why)]
    assert other.write("Set", [SetValue(("quality",), 70)], ["a1.md"]).saved == ["a1.md"]
    assert collection.disk()["a1.md"] != before["a1.md"]
    library.catch_up()
    assert (library.staged_count, modified(library)) == (0, set())


def test_what_a_crash_left_of_a_command_is_staged_beside_it(collection: Collection) -> None:
    library, other = collection.opened(), collection.open()
    library.stage("Publish", [PUBLISH], ["a1.md"])
    saving = other._writing._saving
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(saving, "note", interrupt)
        other.write("Set", [SetValue(("quality",), 9)], ["a1.md"])
    disk = collection.disk()["a1.md"]
    assert b"quality: 9\n" in disk
    third = collection.open()
    assert third._journal.batches.all()[0].saved == 1
    assert present(third, ["a1.md"])["a1.md"] == published(disk)
    third.catch_up()
    assert modified(third) == {"a1.md"}


def interrupt(*arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_file_that_others_write_meanwhile_is_planned_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, path = collection.opened(), collection.root / "a1.md"
    create, left = files._create, iter([1])

    def write_then_create(name: str) -> int:
        for number in left:
            path.write_bytes(path.read_bytes().replace(b"title: ", b"title: %d" % number))
        return create(name)

    monkeypatch.setattr(files, "_create", write_then_create)
    before = collection.disk()
    assert library.write("Publish", [PUBLISH], ["a1.md"]).saved == ["a1.md"]
    assert collection.disk()["a1.md"] == published(before["a1.md"].replace(b"title: ", b"title: 1"))
    (batch,) = library._journal.batches.all()
    (row,) = library._journal.batches.rows(batch.id)
    assert row.splice.inverse().apply(collection.disk()["a1.md"]) == before["a1.md"].replace(b"title: ", b"title: 1")


def test_the_command_line_tells_what_was_refused(collection: Collection) -> None:
    (collection.root / "a1.md").write_bytes(b"---\ntitle: [\n---\n")
    library = collection.opened()
    report = library.write("Set", [parse_assignment("quality=high")], collection.paths)
    assert [path for path, _ in report.failed] == collection.paths
    assert "number" in dict(report.failed)["a0.md"]
    assert library._journal.batches.all() == []
    report = library.write("Set", [parse_assignment("quality=4")], collection.paths, lambda done, total: False)
    assert (report.stopped, report.saved) == (True, [])


def test_planning_writes_nothing(collection: Collection) -> None:
    library, before = collection.opened(), collection.disk()
    sequence = library._journal.sequence
    planned = list(library.plan([parse_assignment("topics+=Robots")], collection.paths))
    assert [one.path for one in planned] == collection.paths
    assert all(one.after and b"- Robots\n" in one.after for one in planned)
    assert (library._journal.sequence, library._journal.steps.all()) == (sequence, [])
    assert collection.disk() == before
