"""A plan says what a change would do, row for row; applying it does that and nothing else."""

from collections.abc import Callable
from contextlib import closing

import pytest
from apart import bound_by_permissions
from article_folder import Collection, modified, present

from reviewer.articles.edits import AddItem, SetValue
from reviewer.library.change_rows import FieldChange, PlanReport, PlanRow
from reviewer.library.library import Library
from reviewer.library.messages import go_on
from reviewer.library.plans import CHANGED_AFTER

PUBLISH = SetValue(("published",), True)
QUALITY = SetValue(("quality",), 80)


def plan(library: Library, paths: list[str], edit: SetValue = PUBLISH) -> PlanReport:
    return library.plans.plan("Edit {articles}", [edit], paths, go_on)


def test_every_row_says_what_would_become_of_it(collection: Collection) -> None:
    (collection.root / "a1.md").write_bytes(b"---\ntitle: Out\npublished: true\n---\n")
    (collection.root / "a2.md").write_bytes(b"---\ntitle: [\n---\n")
    library, disk = collection.opened(), collection.disk()
    sequence = library._journal.sequence
    report = plan(library, ["a3.md", "a1.md", "gone.md", "a2.md", "a0.md"])
    change = FieldChange("published", "no", "yes")
    assert report.name == "Edit 2 articles" and not report.stopped
    assert report.rows[:2] == [PlanRow("a3.md", "Article 3", (change,)), PlanRow("a1.md", "Out")]
    assert [(row.path, row.changes) for row in report.rows[2:]] == [
        ("gone.md", ()),
        ("a2.md", ()),
        ("a0.md", (change,)),
    ]
    assert report.rows[2].reason == "it is no longer there" and report.rows[3].reason
    assert (library._journal.sequence, library.undo_name, collection.disk()) == (sequence, None, disk)


@bound_by_permissions
@pytest.mark.parametrize(
    ("locked", "mode", "words"),
    [
        ("a1.md", 0o444, "the file is marked as read-only"),
        (".", 0o555, "there is no permission to write into its folder"),
    ],
)
def test_what_may_not_be_written_is_foreseen(collection: Collection, locked: str, mode: int, words: str) -> None:
    place = collection.root / locked
    former = place.stat().st_mode
    with closing(Library(collection.root, collection.home)) as library:
        library.refresh()
        place.chmod(mode)
        try:
            report = plan(library, collection.paths)
            done = library.plans.apply(report.number, (), go_on)
            previews = list(library.plan([PUBLISH], collection.paths))
        finally:
            place.chmod(former)
        refused = set(collection.paths) if locked == "." else {"a1.md"}
        assert {row.path: row.reason for row in report.rows if row.reason} == dict.fromkeys(refused, words)
        assert set(done.changed) == modified(library) == set(collection.paths) - refused
        assert {one.path: one.reason for one in previews if one.reason} == dict.fromkeys(refused, words)


def test_what_is_applied_is_what_was_shown_but_for_what_is_left_out(collection: Collection) -> None:
    library, before = collection.opened(), collection.disk()
    report = plan(library, collection.paths)
    done = library.plans.apply(report.number, ("a1.md",), go_on)
    assert (done.changed, done.refused, done.name) == (["a0.md", "a2.md", "a3.md"], [], "Edit 3 articles")
    assert modified(library) == {"a0.md", "a2.md", "a3.md"} and library.undo_name == "Edit 3 articles"
    with pytest.raises(ValueError, match="not there any more"):
        library.plans.apply(report.number, (), go_on)
    library.undo()
    assert present(library, collection.paths) == before


def test_only_the_last_plan_is_kept(collection: Collection) -> None:
    library = collection.opened()
    first, second = plan(library, ["a0.md"]), plan(library, ["a1.md"])
    library.plans.drop(first.number)
    with pytest.raises(ValueError, match="not there any more"):
        library.plans.apply(first.number, (), go_on)
    assert library.plans.apply(second.number, (), go_on).changed == ["a1.md"]


def test_what_was_changed_after_the_plan_is_applied_only_if_it_is_still_what_was_shown(collection: Collection) -> None:
    library = collection.opened()
    report = plan(library, collection.paths, QUALITY)
    for path, old, new in (("a0.md", b"quality: 0", b"quality: 5"), ("a1.md", b"Article 1", b"Theirs")):
        file = collection.root / path
        file.write_bytes(file.read_bytes().replace(old, new))
    library.stage("Quality", [SetValue(("quality",), 7)], ["a2.md"])
    done = library.plans.apply(report.number, (), go_on)
    assert done.changed == ["a1.md", "a3.md"]
    assert done.refused == [("a0.md", CHANGED_AFTER), ("a2.md", CHANGED_AFTER)]
    assert b"title: Theirs\nquality: 80" in library.article("a1.md")[1].present
    assert b"quality: 7\n" in library.article("a2.md")[1].present
    titles = {row.path: (row.title, row.quality) for row in library.reader.rows(library.reader.ids())}
    assert (titles["a0.md"], titles["a1.md"]) == (("Article 0", 5), ("Theirs", 80))


def test_many_go_through_the_pool_and_a_stop_leaves_nothing(collect: Callable[[int], Collection]) -> None:
    collection = collect(450)
    library = collection.opened()
    stopped = library.plans.plan("Edit", [PUBLISH], collection.paths, lambda done, total: done < 100)
    assert stopped.stopped and not stopped.rows
    report = plan(library, collection.paths)
    assert [row.path for row in report.rows] == collection.paths
    halted = library.plans.apply(report.number, (), lambda done, total: False)
    assert halted.stopped and library.staged_count == 0
    assert library.plans.apply(report.number, (), go_on).changed == collection.paths
    assert library.reader.counts().modified == len(library.reader.changes()) == 450


def test_a_saved_batch_is_taken_back_as_planned(collection: Collection) -> None:
    library, before = collection.opened(), collection.disk()
    library.stage("Quality", [QUALITY, AddItem(("topics",), "Robots")], collection.paths[:3])
    batch = library.save().batch
    assert batch is not None
    library.stage("Later", [SetValue(("quality",), 30)], ["a1.md"])
    file = collection.root / "a2.md"
    file.write_bytes(file.read_bytes().replace(b"Article 2", b"Theirs"))
    report = library.plans.undo(batch, go_on)
    assert [row.path for row in report.rows if row.changes] == ["a0.md", "a2.md"]
    assert report.rows[1].reason == "quality is 30 by now, not 80"
    library.plans.apply(report.number, (), go_on)
    assert library.article("a0.md")[1].present == before["a0.md"]
    assert library.article("a2.md")[1].present == before["a2.md"].replace(b"Article 2", b"Theirs")
