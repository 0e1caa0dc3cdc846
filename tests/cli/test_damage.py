"""Catalogs that are damaged, or cannot be written, met by a command."""

import os
from pathlib import Path

import pytest
from spoiling import rewrite, spoil

from reviewer.cli import listing
from reviewer.library.catalog.opening import WAS_DAMAGED


def catalog_of(home: Path) -> Path:
    (found,) = (home / "cache" / "catalogs").glob("*.sqlite")
    return found


@pytest.mark.parametrize("table", ["meta", "article", "reviewed", "article_topic", "words_data"])
def test_a_damaged_catalog_is_made_anew_by_the_command_that_meets_it(run, articles, home, table) -> None:
    query = ["--where", "ai or robots or is:reviewed or topic:AI", "--format", "json"]
    before = run("list", articles, *query)
    assert before.lines
    spoil(catalog_of(home), table)
    after = run("list", articles, *query)
    assert (after.status, after.out) == (before.status, before.out)
    assert after.err.count(WAS_DAMAGED) == 1
    assert run("list", articles, *query).err == before.err


@pytest.mark.parametrize("before", [b"SQLite format", b"TABLE meta", b"unicode61"])
def test_a_file_that_is_no_catalog_any_more_is_made_anew(run, articles, home, before) -> None:
    want = run("list", articles, "--where", "ai or robots", "--format", "json")
    rewrite(catalog_of(home), lambda content: content.replace(before, b"\xe1" + before[1:]))
    after = run("list", articles, "--where", "ai or robots", "--format", "json")
    assert (after.status, after.out) == (want.status, want.out) and after.err.count(WAS_DAMAGED) == 1
    assert run("list", articles).err == want.err


def test_a_change_meets_damage(run, articles, home) -> None:
    run("list", articles)
    spoil(catalog_of(home), "article")
    done = run("publish", articles, "--where", "topic:AI")
    assert WAS_DAMAGED in done.err and "1 saved" in done.text


def test_damage_between_two_pages_ends_no_list(run, articles, home, monkeypatch) -> None:
    before = run("list", articles, "--format", "paths")
    monkeypatch.setattr(listing, "_PAGE", 1)
    content = catalog_of(home).read_bytes()
    path = before.lines[-1].encode()
    catalog_of(home).write_bytes(content.replace(path, b"\xff" * len(path)))
    after = run("list", articles, "--format", "paths")
    assert (after.status, sorted(after.lines)) == (before.status, sorted(before.lines))
    assert WAS_DAMAGED in after.err


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_catalog_that_cannot_be_opened_is_named_with_what_to_do(run, articles, home) -> None:
    run("list", articles)
    catalog = catalog_of(home)
    catalog.unlink()
    catalog.symlink_to(home / "nowhere" / "catalog")
    done = run("list", articles)
    assert done.status == 1
    assert str(home / "cache") in done.err and "REVIEWER_HOME" in done.err
