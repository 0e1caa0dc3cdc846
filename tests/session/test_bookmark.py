"""The place in a collection is back, whatever happened to the process that was there."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import session_process
from article_folder import Collection
from drill import Drill
from hypothesis import given
from hypothesis import strategies as st
from living import LONG, Living

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.schema import Sort
from reviewer.session.bookmark import Marks, from_bytes, to_bytes
from reviewer.session.pen import Pen
from reviewer.session.session import Session

NAMES = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=12)


@given(NAMES, st.lists(NAMES), st.lists(NAMES), st.integers(0, 10_000), st.booleans())
def test_marks_are_read_as_they_were_written(text, picked, left_out, offset, everything) -> None:
    marks = Marks(text, Sort("quality", False), text, text, offset, everything, tuple(picked), tuple(left_out))
    assert from_bytes(to_bytes(marks)) == marks


@pytest.mark.parametrize("content", [b"", b"x", b"[]\0\0\0\0", b"\xff", b"[1,2,3,4,5,6]\0\0a\0\0b"])
def test_what_is_no_marks_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_bytes(content)


def test_the_newest_content_is_written_whole(tmp_path: Path) -> None:
    pen = Pen()
    for number in range(100):
        pen.write(tmp_path / "a", lambda number=number: str(number).encode() * 1000)
        pen.write(tmp_path / "missing" / "b", lambda: b"cannot be")
    pen.close()
    assert (tmp_path / "a").read_bytes() == b"99" * 1000
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@contextmanager
def _session(articles: Collection, act: str) -> Iterator[subprocess.Popen[str]]:
    """A process that is killed in the end."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, session_process.__file__, str(articles.root), str(articles.home.state.parent), act]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None and process.stdout.readline() == "listed\n"
        yield process
        process.kill()


def _marks(articles: Collection) -> Marks:
    found = list(articles.home.state.glob("*.place"))
    return from_bytes(found[0].read_bytes()) if found else Marks()


def test_all_of_it_is_back_after_a_kill(living: Living) -> None:
    library = living.articles.opened()
    library.stage("Publish {articles}", [SetValue(("published",), True)], living.articles.paths)
    act = (
        "(session.sort_by(type(session.sort)('quality', False)), session.search('quality<20'),"
        " session.select(ids[3:7], ids[5]), session.unsaved.leave_out(ids[3:4], True), session.bookmark.see(ids[4], 7))"
    )
    with _session(living.articles, act):
        living.until(lambda: _marks(living.articles).offset == 7 and len(_marks(living.articles).picked) == 4)
        living.until(lambda: bool(_marks(living.articles).left_out))
    marks = _marks(living.articles)
    session = living.session()
    tops = []
    session.bookmark.found_top.connect(lambda top, offset: tops.append((session.rows((top,))[0].path, offset)))
    session.open([living.articles.root])
    living.settle(session)
    living.until(lambda: len(session.selection.ids) == 4 and bool(session.unsaved.left_out) and bool(tops))
    living.settle(session)
    paths = {row.path for row in session.rows(list(session.selection.ids))}
    assert paths == set(marks.picked) and session.rows((session.selection.current,))[0].path == marks.current
    assert (session.query_text, session.sort, len(session.answer.ids)) == ("quality<20", Sort("quality", False), 12)
    assert {row.path for row in session.rows(list(session.unsaved.left_out))} == set(marks.left_out)
    assert tops[0] == (marks.top, 7)
    session.save()
    living.until(lambda: session.modified == 1 and not session.busy)
    session.save()
    living.until(lambda: living.told[-1].words == "Nothing is saved: 1 article left out of the save")
    assert session.modified == 1


def _leave_two_out(living: Living, act: str = "None") -> Marks:
    """All is staged; two articles are left out, then what `act` does, and a kill."""
    library = living.articles.opened()
    library.stage("Publish {articles}", [SetValue(("published",), True)], living.articles.paths)
    with _session(living.articles, f"({act}, session.unsaved.leave_out(ids[3:5], True))"):
        living.until(lambda: len(_marks(living.articles).left_out) == 2)
    return _marks(living.articles)


def _saved_but_for(living: Living, session: Session, left_out: Sequence[str]) -> None:
    """A save of everything leaves these out, and they are still kept as left out."""
    before = living.articles.disk()
    living.settle(session)
    session.save()
    living.until(lambda: session.modified == 2 and not session.busy)
    after = living.articles.disk()
    assert {path for path in after if after[path] == before[path]} == set(left_out)
    living.until(lambda: {row.path for row in session.rows(list(session.unsaved.left_out))} == set(left_out))
    living.until(lambda: _marks(living.articles).left_out == tuple(sorted(left_out)))


@pytest.mark.parametrize("is_catalog_gone", [False, True])
def test_what_was_left_out_is_where_the_search_lists_nothing(living: Living, is_catalog_gone: bool) -> None:
    marks = _leave_two_out(living, "session.search('quality>1000')")
    assert marks.text == "quality>1000"
    for catalog in living.articles.home.cache.rglob("*.sqlite*") if is_catalog_gone else ():
        catalog.unlink()
    session = living.session()
    session.open([living.articles.root])
    living.until(lambda: session.counts.all == 12 and session.modified == 12)
    _saved_but_for(living, session, marks.left_out)


def test_what_was_left_out_is_whatever_is_selected_meanwhile(living: Living) -> None:
    marks = _leave_two_out(living)
    session = living.session()
    session.answered.connect(lambda answer: session.select(answer.ids[1:2]))
    session.open([living.articles.root])
    living.until(lambda: session.counts.all == 12 and session.modified == 12)
    _saved_but_for(living, session, marks.left_out)


def test_a_save_at_once_waits_for_what_was_left_out(living: Living) -> None:
    marks, before = _leave_two_out(living), living.articles.disk()
    session = living.session()
    session.opened.connect(lambda _: session.save())
    session.open([living.articles.root])
    living.until(lambda: session.modified == 2 and not session.busy)
    after = living.articles.disk()
    assert {path for path in after if after[path] == before[path]} == set(marks.left_out)


def test_what_was_saved_meanwhile_is_not_left_out_any_more(living: Living) -> None:
    marks = _leave_two_out(living)
    library = living.articles.opened()
    library.save(marks.left_out[:1])
    session = living.session()
    session.open([living.articles.root])
    living.until(lambda: session.counts.all == 12 and session.modified == 11)
    living.settle(session)
    living.until(lambda: _marks(living.articles).left_out == marks.left_out[1:])
    assert session.unsaved.remembered == frozenset() and len(session.unsaved.left_out) == 1


def test_thousands_are_selected_and_left_out_again(tmp_path: Path, qtbot, drill: Drill) -> None:
    count = drill.count(700, 5_000)
    articles = Collection(tmp_path, count + 1)
    library = articles.opened()
    library.stage("Publish {articles}", [SetValue(("published",), True)], articles.paths)
    with _session(articles, "(session.select(ids[1:], ids[2]), session.unsaved.leave_out(ids[1:], True))"):
        qtbot.waitUntil(lambda: len(_marks(articles).picked) == len(_marks(articles).left_out) == count, timeout=LONG)
    marks = _marks(articles)
    living = Living(articles, qtbot)
    session = living.session()
    session.open([articles.root])
    living.until(lambda: len(session.selection.ids) == count == len(session.unsaved.left_out))
    living.settle(session)
    assert session.rows((session.selection.current,))[0].path == marks.current
    session.save()
    living.until(lambda: session.modified == count and not session.busy)
    living.end()
    articles.close()


def test_a_selection_is_back_in_a_catalog_that_was_made_anew(living: Living) -> None:
    with _session(living.articles, "session.select(ids[2:9], ids[2])"):
        living.until(lambda: len(_marks(living.articles).picked) == 7)
    marks = _marks(living.articles)
    for catalog in living.articles.home.cache.rglob("*.sqlite*"):
        catalog.unlink()
    (living.articles.root / marks.picked[0]).unlink()
    session = living.session()
    session.open([living.articles.root])
    living.until(lambda: session.counts.all == 11 and not session.busy)
    living.settle(session)
    living.until(lambda: len(session.selection.ids) == 6)
    assert {row.path for row in session.rows(list(session.selection.ids))} == set(marks.picked[1:])


def test_who_does_something_else_meanwhile_is_left_alone(living: Living) -> None:
    with _session(living.articles, "session.select(ids[2:9], ids[2])"):
        living.until(lambda: len(_marks(living.articles).picked) == 7)
    session = living.session()
    session.open([living.articles.root])
    living.until(lambda: bool(session.answer.ids))
    session.select(session.answer.ids[:1])
    living.settle(session)
    assert session.selection.ids == frozenset(session.answer.ids[:1])
    session.close()
    living.until(lambda: session.collection is None)
    session.open([living.articles.root])
    living.until(lambda: len(session.answer.ids) == 12 and len(session.selection.ids) == 1)
    living.settle(session)


def test_everything_is_selected_again(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    living.until(lambda: _marks(living.articles).everything)
    session.close()
    living.until(lambda: session.collection is None)
    session.open([living.articles.root])
    living.until(lambda: len(session.selection.ids) == 12)
    living.settle(session)


@pytest.mark.drill
def test_kills_at_any_moment_leave_a_whole_place(living: Living, drill: Drill) -> None:
    act = "[QTimer.singleShot(n, lambda n=n: session.select(ids[: n % 11 + 2], ids[0])) for n in range(3000)]"
    chance = random.Random(3)
    for _ in range(drill.count(1, 20)):
        with _session(living.articles, act):
            seen = [0]
            many = chance.randrange(2, 40)

            def has_moved(seen=seen, many=many) -> bool:
                seen[0] += 1
                return seen[0] > many and len(_marks(living.articles).picked) > 1

            living.until(has_moved)
        assert 2 <= len(_marks(living.articles).picked) <= 12
        session = living.session()
        session.open([living.articles.root])
        living.until(lambda session=session: len(session.selection.ids) > 1)
        living.settle(session)
        assert {row.path for row in session.rows(list(session.selection.ids))} == set(_marks(living.articles).picked)
        session.shut_down()
        living._sessions.remove(session)
