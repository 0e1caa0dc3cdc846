import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from reviewer.library import indexing
from reviewer.library.catalog.reader import CatalogReader, Sort
from reviewer.library.catalog.schema import Row
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.indexing import Reading, read_one
from reviewer.library.pool import Pool, Stopped
from reviewer.library.scanner import Found, scan
from reviewer.library.search.query import Query

ARTICLE = "---\ntitle: Title {}\nquality: {}\nprovider:\n  name: P\ntopics:\n  - AI\nsecured: xxxx\n---\nBody\n"
QT = ("PySide6", "shiboken6", "reviewer.ui", "reviewer.session", "reviewer.web")


class Bomb(str):
    """A path that kills the process it is sent to."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (3,)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "sub").mkdir(parents=True)
    return tmp_path / "root"


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(2)
    yield pool
    pool.close()


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[tuple[CatalogWriter, CatalogReader]]:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    yield writer, reader
    reader.close()
    writer.close()


def read_all(*of: Any) -> Iterator[Reading]:
    for parcel in indexing.read_all(*of):
        yield from parcel


def fill(root: Path, count: int) -> None:
    for number in range(count):
        (root / "sub" / f"{number:05}.md").write_text(ARTICLE.format(number, number % 100))


def rows(catalog: tuple[CatalogWriter, CatalogReader], readings: Iterator[Reading]) -> list[Row]:
    """What the catalog says of these, in the order of their paths."""
    writer, reader = catalog
    while chunk := list(islice(readings, 500)):
        writer.put(reading.prepared for reading in chunk if reading.prepared)
    return reader.rows(reader.ids(Query(), Sort("path", False)))


@pytest.mark.parametrize("count", [0, 1, 150, 1000])
def test_all_articles_are_read(
    root: Path, pool: Pool, catalog: tuple[CatalogWriter, CatalogReader], count: int
) -> None:
    fill(root, count)
    readings = list(read_all(root, scan(root), pool))
    assert [reading.found.path for reading in readings] == [f"sub/{number:05}.md" for number in range(count)]
    found = rows(catalog, iter(readings))
    assert [(row.title, row.quality) for row in found] == [(f"Title {number}", number % 100) for number in range(count)]
    assert all((row.topics, row.provider, row.problem, row.modified) == (("AI",), "P", None, False) for row in found)


def test_many_files_come_in_their_order(root: Path, pool: Pool) -> None:
    fill(root, 1000)
    paths = [reading.found.path for reading in read_all(root, scan(root), pool)]
    assert paths == [f"sub/{number:05}.md" for number in range(1000)]


def test_the_processes_that_read_know_no_windows(root: Path) -> None:
    fill(root, 300)
    pool = Pool(1)
    try:
        assert len(list(read_all(root, scan(root), pool))) == 300
        question = "(__import__('os').getpid(), sorted(__import__('sys').modules))"
        ((process, modules),) = pool.map(eval, [question], str, few=0)
    finally:
        pool.close()
    assert process != os.getpid()
    assert "reviewer.library.indexing" in modules
    assert [name for name in modules if name.startswith(QT)] == []


def test_a_file_that_kills_its_process_is_told_and_the_others_are_read(
    root: Path, pool: Pool, catalog: tuple[CatalogWriter, CatalogReader]
) -> None:
    fill(root, 400)
    found = list(scan(root))
    found[123] = Found(Bomb(found[123].path), 1, 1, 1)
    readings = list(read_all(root, found, pool))
    assert [reading.found.path for reading in readings if reading.failed] == ["sub/00123.md"]
    listed = rows(catalog, iter(readings))
    assert len(listed) == 400
    assert (listed[123].problem or "").startswith("1:1: could not be read: the process that read it died")
    assert [row.problem for row in listed if row.path != "sub/00123.md"] == [None] * 399


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("deep"), ZeroDivisionError("odd")])
def test_whatever_goes_wrong_with_one_file_is_its_problem(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    fill(root, 1)

    def fail(*of: object) -> None:
        raise error

    monkeypatch.setattr(indexing, "quick_rows", fail)
    reading = read_one((str(root), next(scan(root))))
    assert reading.failed and reading.prepared and not reading.is_gone


def test_reading_can_be_stopped(root: Path, pool: Pool) -> None:
    fill(root, 500)
    asked = iter(range(5))
    readings = read_all(root, scan(root), pool, lambda: next(asked, None) is not None)
    with pytest.raises(Stopped):
        list(readings)
    assert len(list(read_all(root, scan(root), pool))) == 500, "the pool can be used again"
    with pytest.raises(Stopped):
        next(read_all(root, islice(scan(root), 10), pool, lambda: False))


def test_reading_can_be_left(root: Path, pool: Pool) -> None:
    fill(root, 500)
    readings = read_all(root, scan(root), pool)
    assert next(readings).found.path == "sub/00000.md"
    readings.close()  # type: ignore[attr-defined]
    assert len(list(read_all(root, scan(root), pool))) == 500


def test_what_is_no_article_is_told_as_such(root: Path, pool: Pool) -> None:
    (root / "a.txt").write_text("Only words")
    (root / "b.txt").write_text("---\ntitle: x\n---\n")
    (root / "c.html").write_text("<p>page</p>")
    (root / "d.md").write_text("Only words")
    readings = {reading.found.path: reading for reading in read_all(root, scan(root), pool)}
    assert {path for path, reading in readings.items() if reading.is_other} == {"a.txt", "c.html"}
    assert {path for path, reading in readings.items() if reading.prepared} == {"b.txt", "d.md"}
    assert not any(reading.is_gone or reading.failed for reading in readings.values())


def test_a_file_that_vanished_is_gone(root: Path, pool: Pool) -> None:
    fill(root, 2)
    found = [*scan(root), Found("nowhere/a.md", 1, 1, 1), Found("sub/00000.md/b.md", 1, 1, 1)]
    (root / "sub" / "00001.md").unlink()
    readings = list(read_all(root, found, pool))
    assert [reading.is_gone for reading in readings] == [False, True, True, True]
    assert not any(reading.failed for reading in readings)


def test_a_file_that_cannot_be_read_is_listed_with_the_reason_and_read_again(
    root: Path, pool: Pool, catalog: tuple[CatalogWriter, CatalogReader], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(root, 2)
    real = indexing.read

    def refuse(path: str) -> object:
        if path.endswith("1.md"):
            raise PermissionError(13, os.strerror(13), path)
        return real(path)

    monkeypatch.setattr(indexing, "read", refuse)
    found = list(scan(root))
    listed = rows(catalog, read_all(root, found, pool))
    assert [row.problem for row in listed] == [None, "1:1: could not be read: there is no permission for it"]
    assert found[1] in set(catalog[0].compare().to_read(found))
    monkeypatch.setattr(indexing, "read", real)
    assert [row.problem for row in rows(catalog, read_all(root, found, pool))] == [None, None]


def test_a_folder_with_the_name_of_an_article_is_told(root: Path) -> None:
    (root / "a.md").mkdir()
    reading = read_one((str(root), Found("a.md", 1, 1, 1)))
    assert reading.failed == "it is a folder"


def test_a_problem_in_the_front_matter_is_listed(
    root: Path, pool: Pool, catalog: tuple[CatalogWriter, CatalogReader]
) -> None:
    (root / "a.md").write_text('---\ntitle: fine\nexcerpt: "never closed\n---\n')
    (row,) = rows(catalog, read_all(root, scan(root), pool))
    assert row.problem is not None and row.problem.split(":")[0].isdigit()


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_no_text_go_all_the_way(
    root: Path, pool: Pool, catalog: tuple[CatalogWriter, CatalogReader]
) -> None:
    name = b"\xff\n\xf0\x9f\xa4\x96.md"
    try:
        with open(os.fsencode(root) + b"/" + name, "wb") as file:
            file.write(ARTICLE.format(1, 2).encode())
    except OSError:
        pytest.skip("this disk does not take such names")
    fill(root, 250)
    listed = rows(catalog, read_all(root, scan(root), pool))
    assert os.fsencode(listed[-1].path) == name and listed[-1].title == "Title 1"


def test_two_thousand(root: Path, pool: Pool, catalog: tuple[CatalogWriter, CatalogReader]) -> None:
    fill(root, 2000)
    writer, reader = catalog
    seen = set()
    readings = read_all(root, writer.compare().to_read(scan(root)), pool)
    while chunk := list(islice(readings, 500)):
        writer.put(reading.prepared for reading in chunk if reading.prepared)
        seen.add(len(reader.ids()))
    assert seen == set(range(500, 2001, 500)), "rows appear as they are read"
    assert sum(1 for _ in writer.compare().to_read(scan(root))) < 2000, "and are not all read again"
