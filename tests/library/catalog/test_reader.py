import itertools
import json
import os
import random
import sqlite3
import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.articles.contents import Article, FieldValue, Picture, Related
from reviewer.articles.problem import Problem
from reviewer.library.catalog import field_paths
from reviewer.library.catalog import opening as catalog_file
from reviewer.library.catalog.damage import CatalogDamaged
from reviewer.library.catalog.reader import SORT_FIELDS, CatalogReader, Sort
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.tables import make_tables
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.scanner import Found
from reviewer.library.search.query import Query, parse

BY_PATH = Sort("path", False)
MARK = Fingerprint(10, 20, 30, b"0123456789abcdef")
WIDE = Article(
    title="Deep learning &amp; résumés",
    excerpt="What machines read",
    category="News",
    type="article",
    quality=19,
    heat=-1,
    published=True,
    topics=("AI", "Machine Learning", "AI"),
    date="2021-10-18T10:53:00-05:00",
    provider="National Institutes of Health (NIH)",
    provider_domain="www.nih.gov",
    web_url="https://a.example/1",
    original_url="https://a.example/o",
    images=(Picture("img/a.jpg", 1200, 630, True), Picture("b.jpg")),
    related=(Related("Same story"),),
    fields=(FieldValue("title", "Deep learning &amp; résumés", "text"), FieldValue("secured", 300, "text", True)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "catalog.sqlite"


@pytest.fixture
def writer(path: Path) -> Iterator[CatalogWriter]:
    writer = CatalogWriter(path)
    yield writer
    writer.close()


@pytest.fixture
def reader(path: Path, writer: CatalogWriter) -> Iterator[CatalogReader]:
    reader = CatalogReader(path)
    yield reader
    reader.close()


def put(writer: CatalogWriter, **articles: Article) -> None:
    writer.put(Entry(f"{name}.md", MARK, article) for name, article in articles.items())


def shown(reader: CatalogReader, query: str = "", sort: Sort = BY_PATH) -> str:
    """The names of the articles that answer, such as "a b c"."""
    paths = reader.paths(reader.ids(parse(query), sort))
    return " ".join(path.removesuffix(".md") for path in paths)


def test_a_row_says_what_the_article_says(writer: CatalogWriter, reader: CatalogReader) -> None:
    writer.put([Entry("sub/wide.md", MARK, WIDE, modified=True)])
    (row,) = reader.rows(reader.ids())
    for name in ("title", "excerpt", "category", "type", "quality", "heat", "topics", "date", "provider"):
        assert getattr(row, name) == getattr(WIDE, name)
    assert row.published is True and row.modified and row.problem is None
    assert (row.path, row.provider_domain, row.web_url) == ("sub/wide.md", "www.nih.gov", "https://a.example/1")
    assert (row.images, row.related, row.original_url) == (2, 1, "https://a.example/o")
    assert (row.picture, row.picture_width, row.picture_height) == ("img/a.jpg", 1200, 630)


def test_an_empty_article_has_a_row(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, empty=Article())
    (row,) = reader.rows(reader.ids())
    assert (row.title, row.quality, row.heat, row.published, row.topics, row.images) == ("", None, None, None, (), 0)
    assert (row.picture, row.picture_width, row.modified, row.problem) == ("", None, False, None)


def test_a_problem_is_told_with_its_place(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, broken=Article(problem=Problem("the quote is never closed", 3, 14)), fine=Article())
    rows = {row.path: row.problem for row in reader.rows(reader.ids())}
    assert rows == {"broken.md": "3:14: the quote is never closed", "fine.md": None}


@pytest.mark.parametrize("published", [True, False, None, "2021-01-01", "maybe"])
def test_published_is_kept_as_found(writer: CatalogWriter, reader: CatalogReader, published: bool | str | None) -> None:
    put(writer, a=Article(published=published))
    assert reader.rows(reader.ids())[0].published is published or published == reader.rows(reader.ids())[0].published
    assert shown(reader, "is:published") == ("a" if published is True else "")
    assert shown(reader, "is:unpublished") == ("" if published is True else "a")


@pytest.mark.parametrize(
    ("quality", "kept"),
    [
        *((number, number) for number in (0, -1, 189, 19.5, 2**63 - 1, -(2**63), None, "80", "n/a")),
        *((2**63, str(2**63)), (float("inf"), "inf"), (float("nan"), "nan")),
    ],
)
def test_quality_is_kept_as_found(writer: CatalogWriter, reader: CatalogReader, quality: object, kept: object) -> None:
    put(writer, a=Article(quality=quality, heat=quality))  # type: ignore[arg-type]
    (row,) = reader.rows(reader.ids())
    assert (row.quality, type(row.quality)) == (kept, type(kept)) and row.heat == kept


TEXTS = st.text(st.characters(exclude_categories=()), max_size=30)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, topics=st.lists(TEXTS, max_size=4), value=TEXTS, name=TEXTS)
def test_any_text_is_taken(path: Path, title: str, topics: list[str], value: str, name: str) -> None:
    writer = CatalogWriter(path)
    article = Article(
        title, value, topics=tuple(topics), provider=name, date=value, fields=(FieldValue(name, value, "text"),)
    )
    try:
        for article_now in (article, Article(value, title, fields=article.fields), article):
            writer.put([Entry(f"any/{name}.md", MARK, article_now)])
        reader = CatalogReader(path)
        number = reader.id_of(f"any/{name}.md")
        assert number is not None and reader.paths([number]) == [f"any/{name}.md"]
        assert reader.rows([number])[0].title == _storable(title)
        assert reader.rows([number])[0].topics == tuple(_storable(topic) for topic in topics)
        assert reader.summary([number]).count == 1
        reader.close()
        writer.remove([f"any/{name}.md"])
        check(path)
    finally:
        writer.close()


def _storable(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= mark <= "\udfff" else mark for mark in text)


def check(path: Path) -> None:
    """The word index holds what the rows say, and no table points to what is not there."""
    with sqlite3.connect(path) as connection:
        count = connection.execute("SELECT count(*) FROM article").fetchone()[0]
        for table in ("article_fields", "article_topic", "words_docsize"):
            column = "id" if table == "words_docsize" else "article_id"
            known = connection.execute(
                f"SELECT count(DISTINCT {column}) FROM {table} WHERE {column} IN (SELECT id FROM article)"
            )
            stray = connection.execute(f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM article)")
            assert stray.fetchone()[0] == 0, table
            assert table == "article_topic" or known.fetchone()[0] == count, table
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")
    connection.close()


def test_endless_values_are_cut_but_still_told_apart(writer: CatalogWriter, reader: CatalogReader) -> None:
    long = "word " * 2_000_000
    for name, end in (("a", "x"), ("b", "y")):
        fields = (FieldValue("note", long + end, "text"), FieldValue("list", [long, end], "list"))
        put(writer, **{name: Article(long, long, topics=tuple(map(str, range(5000))), fields=fields)})
    rows = reader.rows(reader.ids())
    assert all(len(row.title) <= 20_000 and len(row.excerpt) <= 20_000 for row in rows)
    summary = reader.summary(reader.ids())
    assert [summary.field(name).distinct for name in ("note", "list")] == [2, 2]  # type: ignore[union-attr]


def test_fields_are_json_for_whoever_asks_in_sql(path: Path, writer: CatalogWriter) -> None:
    fields = (
        FieldValue("odd", "\ud800 \0 \"'", "text"),
        FieldValue("nan", float("nan"), "float"),
        FieldValue("big", 10**400, "int"),
        FieldValue("flag", True, "bool"),
        FieldValue("none", None, "null"),
        FieldValue("list", ["a", "b"], "list"),
        FieldValue("secured", 300, "text", True),
    )
    put(writer, a=Article(fields=fields))
    with sqlite3.connect(path) as connection:
        (text,) = connection.execute("SELECT fields FROM article_fields").fetchone()
        assert connection.execute("SELECT json_valid(?)", (text,)).fetchone() == (1,)
    connection.close()
    assert [(name, kind) for name, kind, _ in json.loads(text)] == [
        (field.path, "locked" if field.locked else field.kind) for field in fields
    ]
    assert json.loads(text)[3:] == [
        ["flag", "bool", True],
        ["none", "null", None],
        ["list", "list", ["a", "b"]],
        ["secured", "locked", 300],
    ]


# Orders


def test_missing_values_come_last_both_ways(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(
        writer,
        a=Article(title="b", quality=5, date="2021-01-01", provider="x", topics=("t",)),
        b=Article(),
        c=Article(title="Á", quality=50, date="2022", provider="X", published=False),
        d=Article(title="c", quality="text", date="2020-05-05T10:00:00+09:00", published=True),
        e=Article(problem=Problem("x")),
    )
    for field, rising, falling in (
        ("title", "c a d b e", "d a c b e"),
        ("quality", "a c b d e", "c a b d e"),
        ("date", "d a b c e", "a d b c e"),
        ("provider", "a c b d e", "a c b d e"),
        ("published", "c d a b e", "d c a b e"),
        ("problem", "e a b c d", "e a b c d"),
        ("topics", "a b c d e", "a b c d e"),
        ("path", "a b c d e", "e d c b a"),
    ):
        for query in ("", "-path:nothing", "path:.md"):
            assert shown(reader, query, Sort(field, False)) == rising, field
            assert shown(reader, query, Sort(field, True)) == falling, field


def test_every_field_sorts_and_ties_keep_their_order(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, **{f"a{number}": WIDE for number in range(20)})
    in_order = array("q", range(1, 21))
    for field, descending in itertools.product(SORT_FIELDS, (False, True)):
        if field != "path":
            assert reader.ids(Query(), Sort(field, descending)) == in_order
            assert reader.ids(parse("is:published"), Sort(field, descending)) == in_order


@pytest.mark.parametrize("name", ["publishedDateTime", "webUrl", "provider.name", "providerDomain", "QUALITY"])
def test_fields_may_be_called_as_in_the_files(writer: CatalogWriter, reader: CatalogReader, name: str) -> None:
    put(writer, a=WIDE)
    assert shown(reader, sort=Sort(name)) == "a"


def test_an_unknown_field_is_an_error_in_words(reader: CatalogReader) -> None:
    with pytest.raises(ValueError, match="sorted by “colour”; known are date, title"):
        reader.ids(Query(), Sort("colour; DROP TABLE article"[:6]))


# Questions


def test_rows_come_in_the_order_asked_without_those_that_are_gone(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, a=Article("A"), b=Article("B"), c=Article("C"))
    assert [row.title for row in reader.rows([3, 99, 1, 3])] == ["C", "A", "C"]
    assert reader.paths([2, -1, 1]) == ["b.md", "a.md"]
    assert (reader.rows([]), reader.paths([])) == ([], [])
    assert reader.id_of("b.md") == 2 and reader.id_of("B.md") is None


def test_words_are_found_whatever_their_case_accents_and_script(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, a=WIDE, b=Article("新しい医療画像の研究", topics=("Robotics",)), c=Article("Other"))
    for query, names in (
        ("RESUMES", "a"),
        ("amp", ""),
        ("dee", "a"),
        ("eep", ""),
        ("医療", "b"),
        ("画像の研究", "b"),
        ("robo", "b"),
        ("nih", "a"),
        ("machine", "a"),
        ("-machine", "b c"),
        ('"deep learning"', "a"),
        ("title:machine", ""),
    ):
        assert shown(reader, query) == names, query


def test_counts_and_facets(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(
        writer,
        a=Article(published=True, quality=80, topics=("AI", "Robots"), provider="NIH", category="news"),
        b=Article(published=False, quality=80.7, topics=("AI",), provider="nih"),
        c=Article(quality=-1, topics=("ai", "AI", "AI"), provider="Other", category="News"),
        d=Article(quality="none", published="2021-01-01"),
        e=Article(problem=Problem("x")),
    )
    writer.mark([("b.md", MARK, True), ("e.md", MARK, True)])
    counts = reader.counts(parse("is:unpublished"))
    assert (counts.all, counts.shown, counts.modified, counts.problems) == (5, 3, 2, 1)
    facets = reader.facets()
    assert (facets.published, facets.unpublished, facets.modified, facets.problems) == (1, 3, 2, 1)
    assert facets.topics == [("AI", 3), ("Robots", 1)]
    assert facets.providers == [("NIH", 2), ("Other", 1)]
    assert facets.categories == [("News", 2)]
    assert (facets.quality, facets.quality_range) == ([(-1, 1), (80, 2)], (-1, 81))
    some = reader.facets(parse("is:unpublished"))
    assert (some.published, some.unpublished, some.modified, some.problems) == (1, 3, 1, 0)
    assert (some.topics, some.providers) == ([("AI", 2)], [("nih", 1), ("Other", 1)])
    none = reader.facets(parse("topic:nothing"))
    assert (none.published, none.providers, none.quality, none.quality_range) == (0, [], [], None)


def test_what_was_asked_before_does_not_linger(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, a=Article("one"), b=Article("two"))
    query = parse("one")
    assert reader.counts(query).shown == 1
    put(writer, b=Article("one more"))
    assert shown(reader, "one") == "a b" and reader.counts(query).shown == 2
    writer.remove(["a.md"])
    assert shown(reader, "one") == "b" and reader.facets(query).unpublished == 1
    assert reader.counts(parse("two")).shown == 0


def test_completions_begin_with_what_was_typed(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(
        writer,
        a=Article(topics=("Machine Learning", "Learning", "Über uns"), provider="NIH"),
        b=Article(topics=("Machine Learning", "100%"), provider="nih", category="x"),
        c=Article(topics=("Machine Vision", "unlearning"), provider="The NIH"),
    )
    assert _values(reader, "topics", "mach") == ["Machine Learning", "Machine Vision"]
    assert _values(reader, "topics", "LEARN") == ["Learning", "Machine Learning"]
    assert _values(reader, "topics", "uber") == ["Über uns"]
    assert _values(reader, "topics", "%") == [] and _values(reader, "topics", "100%") == ["100%"]
    assert _values(reader, "topics", "")[0] == "Machine Learning"
    assert _values(reader, "topics", "m", limit=1) == ["Machine Learning"]
    assert _values(reader, "provider", "nih") == ["NIH", "The NIH"]
    assert _values(reader, "category", "") == ["x"] and _values(reader, "type", "") == []
    writer.remove(["c.md"])
    assert _values(reader, "topics", "mach") == ["Machine Learning"], "no longer in use"
    with pytest.raises(ValueError, match="cannot be completed"):
        _values(reader, "title", "x")


def test_a_question_can_be_interrupted_and_the_next_one_answered(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, **{f"a{number}": Article(f"word{number}") for number in range(2000)})
    begun = threading.Event()

    def endless(number: int) -> int:
        begun.set()
        return number

    reader._connection.create_function("endless", 1, endless)
    threading.Thread(target=lambda: (begun.wait(), reader.interrupt())).start()
    with pytest.raises(sqlite3.OperationalError, match="interrupted"), reader._one_state():
        reader._connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT endless(i) + 1 FROM n) SELECT count(*) FROM n"
        ).fetchone()
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        reader.counts()
    reader.interrupt(False)
    assert reader.counts(parse("word1")).shown == 1111
    assert len(reader.ids(parse("word1"))) == 1111


def test_whoever_reads_learns_that_something_was_written(writer: CatalogWriter, reader: CatalogReader) -> None:
    before = reader.data_version()
    assert reader.data_version() == before
    put(writer, a=WIDE)
    assert reader.data_version() != before


def test_a_reader_does_not_write(path: Path, reader: CatalogReader) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._connection.execute("DELETE FROM article")


def test_without_a_catalog_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        CatalogReader(tmp_path / "none.sqlite")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("folder", ["with space", "a#b?c%d&mode=rw", "新聞"])
def test_a_catalog_may_lie_anywhere(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "c.sqlite"
    writer = CatalogWriter(path)
    put(writer, a=WIDE)
    reader = CatalogReader(path)
    assert shown(reader) == "a"
    reader.close()
    writer.close()


# Writing


def test_an_article_that_is_put_again_keeps_its_id(path: Path, writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, a=Article("A"), b=WIDE)
    put(writer, b=Article("Now this", topics=("Robots",)), c=Article("C"))
    assert [(row.id, row.title) for row in reader.rows([1, 2, 3])] == [(1, "A"), (2, "Now this"), (3, "C")]
    assert (shown(reader, "deep"), shown(reader, "robots"), shown(reader, "topic:AI")) == ("", "b", "")
    check(path)


def test_the_last_one_counts_where_a_path_comes_twice(path: Path, writer: CatalogWriter, reader: CatalogReader) -> None:
    writer.put([Entry("a.md", MARK, Article("first")), Entry("a.md", MARK, Article("second"))])
    assert [row.title for row in reader.rows(reader.ids())] == ["second"]
    check(path)


def test_ids_are_not_used_again(writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, a=Article(), b=Article())
    writer.remove(["b.md", "unknown.md"])
    put(writer, c=Article())
    assert list(reader.ids()) == [1, 3]
    writer.clear()
    put(writer, a=Article("x"))
    assert list(reader.ids()) == [4] and shown(reader, "x") == "a"


def test_a_transaction_is_all_or_nothing(path: Path, writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, a=Article("A", topics=("old",)))
    writer.set_meta("journal_sequence", 1)
    with pytest.raises(KeyboardInterrupt), writer.transaction():
        put(writer, a=Article("B", topics=("new",)), b=WIDE)
        writer.set_meta("journal_sequence", 2)
        assert shown(reader) == "a"
        raise KeyboardInterrupt
    assert (shown(reader), writer.get_meta("journal_sequence"), reader.rows([1])[0].title) == ("a", 1, "A")
    with writer.transaction():
        put(writer, b=Article(topics=("other", "new")))
        writer.remove(["a.md"])
        writer.set_meta("journal_sequence", 3)
    assert (shown(reader), writer.get_meta("journal_sequence")) == ("b", 3)
    assert shown(reader, "topic:new") == "b"
    check(path)


def test_entries_that_fail_leave_nothing(path: Path, writer: CatalogWriter, reader: CatalogReader) -> None:
    def entries() -> Iterator[Entry]:
        for number in range(1200):
            yield Entry(f"{number}.md", MARK, WIDE)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        writer.put(entries())
    assert len(reader.ids()) == 0
    check(path)


def test_meta_keeps_what_it_is_given(writer: CatalogWriter) -> None:
    for value in (1, 1.5, "text", b"\0", None):
        writer.set_meta("key", value)
        assert writer.get_meta("key") == value
    assert writer.get_meta("other") is None


def test_marks(path: Path, writer: CatalogWriter, reader: CatalogReader) -> None:
    put(writer, a=WIDE, b=WIDE)
    saved = Fingerprint(1, 2, 3, b"new")
    writer.mark([("a.md", saved, True), ("unknown.md", saved, True)])
    assert shown(reader, "is:modified") == "a"
    with sqlite3.connect(path) as connection:
        file = connection.execute("SELECT size, mtime_ns, inode, digest FROM article WHERE id = 1").fetchone()
    connection.close()
    assert file == (1, 2, 3, b"new")
    writer.mark([("a.md", saved, False)])
    assert shown(reader, "is:modified") == ""
    assert writer.known(["b.md", "x.md", "a.md"]) == ["b.md", "a.md"]


def test_who_does_not_say_when_it_was_read_does_not_change_that(path: Path, writer: CatalogWriter) -> None:
    def read_ns() -> int:
        with sqlite3.connect(path) as connection:
            (number,) = connection.execute("SELECT read_ns FROM article").fetchone()
        connection.close()
        return int(number)

    writer.put([Entry("a.md", MARK, WIDE, False, 77)])
    writer.put([Entry("a.md", MARK, Article("staged"), True)])
    assert read_ns() == 77
    writer.put([Entry("a.md", Fingerprint(10, 20, 30, b"other"), Article("staged"), True)])
    assert read_ns() == 0


def test_two_writers_take_turns_and_do_not_mix_topics_up(path: Path, reader: CatalogReader) -> None:
    first, second = CatalogWriter(path), CatalogWriter(path)
    put(first, a=Article(topics=("one", "two")))
    second.clear()
    put(second, b=Article(topics=("two", "three")))
    put(first, c=Article(topics=("one",)), d=Article(topics=("three",)))
    assert (shown(reader, "topic:one"), shown(reader, "topic:two"), shown(reader, "topic:three")) == ("c", "b", "b d")
    first.close()
    second.close()
    check(path)


# The file


def test_so_many_paths_of_fields_are_kept_whoever_writes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_paths, "MOST", 3)
    for begin in (0, 2, 4):
        writer = CatalogWriter(path)
        own = tuple(FieldValue(f"own{number}", "x", "text") for number in (begin, begin + 1))
        put(writer, **{str(begin): Article(fields=own)})
        writer.close()
    reader = CatalogReader(path)
    assert reader.functions.known_paths() == ["own0", "own1", "own2"]
    reader.close()


def test_a_catalog_is_there_the_next_time(path: Path) -> None:
    for is_new in (True, False):
        writer = CatalogWriter(path)
        assert (writer.is_new, writer.warnings) == (is_new, ())
        put(writer, a=WIDE)
        writer.close()
    assert os.listdir(path.parent) == [path.name], "nothing lies beside it once it is closed"


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 100_000])
def test_a_file_that_is_no_catalog_is_made_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    Path(f"{path}-wal").write_bytes(b"rubbish")
    writer = CatalogWriter(path)
    assert writer.is_new
    put(writer, a=WIDE)
    writer.close()
    check(path)


def test_another_version_is_made_anew_for_those_who_have_it_open_too(path: Path) -> None:
    writer = CatalogWriter(path)
    put(writer, a=WIDE)
    reader = CatalogReader(path)
    writer._connection.execute("CREATE TABLE of_tomorrow(x)")
    writer._connection.execute("PRAGMA user_version = 9999")
    writer.close()
    writer = CatalogWriter(path)
    assert writer.is_new and shown(reader) == ""
    put(writer, b=WIDE)
    assert shown(reader) == "b"
    tables = reader._connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'of_tomorrow'").fetchone()
    assert tables == (0,)
    reader.close()
    writer.close()


@pytest.mark.parametrize("table", ["article", "words", "topic", "meta"])
def test_a_table_that_is_missing_is_noticed(path: Path, table: str) -> None:
    CatalogWriter(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"DROP TABLE {table}")
    connection.close()
    writer = CatalogWriter(path)
    put(writer, a=WIDE)
    assert writer.is_new and writer.get_meta("x") is None
    writer.close()


@pytest.mark.parametrize("act", ["put", "remove", "known", "compare"])
def test_damage_that_shows_later_ends_the_catalog_not_the_program(path: Path, act: str) -> None:
    writer = CatalogWriter(path)
    put(writer, **{f"a{number}": WIDE for number in range(2000)})
    writer.close()
    writer = CatalogWriter(path)
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * (size - 40 * 4096))
    names = [f"a{number}.md" for number in range(2000)]
    with pytest.raises(CatalogDamaged):
        match act:
            case "put":
                put(writer, **{f"a{number}": Article() for number in range(2000)})
            case "remove":
                writer.remove(names)
            case "known":
                writer.known(names)
            case _:
                list(writer.compare().to_read(Found(name, 1, 1, 1) for name in names))
    writer.renew()
    put(writer, b=WIDE)
    writer.close()
    check(path)


def test_a_catalog_that_is_busy_is_not_taken_for_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_file, "BUSY_SECONDS", 0.01)
    first = CatalogWriter(path)
    second = CatalogWriter(path)
    put(first, a=WIDE)
    with first.transaction():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            put(second, b=WIDE)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            CatalogWriter(path)
    put(second, b=WIDE)
    reader = CatalogReader(path)
    assert shown(reader) == "a b"
    for one in (reader, first, second):
        one.close()


def test_a_disk_without_shared_memory_gets_another_kind_of_journal(path: Path) -> None:
    if os.name == "nt":
        pytest.skip("such a disk cannot be had here")
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(f"file:{path}?vfs=unix-dotfile", uri=True, isolation_level=None)
    warnings = catalog_file._set_up(connection, path)
    assert [str(path.parent) in warning for warning in warnings] == [True]
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] in ("truncate", "delete")
    make_tables(connection)
    connection.close()


# Many


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CatalogWriter, CatalogReader]]:
    """5,000 articles."""
    path = tmp_path_factory.mktemp("many") / "catalog.sqlite"
    writer = CatalogWriter(path)
    chance = random.Random(5)
    writer.put(
        Entry(
            f"{number % 50}/{number}.md",
            MARK,
            Article(
                f"Title {number} {chance.choice(['red', 'green', 'blue'])}",
                quality=chance.choice([None, chance.randrange(-1, 120)]),
                topics=tuple(f"Topic {chance.randrange(40)}" for _ in range(3)),
                provider=f"Provider {number % 70}",
                date=f"20{number % 30:02}-01-{number % 28 + 1:02}" if number % 9 else "",
                published=number % 3 == 0,
            ),
        )
        for number in range(5000)
    )
    reader = CatalogReader(path)
    yield writer, reader
    reader.close()
    writer.close()


def test_many_are_sorted_as_python_would(many: tuple[CatalogWriter, CatalogReader]) -> None:
    reader = many[1]
    rows = {row.id: row for row in reader.rows(range(1, 5001))}
    assert len(rows) == 5000
    keys = {
        "quality": lambda row: row.quality,
        "date": lambda row: row.date or None,
        "title": lambda row: row.title.lower(),
        "published": lambda row: row.published,
        "path": lambda row: row.path,
    }
    for (field, key), descending, query in itertools.product(
        keys.items(), (False, True), ("", "red", "topic:'Topic 3'")
    ):
        wanted = set(reader.ids(parse(query)))
        there = [row for row in rows.values() if row.id in wanted and key(row) is not None]
        expected = [row.id for row in sorted(there, key=key, reverse=descending)]
        missing = [row.id for row in rows.values() if row.id in wanted and key(row) is None]
        assert list(reader.ids(parse(query), Sort(field, descending))) == expected + missing


def test_many_are_put_again_and_removed(many: tuple[CatalogWriter, CatalogReader], path: Path) -> None:
    writer = CatalogWriter(path)
    source = many[1]
    for row in source.rows(range(1, 5001)):
        assert row.path
    entries = [Entry(row.path, MARK, Article(row.title, topics=row.topics)) for row in source.rows(range(1, 5001))]
    writer.put(entries)
    writer.put(reversed(entries))
    writer.remove(entry.path for entry in entries[::2])
    reader = CatalogReader(path)
    assert len(reader.ids()) == 2500
    reader.close()
    writer.close()
    check(path)


def _values(reader: CatalogReader, field: str, prefix: str, limit: int = 50) -> list[str]:
    return [value for value, _ in reader.values_in_use(field, prefix, limit)]
