"""What the list is told, by a real catalog: its first page, then all of it."""

import datetime
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from reviewer.articles.contents import Article
from reviewer.library.catalog.listed import Listed
from reviewer.library.catalog.reader import CatalogReader, Sort
from reviewer.library.catalog.rows import Entry
from reviewer.library.catalog.schema import Overview
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.files import Fingerprint
from reviewer.library.search import functions as query_functions
from reviewer.library.search import query as library_query
from reviewer.library.search.query import Query, QueryError, parse
from reviewer.session import list_question
from reviewer.session.day import Day
from reviewer.session.events import Answer, Selection
from reviewer.session.list_question import PAGE, Picked
from reviewer.session.listing import Listing
from reviewer.session.questions import Questions

COUNT = 2600
DATED = 3
MARK = Fingerprint(10, 20, 30, b"0123456789abcdef")
BY_PATH = Sort("path", False)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("listing") / "catalog.sqlite"
    writer = CatalogWriter(path)
    writer.put(
        Entry(
            f"{number:05}.md",
            MARK,
            Article(
                f"{'odd' if number % 2 else 'even'} {number}",
                quality=number % 100,
                published=number % 13 == 0,
                date="2021-03-01" if number < DATED else "",
            ),
        )
        for number in range(COUNT)
    )
    yield path
    writer.close()


class Asked(Listing):
    """A list that remembers what it was told."""

    def __init__(self, questions: Questions) -> None:
        self.selection = Selection()
        self.wanted: Selection | None = None
        self.pressed: Selection | None = None
        super().__init__(questions, self._pick)
        self.answers: list[Answer] = []
        self.left: list[Selection] = []
        self.answered.connect(self.answers.append)
        self.narrowed.connect(self.left.append)
        self.sort_by(BY_PATH)

    def _pick(self) -> Picked:
        """What is `pressed` is selected as soon as the thread of the questions has looked."""
        picked = Picked(self.selection, self.wanted or self.selection)
        if self.pressed is not None and threading.current_thread() is not threading.main_thread():
            self.selection, self.pressed = self.pressed, None
        return picked


@pytest.fixture
def listing(qtbot, catalog: Path) -> Iterator[Asked]:
    questions = Questions()
    questions.open(catalog)
    listing = Asked(questions)
    qtbot.waitUntil(lambda: listing.answer.whole and bool(listing.answer.ids))
    listing.answers.clear()
    yield listing
    listing.close()
    questions.close()


def test_a_long_list_comes_as_its_first_page_and_then_whole(listing: Asked, qtbot) -> None:
    listing.search("-zzz")
    qtbot.waitUntil(lambda: len(listing.answers) == 2)
    page, everything = listing.answers
    assert (len(page.ids), page.count, page.whole, page.kept) == (PAGE, COUNT, False, False)
    assert (len(everything.ids), everything.count, everything.whole, everything.kept) == (COUNT, COUNT, True, True)
    assert everything.ids[:PAGE] == page.ids and everything.text == page.text == "-zzz"
    assert not listing.is_behind


def test_a_short_list_comes_at_once_and_a_change_keeps_it_whole(listing: Asked, qtbot) -> None:
    listing.search("odd")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert [(answer.count, answer.whole, answer.kept) for answer in listing.answers] == [(COUNT // 2, True, False)]
    listing.search("")
    qtbot.waitUntil(lambda: not listing.is_behind)
    listing.answers.clear()
    listing.rows_changed()
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert [(answer.count, answer.whole, answer.kept) for answer in listing.answers] == [(COUNT, True, True)]


def test_a_page_takes_nothing_out_of_the_selection_but_the_whole_list_does(listing: Asked, qtbot) -> None:
    first, second, last = listing.answer.ids[0], listing.answer.ids[1], listing.answer.ids[-1]
    listing.selection = Selection(frozenset((first, second, last)), second)
    listing.search("-zzz -title:1")
    qtbot.waitUntil(lambda: bool(listing.answers))
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert listing.left == [Selection(frozenset((first, last)), first)], "one of them is current"


def test_what_a_search_took_out_of_the_selection_is_selected_again_where_it_is_listed(listing: Asked, qtbot) -> None:
    first, second, last = listing.answer.ids[0], listing.answer.ids[1], listing.answer.ids[-1]
    listing.wanted = Selection(frozenset((first, second, last)), second)
    listing.search("odd")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert listing.left == [Selection(frozenset((second, last)), second)]
    listing.search("-zzz")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert listing.left[1:] == [listing.wanted]


def test_what_is_selected_between_the_question_and_its_answer_does_not_stay_unseen(listing: Asked, qtbot) -> None:
    even, odd = listing.answer.ids[:2]
    listing.selection, listing.pressed = Selection(frozenset((odd,)), odd), Selection(frozenset((even,)), even)
    listing.search("odd")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert listing.selection.current == even and listing.left == [Selection()]


def test_another_day_asks_for_other_dates_and_the_list_is_kept(listing: Asked, qtbot, monkeypatch) -> None:
    for text in ("-date:today", "date:today"):
        monkeypatch.setattr(library_query, "today_utc", lambda: datetime.date(2024, 2, 29))
        listing.search(text)
        qtbot.waitUntil(lambda: not listing.is_behind)
        listing.answers.clear()
        (day,) = listing.findChildren(Day)
        day.changed.emit()
        assert not listing.is_behind, "it is the same day"
        monkeypatch.setattr(library_query, "today_utc", lambda: datetime.date(2021, 3, 1))
        day.changed.emit()
        qtbot.waitUntil(lambda: not listing.is_behind)
        assert [(answer.count, answer.kept) for answer in listing.answers] == [
            (COUNT - DATED if "-" in text else DATED, True)
        ]


def test_nothing_of_an_older_list_comes_after_a_newer_search(listing: Asked, qtbot) -> None:
    for text in ("-zzz", "-zzzz", "odd", "-zz"):
        listing.search(text)
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert {answer.text for answer in listing.answers} == {"-zz"} and listing.answer.whole


def test_a_search_that_cannot_be_answered_leaves_the_former_list_whole(listing: Asked, qtbot) -> None:
    listing.search("-zzz")
    with qtbot.waitSignal(listing.query_failed):
        listing.search("qualty>3")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert listing.answer.whole and listing.answer.count == COUNT


def test_groups_and_the_overview_are_told(listing: Asked, qtbot) -> None:
    overviews: list[Overview] = []
    listing.overview_changed.connect(overviews.append)
    listing.sort_by(Sort("path", False, "published"))
    listing.search("-zzz")
    qtbot.waitUntil(lambda: bool(overviews) and not listing.is_behind)
    assert [(group.words, group.count) for group in listing.answer.groups] == [
        ("Published", 200),
        ("Unpublished", 2400),
    ]
    assert all(answer.groups == listing.answer.groups for answer in listing.answers)
    assert overviews[-1] == Overview(COUNT, COUNT, pytest.approx(49.5), 200, (("2021-03", DATED),))


def test_a_search_that_reads_every_article_says_how_far_it_is(
    listing: Asked, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_question, "SILENT", -1.0)
    said: list[tuple[int, int] | None] = []
    listing.searching.connect(said.append)
    listing.search("title:re:9$")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert listing.answer.count == COUNT // 10
    assert said == [(2000, 2000), None] or said == [(2000, COUNT), None]


def test_a_search_that_reads_every_article_is_broken_off_by_the_next(listing: Asked, qtbot, monkeypatch) -> None:
    began, may_go_on, looked = threading.Event(), threading.Event(), list[object]()

    def any_of(*texts: object) -> bool:
        looked.append(texts)
        began.set()
        return may_go_on.wait(10)

    monkeypatch.setattr(query_functions, "compiled", lambda pattern: SimpleNamespace(any_of=any_of))
    listing.search("title:re:9$")
    qtbot.waitUntil(began.is_set)
    listing.search("odd")
    may_go_on.set()
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert {answer.text for answer in listing.answers} == {"odd"} and len(looked) < COUNT / 2


def test_an_order_that_came_with_a_search_without_an_answer_is_kept(listing: Asked, qtbot) -> None:
    ids = list(listing.answer.ids)
    listing.sort_by(Sort("path", True))
    with qtbot.waitSignal(listing.query_failed):
        listing.search("qualty>3")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert list(listing.answer.ids) == ids[::-1] and listing.answer.whole


def test_a_remembered_search_without_an_answer_leaves_all_articles(listing: Asked, qtbot) -> None:
    listing.open()
    listing.sort_by(Sort("path", True))
    with qtbot.waitSignal(listing.query_failed):
        listing.search("qualty>3")
    assert not listing.answers or listing.answers[-1].text == ""
    qtbot.waitUntil(lambda: not listing.is_behind)
    listing.search("")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert (listing.answer.count, len(listing.answer.ids), listing.asked_text) == (COUNT, COUNT, "")


@pytest.mark.parametrize("error", [QueryError("takes too long", 1), sqlite3.DatabaseError("malformed")])
def test_a_search_that_only_has_a_first_page_is_not_tried_for_ever(
    listing: Asked, qtbot, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    first, asked = CatalogReader.first, []

    def borderline(reader: CatalogReader, query: Query, sort: Sort, limit: int) -> Listed:
        asked.append(query)
        if query == parse("-zzz") and limit > PAGE:
            raise error
        return first(reader, query, sort, limit)

    monkeypatch.setattr(CatalogReader, "first", borderline)
    listing._questions.failed.connect(lambda words: None)
    with qtbot.waitSignal(listing.query_failed):
        listing.search("-zzz")
    qtbot.waitUntil(lambda: not listing.is_behind)
    assert (listing.answer.count, listing.answer.whole, listing.answer.text) == (COUNT, True, "")
    assert len(asked) <= 4 and listing.text == "-zzz"


def test_what_takes_long_is_answered_before_it_is_asked_again_of_rows_that_stream(
    listing: Asked, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: not listing._numbers)
    begun, go, stale = [], threading.Event(), []
    facets = CatalogReader.facets

    def slow(reader: CatalogReader, query: Query) -> object:
        begun.append(query)
        go.wait(30)
        return facets(reader, query)

    monkeypatch.setattr(CatalogReader, "facets", slow)
    listing._pace.setInterval(1)
    listing.stale.connect(lambda: stale.append(len(begun)))
    listing.rows_changed("refresh")
    qtbot.waitUntil(lambda: bool(begun))
    for _ in range(3):
        listing.rows_changed("refresh")
        qtbot.waitUntil(lambda: not listing._pace.isActive())
    assert stale == [0] and listing.is_behind
    with qtbot.waitSignal(listing.facets_changed):
        go.set()
    qtbot.waitUntil(lambda: not listing.is_behind and not listing._numbers)
    assert len(begun) == 2


def test_rows_that_streamed_in_while_nothing_could_be_answered_are_asked_for(
    listing: Asked, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: not listing._numbers)
    begun, go = threading.Event(), threading.Event()
    first = CatalogReader.first

    def broken(reader: CatalogReader, *asked: object) -> Listed:
        monkeypatch.setattr(CatalogReader, "first", first)
        begun.set()
        go.wait(30)
        raise sqlite3.DatabaseError("malformed")

    monkeypatch.setattr(CatalogReader, "first", broken)
    listing._pace.setInterval(1)
    listing.rows_changed("refresh")
    qtbot.waitUntil(begun.is_set)
    listing.rows_changed("refresh")
    qtbot.waitUntil(lambda: not listing._pace.isActive())
    with qtbot.waitSignal(listing.answered):
        go.set()
    qtbot.waitUntil(lambda: not listing.is_behind)
