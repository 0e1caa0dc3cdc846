"""Staged changes, listed field by field; taken back in part; conflicts decided."""

import pytest
from article_folder import Collection, modified, present

from reviewer.articles.edits import AddItem, RemoveItem, SetValue
from reviewer.library.change_rows import ChangeRow, ChangeSort
from reviewer.library.files import digest
from reviewer.library.library import Library

EDITS = [SetValue(("quality",), 80), SetValue(("title",), "Größer"), AddItem(("topics",), "Robots")]


@pytest.fixture
def edited(collection: Collection) -> Library:
    library = collection.opened()
    library.stage("Edit {articles}", EDITS, ["a0.md", "a1.md"])
    return library


def told(library: Library, path: str = "a0.md") -> list[ChangeRow]:
    return [row for row in library.reader.changes() if row.path == path]


def write(collection: Collection, old: bytes, new: bytes, path: str = "a0.md") -> None:
    file = collection.root / path
    assert old in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(old, new))


def test_old_stands_beside_new(edited: Library) -> None:
    found = {row.field: (row.old, row.new, row.theirs, row.clashes, row.conflict) for row in told(edited)}
    assert found == {
        "title": ("Article 0", "Größer", None, False, False),
        "quality": ("0", "80", None, False, False),
        "topics": ("AI", "AI, Robots", None, False, False),
    }
    assert {row.id for row in told(edited)} == {edited.reader.id_of("a0.md")}
    edited.save(["a0.md"])
    assert told(edited) == [] and len(told(edited, "a1.md")) == 3
    edited.undo()
    assert [row.new for row in told(edited) if row.field == "quality"] == ["0"]
    assert told(edited, "a1.md") == []


@pytest.mark.parametrize(
    ("text", "count"), [("", 6), ("gröSSer", 6), ("a1.MD", 3), ("robots", 2), ("quality", 2), ("article 1", 1)]
)
def test_they_are_found_by_title_path_field_and_value(edited: Library, text: str, count: int) -> None:
    assert len(edited.reader.changes(text)) == count


def test_they_are_sorted(collection: Collection) -> None:
    library = collection.opened()
    for path, quality in (("a0.md", 100), ("a1.md", 9), ("a2.md", 80)):
        library.stage("Set", [SetValue(("quality",), quality)], [path])
    library.stage("Set", [SetValue(("quality",), "good")], ["a3.md"])

    def paths(sort: ChangeSort, descending: bool = False) -> str:
        return "".join(row.path[1] for row in library.reader.changes("", sort, descending))

    assert (paths("new"), paths("old"), paths("path", True), paths("title")) == ("1203", "0123", "3210", "0123")
    with pytest.raises(ValueError, match="cannot be sorted"):
        library.reader.changes("", "id")  # type: ignore[arg-type]


def test_some_fields_are_taken_back(collection: Collection, edited: Library) -> None:
    before = present(edited, ["a0.md"])["a0.md"]
    report = edited.revert(["a0.md", "a2.md"], ["title", "topics"])
    assert (report.changed, report.unchanged) == (["a0.md"], ["a2.md"])
    assert edited.article("a0.md")[1].present == collection.disk()["a0.md"].replace(b"quality: 0", b"quality: 80")
    assert [row.field for row in told(edited)] == ["quality"]
    edited.revert(["a0.md"], ["quality"])
    assert modified(edited) == {"a1.md"}
    edited.undo()
    edited.undo()
    assert edited.article("a0.md")[1].present == before
    edited.redo()
    assert [row.field for row in told(edited)] == ["quality"]


def test_other_fields_of_others_are_merged_when_they_are_noticed(collection: Collection, edited: Library) -> None:
    write(collection, b"published: false", b"published: true")
    write(collection, b"  - AI\n", b"  - AI\n  - Theirs\n")
    write(collection, b"quality: 1", b"quality: 80", "a1.md")
    assert edited.article("a0.md")[1].changed == ("title", "quality", "topics")
    report = edited.refresh()
    assert (report.changed, report.merged) == (2, 2)
    staged = edited._journal.staged("a0.md")
    assert staged and staged.saved == digest(collection.disk()["a0.md"])
    assert b"quality: 80\npublished: true  # not yet\ntopics:\n  - AI\n  - Theirs\n  - Robots\n" in (
        edited.article("a0.md")[1].present
    )
    assert [row.field for row in told(edited, "a1.md")] == ["title", "topics"]
    assert edited.save().failed == []
    assert b"- Theirs\n  - Robots\n" in collection.disk()["a0.md"]
    back = edited.undo()
    assert back and back.refused == []
    assert b"quality: 0\npublished: true  # not yet\ntopics:\n  - AI\n  - Theirs\n---" in (
        edited.article("a0.md")[1].present
    )


def test_when_others_wrote_all_of_it_nothing_is_staged(collection: Collection, edited: Library) -> None:
    wanted = edited.article("a0.md")[1].present
    (collection.root / "a0.md").write_bytes(wanted.replace(b"Body", b"Another body"))
    edited.refresh()
    assert modified(edited) == {"a1.md"} and told(edited) == []


def clash(collection: Collection, library: Library) -> None:
    write(collection, b"quality: 0", b"quality: 30")
    write(collection, b"title: Article 0", b"title: Theirs")
    library.refresh()


def test_a_clash_shows_base_mine_and_theirs(collection: Collection, edited: Library) -> None:
    clash(collection, edited)
    found = {row.field: (row.old, row.new, row.theirs, row.clashes) for row in told(edited)}
    assert found == {
        "quality": ("0", "80", "30", True),
        "title": ("Article 0", "Größer", "Theirs", True),
        "topics": ("AI", "AI, Robots", None, False),
    }
    assert all(row.conflict and row.reason is None for row in told(edited))


@pytest.mark.parametrize(
    ("take", "values"), [("mine", b"Gr\xc3\xb6\xc3\x9fer\nquality: 80"), ("theirs", b"Theirs\nquality: 30")]
)
def test_a_conflict_is_decided_as_a_whole(collection: Collection, edited: Library, take: str, values: bytes) -> None:
    clash(collection, edited)
    rows = told(edited)
    report = edited.resolve(["a0.md", "a1.md"], take)  # type: ignore[arg-type]
    assert (report.changed, report.unchanged) == (["a0.md"], ["a1.md"])
    assert b"title: " + values in edited.article("a0.md")[1].present
    assert b"  - AI\n  - Robots\n" in edited.article("a0.md")[1].present
    assert not any(row.conflict for row in told(edited))
    edited.undo()
    assert told(edited) == rows
    edited.redo()
    assert edited.save(["a0.md"]).saved == ["a0.md"]
    assert b"title: " + values in collection.disk()["a0.md"]


def test_a_conflict_is_decided_field_by_field(collection: Collection, edited: Library) -> None:
    clash(collection, edited)
    rows = told(edited)
    edited.resolve(["a0.md"], None, {"quality": "mine"})
    assert [(row.field, row.old, row.new, row.clashes) for row in told(edited) if row.field != "topics"] == [
        ("title", "Article 0", "Größer", True),
        ("quality", "30", "80", False),
    ]
    edited.resolve(["a0.md"], None, {"title": "theirs"})
    assert [(row.field, row.new, row.conflict) for row in told(edited)] == [
        ("quality", "80", False),
        ("topics", "AI, Robots", False),
    ]
    edited.undo()
    edited.undo()
    assert told(edited) == rows
    edited.revert(["a0.md"], ["quality", "title"])
    assert [(row.field, row.conflict) for row in told(edited)] == [("topics", False)]


def test_a_reverted_conflict_comes_back(collection: Collection, edited: Library) -> None:
    clash(collection, edited)
    rows, disk = told(edited), collection.disk()
    edited.revert(["a0.md"])
    assert told(edited) == [] and edited.article("a0.md")[1].present == disk["a0.md"]
    edited.undo()
    assert told(edited) == rows
    edited.redo()
    assert modified(edited) == {"a1.md"} and collection.disk() == disk


@pytest.mark.parametrize("how", ["gone", "folder", "rubbish"])
def test_what_cannot_be_read_any_more_stays_listed(collection: Collection, edited: Library, how: str) -> None:
    file = collection.root / "a0.md"
    saved = file.read_bytes()
    file.unlink()
    if how == "folder":
        file.mkdir()
    elif how == "rubbish":
        file.write_bytes(b"---\ntitle: [\n---\n")
    edited.refresh()
    assert len(told(edited)) == 3
    assert all(row.conflict and row.reason and not row.clashes for row in told(edited))
    assert edited.resolve(["a0.md"], "mine").refused
    edited.close()
    library = collection.opened()
    assert len(told(library)) == 3 and library.reader.counts().modified == 2
    if how == "folder":
        file.rmdir()
    file.write_bytes(saved)
    library.refresh()
    assert not any(row.conflict for row in told(library))
    assert "a0.md" in library.save().saved


def test_the_exact_difference(collection: Collection, edited: Library) -> None:
    edited.revert(["a0.md"], ["title", "topics"])
    assert edited.diff("a0.md").lines == (
        "@@ -1,6 +1,6 @@",
        " ---",
        " title: Article 0",
        "-quality: 0",
        "+quality: 80",
        " published: false  # not yet",
        " topics:",
        "   - AI",
    )
    assert edited.diff("a2.md").lines == ()


def test_removed_topics_are_merged_too(collection: Collection) -> None:
    library = collection.opened()
    library.stage("Remove", [RemoveItem(("topics",), "AI")], ["a0.md"])
    write(collection, b"  - AI\n", b"  - AI\n  - Theirs\n")
    library.refresh()
    assert library.save().failed == []
    assert b"topics:\n  - Theirs\n---" in collection.disk()["a0.md"]


def test_some_paths_are_read_alone(collection: Collection) -> None:
    root = collection.root
    library = collection.opened()
    (root / "a0.md").write_bytes(b"---\ntitle: Theirs\n---\n")
    (root / "a1.md").write_bytes(b"---\ntitle: Unseen\n---\n")
    (root / "a2.md").unlink()
    (root / "new").mkdir()
    (root / "new" / "b.md").write_bytes(b"---\ntitle: New\n---\n")
    (root / "new" / "README.md").write_bytes(b"---\ntitle: No\n---\n")
    (root / "_site").mkdir()
    (root / "_site" / "c.md").write_bytes(b"---\ntitle: Built\n---\n")
    report = library.refresh(paths=["a0.md", "a2.md", "a3.md", "new", "_site/c.md", "../x.md", "nothing.md"])
    assert (report.added, report.changed, report.removed) == (1, 1, 1)
    titles = {row.title for row in library.reader.rows(library.reader.ids())}
    assert titles == {"Theirs", "Article 1", "Article 3", "New"}
    (root / ".gitignore").write_bytes(b"new/\n")
    library.refresh(paths=["new/b.md"])
    assert "New" not in {row.title for row in library.reader.rows(library.reader.ids())}
    (root / ".gitignore").unlink()
    library.refresh(paths=[".gitignore"])
    assert {row.title for row in library.reader.rows(library.reader.ids())} == {"Theirs", "Unseen", "Article 3", "New"}
    (root / "new" / "b.md").unlink()
    (root / "new" / "README.md").unlink()
    (root / "new").rmdir()
    assert library.refresh(paths=["new"]).removed == 1
