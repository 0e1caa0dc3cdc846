"""Rows that are shown before the window is loaded."""

from article_folder import Collection
from spoiling import spoil

from reviewer.library.catalog.glance import glance


def test_rows_come_in_the_order_of_their_paths_and_what_is_gone_is_left_out(collection: Collection) -> None:
    catalog = collection.opened().catalog_path
    rows = glance(catalog, ["a2.md", "gone.md", "a0.md"])
    assert [(row.path, row.title) for row in rows] == [("a2.md", "Article 2"), ("a0.md", "Article 0")]


def test_where_there_is_no_catalog_or_a_damaged_one_there_are_no_rows(collection: Collection) -> None:
    catalog = collection.opened().catalog_path
    spoil(catalog, "article")
    assert glance(catalog, ["a0.md"]) == []
    assert glance(catalog.with_name("none.sqlite"), ["a0.md"]) == []
