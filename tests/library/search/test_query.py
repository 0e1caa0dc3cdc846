import itertools
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reviewer.articles.display import plain, sort_date
from reviewer.library.catalog import schema as catalog_schema
from reviewer.library.search.fields import QUERY_FIELDS
from reviewer.library.search.folding import fold, for_words
from reviewer.library.search.functions import QueryFunctions
from reviewer.library.search.query import Query, QueryError, parse
from reviewer.library.search.tokens import tokenize

ARTICLES = {
    "tumour": {
        "title": "Magnetic résonance can detect early tumour death",
        "excerpt": "State-of-the-art imaging.",
        "provider": "Medical Xpress",
        "domain": "medicalxpress.com",
        "topics": ["AI", "Machine Learning"],
        "quality": 53,
        "heat": -1,
        "published": True,
        "date": "2021-12-01T20:29:00Z",
        "images": 1,
        "related": 4,
        "path": "a/tumour.md",
    },
    "robots": {
        "title": "Robots &#038; people",
        "provider": "NIH",
        "topics": ["Robotics", "AI in Healthcare"],
        "quality": 80,
        "published": False,
        "date": "2021-03-31",
        "modified": 1,
        "path": "b/Robots 100%_sure.md",
        "category": "News",
        "url": "https://nih.example/robots",
    },
    "scans": {
        "title": "新しい医療画像の研究",
        "provider": "Größe Zeitung",
        "quality": "about 70",
        "topics": ["Santé"],
        "path": "c/Étude.md",
        "type": "video",
    },
    "broken": {"path": "broken.md", "problem": 3, "images": 2},
    "odd": {
        "title": "to be or not to be, 100% C++ “sure”",
        "quality": 12.5,
        "topics": [],
        "path": "it's.md",
        "published_text": "2021-03-01",
        "date": "2020",
    },
}
NAMES = list(ARTICLES)


def put(connection: sqlite3.Connection, number: int, given: dict) -> None:
    text = {name: given.get(name, "") for name in ("title", "excerpt", "provider", "domain", "category", "type", "url")}
    key = {name: fold(plain(value)) for name, value in text.items()}
    topics = given.get("topics", [])
    numbers = [given.get(name) for name in ("quality", "heat")]
    values = {
        "id": number,
        "path": given.get("path", f"{number}.md"),
        "size": 1,
        "mtime_ns": 1,
        "inode": 1,
        "ctime_ns": 1,
        "digest": b"",
        "read_ns": 1,
        "modified": given.get("modified", 0),
        "problem_line": given.get("problem"),
        "problem_column": None,
        "published": given.get("published"),
        "published_text": given.get("published_text", ""),
        "quality": numbers[0],
        "heat": numbers[1],
        "quality_number": None if isinstance(numbers[0], str) else numbers[0],
        "heat_number": numbers[1],
        "images": given.get("images", 0),
        "related": given.get("related", 0),
        "date": given.get("date", ""),
        "date_sort": sort_date(given.get("date", "")),
        "category_key": key["category"],
        "type_key": key["type"],
        "provider_key": key["provider"],
        "provider_domain_key": key["domain"],
        "title_key": key["title"],
        "category": text["category"],
        "type": text["type"],
        "provider": text["provider"],
        "provider_domain": text["domain"],
        "picture": "",
        "picture_width": None,
        "picture_height": None,
        "web_url": text["url"],
        "original_url": "",
        "problem_words": "",
        "topics": "[]",
        "title": text["title"],
        "excerpt": text["excerpt"],
    }
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO article({names}) VALUES ({marks})", tuple(values.values()))
    words = [for_words(plain(text["title"])), for_words(text["excerpt"]), for_words(text["provider"]), " ".join(topics)]
    connection.execute(
        "INSERT INTO words(rowid, title, excerpt, provider, topics) VALUES (?, ?, ?, ?, ?)", (number, *words)
    )
    for position, topic in enumerate(topics):
        connection.execute("INSERT OR IGNORE INTO topic(name, key) VALUES (?, ?)", (topic, fold(topic)))
        connection.execute(
            "INSERT INTO article_topic SELECT id, ?, ? FROM topic WHERE name = ?", (number, position, topic)
        )


@pytest.fixture(scope="module")
def catalog() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(catalog_schema.TABLES + catalog_schema.INDEXES)
    with QueryFunctions(connection).asking(Query()):
        """What questions about words need is there from the first question on."""
    for number, name in enumerate(NAMES):
        put(connection, number, ARTICLES[name])
    yield connection
    connection.close()


def ask(connection: sqlite3.Connection, text: str) -> str:
    where, values = parse(text).sql()
    found = connection.execute(f"SELECT id FROM article WHERE {where} ORDER BY id", values)
    return " ".join(NAMES[number] for (number,) in found)


EVERY = " ".join(NAMES)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", EVERY),
        ("   ", EVERY),
        ("tumo", "tumour"),
        ("umour", ""),
        ("TUMOUR resonance", "tumour"),
        ("résonânce", "tumour"),
        ("xpress machine", "tumour"),
        ("machine robot", ""),
        ("ai", "tumour robots"),
        ('"ai"', "tumour robots"),
        ('"early tumour"', "tumour"),
        ('"tumour early"', ""),
        ('"early tum"', ""),
        ('"early tum', "tumour"),
        ("“early tumour”", "tumour"),
        ("state-of-the-ar", "tumour"),
        ("state-of-art", ""),
        ("-ai", "scans broken odd"),
        ('-"early tumour" ai', "robots"),
        ("--ai", "scans broken odd"),
        ("医療", "scans"),
        ("画像の", "scans"),
        ("療医", ""),
        ("新", "scans"),
        ("-医療画像 santé", ""),
        ('"C++"', "odd"),
        ("*** ? -*", EVERY),
        ("C+", "odd"),
        ("100%", "odd"),
        ("c+-", ""),
        ("title:&", "robots"),
        ("!!!", ""),
        ("-!!!", EVERY),
        ("- ai", "tumour robots"),
        ("title:robot", "robots"),
        ("title:nih", ""),
        ('title:"robots & people"', "robots"),
        ('TITLE:"robots', "robots"),
        ("excerpt:imag", "tumour"),
        ("provider:nih", "robots"),
        ("provider:ni", ""),
        ("provider=NIH", "robots"),
        ("provider:med*", "tumour"),
        ('provider:"med*"', ""),
        ('provider:"medical xpress"', "tumour"),
        ("provider:grosse*", "scans"),
        ('provider:""', "broken odd"),
        ("-provider:*", "broken odd"),
        ("provider.name:nih", "robots"),
        ("domain:MedicalXpress.com", "tumour"),
        ("category:news", "robots"),
        ("type:video", "scans"),
        ("topic:ai", "tumour"),
        ("topics:AI*", "tumour robots"),
        ('topic:"ai in healthcare"', "robots"),
        ("topic:sante", "scans"),
        ('topic:""', "broken odd"),
        ("-topic:ai", "robots scans broken odd"),
        ("topics>=2", "tumour robots"),
        ("topics=1", "scans"),
        ("topic:1", ""),
        ("path:robots", "robots"),
        ("path:100%_s", "robots"),
        ("path:b/", "robots"),
        ("path:E\u0301tude", "scans"),
        ("path:\u00c9tude", "scans"),
        ("url:nih.example", "robots"),
        ("webUrl:ROBOTS", "robots"),
        ("originalUrl:robots", ""),
        ("quality:53", "tumour"),
        ("quality=53", "tumour"),
        ("quality>=53", "tumour robots"),
        ("quality>53", "robots"),
        ("quality<53.5", "tumour odd"),
        ("quality<=12.5", "odd"),
        ("-quality<=53", "robots scans broken"),
        ("heat:-1", "tumour"),
        ("heat<0", "tumour"),
        ("images:0", "robots scans odd"),
        ("images>1", "broken"),
        ("related>=4", "tumour"),
        ("quality>99999999999999999999999999999999", ""),
        ("date:2021", "tumour robots"),
        ("date:2021-03", "robots"),
        ("date>=2021-12", "tumour"),
        ("date>2021-03", "tumour"),
        ("date<=2021-03", "robots"),
        ("date<2021-03-31", ""),
        ("date<2021-12-01T20:29:01Z", "tumour robots"),
        ("publishedDateTime:2021-12-01", "tumour"),
        ('date:""', "scans broken odd"),
        ("published:yes", "tumour"),
        ("published:TRUE", "tumour"),
        ("published:no", "robots scans odd"),
        ("published:false", "robots scans odd"),
        ("is:published", "tumour"),
        ("is:unpublished", "robots scans odd"),
        ("-is:published", "robots scans broken odd"),
        ("is:modified", "robots"),
        ("is:problem", "broken"),
        ("-is:problem", "tumour robots scans odd"),
        ("has:image", "tumour broken"),
        ("has:images", "tumour broken"),
        ("has:related", "tumour"),
        ("-has:related", "robots scans broken odd"),
        ("tumour is:published quality>=40 -topic:robotics", "tumour"),
        ("tumour or robots", "tumour robots"),
        ("tumour OR is:problem or quality=12.5", "tumour broken odd"),
        ("ai (published:no or quality<10)", "robots"),
        ("-(ai or is:problem)", "scans odd"),
        ("(ai)", "tumour robots"),
        ("()", EVERY),
        ("-() ai", "tumour robots"),
        ("ai or", "tumour robots"),
        ("or ai", "tumour robots"),
        ('"or"', "odd"),
        ("-or", "tumour robots scans broken"),
        ("ai)", "tumour robots"),
        ("((ai) (nih))", "robots"),
        ("(robots(people) or odd)", "robots"),
    ],
)
def test_finds(catalog: sqlite3.Connection, query: str, found: str) -> None:
    assert ask(catalog, query) == found


BLANK = ('""', '" "', "“ ”", '"&nbsp;"', '"\u200b"', "\u200b", '"\u0301"', '("")', '("\t" or "")')
FIELDS = ("title", "excerpt", "topic", "provider", "domain", "quality", "published", "date", "images", "author", "a.b")


@pytest.mark.parametrize("blank", BLANK)
def test_a_blank_value_means_the_same_for_each_field_and_says_nothing_in_a_whole_text(
    catalog: sqlite3.Connection, blank: str
) -> None:
    for name in FIELDS:
        assert parse(f"{name}:{blank}").sql()[1] in (parse(f"{name}:").sql()[1], parse(f"{name}:").sql()[1] * 2)
        if name not in ("author", "a.b"):
            assert ask(catalog, f"{name}:{blank}") == ask(catalog, f"{name}:")
            assert ask(catalog, f"-{name}:{blank}") == ask(catalog, f"{name}:*")
        for text in (f"{name}:{blank}", f"-{name}:{blank}", f"robot or {name}:{blank}", f"{name}!={blank}"):
            with pytest.raises(QueryError):
                parse(text, is_whole=True)


def test_a_blank_in_a_path_or_a_link_is_looked_for(catalog: sqlite3.Connection) -> None:
    assert parse('url:" " -path:" "', is_whole=True) == parse('url:" " -path:" "') != parse("url: -path:")


def test_decomposed_accents_in_paths_are_found() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(catalog_schema.TABLES)
    QueryFunctions(connection)
    put(connection, 0, {"path": "E\u0301tude.md"})
    put(connection, 1, {"path": "\u00c9tude.md"})
    for typed in ("path:E\u0301t", "path:\u00c9t"):
        where, values = parse(typed).sql()
        assert connection.execute(f"SELECT count(*) FROM article WHERE {where}", values).fetchone() == (2,)
    connection.close()


@pytest.mark.parametrize(
    ("query", "column", "words"),
    [
        ("quality>=high", 10, ["quality", "“high”"]),
        ("ai quality:1e5", 12, ["“1e5”"]),
        ("quality: 5", 8, ["quality:"]),
        ("quality >= 5", 9, ["quality>="]),
        ("is:publishd", 4, ["did you mean published"]),
        ("is:", 3, ["is:"]),
        ("is:x", 4, ["published, unpublished, modified, problem"]),
        ("has:imag", 5, ["did you mean image"]),
        ("has:x", 5, ["known are image, related, body"]),
        ("published:maybe", 11, ["yes or no"]),
        ("title>5", 6, ["title:"]),
        ("is>5", 3, ["is:"]),
        ("date:someday", 6, ["2021-03"]),
        ("date:2021-13", 6, ["“2021-13”"]),
        ("date:2021-02-30", 14, ["February 2021 has 28 days"]),
        ("ai date:2020-02..2020-06-31T10", 26, ["June 2020 has 30 days"]),
        ('date:(2021 or "1900-02-29")', 24, ["February 1900 has 28 days"]),
        ("date>=Last0days", 11, ["“Last0days” is no time"]),
        ("(ai", 1, ["never closed"]),
        ("x (ai (b)", 3, ["never closed"]),
        ("images>=many", 9, ["number"]),
        ("quality:re:4", 9, ["quality is no text"]),
        ("x date:(2021 or re:2022)", 17, ["date is no text"]),
        ("published:re:yes", 11, ["published is no text"]),
        ("is:re:published", 4, ["is: wants a word"]),
        ("author>re:x", 7, ["use author:"]),
        ("date:..", 6, ["date:2021-03..2021-05"]),
        ("heat:..", 6, ["heat:20..40"]),
        ("x path:*" + "x*" * 500, 1008, ["1,000 characters"]),
        ("title:re:" + "x" * 1001, 1010, ["1,000 characters"]),
        ("topics>=many", 9, ["number"]),
        ("a " * 251, 501, ["250"]),
        ("(" * 51, 13, ["12"]),
        ("x -list[-1]:3", 4, ["“list[-1]” is no name of a field", "in quotes"]),
        ("(a/b:c)", 2, ["“a/b” is"]),
        ("C++>=3", 1, ["“C++” is"]),
        ("“desk.note”:lung", 12, ["right before its colon"]),
    ],
)
def test_says_what_has_no_meaning_and_where(query: str, column: int, words: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.column == column
    for word in words:
        assert word in caught.value.words


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ('-topic:"AI is:unpublished', 8),
        ('x topic:(a or "b)', 15),
        ('a re:"b c', 6),
        ("“a b", 1),
        ("***", 1),
        ("a or", 3),
    ],
)
def test_what_nobody_goes_on_typing_has_to_be_whole(query: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, is_whole=True)
    assert caught.value.column == column


PIECES = st.sampled_from(
    [
        *(field.name for field in QUERY_FIELDS),
        "is",
        "has",
        ":",
        ">=",
        "<",
        "=",
        "-",
        '"',
        "(",
        ")",
        " ",
        "or",
        "OR",
        "*",
        "5",
        "-1",
        "1e9",
        "2021-03",
        "published",
        "image",
        "医",
        "é",
        "\0",
        "\ud800",
        "'",
        "%",
        "“",
        "”",
        "NEAR",
        "AND",
        "^",
        "{",
        "\\",
        "\U0010ffff",
        "\u0301",
        "ǅ",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.one_of(st.text(st.characters(codec=None)), st.lists(PIECES).map("".join)))
@example("-)(-)")
@example('title:"')
@example("x" * 100_000)
@example("(-or) -(or)")
@example("path:" + "x" * 60_000)
def test_any_text_runs_or_is_refused_at_a_place_in_it(catalog: sqlite3.Connection, text: str) -> None:
    tokens = list(tokenize(text))
    assert all(before.end <= after.start for before, after in itertools.pairwise(tokens))
    assert "".join(text[token.start : token.end] for token in tokens).split() == text.split() or len(tokens) > 1
    try:
        query = parse(text)
    except QueryError as error:
        assert 1 <= error.column <= len(text)
        assert error.words
    else:
        where, values = query.sql()
        truths = catalog.execute(f"SELECT {where} FROM article", values).fetchall()
        assert {truth for (truth,) in truths} <= {0, 1}


def test_queries_with_the_same_meaning_are_equal() -> None:
    assert parse(" is:problem  ai") == parse("is:problem ai")
    assert parse("") == Query()
    assert parse("***").is_everything


@pytest.mark.parametrize(
    ("query", "facet", "left"),
    [
        ("topic:ai is:published", "topic", "is:published"),
        ("-topic:ai topics:nih tumour", "topic", "tumour"),
        ("topic:ai topics>=2", "topic", "topics>=2"),
        ("topic:ai", "topic", ""),
        ("topic:ai or topic:b", "topic", "topic:ai or topic:b"),
        ("topic:(ai or b) -topic:(c d)", "topic", ""),
        ("topic:(ai or b) tumour", "topic", "tumour"),
        ("(topic:ai or topic:b) tumour", "topic", "tumour"),
        ("(topic:ai or tumour) x", "topic", "(topic:ai or tumour) x"),
        ("date:2021..2022 -date:(2021-03 or 2021-04) date:", "date", ""),
        ("is:(published or unpublished) is:(problem or modified)", "state", "is:(problem or modified)"),
        ("title:re:x provider:re:y", "provider", "title:re:x"),
        ("is:published published:no quality>=3 quality<9", "state", "quality>=3 quality<9"),
        ("is:published quality>=3 -quality>9", "quality", "is:published"),
        ("is:problem is:modified", "problem", "is:modified"),
        ("tumour", "date", "tumour"),
    ],
)
def test_leaves_out_the_terms_of_a_facet(query: str, facet: str, left: str) -> None:
    assert parse(query).without(facet) == parse(left)
    assert hash(parse(query).without(facet)) == hash(parse(left))


def test_asks_indexes_not_every_row() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(catalog_schema.TABLES + catalog_schema.INDEXES)
    for number in range(200):
        put(connection, number, {"title": f"Tumour {number}", "quality": number % 100, "topics": ["AI"][: number % 2]})
    for text in ("tumo", "topic:ai", "quality>=90", 'provider:"x"'):
        where, values = parse(text).sql()
        plan = str(connection.execute(f"EXPLAIN QUERY PLAN SELECT id FROM article WHERE {where}", values).fetchall())
        assert "SCAN article" not in plan
    connection.close()
