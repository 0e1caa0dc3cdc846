import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.articles.contents import Article
from reviewer.library.catalog import changes as catalog_changes
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.scanner import Found

LATE = 10**19 // 2
SOON = 1_600_000_000_123_456_789


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[CatalogWriter]:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    yield writer
    writer.close()


def entry(found: Found, read_ns: int = LATE) -> Entry:
    return Entry(
        found.path,
        Fingerprint(found.size, found.mtime_ns, found.inode, b"x", found.ctime_ns),
        Article(),
        False,
        read_ns,
    )


def found(path: str, size: int = 1, mtime_ns: int = SOON, inode: int = 7, ctime_ns: int = SOON) -> Found:
    return Found(path, size, mtime_ns, inode, ctime_ns)


def test_only_what_is_new_or_changed_is_read(writer: CatalogWriter) -> None:
    writer.put(entry(found(f"{name}.md")) for name in "abcdef")
    scanned = [found("a.md"), found("b.md", size=2), found("c.md", mtime_ns=SOON + 1), found("d.md", inode=8)]
    scanned.append(found("e.md", ctime_ns=SOON + 1))
    comparison = writer.compare()
    to_read = [one.path for one in comparison.to_read([*scanned, found("new.md")])]
    assert to_read == ["b.md", "c.md", "d.md", "e.md", "new.md"]
    assert (comparison.added, comparison.changed, comparison.unchanged) == (1, 4, 1)
    assert list(comparison.gone()) == [["f.md"]]


@pytest.mark.parametrize("which", ["mtime_ns", "ctime_ns"])
@pytest.mark.parametrize(
    ("time_ns", "grain_ns"), [(SOON, 100_000_000), (1_600_000_000_000_000_000, 2_000_000_000)], ids=["fine", "coarse"]
)
def test_what_was_read_right_after_it_was_written_is_read_again(
    writer: CatalogWriter, which: str, time_ns: int, grain_ns: int
) -> None:
    one = found("a.md", **{"mtime_ns": 1, "ctime_ns": 1, which: time_ns})
    for read_ns, again in ((0, True), (time_ns, True), (time_ns + grain_ns - 1, True), (time_ns + grain_ns, False)):
        writer.put([entry(one, read_ns or 1)])
        assert bool(list(writer.compare().to_read([one]))) is again


def test_files_that_are_no_articles_are_not_read_again(writer: CatalogWriter) -> None:
    writer.put_other([(found("a.txt"), LATE), (found("b.txt"), LATE)])
    comparison = writer.compare()
    assert [one.path for one in comparison.to_read([found("a.txt"), found("c.txt")])] == ["c.txt"]
    assert list(comparison.gone()) == [["b.txt"]]
    writer.remove(["b.txt"])
    assert list(writer.compare().gone()) == [["a.txt"]]


def test_a_file_becomes_an_article_and_ceases_to_be_one(writer: CatalogWriter) -> None:
    writer.put_other([(found("a.txt"), LATE)])
    writer.put([entry(found("a.txt"))])
    assert writer.known(["a.txt"]) == ["a.txt"] and list(writer.compare().gone()) == [["a.txt"]]
    writer.put_other([(found("a.txt"), LATE)])
    assert writer.known(["a.txt"]) == [] and list(writer.compare().gone()) == [["a.txt"]]


def test_what_could_not_be_looked_into_is_not_gone(writer: CatalogWriter) -> None:
    writer.put(entry(found(path)) for path in ("a/1.md", "a/b/2.md", "ab.md", "c.md"))
    assert list(writer.compare().gone(["a"])) == [["ab.md", "c.md"]]
    assert list(writer.compare().gone(["a/b", "c.md"])) == [["a/1.md", "ab.md"]]
    assert list(writer.compare().gone([""])) == []


def test_rows_that_are_put_meanwhile_are_not_gone(writer: CatalogWriter) -> None:
    writer.put(entry(found(f"{number}.md")) for number in range(3))
    comparison = writer.compare()
    for one in comparison.to_read([found("new.md"), found("1.md")]):
        writer.put([entry(one)])
    assert list(comparison.gone()) == [["0.md", "2.md"]]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_no_text(writer: CatalogWriter) -> None:
    odd = os.fsdecode(b"a/\xff\n.md")
    writer.put([entry(found(odd))])
    writer.put_other([(found(odd + ".txt"), LATE)])
    comparison = writer.compare()
    assert list(comparison.to_read([found(odd), found(odd + ".txt")])) == []
    assert list(writer.compare().gone()) == [[odd], [odd + ".txt"]]
    assert writer.known([odd]) == [odd]
    writer.remove([odd, odd + ".txt"])
    assert list(writer.compare().gone()) == []


def test_many(writer: CatalogWriter) -> None:
    files = [found(f"{number % 40}/{number}.md") for number in range(5000)]
    writer.put(map(entry, files))
    comparison = writer.compare()
    changed = {*range(0, 5000, 7)}
    scanned = (found(file.path, size=2 if number in changed else 1) for number, file in enumerate(files) if number % 10)
    to_read = {one.path for one in comparison.to_read(scanned)}
    assert to_read == {files[number].path for number in changed if number % 10}
    gone = [path for chunk in comparison.gone() for path in chunk]
    assert gone == [file.path for number, file in enumerate(files) if number % 10 == 0]


@pytest.mark.parametrize("order", ["as known", "backwards", "mixed"])
def test_the_order_of_a_scan_does_not_matter(
    writer: CatalogWriter, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.setattr(catalog_changes, "_CHUNK", 50)
    monkeypatch.setattr(catalog_changes, "_MOST_AHEAD", 200)
    files = [found(f"{number:04}.md", inode=number) for number in range(1000)]
    writer.put(entry(file) for file in files)
    writer.remove(f"{number:04}.md" for number in range(100, 200))
    scanned = [files[number] for number in range(1000) if not 500 <= number < 600]
    scanned[7] = found("0007.md", size=9, inode=7)
    if order != "as known":
        scanned.reverse()
    if order == "mixed":
        random.Random(1).shuffle(scanned)
    comparison = writer.compare()
    to_read = {file.path for file in comparison.to_read(scanned)}
    assert to_read == {"0007.md", *(f"{number:04}.md" for number in range(100, 200))}
    assert (comparison.added, comparison.changed, comparison.unchanged) == (100, 1, 799)
    assert {path for paths in comparison.gone() for path in paths} == {f"{number:04}.md" for number in range(500, 600)}
