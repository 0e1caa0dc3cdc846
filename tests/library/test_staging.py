import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from article_folder import Collection, modified, present
from spelled_edits import edit_from_json

from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import AddItem, Edit, RemoveItem, SetValue
from reviewer.articles.values import Timestamp
from reviewer.library.assignments import parse_assignment
from reviewer.library.journal.opening import JournalError
from reviewer.library.library import Library
from reviewer.library.planning import CHANGED_ON_DISK

CLASH = "published is missing in the file by now, yours is yes"
PUBLISH = SetValue(("published",), True)


def qualities(library: Library) -> dict[str, object]:
    return {row.path: row.quality for row in library.reader.rows(library.reader.ids())}


def test_staging_changes_what_is_present_and_not_the_file(collection: Collection) -> None:
    library, before = collection.opened(), collection.disk()
    told: list[tuple[int, int | None]] = []
    report = library.stage("Publish {articles}", [PUBLISH], collection.paths, lambda *count: told.append(count) is None)
    assert (report.changed, report.unchanged, report.refused) == (collection.paths, [], [])
    assert report.name == library.undo_name == "Publish 4 articles"
    assert told[-1] == (4, 4)
    assert collection.disk() == before
    for path, content in present(library, collection.paths).items():
        assert content == before[path].replace(b"published: false ", b"published: true ")
    assert modified(library) == set(collection.paths)
    assert all(row.published is True for row in library.reader.rows(library.reader.ids()))
    assert library.reader.counts().modified == library.staged_count == 4


def test_the_name_counts_what_changed(collection: Collection) -> None:
    library = collection.opened()
    report = library.stage("Set quality of {articles}", [SetValue(("quality",), 3)], collection.paths)
    assert report.unchanged == ["a3.md"]
    assert library.undo_name == "Set quality of 3 articles"
    library.stage("Publish {articles}", [PUBLISH], ["a1.md"])
    assert library.undo_name == "Publish article"
    library.stage("Add {curly}", [AddItem(("topics",), "{curly}")], ["a1.md"])
    assert library.undo_name == "Add {curly}"


def test_a_step_that_changes_nothing_does_not_exist(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], ["a0.md"])
    library.undo()
    report = library.stage("Quality", [SetValue(("quality",), 1)], ["a1.md"])
    assert (report.step, report.changed, report.unchanged) == (None, [], ["a1.md"])
    assert (library.undo_name, library.redo_name, library.staged_count) == (None, "Publish", 0)


def test_back_to_the_saved_bytes_is_not_modified(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Add", [AddItem(("topics",), "Robots")], ["a0.md"])
    report = library.stage("Remove", [RemoveItem(("topics",), "Robots")], ["a0.md"])
    assert report.changed == ["a0.md"]
    assert (library.staged_count, modified(library), library.undo_name) == (0, set(), "Remove")
    library.undo()
    assert modified(library) == {"a0.md"}


def test_one_bad_file_keeps_no_other_from_its_edit(collection: Collection) -> None:
    (collection.root / "a1.md").write_bytes(b"---\ntitle: [\n---\n")
    (collection.root / "a2.md").unlink()
    library = collection.opened()
    report = library.stage("Publish {articles}", [PUBLISH], [*collection.paths, "../outside.md"])
    assert report.changed == ["a0.md", "a3.md"]
    reasons = dict(report.refused)
    assert set(reasons) == {"a1.md", "a2.md", "../outside.md"}
    assert reasons["a1.md"].startswith(("2:", "3:"))
    assert "no longer there" in reasons["a2.md"]


def test_an_edit_that_is_refused_says_why(collection: Collection) -> None:
    (collection.root / "a0.md").write_bytes(b"---\nsecured: abc\nquality: 1\nquality: 2\n---\n")
    library = collection.opened()
    report = library.stage("Quality", [SetValue(("quality",), 5)], ["a0.md"])
    assert report.step is None
    assert "quality" in report.refused[0][1]
    report = library.stage("Secured", [parse_assignment("secured=x")], ["a0.md"])
    assert "locked" in report.refused[0][1]


def test_undo_and_redo_walk_all_steps_also_after_a_restart(collection: Collection) -> None:
    library = collection.opened()
    states = [present(library, collection.paths)]
    steps: list[list[Edit]] = [
        [SetValue(("quality",), 50)],
        [AddItem(("topics",), "Robots"), PUBLISH],
        [SetValue(("title",), "Ein Titel: größer")],
    ]
    for number, edits in enumerate(steps):
        library.stage(f"Step {number}", edits, collection.paths[: number + 2])
        states.append(present(library, collection.paths))
    for number in (2, 1, 0):
        library.close()
        library = collection.open()
        assert library.undo_name == f"Step {number}"
        report = library.undo()
        assert report and not report.refused
        assert present(library, collection.paths) == states[number]
    assert library.undo() is None
    assert states[0] == collection.disk()
    assert modified(library) == set()
    for number in (1, 2, 3):
        library.close()
        library = collection.open()
        assert library.redo()
        assert present(library, collection.paths) == states[number]
    assert library.redo() is None
    assert modified(library) == set(collection.paths)
    library.undo()
    library.stage("New", [SetValue(("heat",), 1)], ["a0.md"])
    assert (library.undo_name, library.redo_name) == ("New", None)


def test_undo_after_a_save_stages_the_former_bytes(collection: Collection) -> None:
    library, first = collection.opened(), collection.disk()
    library.stage("Publish", [PUBLISH], collection.paths)
    library.save(["a0.md", "a1.md"])
    library.close()
    library = collection.open()
    library.undo()
    assert present(library, collection.paths) == first
    assert modified(library) == {"a0.md", "a1.md"}
    library.save()
    assert collection.disk() == first
    library.redo()
    assert modified(library) == set(collection.paths)


def test_undo_leaves_alone_what_another_program_wrote_since(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths)
    library.save()
    elsewhere = (collection.root / "a1.md").read_bytes().replace(b"Article 1", b"Theirs") + b"theirs"
    (collection.root / "a1.md").write_bytes(elsewhere)
    same = (collection.root / "a2.md").read_bytes().replace(b"published: true", b"published: maybe")
    (collection.root / "a2.md").write_bytes(same)
    report = library.undo()
    assert report
    assert report.changed == ["a0.md", "a1.md", "a3.md"]
    assert report.refused == [("a2.md", "published is “maybe” by now, not yes")]
    assert library.article("a1.md")[1].present == elsewhere.replace(b": true ", b": false ")
    assert library.article("a2.md")[1].present == same
    assert library.redo_name == "Publish"
    report = library.redo()
    assert report and [path for path, _ in report.refused] == ["a2.md"]
    assert modified(library) == set()


def test_an_article_that_was_not_staged_is_read_anew(collection: Collection) -> None:
    library = collection.opened()
    theirs = (collection.root / "a1.md").read_bytes().replace(b"Article 1", b"Theirs")
    (collection.root / "a1.md").write_bytes(theirs)
    assert library.stage("Publish", [PUBLISH], ["a1.md"]).changed == ["a1.md"]
    assert library.article("a1.md")[1].present == theirs.replace(b": false ", b": true ")
    assert {row.title for row in library.reader.rows(library.reader.ids())} >= {"Theirs"}


def test_an_article_that_was_staged_before_the_file_changed_is_refused(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], ["a1.md"])
    (collection.root / "a1.md").write_bytes(b"---\ntitle: Theirs\n---\n")
    report = library.stage("Quality", [SetValue(("quality",), 9)], ["a0.md", "a1.md"])
    assert (report.changed, report.refused) == (["a0.md"], [("a1.md", f"{CHANGED_ON_DISK}: {CLASH}")])
    assert [path for path, _ in library.save().failed] == ["a1.md"]
    library.refresh()
    article, document = library.article("a1.md")
    assert (article.title, document.modified) == ("Theirs", False)
    assert modified(library) == {"a1.md"}
    assert library.revert(["a1.md"]).changed == ["a1.md"]
    assert (modified(library), library.staged_count) == (set(), 0)
    assert library.undo_name == "Revert article"


def test_what_is_staged_for_a_file_that_is_gone_waits_for_it(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], ["a1.md"])
    saved = (collection.root / "a1.md").read_bytes()
    (collection.root / "a1.md").unlink()
    library.refresh()
    (row,) = [row for row in library.reader.rows(library.reader.ids()) if row.path == "a1.md"]
    assert (row.title, row.conflict, row.reason) == ("Article 1", True, "it is no longer there")
    assert "no longer there" in library.save().failed[0][1]
    (collection.root / "a1.md").write_bytes(saved)
    library.refresh()
    assert modified(library) == {"a1.md"}
    assert library.save().saved == ["a1.md"]
    library.stage("Unpublish", [SetValue(("published",), False)], ["a1.md"])
    (collection.root / "a1.md").unlink()
    library.refresh()
    assert library.revert(["a1.md"]).changed == ["a1.md"]
    assert library.staged_count == 0
    assert library.reader.counts().all == 3
    library.undo()
    assert (library.staged_count, library.reader.counts().all) == (1, 4)


def test_revert_is_one_step_that_can_be_undone(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Publish", [PUBLISH], collection.paths[:3])
    library.stage("Quality", [SetValue(("quality",), 50)], ["a0.md"])
    edited = present(library, collection.paths)
    report = library.revert(collection.paths)
    assert (report.changed, report.unchanged) == (collection.paths[:3], ["a3.md"])
    assert library.undo_name == "Revert 3 articles"
    assert present(library, collection.paths) == collection.disk()
    assert library.staged_count == 0
    library.undo()
    assert present(library, collection.paths) == edited


def test_a_stop_before_the_commit_means_nothing_happened(collection: Collection) -> None:
    library = collection.opened()
    report = library.stage("Publish", [PUBLISH], collection.paths, lambda done, total: done < 3)
    assert (report.stopped, report.step, report.changed) == (True, None, [])
    assert (library.staged_count, library.undo_name) == (0, None)
    library.stage("Publish", [PUBLISH], collection.paths)
    report = library.undo(lambda done, total: done < 2)
    assert report and report.stopped
    assert (library.undo_name, library.redo_name, library.staged_count) == ("Publish", None, 4)


def test_a_full_disk_keeps_what_was_staged_before(collect: Callable[[int], Collection]) -> None:
    collection = collect(150)
    library = collection.opened()
    library.stage("Publish", [PUBLISH], ["a0.md"])
    run = library._journal._connection.execute
    (pages,) = run("PRAGMA page_count").fetchone()
    run(f"PRAGMA max_page_count = {pages}")
    before = present(library, collection.paths)
    with pytest.raises(JournalError, match="full"):
        library.stage("Title", [SetValue(("title",), "long " * 100)], collection.paths)
    assert present(library, collection.paths) == before
    assert (library.undo_name, modified(library)) == ("Publish", {"a0.md"})
    run("PRAGMA max_page_count = 1000000")
    assert len(library.stage("Title", [SetValue(("title",), "long " * 100)], collection.paths).changed) == 150


def test_many_articles_go_through_the_pool_in_order(collect: Callable[[int], Collection]) -> None:
    collection = collect(450)
    library = collection.opened()
    report = library.stage("Publish {articles}", [PUBLISH], collection.paths)
    assert report.changed == collection.paths
    assert library.reader.counts().modified == 450
    report = library.undo()
    assert report and report.changed == collection.paths
    assert present(library, collection.paths) == collection.disk()


def test_assignments_become_edits_that_fit_each_article(collection: Collection) -> None:
    (collection.root / "a1.md").write_bytes(b"---\ntitle: x\nscores: [1, 2]\nflag: false\n---\n")
    library = collection.opened()
    typed = [parse_assignment(text) for text in ("flag=yes", "scores+=3", "topics+=AI", "publishedDateTime=2024-01-02")]
    library.stage("Set", typed, ["a0.md", "a1.md"])
    assert library.article("a1.md")[1].present == (
        b"---\ntitle: x\npublishedDateTime: 2024-01-02\ntopics:\n  - AI\nscores: [1, 2, 3]\nflag: true\n---\n"
    )
    (row,) = [row for row in library._journal.steps.rows(1) if row.path == "a1.md"]
    edits = [edit_from_json(found) for found in json.loads(row.edits)]
    assert SetValue(("publishedDateTime",), Timestamp("2024-01-02")) in edits
    assert AddItem(("scores",), 3) in edits
    assert apply_edits((collection.root / "a1.md").read_bytes(), edits, "a1.md") == row.splice.apply(
        (collection.root / "a1.md").read_bytes()
    )


@pytest.mark.parametrize("text", ["", "=", "quality", "+=x", "a..b=1", '"=3', "topics[x]=1"])
def test_what_is_no_assignment_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_assignment(text)


def test_an_assignment_may_hold_signs() -> None:
    assert parse_assignment("title=a=b+=c").text == "a=b+=c"
    assert parse_assignment('"a=b".c-=x').path == ("a=b", "c")
    assert parse_assignment("title=").text == ""
    assert parse_assignment("related[2].quality=5").path == ("related", 2, "quality")


STAGE = """
import sys
from pathlib import Path
from reviewer.articles.edits import SetValue
from reviewer.library.home import Home
from reviewer.library.journal.opening import JournalError
from reviewer.library.library import Library
if __name__ == "__main__":
    library = Library(Path(sys.argv[1]), Home.below(Path(sys.argv[2])))
    library.stage("Theirs", [SetValue(("quality",), 77)], sys.argv[3:])
    library.close()
"""


def test_what_another_process_staged_meanwhile_is_not_lost(collection: Collection) -> None:
    library = collection.opened()
    home = collection.home.cache.parent

    def other(done: int, total: int | None) -> bool:
        if done == 3:
            subprocess.run(
                [sys.executable, "-c", STAGE, os.fspath(collection.root), os.fspath(home), "a1.md"], check=True
            )
        return True

    report = library.stage("Publish", [PUBLISH], collection.paths, other)
    assert report.changed == collection.paths
    assert b"quality: 77\npublished: true" in library.article("a1.md")[1].present
    assert qualities(library)["a1.md"] == 77
    library.undo()
    assert b"quality: 77\npublished: false" in library.article("a1.md")[1].present
