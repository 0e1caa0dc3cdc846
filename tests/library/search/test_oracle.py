"""Searches are answered by SQL as they would be by looking at each article, and never run away."""

import datetime
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.articles.article import read_article
from reviewer.articles.display import sort_date
from reviewer.library.catalog import field_paths
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.schema import Sort
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.search import functions as query_functions
from reviewer.library.search import parser as query_parser
from reviewer.library.search.folding import fold
from reviewer.library.search.query import QueryError, parse

TODAY = datetime.date(2021, 6, 15)
TITLES = ("Tumour cells", "Straße and café", "新しい医療画像", "ภาษาไทยที่ดี", "한국어 robots", "")
QUALITIES = ("", "quality: 12.5\n", "quality: 40\n", "quality: about 3\n")
DATES = ("", "publishedDateTime: 2021-06-15\n", "publishedDateTime: 2020-02-29T23:00:00Z\n")
OWN = ("", "author: Jane\n", "related: [{quality: 5}, {quality: 60}]\n", "Author: josé\nflag: true\n")


@dataclass(frozen=True)
class Sheet:
    title: str
    quality: float | None
    date: str
    own: str


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CatalogReader, dict[int, Sheet]]]:
    path = tmp_path_factory.mktemp("catalog") / "catalog.sqlite"
    writer, sheets = CatalogWriter(path), {}
    entries = []
    for number, (title, quality, date, own) in enumerate(product(TITLES, QUALITIES, DATES, OWN), 1):
        text = f'---\ntitle: "{title}"\n{quality}{date}{own}---\n'
        entries.append(Entry(f"{number}.md", Fingerprint(1, 1, 1, b""), read_article(text.encode(), "a.md")))
        value = quality.partition(": ")[2].strip()
        shown = sort_date(date.partition(": ")[2].strip())
        sheets[number] = Sheet(title, float(value) if value[:1].isdigit() else None, shown, own)
    writer.put(entries)
    reader = CatalogReader(path)
    numbers = {reader.id_of(f"{number}.md"): sheet for number, sheet in sheets.items()}
    yield reader, numbers
    reader.close()
    writer.close()


TERMS = {
    "tumour": lambda sheet: "Tumour" in sheet.title,
    '"cells"': lambda sheet: "cells" in sheet.title,
    "strasse": lambda sheet: "Straße" in sheet.title,
    "CAFE": lambda sheet: "café" in sheet.title,
    "*afé": lambda sheet: "café" in sheet.title,
    "t?mour": lambda sheet: "Tumour" in sheet.title,
    "title:医療": lambda sheet: "医療" in sheet.title,
    '"療画"': lambda sheet: "療画" in sheet.title,
    "*画?": lambda sheet: "画像" in sheet.title,
    "ไทย": lambda sheet: "ไทย" in sheet.title,
    'title:"국어 robots"': lambda sheet: "국어 robots" in sheet.title,
    "re:^[TS]": lambda sheet: sheet.title[:1] in ("T", "S"),
    "title:re:cafe$": lambda sheet: "café" in sheet.title,
    "title:": lambda sheet: not sheet.title,
    "quality:12..40": lambda sheet: sheet.quality is not None,
    "quality>12.5": lambda sheet: sheet.quality == 40,
    "quality!=40": lambda sheet: sheet.quality != 40,
    "quality:(<20 or 40)": lambda sheet: sheet.quality is not None,
    "date:2020-02": lambda sheet: sheet.date[:4] == "2020",
    "date:today": lambda sheet: sheet.date[:4] == "2021",
    "date:..2021-05": lambda sheet: sheet.date[:4] == "2020",
    "date:": lambda sheet: not sheet.date,
    "author:jane": lambda sheet: "Jane" in sheet.own,
    "author:jos*": lambda sheet: "josé" in sheet.own,
    "AUTHOR:": lambda sheet: "uthor" not in sheet.own,
    "flag:yes": lambda sheet: "flag" in sheet.own,
    "related.quality>50": lambda sheet: "60" in sheet.own,
    "related[0].quality:5..": lambda sheet: "60" in sheet.own,
    "related.quality:(5 -60)": lambda sheet: False,
    "has:related": lambda sheet: "related" in sheet.own,
    "has:body": lambda sheet: False,
}


def _combined(children: st.SearchStrategy) -> st.SearchStrategy:
    pairs = st.tuples(children, children)
    return st.one_of(
        children.map(lambda one: (f"-({one[0]})", lambda sheet: not one[1](sheet))),
        pairs.map(lambda two: (f"({two[0][0]}) ({two[1][0]})", lambda sheet: two[0][1](sheet) and two[1][1](sheet))),
        pairs.map(lambda two: (f"({two[0][0]} or {two[1][0]})", lambda sheet: two[0][1](sheet) or two[1][1](sheet))),
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=st.recursive(st.sampled_from(list(TERMS.items())), _combined, max_leaves=5))
def test_sql_answers_as_a_look_at_each_article_would(asked: tuple[CatalogReader, dict[int, Sheet]], tree) -> None:
    reader, sheets = asked
    text, holds = tree
    found = set(reader.ids(parse(text, TODAY)))
    assert found == {number for number, sheet in sheets.items() if holds(sheet)}


@pytest.mark.parametrize("text", TERMS)
def test_each_kind_of_term(asked: tuple[CatalogReader, dict[int, Sheet]], text: str) -> None:
    reader, sheets = asked
    assert set(reader.ids(parse(text, TODAY))) == {number for number, sheet in sheets.items() if TERMS[text](sheet)}


@pytest.mark.parametrize("shape", ["({0} {1} {2})", "-({0} {1} {2})", "({2} {1} {0})"])
@pytest.mark.parametrize(
    "term", ["tumour", "*afé", "re:^[TS]", "quality:(<20 or 40)", "author:jos*", "AUTHOR:", "-has:related", "title:é+"]
)
def test_parentheses_may_stand_as_deep_as_is_said(
    asked: tuple[CatalogReader, dict[int, Sheet]], shape: str, term: str
) -> None:
    reader, sheets = asked
    terms = [(term, set(reader.ids(parse(term)))), ("quality:12..40", set(reader.ids(parse("quality:12..40"))))]
    text, expected = terms[0]
    for at in range(query_parser.DEEPEST - ("(" in term)):
        written, holding = terms[at % 3 == 1]
        text = shape.format(written, "" if at % 2 else "or", text)
        expected = expected & holding if at % 2 else expected | holding
        expected = set(sheets) - expected if shape[0] == "-" else expected
    query = parse(text)
    found = reader.ids(query, Sort("title", group="topic"))
    assert set(found) == expected
    assert len(found) == reader.number(query) == reader.counts(query).shown == reader.overview(query).count
    assert set(reader.matching(query, found)) == expected and reader.first(query, Sort(), 9).count == len(found)
    reader.facets(query)
    with pytest.raises(QueryError, match="deep") as caught:
        parse(shape.format(term, "or", text))
    assert 1 <= caught.value.column <= len(text)


@pytest.mark.parametrize(
    "text",
    ["re:(a+)+$", 'x or title:re:zzz or title:re:"(a|aa)+$" or excerpt:re:y', "author:re:zz or author:re:(a+)+$"],
)
def test_an_expression_that_runs_away_is_stopped_and_told(tmp_path, text: str) -> None:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    front = f"---\ntitle: {'a' * 5000}!\nauthor: {'a' * 5000}!\n---\n".encode()
    writer.put([Entry(f"{n}.md", Fingerprint(1, 1, 1, b""), read_article(front, "a.md")) for n in range(50)])
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    with pytest.raises(QueryError, match="too long") as caught:
        reader.ids(parse(text))
    assert text[caught.value.column - 1 :].startswith(("(a", "author:re:(a"))
    with pytest.raises(QueryError, match="too long"):
        reader.matching(parse(text), reader.ids())
    assert len(reader.ids(parse("re:^aa"))) == 50
    assert len(reader.ids(parse("title:*a*a*a*a*a*a*a*a*b author:*a*a*a*a*a*a*b"))) == 0
    reader.close()
    writer.close()


def test_a_search_that_reads_every_article_says_how_far_it_is_and_can_be_stopped(tmp_path) -> None:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    article = read_article(b"---\ntitle: a\nauthor: b\n---\n", "a.md")
    writer.put(Entry(f"{n}.md", Fingerprint(1, 1, 1, b""), article) for n in range(4500))
    reader, told = CatalogReader(tmp_path / "catalog.sqlite"), []
    reader.functions.report_to(told.append)
    assert len(reader.ids(parse("author:b"))) == 4500 and told == [2000, 4000]
    reader.functions.report_to(lambda looked: reader.interrupt())
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        reader.ids(parse("author:c"))
    reader.close()
    writer.close()


@pytest.fixture
def few(tmp_path) -> Iterator[CatalogReader]:
    """Three articles, one with a name that is no text, one of whose fields cannot be read."""
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    article = read_article(b"---\ntitle: a\nown: {part: b}\n---\n", "a.md")
    writer.put(Entry(path, Fingerprint(1, 1, 1, b""), article) for path in ("a.md", "b\udce9.md", "c.md"))
    with sqlite3.connect(tmp_path / "catalog.sqlite") as connection:
        connection.execute('UPDATE article_fields SET fields = \'[["own.part","text",\' WHERE article_id = 1')
    connection.close()
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    yield reader
    reader.close()
    writer.close()


def test_a_row_that_cannot_be_looked_at_does_not_spoil_the_search(few: CatalogReader, caplog) -> None:
    assert len(few.ids(parse("path:re:md$"))) == 3 and not caplog.records
    assert few.paths(few.ids(parse("own.part:b"))) == ["b\udce9.md", "c.md"]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_group_that_is_compared_is_told_with_its_fields(tmp_path) -> None:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    front = "M: {b: 1, a: {x: 1, y: 2}}\nmany: {a: 1, b: 1, c: 1, d: 1, e: 1, f: 1}\nmore.b: 1\n"
    writer.put([Entry("a.md", Fingerprint(1, 1, 1, b""), read_article(f"---\n{front}---\n".encode()))])
    writer.close()
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    for text, words in (
        ("m:1", "“m” is a group of fields: M.a.x, M.a.y, M.b"),
        ("x m.A>3", "“m.A” is a group of fields: M.a.x, M.a.y"),
        ("-many:*1", "“many” is a group of fields: many.a, many.b, many.c, many.d, many.e, …"),
    ):
        with pytest.raises(QueryError) as caught:
            reader.ids(parse(text))
        assert caught.value.words == words
    assert len(reader.ids(parse("m:* m.a:*"))) == 1
    with pytest.raises(QueryError, match="no article has a field “more”"):
        reader.ids(parse("more:1"))
    reader.close()


ODDLY_WRITTEN = {
    "one": "images: {url: /a.png, width: 20}\nviews: 99999999999999999999\nquality: 99999999999999999999\n",
    "two": "images: [{url: /a.png}, {url: /b.png, width: 30}]\nviews: 3\nquality: 4\ntopics: [AI, Oncology]\n",
    "none": "images: [~]\nviews: -18446744073709551616\ntopics: AI\nseen: [{views: 36893488147419103232}]\n",
    "zero": "score: 0\nratings: [1, 1, 1]\npair: {left: 0, right: ~}\nempty: []\nhollow: {a: ~, b: [~, '']}\n",
    "falsy": "score: false\nratings: []\npair: [{left: 2}, {left: 2}]\nempty: ''\nhollow: [{a: 5}]\n",
    "lists": "quality: [40]\nheat: []\npublished: [true]\ncategory: [a, b]\n",
    "deep": "list: [[1, 2, [7]], [3, 4], 5]\nrows: [[{cell: [8, 9]}, {cell: 6}]]\nviews: 1\n",
    "long": "id: 9007199254740993\nbig: [99999999999999999998, -5]\nquality: 9007199254740993\n",
    "alias": "wire: &w Newsdesk\nauthor: *w\nlead: &p {url: /c.png, width: 40}\nimages: [*p]\nkept: &v 7\nviews: *v\n",
}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("views>1", "one two alias"),
        ("views<0", "none"),
        ("views:7..", "one alias"),
        ("views=99999999999999999999", "one"),
        ("seen.views>1", "none"),
        ("list[0][1]:2", "deep"),
        ("list[0][0]:2 or list[1][1]:2 or list[0][1][1]:2 or list[2][1]:5", ""),
        ("list[0]:2 list[1]:4 list:1 list:7 list[2]:5 list[2][0]:5 list[0][2][0]:7 list[0][1][0]:2", "deep"),
        ("list[0]:3 or list[5]:* or list[0][5]:*", ""),
        ("rows[0][0].cell[1]:9 rows.cell[1]:9 rows[0][1].cell:6 rows[0].cell:6", "deep"),
        ("rows[0][1].cell:9 or rows[0][0].cell[0]:9", ""),
        ("id:9007199254740993", "long"),
        ("id:9007199254740992", ""),
        ("id>9007199254740992 id<9007199254740994", "long"),
        ("big:99999999999999999998", "long"),
        ("big:99999999999999999999", ""),
        ("big>99999999999999999997 -big>99999999999999999998", "long"),
        ("quality=9007199254740993", "long"),
        ("quality=9007199254740992", ""),
        ("quality>9007199254740992 quality<9007199254740994", "long"),
        ("quality<99999999999999999999999", "one two long"),
        ("quality>=99999999999999999999", "one"),
        ("quality>10", "one long"),
        ("has:image", "one two alias"),
        ("images=1", "one alias"),
        ("images.width>10", "one two alias"),
        ("images[0].width:20", "one"),
        ("images[1].width:30", "two"),
        ("images[499].width:*", ""),
        ("images[499].url:*", ""),
        ("topics[0]:AI", "two none"),
        ("topics[1]:*", "two"),
        ("author:newsdesk", "alias"),
        ("images[0].width:40", "alias"),
        ("author:~", ""),
        ("score:*", "zero falsy"),
        ("score:", "one two none lists deep long alias"),
        ("score:0", "zero"),
        ("quality: -score:* -views:*", ""),
        ("quality:* -quality>0", "lists"),
        ("heat:* or published:yes", ""),
        ("published:* category:*", "lists"),
        ("ratings>2", ""),
        ("ratings:3", ""),
        ("ratings:1", "zero"),
        ("ratings:?", "zero"),
        ("ratings:*", "zero"),
        ("pair:2", ""),
        ("pair:*", "zero falsy"),
        ("pair>1", ""),
        ("pair.left:2", "falsy"),
        ("pair.left:*", "zero falsy"),
        ("pair.right:*", ""),
        ("pair:re:.", ""),
        ("empty:*", ""),
        ("hollow:*", "falsy"),
        ("hollow.a:*", "falsy"),
    ],
)
def test_what_is_oddly_written_is_found_as_it_is_shown(tmp_path, text: str, names: str) -> None:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    articles = {name: read_article(f"---\n{front}---\n".encode()) for name, front in ODDLY_WRITTEN.items()}
    writer.put(Entry(f"{name}.md", Fingerprint(1, 1, 1, b""), article) for name, article in articles.items())
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    found = {path.removesuffix(".md") for path in reader.paths(reader.ids(parse(text)))}
    assert found == set(names.split())
    reader.close()
    writer.close()


def _clock(seconds: float) -> SimpleNamespace:
    """Shows so much more each time."""
    return SimpleNamespace(thread_time=count(0, seconds).__next__, perf_counter=count(0, seconds).__next__)


def test_many_texts_that_take_a_little_too_long_are_too_much(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    article = read_article(b"---\ntitle: a\nown: {quality: 1}\n---\n", "a.md")
    writer.put(Entry(f"{n}.md", Fingerprint(1, 1, 1, b""), article) for n in range(300))
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    monkeypatch.setattr(query_functions, "time", _clock(0.009))
    with pytest.raises(QueryError, match="too long") as caught:
        reader.ids(parse("x or title:re:b"))
    assert caught.value.column == 15
    assert not reader.ids(parse("own.quality>3 or title:y"))
    monkeypatch.setattr(query_functions, "time", _clock(query_functions.USUAL / 2))
    assert not reader.ids(parse("title:re:b"))
    reader.close()
    writer.close()


def test_folding_twice_changes_nothing() -> None:
    for text in (*TITLES, "ŒUVRE ﬁn ＷＩＤＥ İı ガ ｶﾞ हिन्दी"):
        assert fold(fold(text)) == fold(text)
    assert fold("ŒUVRE ﬁn ＷＩＤＥ İı Øre") == "oeuvre fin wide ii ore"


def test_how_many_answer_is_refused_as_the_list_is(asked: tuple[CatalogReader, dict[int, Sheet]]) -> None:
    reader, sheets = asked
    assert reader.number(parse("-title:tumour")) == sum("Tumour" not in sheet.title for sheet in sheets.values())
    with pytest.raises(QueryError, match="wibble"):
        reader.number(parse("wibble:3"))


def test_a_field_beyond_those_that_the_catalog_keeps_is_searched_and_none_is_refused(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(field_paths, "MOST", 4)
    monkeypatch.setattr(query_functions, "MOST", 4)
    fronts = [
        "title: a\none: 1\ntwo: 2\n",
        "four: 4\nfive: 5\nauthor: Jane\nseo: {title: x, hint: y}\nlist: [{deep: 5}]\n",
        "Author: Jane\n",
    ]
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    reader = CatalogReader(tmp_path / "catalog.sqlite")
    for number, front in enumerate(fronts):
        article = read_article(f"---\n{front}---\n".encode())
        writer.put([Entry(f"{number}.md", Fingerprint(1, 1, 1, b""), article)])
        if number == 0:
            with pytest.raises(QueryError, match="wibble"):
                reader.ids(parse("wibble:3"))
    assert len(reader.functions.known_paths()) == 4
    found = {text: reader.paths(reader.ids(parse(text))) for text in ("author:jane", "Author:jane", "seo:*", "two:2")}
    assert found == {"author:jane": ["1.md"], "Author:jane": ["2.md"], "seo:*": ["1.md"], "two:2": ["0.md"]}
    assert reader.paths(reader.ids(parse("list[0].deep>4 seo.hint:y list:*"))) == ["1.md"]
    assert not len(reader.ids(parse("wibble:3")))
    reader.close()
    writer.close()
