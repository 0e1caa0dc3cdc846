"""The first page, the whole list and its groups, against what Python makes of the rows."""

import itertools
from collections.abc import Iterator

import pytest

from reviewer.articles.contents import Article
from reviewer.articles.problem import Problem
from reviewer.library.catalog.reader import CatalogReader, Sort
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.schema import Group, Grouping, Row
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.search.query import parse

MARK = Fingerprint(10, 20, 30, b"0123456789abcdef")
COUNT = 1200
MONTHS = {"2021-03": "March 2021", "2020-12": "December 2020", "2019-01": "January 2019"}
QUERIES = ("", "red", "-red", "topic:oceans", "quality>=95", "title:nowhere")
"""All, half of them, few, and none."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogReader]:
    path = tmp_path_factory.mktemp("listed") / "catalog.sqlite"
    writer = CatalogWriter(path)
    topics = (("AI", "Oceans"), ("ai",), (), ("Études",), ("Law",), ("Bees", "AI"), ("Bees",), ("Law", "AI"), ("AI",))
    writer.put(
        Entry(
            f"{number:04}.md",
            MARK,
            Article(problem=Problem("x"))
            if number % 50 == 9
            else Article(
                f"Title {number * 7 % 101} {'red' if number % 2 else 'green'}",
                quality=number % 103 if number % 5 else None,
                topics=topics[number % len(topics)],
                provider=("NIH", "nih", "", "Other", "Übersee")[number * 3 % 7 % 5],
                date=("", *MONTHS)[number * 5 % 13 % 4] + f"-{number % 28 + 1:02}",
                published=(True, False, None)[number * 11 % 17 % 3],
            ),
        )
        for number in range(COUNT)
    )
    reader = CatalogReader(path)
    yield reader
    reader.close()
    writer.close()


def group_of(row: Row, grouping: Grouping) -> tuple[str, str]:
    """Value and words; names without case and accents."""
    match grouping:
        case "date":
            return (row.date[:7], MONTHS[row.date[:7]]) if row.date[:7] in MONTHS else ("", "No date")
        case "provider":
            return (row.provider.lower().replace("ü", "u"), row.provider) if row.provider else ("", "No provider")
        case "topic":
            first = row.topics[0] if row.topics else ""
            return (first.lower().replace("é", "e"), first) if first else ("", "No topic")
        case _:
            if row.published is True:
                return "published", "Published"
            return ("", "Cannot be read") if row.problem else ("unpublished", "Unpublished")


def expected(reader: CatalogReader, query: str, sort: Sort) -> tuple[list[int], tuple[Group, ...]]:
    """The same sort without groups, dealt out to the groups in their order."""
    rows = reader.rows(reader.ids(parse(query), Sort(sort.field, sort.descending)))
    dealt: dict[str, list[Row]] = {}
    words: dict[str, set[str]] = {}
    for row in rows:
        value, called = group_of(row, sort.group)
        dealt.setdefault(value, []).append(row)
        words.setdefault(value, set()).add(called)
    last_first = sort.group == "date" and not (sort.field == "date" and not sort.descending)
    order = sorted((value for value in dealt if value), reverse=last_first) + [value for value in dealt if not value]
    groups = tuple(Group(value, min(words[value]), len(dealt[value])) for value in order)
    return [row.id for value in order for row in dealt[value]], groups


@pytest.mark.parametrize("grouping", ["date", "provider", "topic", "published"])
def test_groups_part_the_list_as_python_would(reader: CatalogReader, grouping: Grouping) -> None:
    for query, field, descending in itertools.product(QUERIES, ("date", "title", "quality"), (False, True)):
        sort = Sort(field, descending, grouping)
        ids, groups = expected(reader, query, sort)
        assert list(reader.ids(parse(query), sort)) == ids, (query, sort)
        for limit in (1, 7, 100, 5000):
            first = reader.first(parse(query), sort, limit)
            assert (list(first.ids), first.count, first.groups) == (ids[:limit], len(ids), groups), (query, sort, limit)


def test_the_first_page_is_the_beginning_of_the_list(reader: CatalogReader) -> None:
    fields = ("date", "title", "quality", "provider", "topics", "path", "images", "published", "problem", "excerpt")
    for query, field, descending in itertools.product(QUERIES, fields, (False, True)):
        ids = reader.ids(parse(query), Sort(field, descending))
        for limit in (1, 13, 300, len(ids), 5000):
            first = reader.first(parse(query), Sort(field, descending), limit)
            assert (first.ids, first.count) == (ids[:limit], len(ids)), (query, field, limit)
            assert first.is_whole == (limit >= len(ids))


def test_a_list_without_groups_has_none(reader: CatalogReader) -> None:
    assert reader.first(parse("red"), Sort(), 5).groups == ()


def test_only_known_fields_sort(reader: CatalogReader) -> None:
    for group in ("", "topic"):
        with pytest.raises(ValueError, match="sorted by “colour”"):
            reader.first(parse(""), Sort("colour", False, group), 5)  # type: ignore[arg-type]  # any of Grouping
