"""The sample collection is worth opening: enough articles, all but two readable, pictures where they say."""

from pathlib import Path, PurePosixPath

import pytest

from reviewer.articles.article import read_article
from reviewer.articles.contents import Article
from reviewer.articles.images import resolve
from reviewer.articles.links import is_web_link

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.parent.name != "pictures")
BROKEN = {"fireworks-audit": 14, "orchestra-of-doors": 1}


def article(path: Path) -> Article:
    return read_article(path.read_bytes(), path.name)


def is_broken(path: Path) -> bool:
    return any(path.stem.endswith(name) for name in BROKEN)


@pytest.fixture(scope="module")
def articles() -> dict[Path, Article]:
    return {path: article(path) for path in FILES if not is_broken(path)}


def test_there_are_enough_and_all_can_be_read_but_two(articles: dict[Path, Article]) -> None:
    assert len(articles) >= 60
    assert {path: read.problem for path, read in articles.items() if read.problem} == {}
    assert len(FILES) == len(articles) + len(BROKEN)


@pytest.mark.parametrize("path", [path for path in FILES if is_broken(path)], ids=lambda path: path.stem)
def test_the_broken_ones_have_a_problem_with_its_place(path: Path) -> None:
    problem = article(path).problem
    assert problem is not None and problem.words
    assert problem.line == next(line for name, line in BROKEN.items() if path.stem.endswith(name))


def test_none_is_empty(articles: dict[Path, Article]) -> None:
    assert [path.name for path, read in articles.items() if not (read.title or read.excerpt)] == []
    assert [path.name for path, read in articles.items() if not read.title] == ["2017-04-01-untitled-exhibition.md"]
    assert [path.name for path, read in articles.items() if not read.topics] == []


def test_they_show_what_real_files_hold(articles: dict[Path, Article]) -> None:
    all_read = list(articles.values())
    numbers = {read.quality for read in all_read if isinstance(read.quality, int)}
    assert min(numbers) == -1 and max(numbers) == 189
    assert sum(read.published is True for read in all_read) >= 20
    assert sum(bool(read.related) for read in all_read) >= 15
    assert sum(len(read.images) > 1 for read in all_read) >= 10
    assert len({read.provider_domain for read in all_read}) >= 12
    assert len({read.date[:4] for read in all_read}) >= 7
    assert any("&#8211;" in read.title for read in all_read)
    assert len({read.title for read in all_read}) == len(all_read)
    for first, last in ("\u0590\u05ff", "\u0600\u06ff", "\u3040\u30ff", "\u0400\u04ff", "\u0370\u03ff", "\u0900\u097f"):
        assert any(first <= letter <= last for read in all_read for letter in read.title)


def test_the_odd_spellings_have_not_been_tidied_away() -> None:
    contents = [path.read_bytes() for path in FILES]
    assert sum(b"\r\n" in content for content in contents) >= 2
    assert sum(content.startswith(b"\xef\xbb\xbf") for content in contents) == 1
    for spelling in (
        b"topics: [",
        b"excerpt: |",
        b"excerpt: >-",
        b'"category"',
        b"published: no ",
        b"\n# ",
        b"secured:",
    ):
        assert any(spelling in content for content in contents), spelling


def test_pictures_are_there_but_for_the_two_that_shall_be_missing(articles: dict[Path, Article]) -> None:
    missing, far, used = set(), set(), set()
    for path, read in articles.items():
        place = PurePosixPath(path.relative_to(SAMPLES)).as_posix()
        for picture in (*read.images, *(picture for related in read.related for picture in related.images)):
            source = resolve(picture.url, place, SAMPLES)
            if is_web_link(source):
                far.add(source)
            elif Path(source).is_file():
                used.add(Path(source).name)
            else:
                missing.add(Path(source).name)
    assert missing == {"bees-at-noon.jpg", "ice-queen.png"}
    assert len(far) >= 2 and all(".example/" in source for source in far)
    assert used == {path.name for path in (SAMPLES / "pictures").iterdir()}


def test_nothing_leads_out_of_the_invented_world() -> None:
    for path in FILES:
        for word in path.read_text("utf-8-sig").replace('"', " ").split():
            if word.startswith(("http:", "https:")):
                assert word.split("/")[2].endswith(".example"), word


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 3_500_000
