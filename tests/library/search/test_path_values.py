"""Values of fields without a column are offered while a search is typed."""

import sqlite3
from collections.abc import Iterator

import pytest

from reviewer.articles.article import read_article
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.search import path_values
from reviewer.library.search.completion import offers, place_at
from reviewer.library.search.path_values import InUse

OFFERED = [
    "author: Jane Doe\nviews: 3\nimages: [{url: a, isCached: true}, {url: b, isCached: true}]\nkeywords: [AI, Oncology]\n",
    "author: Jänet\nviews: 3\nimages: [{url: a, isCached: false}]\nkeywords: []\n",
    "author: Jane Doe\nviews: -2.5\nAuthor: ~\ngroup: {author: x}\n",
    "author: 'Mary  Jane'\nlong: " + "x" * 200 + "\nkeywords: [AI, AI]\n",
]


@pytest.fixture
def offered(tmp_path) -> Iterator[CatalogReader]:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    articles = [read_article(f"---\n{front}---\n".encode()) for front in OFFERED]
    writer.put(Entry(f"{n}.md", Fingerprint(1, 1, 1, b""), article) for n, article in enumerate(articles))
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    yield reader
    reader.close()
    writer.close()


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("author:", ['"Jane Doe" 2', "Jänet 1", '"Mary Jane" 1']),
        ("author:jan", ['"Jane Doe" 2', "Jänet 1", '"Mary Jane" 1']),
        ("author:(x or do", ['"Jane Doe" 2']),
        ('-author:"jane d', ['"Jane Doe" 2']),
        ("views:", ["3 2", '"-2.5" 1']),
        ("views>", []),
        ("images.isCached:", ["no 1", "yes 1"]),
        ("images[1].isCached:", ["yes 1"]),
        ("keywords:", ["AI 2", "Oncology 1"]),
        ("keywords[1]:", ["AI 1", "Oncology 1"]),
        ("group.author:", ["x 1"]),
        ("long:", []),
        ("nowhere:", []),
        ("[:", []),
    ],
)
def test_values_of_fields_without_a_column_are_offered_with_their_numbers(offered, text: str, texts: list[str]) -> None:
    place = place_at(text, len(text))
    found = offers(place, offered.values_in_use, offered.path_values.in_use, []) if place else []
    assert [f"{offer.text} {offer.note}" for offer in found] == texts


def test_what_is_offered_is_bounded_and_follows_the_catalog(offered, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path_values, "MOST", 1)
    assert offered.path_values.in_use("author", "", 9) == InUse([("Jane Doe", 2)], False)
    monkeypatch.undo()
    assert not offered.path_values.in_use("author", "", 9).is_whole, "it is remembered"
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    writer.remove(["0.md"])
    writer.close()
    assert offered.path_values.in_use("author", "j", 9).values == [
        ("Jane Doe", 1),
        ("Jänet", 1),
        ("Mary Jane", 1),
    ]
    monkeypatch.setattr(path_values, "SECONDS", -1)
    monkeypatch.setattr(path_values, "_LOOK_UP", 1)
    assert offered.path_values.in_use("views", "", 9) == InUse([("3", 1)], False)
    offered.interrupt()
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        offered.path_values.in_use("keywords", "", 9)
