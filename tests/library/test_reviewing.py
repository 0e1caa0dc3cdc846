"""Review marks are kept in the journal, and the catalog has them, whatever happens to it and whoever sets them."""

import shutil
import sqlite3
from pathlib import Path

from article_folder import Collection
from window_process import window_process

from reviewer.library.journal.journal import Journal
from reviewer.library.journal.repair import salvage
from reviewer.library.library import Library
from reviewer.library.messages import ReviewReport
from reviewer.library.search.query import parse

REVIEWED = parse("is:reviewed")


def reviewed(library: Library) -> list[str]:
    """What a search finds; rows, counts and facets say the same."""
    reader = library.reader
    found = sorted(reader.paths(reader.ids(REVIEWED)))
    assert sorted(row.path for row in reader.rows(reader.ids()) if row.reviewed) == found
    assert reader.facets().reviewed == len(found)
    return found


def test_marks_are_set_and_taken_away(collection: Collection) -> None:
    library, disk = collection.opened(), collection.disk()
    review = library.reviewing.review
    assert review(["a1.md", "a2.md"]) == ReviewReport(True, ["a1.md", "a2.md"])
    assert review(["a2.md", "a3.md"]) == ReviewReport(True, ["a3.md"])
    assert reviewed(library) == ["a1.md", "a2.md", "a3.md"]
    assert review(["a2.md", "a3.md"]) == ReviewReport(False, ["a2.md", "a3.md"])
    assert review(["a0.md", "a1.md"], False) == ReviewReport(False, ["a1.md"])
    assert reviewed(library) == []
    assert collection.disk() == disk
    assert (library.undo_name, library.staged_count) == (None, 0)


def test_a_catalog_that_is_made_anew_has_them(collection: Collection) -> None:
    collection.opened().reviewing.review(["a1.md", "a2.md"])
    collection.close()
    shutil.rmtree(collection.home.cache)
    assert reviewed(collection.opened()) == ["a1.md", "a2.md"]


def test_a_catalog_that_was_cut_short_has_them(collection: Collection) -> None:
    """All articles are read again, but the process ended before their marks were looked at."""
    collection.opened().reviewing.review(["a1.md"])
    collection.close()
    with sqlite3.connect(collection.home.catalog_path(collection.root)) as catalog:
        catalog.execute("DELETE FROM reviewed")
    assert reviewed(collection.opened()) == ["a1.md"]


def test_a_file_that_comes_back_is_still_reviewed(collection: Collection) -> None:
    library = collection.opened()
    library.reviewing.review(["a1.md"])
    away = collection.root.parent / "away"
    (collection.root / "a1.md").rename(away)
    library.refresh()
    assert reviewed(library) == []
    away.rename(collection.root / "a1.md")
    library.refresh(paths=["a1.md"])
    assert reviewed(library) == ["a1.md"]


def test_another_process_sees_them_and_a_killed_one_leaves_them(collection: Collection) -> None:
    library = collection.opened()
    with window_process() as window:
        window.open(collection.root, collection.home)
        window.ask("refresh")
        assert window.ask("review", ("a1.md", "a3.md")) == ReviewReport(True, ["a1.md", "a3.md"])
        window.process.kill()
    assert reviewed(library) == ["a1.md", "a3.md"]
    collection.close()
    assert reviewed(collection.opened()) == ["a1.md", "a3.md"]


def test_what_the_journal_alone_has_is_caught_up_with(collection: Collection) -> None:
    """As where a process ended in between, or has a catalog of its own: of some of the files."""
    library = collection.opened()
    library.reviewing.review(["a1.md"])
    some = Library(collection.root, collection.home, [collection.root / "a1.md", collection.root / "a2.md"])
    some.refresh()
    assert reviewed(some) == ["a1.md"]
    some.reviewing.review(["a2.md"])
    some.reviewing.review(["a1.md"], False)
    some.close()
    assert library.catch_up()
    assert not library.catch_up()
    assert reviewed(library) == ["a2.md"]


def test_they_are_brought_over_from_a_damaged_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.sqlite")
    with journal.transaction() as sequence:
        journal.reviews.put(["a.md", "b\udcff.md"], True, sequence)
    with journal.transaction() as sequence:
        journal.reviews.put(["a.md"], False, sequence)
    journal.close()
    found = salvage(journal.path, tmp_path / "new.sqlite")
    assert (found.rows["review"], found.is_all) == (2, True)
    mended = Journal(tmp_path / "new.sqlite")
    assert sorted(mended.reviews.since(0)) == [("a.md", False), ("b\udcff.md", True)]
    assert mended.sequence > mended.reviews.sequence > 0
    mended.close()


def test_a_damaged_journal_of_an_older_reviewer_had_none(tmp_path: Path) -> None:
    Journal(tmp_path / "journal.sqlite").close()
    with sqlite3.connect(tmp_path / "journal.sqlite") as connection:
        connection.execute("DROP TABLE review")
        connection.execute("PRAGMA user_version = 2")
    found = salvage(tmp_path / "journal.sqlite", tmp_path / "new.sqlite")
    assert (found.rows["review"], found.is_all) == (0, True)
    brought_up = Journal(tmp_path / "journal.sqlite")
    assert brought_up.warnings == []
    assert brought_up.reviews.sequence == 0
    brought_up.close()
