"""A file that another program changes while edits are staged for it."""

import pytest
from article_folder import Collection

from reviewer.articles.edits import AddItem, SetValue
from reviewer.library.catalog.schema import Row
from reviewer.library.library import Library
from reviewer.library.planning import CHANGED_ON_DISK
from reviewer.library.search.query import parse

PUBLISH = SetValue(("published",), True)
CLASH = "published is “maybe” in the file by now, yours is yes"
TROUBLE = f"{CHANGED_ON_DISK}: {CLASH}"


def row(library: Library, path: str = "a0.md") -> Row:
    return next(row for row in library.reader.rows(library.reader.ids()) if row.path == path)


def overtake(collection: Collection, path: str = "a0.md") -> bytes:
    """Another program writes another value into the same field. The file's bytes before."""
    file = collection.root / path
    before = file.read_bytes()
    file.write_bytes(before.replace(b"published: false ", b"published: maybe "))
    return before


@pytest.fixture
def edited(collection: Collection) -> Library:
    library = collection.opened()
    library.stage("Publish {articles}", [PUBLISH], ["a0.md", "a1.md"])
    return library


def test_a_refresh_marks_it_and_the_former_bytes_clear_it(collection: Collection, edited: Library) -> None:
    before = overtake(collection)
    assert not row(edited).conflict
    edited.refresh()
    assert (row(edited).modified, row(edited).conflict, row(edited).published) == (True, True, "maybe")
    assert (row(edited, "a1.md").modified, row(edited, "a1.md").conflict) == (True, False)
    assert edited.reader.counts().modified == edited.reader.facets().modified == 2
    (collection.root / "a0.md").write_bytes(before)
    edited.refresh()
    assert (row(edited).modified, row(edited).conflict, row(edited).published) == (True, False, True)


def test_a_refused_save_marks_it(collection: Collection, edited: Library) -> None:
    overtake(collection)
    report = edited.save()
    assert (report.saved, report.failed) == (["a1.md"], [("a0.md", CLASH)])
    assert row(edited).conflict and not row(edited, "a1.md").modified
    assert edited.staged_count == 1


def test_a_refused_edit_marks_it(collection: Collection, edited: Library) -> None:
    overtake(collection, "a0.md")
    report = edited.stage("Add", [AddItem(("topics",), "Robots")], ["a0.md"])
    assert report.refused == [("a0.md", TROUBLE)] and row(edited).conflict


def test_revert_takes_the_file_as_it_is(collection: Collection, edited: Library) -> None:
    overtake(collection)
    edited.refresh()
    edited.revert(["a0.md"])
    assert not row(edited).modified and not row(edited).conflict
    assert edited.staged_count == 1
    assert edited.stage("Publish", [PUBLISH], ["a0.md"]).changed == ["a0.md"]


def test_it_can_be_searched_for(collection: Collection, edited: Library) -> None:
    overtake(collection)
    edited.refresh()
    for text, paths in (("is:conflict", ["a0.md"]), ("is:modified -is:conflict", ["a1.md"])):
        assert edited.reader.paths(edited.reader.ids(parse(text))) == paths
    assert sorted(edited.reader.paths(edited.reader.ids(parse("is:modified")))) == ["a0.md", "a1.md"]


def test_the_edited_fields_are_known_though_the_file_is_another(collection: Collection, edited: Library) -> None:
    edited.stage("Add", [AddItem(("topics",), "Robots")], ["a0.md"])
    (collection.root / "a0.md").write_bytes(b"---\ntitle: All new\n---\n")
    article, document = edited.article("a0.md")
    assert (article.title, article.topics, document.conflict) == ("All new", ("Robots",), True)
    assert document.changed == ("published", "topics")
    assert not edited.is_listed(document)
    edited.read_again(["a0.md"])
    assert edited.is_listed(document) and row(edited).conflict
    _, other = edited.article("a1.md")
    assert (other.conflict, other.changed) == (False, ("published",))


def test_edits_survive_a_start_after_the_file_was_changed(collection: Collection, edited: Library) -> None:
    before = overtake(collection)
    edited.close()
    library = collection.opened()
    assert row(library).conflict
    (collection.root / "a0.md").write_bytes(before)
    library.refresh()
    assert library.save().failed == []
    assert b"published: true " in (collection.root / "a0.md").read_bytes()


def test_fields_that_do_not_clash_are_shown_as_edited(collection: Collection, edited: Library) -> None:
    edited.stage("Quality", [SetValue(("quality",), 77)], ["a0.md"])
    overtake(collection)
    edited.refresh()
    shown = row(edited)
    assert (shown.conflict, shown.published, shown.quality) == (True, "maybe", 77)
    article, document = edited.article("a0.md")
    assert (article.quality, article.published, set(document.changed)) == (77, "maybe", {"quality", "published"})
    assert edited.save(["a0.md"]).failed == [("a0.md", CLASH)]
    assert b"77" not in (collection.root / "a0.md").read_bytes()
    edited.undo()
    assert row(edited).quality != 77 and row(edited).conflict
    edited.redo()
    edited.resolve(["a0.md"], "theirs")
    assert (row(edited).conflict, row(edited).published, row(edited).quality) == (False, "maybe", 77)
    assert edited.save().saved == ["a0.md", "a1.md"]
