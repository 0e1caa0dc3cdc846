"""Damage that is met when the catalog is asked, or written: it is made anew, for all who have it open."""

import sqlite3

import pytest
from article_folder import Collection
from spoiling import spoil

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.opening import WAS_DAMAGED
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.library import Library
from reviewer.library.reasons import is_damage
from reviewer.library.search.query import parse


def listed(library: Library) -> list[str]:
    return sorted(row.path for row in library.reader.rows(library.reader.ids()))


@pytest.fixture
def library(collection: Collection) -> Library:
    """With all articles read."""
    return collection.opened()


@pytest.mark.parametrize("table", ["reviewed", "article", "topic", "article_topic", "article_fields", "words_data"])
def test_what_only_one_table_has_is_healed_where_the_catalog_is_open(
    collection: Collection, library: Library, table: str
) -> None:
    library.reviewing.review(["a1.md"])
    before = list(library.reader.ids())
    elsewhere = CatalogReader(library.catalog_path)
    spoil(library.catalog_path, table)
    with pytest.raises(sqlite3.Error) as caught:
        for query in ("is:reviewed", "topics:AI", "title:re:Article", "body"):
            library.reader.ids(parse(query))
            library.reader.rows(library.reader.ids())
            library.reader.facets()
            library.reader.summary(before)
    assert is_damage(caught.value)
    library.renewing.renew()
    assert not list(library.reader.ids()) and not list(elsewhere.ids())
    library.refresh()
    assert listed(library) == collection.paths
    assert {row.path for row in elsewhere.rows(elsewhere.ids()) if row.reviewed} == {"a1.md"}
    assert not set(before).intersection(elsewhere.ids())  # nobody edits another article than the one that was selected
    assert library.reader._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    elsewhere.close()


@pytest.mark.parametrize("query", ["", "a1", "path:a1*", "path:re:a1"])
def test_bytes_that_are_no_text_are_damage(collection: Collection, library: Library, query: str) -> None:
    library.close()
    with open(library.catalog_path, "r+b") as file:
        content = file.read()
        file.seek(0)
        file.write(content.replace(b"a1.md", b"a\xff.md"))
    with pytest.raises(sqlite3.Error) as caught:
        library = collection.open()
        library.reader.rows(library.reader.ids(parse(query)))
        library.refresh()
    assert is_damage(caught.value)
    library.renewing.renew()
    library.refresh()
    assert listed(library) == collection.paths


def test_two_that_meet_the_same_damage_make_the_catalog_anew_once(collection: Collection, library: Library) -> None:
    other = collection.open()
    spoil(library.catalog_path, "article")
    library.renewing.renew()
    library.refresh()
    other.renewing.renew()
    assert listed(other) == collection.paths


@pytest.mark.parametrize("table", ["meta", "article"])
def test_who_opens_a_damaged_catalog_is_told(collection: Collection, library: Library, table: str) -> None:
    library.close()
    spoil(library.catalog_path, table)
    again = collection.opened()
    assert again.warnings == (WAS_DAMAGED,) and listed(again) == collection.paths


def test_what_was_written_is_told_where_the_catalog_cannot_follow(collection: Collection, library: Library) -> None:
    spoil(library.catalog_path, "article")
    report = library.write("Publish {articles}", [SetValue(("published",), True)], ["a1.md", "a2.md"])
    assert report.saved == ["a1.md", "a2.md"] and not report.failed
    library.renewing.renew()
    library.refresh()
    assert len(library.reader.ids(parse("is:published"))) == 2
