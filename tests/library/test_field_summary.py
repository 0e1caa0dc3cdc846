import json
import sqlite3
from collections.abc import Iterator

import pytest

from reviewer.articles.values import Timestamp
from reviewer.library import field_summary
from reviewer.library.catalog import schema as catalog_schema
from reviewer.library.field_summary import FieldSummary, Summarized, summarize

FIELDS = {
    1: [["title", "text", "A"], ["quality", "int", 5], ["published", "bool", True], ["mood", "text", "x"],
        ["publishedDateTime", "date", "2021-01-01"], ["secured", "locked", 90], ["layout", "text", "post"]],
    2: [["title", "text", "B"], ["quality", "int", 5], ["published", "bool", False], ["mood", "int", 3],
        ["publishedDateTime", "date", "2021-01-01"], ["secured", "locked", 91], ["heat", "null", None]],
    3: [["title", "text", "C"], ["quality", "int", 5], ["publishedDateTime", "date", "2021-01-01"],
        ["heat", "int", -1], ["list", "list", ["a", "b\u1234\ud800"]], ['a "q".b', "text", "q"]],
    4: [],
}  # fmt: skip
PARTS = {1: (1, 2), 2: (1, 0), 3: (1, 4), 4: (0, 0)}
TOPICS = {1: ["AI", "Chips"], 2: ["AI"], 3: [], 4: []}


@pytest.fixture
def catalog() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(catalog_schema.TABLES)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(article)")]
    for number, fields in FIELDS.items():
        values = dict.fromkeys(columns, "") | {"id": number, "path": f"{number}.md"}
        values |= {"images": PARTS[number][0], "related": PARTS[number][1]}
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO article({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        connection.execute("INSERT INTO article_fields(article_id, fields) VALUES (?, ?)", (number, json.dumps(fields)))
        for topic in TOPICS[number]:
            connection.execute("INSERT OR IGNORE INTO topic(name, key) VALUES (?, ?)", (topic, topic.lower()))
            connection.execute("INSERT INTO article_topic SELECT id, ?, 0 FROM topic WHERE name = ?", (number, topic))
    yield connection
    connection.close()


def one(summary: FieldSummary, path: str) -> Summarized:
    found = summary.field(path)
    assert found is not None
    return found


def test_fields_are_the_same_different_or_missing(catalog: sqlite3.Connection) -> None:
    summary = summarize(catalog, [1, 2, 3])
    assert summary.count == 3
    assert one(summary, "quality") == Summarized("quality", "same", 5, "int", 3, 0, 1)
    assert one(summary, "title") == Summarized("title", "different", None, "text", 3, 0, 2)
    assert one(summary, "published") == Summarized("published", "different", None, "bool", 2, 1, 2)
    assert one(summary, "layout") == Summarized("layout", "missing", "post", "text", 1, 2, 1)
    assert one(summary, "heat") == Summarized("heat", "different", None, "int", 2, 1, 2)
    assert one(summary, "mood") == Summarized("mood", "different", None, "text", 2, 1, 2)
    assert one(summary, "secured").kind == "locked"
    assert one(summary, "list").value == ["a", "b\u1234\ud800"]
    assert one(summary, 'a "q".b').value == "q"
    assert summary.field("nothing") is None


def test_known_fields_that_no_article_has_are_missing(catalog: sqlite3.Connection) -> None:
    assert one(summarize(catalog, [1, 2]), "webUrl") == Summarized("webUrl", "missing", None, "null", 0, 2, 0)


def test_a_date_stays_a_date(catalog: sqlite3.Connection) -> None:
    value = one(summarize(catalog, [1, 2, 3]), "publishedDateTime").value
    assert value == "2021-01-01"
    assert isinstance(value, Timestamp)


def test_pictures_and_related_articles_are_counted(catalog: sqlite3.Connection) -> None:
    summary = summarize(catalog, [1, 2, 3])
    assert one(summary, "images") == Summarized("images", "same", 1, "count", 3, 0, 1)
    assert one(summary, "related") == Summarized("related", "different", None, "count", 2, 1, 2)


def test_topics_are_counted(catalog: sqlite3.Connection) -> None:
    assert summarize(catalog, [1, 2, 3, 4]).topics == (("AI", 2), ("Chips", 1))


def test_known_fields_come_first_in_their_order(catalog: sqlite3.Connection) -> None:
    paths = [field.path for field in summarize(catalog, [1]).fields]
    assert paths[:2] == ["category", "title"]
    assert paths[-2:] == ["mood", "layout"]


def test_what_is_said_does_not_depend_on_how_many_are_looked_at_together(
    catalog: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ids in ([1, 2, 3, 4], [4, 3], [2, 1, 4], frozenset((1, 3))):
        together = summarize(catalog, ids)
        for chunk in (1, 2):
            monkeypatch.setattr(field_summary, "_CHUNK", chunk)
            assert summarize(catalog, ids) == together
        monkeypatch.undo()


@pytest.mark.parametrize(("ids", "count"), [([], 0), ([99], 0), ([1, 1, 99], 1), ([4], 1)])
def test_ids_are_counted_once_and_unknown_ones_not_at_all(
    catalog: sqlite3.Connection, ids: list[int], count: int
) -> None:
    summary = summarize(catalog, ids)
    assert summary.count == count
    assert all(field.present + field.missing == count for field in summary.fields)
