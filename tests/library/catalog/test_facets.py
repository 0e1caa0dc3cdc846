"""Facets and the overview, against what Python counts in the rows of a generated collection."""

import random
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.articles.contents import Article
from reviewer.articles.display import sort_date
from reviewer.articles.problem import Problem
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.schema import Overview, Row
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.search.query import parse

MARK = Fingerprint(10, 20, 30, b"0123456789abcdef")
COUNT = 300
REVIEWED = frozenset(range(0, COUNT, 7))

Term = tuple[str, str, Callable[[Row], bool]]
TERMS: list[Term] = [
    ("red", "", lambda row: "red" in row.title.split()),
    ("topic:AI", "topic", lambda row: not {"AI", "ai"}.isdisjoint(row.topics)),
    ("topic:Oceans", "topic", lambda row: "Oceans" in row.topics),
    ("provider:nih", "provider", lambda row: row.provider.lower() == "nih"),
    ("provider:Other", "provider", lambda row: row.provider == "Other"),
    ("category:news", "category", lambda row: row.category.lower() == "news"),
    ("quality>=40", "quality", lambda row: is_number(row.quality) and row.quality >= 40),
    ("date:2021", "date", lambda row: row.date.startswith("2021")),
    ("date<2019", "date", lambda row: row.date != "" and row.date < "2019"),
    ("is:published", "state", lambda row: row.published is True),
    ("is:unpublished", "state", lambda row: row.published is not True and row.problem is None),
    ("is:problem", "problem", lambda row: row.problem is not None),
    ("is:modified", "modified", lambda row: row.modified),
    ("is:conflict", "conflict", lambda row: row.conflict),
]


def is_number(quality: object) -> bool:
    return isinstance(quality, int | float)


def article(chance: random.Random, number: int) -> Article:
    if number % 40 == 7:
        return Article(problem=Problem("x"))
    topics = ["AI", "ai", "Oceans", "Chips", "Law"]
    return Article(
        f"Title {number} {chance.choice(['red', 'green'])}",
        quality=chance.choice([None, "high", -1, 19.5, chance.randrange(120)]),
        topics=tuple(chance.sample(topics, chance.randrange(4))),
        provider=chance.choice(["NIH", "nih", "Other", ""]),
        category=chance.choice(["News", "news", "Blog", ""]),
        date=chance.choice(["", "soon", f"20{chance.randrange(17, 23)}-{chance.randrange(1, 13):02}-05"]),
        published=chance.choice([True, False, None, "2021-01-01"]),
    )


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogReader]:
    path = tmp_path_factory.mktemp("facets") / "catalog.sqlite"
    writer, chance = CatalogWriter(path), random.Random(11)
    writer.put(
        Entry(f"{number}.md", MARK, article(chance, number), number % 11 == 0, conflict=number % 33 == 0)
        for number in range(COUNT)
    )
    writer._connection.executemany(
        "INSERT INTO reviewed SELECT id FROM article WHERE path = ?", [(f"{number}.md",) for number in REVIEWED]
    )
    reader = CatalogReader(path)
    yield reader
    reader.close()
    writer.close()


asked = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
questions = given(st.lists(st.tuples(st.sampled_from(TERMS), st.booleans()), max_size=4))


def answer(rows: list[Row], terms: list[tuple[Term, bool]], facet: str = "-") -> list[Row]:
    """The rows for which all terms hold, but those about this facet."""
    return [
        row for row in rows if all(holds(row) is not excluded for (_, own, holds), excluded in terms if own != facet)
    ]


def by_count(values: Counter[str]) -> list[tuple[str, int]]:
    return sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))


def called(names: list[str]) -> dict[str, str]:
    """What each name is called: by the most frequent spelling, the first of several."""
    spelled = by_count(Counter(names))
    return {key: next(name for name, _ in spelled if name.lower() == key) for key in {name.lower() for name in names}}


def by_key(names: list[str]) -> list[tuple[str, int]]:
    """Counted whatever their case."""
    keys, spelled = Counter(name.lower() for name in names if name), called(names)
    return [(spelled[key], count) for key, count in by_count(keys)]


def topics_of(rows: list[Row]) -> list[tuple[str, int]]:
    """Counted whatever their case, an article with two spellings once."""
    spelled = called([topic for row in rows for topic in row.topics])
    return by_count(Counter(spelled[key] for row in rows for key in {topic.lower() for topic in row.topics}))


@asked
@questions
def test_each_facet_is_counted_without_its_own_terms(reader: CatalogReader, terms: list[tuple[Term, bool]]) -> None:
    rows = reader.rows(reader.ids())
    query = parse(" ".join(f"-{text}" if excluded else text for (text, _, _), excluded in terms))
    found = reader.facets(query)

    def left(facet: str) -> list[Row]:
        return answer(rows, terms, facet)

    assert found.published == sum(row.published is True for row in left("state"))
    assert found.unpublished == sum(row.published is not True and row.problem is None for row in left("state"))
    assert found.topics == topics_of(left("topic"))
    assert found.providers == by_key([row.provider for row in left("provider")])
    assert found.categories == by_key([row.category for row in left("category")])
    years = Counter(int(row.date[:4]) for row in left("date") if sort_date(row.date))
    assert found.years == sorted(years.items(), reverse=True)
    numbers = [row.quality for row in left("quality") if isinstance(row.quality, int | float)]
    assert found.quality == sorted(Counter(map(int, numbers)).items())
    assert found.quality_range == ((int(min(numbers)), -int(-max(numbers) // 1)) if numbers else None)
    assert found.modified == sum(row.modified for row in left("modified"))
    assert found.problems == sum(row.problem is not None for row in left("problem"))
    assert found.conflicts == sum(row.conflict for row in left("conflict"))
    assert found.reviewed == sum(int(row.path.removesuffix(".md")) in REVIEWED for row in left("reviewed"))


@asked
@questions
def test_the_overview_tells_what_is_shown(reader: CatalogReader, terms: list[tuple[Term, bool]]) -> None:
    query = parse(" ".join(f"-{text}" if excluded else text for (text, _, _), excluded in terms))
    shown = answer(reader.rows(reader.ids()), terms)
    found = reader.overview(query)
    rated = [row.quality for row in shown if isinstance(row.quality, int | float)]
    months = Counter(row.date[:7] for row in shown if sort_date(row.date))
    published = sum(row.published is True for row in shown)
    assert found.mean_quality == (pytest.approx(sum(rated) / len(rated)) if rated else None)
    assert found == Overview(len(shown), len(rated), found.mean_quality, published, tuple(sorted(months.items())))


def test_either_side_of_an_or_is_counted_as_it_is(reader: CatalogReader) -> None:
    rows = reader.rows(reader.ids())
    found = reader.facets(parse("topic:Oceans or provider:Other"))
    shown = [row for row in rows if "Oceans" in row.topics or row.provider == "Other"]
    assert dict(found.topics)["Oceans"] == sum("Oceans" in row.topics for row in shown)
    assert found.providers == by_key([row.provider for row in shown])


def test_the_number_beside_a_topic_or_a_provider_is_what_a_click_shows(reader: CatalogReader) -> None:
    facets = reader.facets()
    for field, found in (("topic", facets.topics), ("provider", facets.providers), ("category", facets.categories)):
        assert found and {name: len(reader.ids(parse(f'{field}:"{name}"'))) for name, _ in found} == dict(found)
