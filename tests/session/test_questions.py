"""The questions to a real catalog: the newest counts, whatever is running."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from article_folder import Collection
from spoiling import spoil

from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.writer import CatalogWriter
from reviewer.library.search.query import parse
from reviewer.session.questions import Questions

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def count(reader: CatalogReader) -> int:
    return len(reader.ids())


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Path]:
    articles = Collection(tmp_path, 5)
    yield articles.opened().catalog_path
    articles.close()


@pytest.fixture
def questions(qtbot, catalog: Path) -> Iterator[Questions]:
    asked = Questions()
    asked.open(catalog)
    yield asked
    asked.close()


def test_an_answer_comes(questions: Questions, qtbot) -> None:
    found: list[int] = []
    questions.ask("ids", count, found.append)
    qtbot.waitUntil(lambda: found == [5])


def test_a_newer_question_interrupts_the_one_that_runs(questions: Questions, qtbot) -> None:
    begun: list[bool] = []
    found: list[object] = []

    def never_ends(reader: CatalogReader) -> object:
        begun.append(True)
        return reader._connection.execute(ENDLESS).fetchone()

    questions.ask("ids", never_ends, found.append)
    qtbot.waitUntil(lambda: bool(begun))
    questions.ask("ids", count, found.append)
    qtbot.waitUntil(lambda: found == [5])


def test_what_is_broken_off_between_two_steps_does_not_go_on(questions: Questions, qtbot) -> None:
    begun, go = threading.Event(), threading.Event()
    steps: list[int] = []
    found: list[int] = []

    def two_steps(reader: CatalogReader) -> int:
        steps.append(count(reader))
        begun.set()
        go.wait(30)
        steps.append(count(reader))
        return 0

    questions.ask("ids", two_steps, found.append)
    qtbot.waitUntil(begun.is_set)
    questions.ask("ids", count, found.append)
    go.set()
    qtbot.waitUntil(lambda: found == [5])
    assert steps == [5]


def test_ids_break_off_whatever_is_less_urgent_which_is_asked_again(questions: Questions, qtbot) -> None:
    begun: list[bool] = []
    found: list[str] = []

    def counts_slowly(reader: CatalogReader) -> str:
        begun.append(True)
        if len(begun) == 1:
            reader._connection.execute(ENDLESS).fetchone()
        return "facets"

    questions.ask("facets", counts_slowly, found.append)
    qtbot.waitUntil(lambda: bool(begun))
    questions.ask("ids", lambda reader: "ids", found.append)
    qtbot.waitUntil(lambda: found == ["ids", "facets"])
    assert len(begun) == 2


def test_only_the_newest_of_a_kind_is_answered(questions: Questions, qtbot) -> None:
    found: list[str] = []
    done: list[int] = []
    for number in range(50):
        questions.ask("ids", lambda reader, number=number: f"{count(reader)} {number}", found.append)
    questions.ask("last", count, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert found == ["5 49"]


def test_a_forgotten_question_is_not_answered(questions: Questions, qtbot) -> None:
    found: list[int] = []
    done: list[int] = []
    questions.ask("summary", count, found.append)
    questions.forget("summary")
    questions.ask("facets", count, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert found == []


def test_another_kind_does_not_disturb(questions: Questions, qtbot) -> None:
    found: dict[str, int] = {}
    for kind in ("facets", "counts", "ids", "summary", "complete topics"):
        questions.ask(kind, count, lambda answer, kind=kind: found.update({kind: answer}))
    qtbot.waitUntil(lambda: len(found) == 5)


def test_a_closed_catalog_is_not_asked(questions: Questions) -> None:
    questions.open(None)
    questions.ask("ids", count, pytest.fail)


def test_a_catalog_that_is_not_there_is_told(questions: Questions, qtbot, tmp_path: Path) -> None:
    with qtbot.waitSignal(questions.failed):
        questions.open(tmp_path / "nothing.sqlite")


def test_closing_does_not_wait_for_a_long_question(qtbot, catalog: Path) -> None:
    asked = Questions()
    asked.open(catalog)
    begun: list[bool] = []

    def never_ends(reader: CatalogReader) -> object:
        begun.append(True)
        return reader._connection.execute(ENDLESS).fetchone()

    asked.ask("ids", never_ends, pytest.fail)
    qtbot.waitUntil(lambda: bool(begun))
    asked.close()


@pytest.mark.parametrize("error", [sqlite3.DatabaseError("it is malformed"), ValueError("it is malformed")])
def test_who_asked_is_told_that_there_is_no_answer_and_the_next_is_answered(questions: Questions, qtbot, error) -> None:
    def fails(reader: CatalogReader) -> object:
        raise error

    words: list[str] = []
    found: list[int] = []
    questions.failed.connect(pytest.fail)
    questions.ask("paths", fails, pytest.fail, words.append)
    questions.ask("counts", count, found.append)
    qtbot.waitUntil(lambda: found == [5])
    assert words == ["The catalog could not answer: it is malformed."]


def test_what_breaks_itself_off_is_not_asked_again_for_ever(questions: Questions, qtbot) -> None:
    def takes_too_long(reader: CatalogReader) -> object:
        reader._connection.set_progress_handler(lambda: 1, 100)
        try:
            return reader._connection.execute(ENDLESS).fetchone()
        finally:
            reader._connection.set_progress_handler(None, 0)

    words: list[str] = []
    questions.ask("staying", takes_too_long, pytest.fail, words.append)
    qtbot.waitUntil(lambda: words == ["The catalog could not answer: interrupted."])


def test_a_query_without_an_answer_is_told_and_not_logged(questions: Questions, qtbot, caplog) -> None:
    words: list[str] = []
    questions.ask("views", lambda reader: reader.number(parse("wibble:3")), pytest.fail, words.append)
    qtbot.waitUntil(lambda: len(words) == 1)
    assert "wibble" in words[0] and not caplog.records


def test_what_is_asked_of_no_catalog_fails(questions: Questions, qtbot, tmp_path: Path) -> None:
    words: list[str] = []
    questions.open(tmp_path / "nothing.sqlite")
    questions.ask("paths", count, pytest.fail, words.append)
    qtbot.waitUntil(lambda: len(words) == 1)
    questions.ask("paths", count, pytest.fail, words.append)
    qtbot.waitUntil(lambda: len(words) == 2)
    questions.open(None)
    questions.ask("paths", count, pytest.fail, words.append)
    assert len(words) == 3


def test_memory_is_given_back_when_nothing_is_asked(questions: Questions, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("reviewer.session.questions.REST_SECONDS", 0.01)
    slimmed = threading.Event()
    slim = CatalogReader.slim

    def watched(reader: CatalogReader) -> None:
        slim(reader)
        slimmed.set()

    monkeypatch.setattr(CatalogReader, "slim", watched)
    for _ in range(2):
        slimmed.clear()
        found: list[int] = []
        questions.ask("ids", count, found.append)
        qtbot.waitUntil(slimmed.is_set)
        assert found == [5]


def titles(reader: CatalogReader) -> list[str]:
    return [row.title for row in reader.rows(reader.ids())]


def test_damage_is_reported_and_who_asked_is_told_where_nothing_helps(
    questions: Questions, catalog: Path, qtbot
) -> None:
    spoil(catalog, "article")
    found: list[object] = []
    with qtbot.waitSignal(questions.damaged):
        questions.ask("paths", titles, found.append, found.append)
    assert not found
    questions.give_up("the disk is full")
    assert found == ["the disk is full"]
    questions.ask("paths", titles, found.append, found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert "malformed" in str(found[1])


def test_who_asked_by_ids_of_a_former_catalog_is_told(questions: Questions, catalog: Path, qtbot) -> None:
    spoil(catalog, "article")
    found: list[object] = []
    with qtbot.waitSignal(questions.damaged):
        questions.ask("paths", titles, found.append, found.append)
    writer = CatalogWriter(catalog)
    writer.close()
    questions.renew()
    assert found == ["the catalog was made anew"]
    questions.ask("ids", count, found.append, found.append)
    qtbot.waitUntil(lambda: found[1:] == [0])
