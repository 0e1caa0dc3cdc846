"""Damage that is met when the catalog is asked, or written: it is made anew, for all who have it open."""

import sqlite3
from collections.abc import Callable

import pytest
from article_folder import Collection
from spoiling import rewrite, spoil

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.anew import PAGE_SIZE
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


def beginning(content: bytes) -> Callable[[bytes], bytes]:
    return lambda catalog: content + catalog[len(content) :]


def schema(before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    return lambda catalog: catalog.replace(before, after)


UNKNOWN = [
    *(beginning(content) for content in (bytes(100), b"\xff" * 100, bytes(16384), b"\xff" * 16384)),
    schema(b"TABLE meta", b"\xe1ABLE meta"),
]
UNUSABLE = [
    schema(b"unicode61", b"unicode71"),
    schema(b"remove_diacritics 2", b"remove_diacritics 9"),
    schema(b"categories '", b"categorxes '"),
    schema(b"fts5(", b"fts7("),
    schema(b"block BLOB", b"blocx BLOB"),
]


@pytest.mark.parametrize("damage", UNKNOWN)
def test_a_file_that_is_no_catalog_any_more_is_healed_where_it_is_open(
    collection: Collection, library: Library, damage: Callable[[bytes], bytes]
) -> None:
    library.stage("Publish {articles}", [SetValue(("published",), True)], ["a1.md"])
    elsewhere, before = CatalogReader(library.catalog_path), set(library.reader.ids())
    rewrite(library.catalog_path, damage)
    with pytest.raises(sqlite3.Error) as caught:
        library.refresh()
    assert is_damage(caught.value)
    library.renewing.renew()
    library.refresh()
    assert listed(library) == collection.paths and not before.intersection(elsewhere.ids())
    assert [row.path for row in elsewhere.rows(elsewhere.ids(parse("is:modified")))] == ["a1.md"]
    library.stage("Publish {articles}", [SetValue(("published",), True)], ["a2.md"])
    assert len(elsewhere.ids(parse("is:modified"))) == library.staged_count == 2
    elsewhere.close()


@pytest.mark.parametrize("damage", [*UNKNOWN, *UNUSABLE])
def test_a_file_that_is_no_catalog_any_more_is_made_anew_when_it_is_opened(
    collection: Collection, library: Library, damage: Callable[[bytes], bytes]
) -> None:
    library.stage("Publish {articles}", [SetValue(("published",), True)], ["a1.md"])
    library.close()
    rewrite(library.catalog_path, damage)
    again = collection.opened()
    assert again.warnings == (WAS_DAMAGED,) and listed(again) == collection.paths and again.staged_count == 1
    again.close()
    assert collection.opened().warnings == ()


@pytest.mark.parametrize("wrong", ["modified = 'x'", "topics = 5", "id = 1 << 60"])
def test_values_that_a_column_never_holds_are_damage(collection: Collection, library: Library, wrong: str) -> None:
    with sqlite3.connect(library.catalog_path) as connection:
        connection.execute(f"UPDATE article SET {wrong} WHERE path = 'a1.md'")
    connection.close()
    (library.root / "a1.md").write_text("---\ntitle: Another\n---\n")
    with pytest.raises(sqlite3.Error) as caught:
        library.reader.rows(library.reader.ids())
        library.refresh()
        library.reader.rows(library.reader.ids())
    assert is_damage(caught.value)
    library.renewing.renew()
    library.refresh()
    assert listed(library) == collection.paths


def test_ids_that_were_never_given_are_damage(collection: Collection, library: Library) -> None:
    with sqlite3.connect(library.catalog_path) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 1")
    connection.close()
    heal(collection, library)


def test_a_path_that_is_there_twice_is_damage(collection: Collection, library: Library) -> None:
    with sqlite3.connect(library.catalog_path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()
    connection.close()
    with open(library.catalog_path, "r+b") as file:
        content = bytearray(file.read())
        rows = content[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        content[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] = rows.replace(b"a1.md", b"a2.md")
        file.seek(0)
        file.write(content)
    heal(collection, library)


def heal(collection: Collection, library: Library) -> None:
    with pytest.raises(sqlite3.Error) as caught:
        library.refresh()
    assert is_damage(caught.value)
    library.renewing.renew()
    library.refresh()
    assert listed(library) == collection.paths


def test_what_was_written_is_told_where_the_catalog_cannot_follow(collection: Collection, library: Library) -> None:
    spoil(library.catalog_path, "article")
    report = library.write("Publish {articles}", [SetValue(("published",), True)], ["a1.md", "a2.md"])
    assert report.saved == ["a1.md", "a2.md"] and not report.failed
    library.renewing.renew()
    library.refresh()
    assert len(library.reader.ids(parse("is:published"))) == 2
