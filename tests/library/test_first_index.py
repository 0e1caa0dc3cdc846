"""The first reading of a collection: rows stream in, it can be stopped and killed, and goes on where it was."""

import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.library import refreshing
from reviewer.library.catalog import opening as catalog_file
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.schema import INDEXES
from reviewer.library.home import Home
from reviewer.library.indexing import Reading
from reviewer.library.library import Library
from reviewer.library.messages import go_on
from reviewer.library.pool import Parcel

COUNT = 1500


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number in range(COUNT):
        place = tmp_path / "root" / f"{number % 7}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:04}.md").write_text(f"---\ntitle: Title {number}\nquality: {number % 100}\n---\nBody\n")
    os.utime(tmp_path / "root", (1, 1))
    for path in (tmp_path / "root").rglob("*.md"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return tmp_path / "root"


@pytest.fixture
def library(root: Path, tmp_path: Path) -> Iterator[Library]:
    library = Library(root, Home.below(tmp_path / "home"))
    yield library
    library.close()


def indexes(catalog: Path) -> set[str]:
    connection = sqlite3.connect(catalog)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'article_%'")}
    finally:
        connection.close()


def named_indexes() -> set[str]:
    return {statement.split()[2] for statement in INDEXES.split(";") if statement.strip()}


def test_rows_are_there_before_the_folder_is_looked_through(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    scan, seen = refreshing.scan, list[int]()

    def watched(*of: object) -> Iterator[object]:
        for at, found in enumerate(scan(*of)):  # type: ignore[arg-type]
            if at > 1000:
                seen.append(len(library.reader.ids()))
            yield found

    monkeypatch.setattr(refreshing, "scan", watched)
    library.begin(go_on)
    assert 50 <= len(library.reader.ids()) < 100
    assert library.refresh().added == COUNT
    assert seen and min(seen) >= 50 and len(library.reader.ids()) == COUNT
    assert indexes(library.catalog_path) >= named_indexes()


def test_a_stop_keeps_what_was_read_and_the_next_reading_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = library.refresh(lambda done, total: done < 700)
    assert first.stopped and 200 <= first.added < COUNT and len(library.reader.ids()) == first.added
    assert not indexes(library.catalog_path) >= named_indexes()
    read_all, read = refreshing.read_all, list[str]()

    def counted(*of: object) -> Iterator[Parcel[Reading]]:
        for parcel in read_all(*of):  # type: ignore[arg-type]
            read.extend(reading.found.path for reading in parcel)
            yield parcel

    monkeypatch.setattr(refreshing, "read_all", counted)
    second = library.refresh()
    assert (second.stopped, second.added, second.unchanged) == (False, COUNT - first.added, first.added)
    assert len(read) == COUNT - first.added
    assert indexes(library.catalog_path) >= named_indexes()
    numbers = library.reader.ids()
    assert len(set(library.reader.paths(numbers))) == COUNT


def _read_until_killed(root: Path, home: Path) -> None:
    library = Library(root, Home.below(home))

    def progress(done: int, total: int | None) -> bool:
        if done > 600:
            os._exit(9)
        return True

    library.refresh(progress)


def test_after_a_kill_the_next_start_goes_on(root: Path, tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_read_until_killed, args=(root, tmp_path / "home"))
    process.start()
    process.join()
    assert process.exitcode == 9
    library = Library(root, Home.below(tmp_path / "home"))
    try:
        kept = dict(zip(library.reader.paths(library.reader.ids()), library.reader.ids(), strict=True))
        assert 100 <= len(kept) < COUNT
        report = library.refresh()
        assert (report.added, report.unchanged) == (COUNT - len(kept), len(kept))
        now = dict(zip(library.reader.paths(library.reader.ids()), library.reader.ids(), strict=True))
        assert now.items() >= kept.items() and len(now) == COUNT
    finally:
        library.close()


@pytest.mark.parametrize("harm", ["older version", "other index", "no table"])
def test_a_catalog_of_another_make_is_read_anew(root: Path, tmp_path: Path, harm: str) -> None:
    library = Library(root, Home.below(tmp_path / "home"))
    library.refresh()
    library.close()
    with sqlite3.connect(library.catalog_path) as connection:
        connection.executescript(
            {
                "older version": "PRAGMA user_version = 3",
                "other index": "DROP INDEX article_by_title; CREATE INDEX article_by_title ON article(title)",
                "no table": "DROP TABLE other_file",
            }[harm]
        )
    connection.close()
    library = Library(root, Home.below(tmp_path / "home"))
    try:
        assert library.refresh().added == COUNT
        assert indexes(library.catalog_path) >= named_indexes()
    finally:
        library.close()


def test_indexes_that_are_missing_are_made_and_nothing_is_read(root: Path, tmp_path: Path) -> None:
    library = Library(root, Home.below(tmp_path / "home"))
    library.refresh()
    library.close()
    with sqlite3.connect(library.catalog_path) as connection:
        connection.execute("DROP INDEX article_by_title")
    connection.close()
    assert catalog_file.open_for_writing(library.catalog_path).is_new is False
    library = Library(root, Home.below(tmp_path / "home"))
    try:
        assert (library.refresh().unchanged, CatalogReader(library.catalog_path).counts().all) == (COUNT, COUNT)
        assert indexes(library.catalog_path) >= named_indexes()
    finally:
        library.close()
