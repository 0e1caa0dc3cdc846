"""Signs in words, which the word index does not hold, are found where they are written."""

import string
from collections.abc import Iterator

import pytest

from reviewer.articles.article import read_article
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.search.query import parse

ARTICLES = {
    "emoji": "title: A 🤖 at work\nexcerpt: For 50 % of all",
    "excerpt": "title: x\nexcerpt: The robots🤖 came",
    "topic": "title: x\ntopics: [C++, R&amp;D, 🤖🦾]",
    "provider": "title: x\nprovider: {name: Ｃ＋＋ Weekly}",
    "words": "title: C plus R, d and 50 per cent – or c + d\ntopics: [C#, 50%]",
    "café": "title: 'CAFÉ#1 ™ ¡hola!'",
    "indian": "title: '#किताब'",
    "plain": "title: objective-c",
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogReader]:
    path = tmp_path_factory.mktemp("catalog") / "catalog.sqlite"
    writer = CatalogWriter(path)
    articles = {name: read_article(f"---\n{front}\n---\n".encode()) for name, front in ARTICLES.items()}
    writer.put(Entry(f"{name}.md", Fingerprint(1, 1, 1, b""), article) for name, article in articles.items())
    found = CatalogReader(path)
    yield found
    found.close()
    writer.close()


EVERY = " ".join(ARTICLES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("🤖", "emoji excerpt topic"),
        ("-🤖", "provider words café plain indian"),
        ("title:🤖", "emoji"),
        ("🤖*", "emoji excerpt topic"),
        ("*🤖", "emoji excerpt topic"),
        ("robots🤖", "excerpt"),
        ("🤖robots", ""),
        ("C++", "topic provider"),
        ("c+*", "topic provider"),
        ('"C++ weekly"', "provider"),
        ('"C++ week"', ""),
        ('"C++ week', "provider"),
        ("C#", "words"),
        ("R&D", "topic"),
        ("r.d", "words topic"),
        ("50%", "words"),
        ("50 %", "emoji words"),
        ("cafe#1", "café"),
        ("cafe#2", ""),
        ("#कि", "indian"),
        ("#किताब+", ""),
        ("™", "café"),
        ("¡", "café"),
        ("–", "words"),
        ("+", "topic provider words"),
        ("´", ""),
        ("c", "topic provider words plain excerpt café"),
        ("-", EVERY),
        ("*", EVERY),
        ("(C++ or C#) -provider:*weekly", "topic words"),
        ("title:(C++ or CAFÉ#)", "café"),
    ],
)
def test_signs(reader: CatalogReader, text: str, names: str) -> None:
    found = {path.removesuffix(".md") for path in reader.paths(reader.ids(parse(text)))}
    assert found == set(names.split())


def test_every_mark_is_looked_for_as_it_is(reader: CatalogReader) -> None:
    for mark in string.punctuation.translate(dict.fromkeys(map(ord, '"*?'))):
        found = reader.paths(reader.ids(parse(f"“{mark}{mark}{mark}” or title:“c{mark}”")))
        assert "emoji.md" not in found and "excerpt.md" not in found


def test_no_phrase_goes_on_in_the_next_topic(tmp_path) -> None:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    front = "---\ntitle: x\ntopics: [AI, Robotics and law, 医, 療]\n---\n".encode()
    state = Fingerprint(1, 1, 1, b"")
    writer.put([Entry("a.md", state, read_article(front))])
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    found = {text: len(reader.ids(parse(text))) for text in ('"AI Robotics"', "医療", '"robotics and law"', "ai 療")}
    assert found == {'"AI Robotics"': 0, "医療": 0, '"robotics and law"': 1, "ai 療": 1}
    writer.put([Entry("a.md", state, read_article(b"---\ntitle: x\n---\n"))])
    assert not len(reader.ids(parse("ai or law or “\uefff”")))
    reader.close()
    writer.close()
