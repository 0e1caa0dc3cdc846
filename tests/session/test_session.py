"""The session against a real folder, catalog, journal and process."""

import os
import sqlite3
import subprocess
import sys

from living import Living

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.catalog.schema import Sort
from reviewer.library.change_rows import ChangeRow, PlanReport
from reviewer.session.events import Selection
from reviewer.session.session import Session
from reviewer.session.settings import PLAN_FROM

PUBLISH = (SetValue(("published",), True),)


def test_opening_lists_counts_and_reads_the_first_article(living: Living) -> None:
    session = living.opened()
    assert session.collection is not None and session.collection.root == living.articles.root
    assert session.counts.all == session.counts.shown == 12
    assert len(session.selection.ids) == 1 and session.selection.current == session.answer.ids[0]
    assert [row.id for row in session.rows(session.answer.ids)] == list(session.answer.ids)


def test_the_newest_search_wins(living: Living) -> None:
    session = living.opened()
    answers = []
    session.answered.connect(answers.append)
    for text in ("quality:1", "quality:2", "quality>=10", "quality>=9"):
        session.search(text)
    living.until(lambda: len(session.answer.ids) == 3)
    assert answers[-1].kept is False
    assert session.query_text == "quality>=9"


def test_a_wrong_query_is_told_with_its_column_and_the_answer_stays(living: Living, qtbot) -> None:
    session = living.opened()
    with qtbot.waitSignal(session.query_failed) as failed:
        session.search("AI qualty>=3")
    assert failed.args[1] == 4
    assert (len(session.answer.ids), session.query_text, session.asked_text) == (12, "AI qualty>=3", "")
    with qtbot.waitSignal(session.query_ok):
        session.search("quality>=3")
    living.until(lambda: session.answer.text == session.asked_text == "quality>=3")
    session.search("quality>=")
    assert session.asked_text == session.answer.text == "quality>=3"
    session.close()
    living.until(lambda: session.query_text == session.asked_text == "")


def test_sorting(living: Living) -> None:
    session = living.opened()
    session.sort_by(Sort("quality", True))
    living.until(lambda: [row.quality for row in session.rows(session.answer.ids)] == list(range(11, -1, -1)))


def test_only_the_last_of_many_selected_articles_is_read(living: Living) -> None:
    session = living.opened()
    read = []
    session.article_read.connect(read.append)
    for article_id in session.answer.ids:
        session.select((article_id,))
    living.settle(session)
    assert read[-1].id == session.answer.ids[-1] and read[-1].article.title
    assert len(read) <= 2


def test_a_selection_of_several_is_summarised(living: Living, qtbot) -> None:
    session = living.opened()
    with qtbot.waitSignal(session.summary_read):
        session.select(session.answer.ids)
    assert session.summary is not None
    assert (session.summary.count, session.summary.published, session.summary.unpublished) == (12, 0, 12)
    with qtbot.waitSignal(session.summary_read, check_params_cb=lambda summary: summary is None):
        session.select(session.answer.ids[:1])
    assert session.summary is None


def test_the_current_article_is_one_of_the_selected(living: Living) -> None:
    session = living.opened()
    first, second, third = session.answer.ids[:3]
    session.select((first, second), second)
    assert session.selection == Selection(frozenset((first, second)), second)
    session.select((first, second, third))
    assert session.selection.current == second
    session.select((first, third))
    assert session.selection.current is None
    session.select((third,))
    assert session.selection.current == third


def _act(living: Living, session: Session, act) -> None:
    act()
    living.until(lambda: not session.busy)


def test_stage_undo_redo_save_and_revert(living: Living) -> None:
    session = living.opened()
    before = living.articles.disk()
    session.select(session.answer.ids)
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH))
    assert (session.undo_name, session.redo_name, session.modified) == ("Publish 12 articles", None, 12)
    assert living.told[-1].words == "Published 12 articles" and living.told[-1].undoable
    assert all(row.published is True and row.modified for row in session.rows(session.answer.ids))
    _act(living, session, session.undo)
    assert (session.undo_name, session.redo_name, session.modified) == (None, "Publish 12 articles", 0)
    _act(living, session, session.redo)
    assert session.modified == 12 and living.articles.disk() == before
    _act(living, session, lambda: session.save(session.answer.ids[:5]))
    assert living.told[-1].words == "5 saved" and session.modified == 7
    _act(living, session, session.discard)
    assert session.modified == 0
    after = living.articles.disk()
    changed = [path for path in before if before[path] != after[path]]
    assert len(changed) == 5
    assert all(after[path] == before[path].replace(b"published: false", b"published: true") for path in changed)


def test_one_changed_article_says_nothing_and_is_read_again(living: Living, qtbot) -> None:
    session = living.opened()
    changes = []
    session.changed.connect(changes.append)
    initiator = object()
    with qtbot.waitSignal(session.article_read, check_params_cb=lambda read: read.article.quality == 77):
        session.stage("Set quality of {articles} to 77", (SetValue(("quality",), 77),), None, initiator)
    living.settle(session)
    assert living.told == []
    assert any(change.initiator is initiator and change.ids == session.selection.ids for change in changes)


def test_a_row_stays_until_one_moves_on(living: Living) -> None:
    session = living.opened()
    session.search("is:unpublished")
    living.until(lambda: session.query_text == "is:unpublished" and session.counts.shown == 12)
    first, second = session.answer.ids[:2]
    session.select((first,))
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH))
    living.until(lambda: session.counts.shown == 11)
    assert first in session.answer.ids
    session.select((second,))
    living.until(lambda: first not in session.answer.ids)
    assert session.answer.kept and session.selection.current == second


def test_what_is_out_of_sight_is_not_selected(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    session.search("quality>=9")
    living.until(lambda: len(session.answer.ids) == 3 and len(session.selection.ids) == 3)
    assert session.selection.ids == frozenset(session.answer.ids)


def test_an_unfinished_word_takes_the_selection_away_until_it_matches_again(living: Living) -> None:
    session = living.opened()
    first, chosen = session.answer.ids[0], session.answer.ids[3]
    session.select((chosen,))
    session.search("title:zzz")
    living.until(lambda: not session.answer.ids and not session.selection.ids)
    session.search("")
    living.until(lambda: session.selection == Selection(frozenset((chosen,)), chosen))
    session.search("title:zzz")
    living.until(lambda: not session.answer.ids and not session.selection.ids)
    session.select(())
    session.search("")
    living.until(lambda: first in session.answer.ids)
    assert not session.selection.ids


def test_what_is_left_of_a_selection_is_all_of_it_once_it_is_edited(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    session.search("quality>=9")
    living.until(lambda: len(session.answer.ids) == 3 and len(session.selection.ids) == 3)
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH))
    session.search("")
    living.until(lambda: len(session.answer.ids) == 12)
    assert len(session.selection.ids) == 3


def test_what_others_write_is_seen_after_a_refresh(living: Living) -> None:
    session = living.opened()
    path = living.articles.root / "a3.md"
    path.write_bytes(path.read_bytes().replace(b"quality: 3", b"quality: 93"))
    (living.articles.root / "a0.md").unlink()
    session.refresh()
    living.until(lambda: session.counts.all == 11 and not session.busy)
    found = {row.path: row.quality for row in session.rows(session.answer.ids)}
    assert found["a3.md"] == 93 and "a0.md" not in found
    assert living.told[-1].words == "Read again: 1 changed, 1 gone"


def test_a_conflict_is_told_with_both_values_and_resolved(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    _act(living, session, lambda: session.stage("Set quality of {articles} to 80", (SetValue(("quality",), 80),)))
    path = living.articles.root / "a3.md"
    path.write_bytes(path.read_bytes().replace(b"quality: 3", b"quality: 30"))
    living.until(lambda: any(message.search == "is:conflict" for message in living.told))
    assert "1 article is in conflict" in next(told.words for told in living.told if told.search == "is:conflict")
    living.settle(session)
    _act(living, session, session.save)
    living.until(lambda: "not saved" in living.told[-1].words)
    message = living.told[-1]
    assert message.words.startswith("11 saved · a3.md was not saved: ") and message.kind == "error"
    assert "30" in message.words and "80" in message.words and message.retry == ("a3.md",)
    assert session.modified == 1
    rows: list[ChangeRow] = []
    session.unsaved.changes("", "path", False, rows.extend, list)
    living.until(lambda: [(row.field, row.theirs, row.clashes) for row in rows] == [("quality", "30", True)])
    _act(living, session, lambda: session.unsaved.resolve([rows[0].id], "mine"))
    assert living.told[-1].words == "Resolved 1 article" and living.told[-1].undoable
    _act(living, session, lambda: session.retry(message.retry))
    living.until(lambda: session.modified == 0)
    assert b"quality: 80" in path.read_bytes()


def test_no_save_takes_what_is_left_out(living: Living) -> None:
    session, before = living.opened(), living.articles.disk()
    first, second, third = session.answer.ids[:3]
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH, (first, second)))
    living.until(lambda: session.modified == 2)
    session.unsaved.leave_out((first,), True)
    session.save((first,))
    assert living.told[-1].words == "Nothing is saved: 1 article left out of the save" and not session.busy
    _act(living, session, lambda: session.save((first, third)))
    assert living.told[-1].words == "Nothing is saved: 1 article left out of the save"
    path = session.rows((first,))[0].path
    _act(living, session, lambda: session.retry((path,)))
    assert session.modified == 2 and living.articles.disk() == before
    session.settings.set(PLAN_FROM, 2)
    plans: list[PlanReport] = []
    session.planned.connect(plans.append)
    session.stage("Set quality of {articles}", (SetValue(("quality",), 70),), (first, second, third))
    living.until(lambda: len(plans) == 1)
    assert sorted(row.is_modified for row in plans[0].rows) == [False, True, True]
    _act(living, session, lambda: session.plans.apply(plans[0].number, save=True))
    living.until(lambda: session.modified == 1 and not session.busy)
    assert living.told[-1].words == "2 saved, 1 left out"
    assert living.articles.disk()[path] == before[path]


def test_what_is_left_out_is_not_saved_until_it_is_let_in(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH))
    living.until(lambda: all(row.modified for row in session.rows(session.answer.ids)))
    left = session.answer.ids[:2]
    session.unsaved.leave_out(left, True)
    _act(living, session, session.save)
    assert living.told[-1].words == "10 saved, 2 left out"
    assert session.modified == 2 and session.unsaved.left_out == set(left)
    session.unsaved.leave_out(left[:1], False)
    _act(living, session, session.save)
    assert session.modified == 1
    _act(living, session, session.discard)
    living.until(lambda: session.unsaved.left_out == frozenset())


def test_a_bulk_change_is_planned_applied_and_undone_as_a_batch(living: Living) -> None:
    living.plan_from = 3
    session = living.opened()
    plans: list[PlanReport] = []
    batches = []
    session.planned.connect(plans.append)
    session.batches_changed.connect(lambda: session.batches.history(batches.append))
    session.select(session.answer.ids)
    session.stage("Publish {articles}", PUBLISH)
    living.until(lambda: len(plans) == 1)
    assert session.modified == 0 and sum(bool(row.changes) for row in plans[0].rows) == 12
    session.plans.apply(plans[0].number, ["a0.md"], save=True)
    living.until(lambda: bool(living.told) and living.told[-1].words == "11 saved" and not session.busy)
    assert [told.words for told in living.told] == ["11 saved"]
    assert b"published: false" in (living.articles.root / "a0.md").read_bytes()
    living.until(lambda: bool(batches) and len(batches[-1]) == 1)
    details = []
    session.batches.batch(batches[-1][0].id, details.append)
    living.until(lambda: bool(details))
    assert [change.field for change in details[0].articles[0].changes] == ["published"]
    session.plans.undo_batch(batches[-1][0].id)
    living.until(lambda: len(plans) == 2)
    session.plans.drop(plans[1].number)
    session.select(session.answer.ids[:2])
    _act(living, session, lambda: session.stage("Unpublish {articles}", (SetValue(("published",), False),)))
    living.settle(session)
    assert len(plans) == 2


def test_a_plan_that_changes_nothing_is_only_told(living: Living) -> None:
    living.plan_from = 2
    session = living.opened()
    plans: list[PlanReport] = []
    session.planned.connect(plans.append)
    session.select(session.answer.ids)
    session.stage("Unpublish {articles}", (SetValue(("published",), False),))
    living.until(lambda: bool(living.told) and not session.busy)
    assert "nothing to change" in living.told[-1].words and plans == []


def test_one_field_is_reverted_and_the_difference_is_shown(living: Living) -> None:
    session = living.opened()
    (first,) = session.selection.ids
    edits = (SetValue(("published",), True), SetValue(("quality",), 77))
    _act(living, session, lambda: session.stage("Set {articles}", edits))
    diffs = []
    session.unsaved.diff(first, diffs.append)
    living.until(lambda: bool(diffs))
    assert "+quality: 77" in diffs[0].lines
    _act(living, session, lambda: session.revert((first,), ["quality"]))
    rows: list[ChangeRow] = []
    session.unsaved.changes("", "path", False, rows.extend, list)
    living.until(lambda: [row.field for row in rows] == ["published"])


def test_what_the_command_line_writes_is_seen_at_once(living: Living) -> None:
    session = living.opened()
    living.settle(session)
    command = [sys.executable, "-m", "reviewer", "set", "quality=55", str(living.articles.root / "a3.md")]
    home = {"REVIEWER_HOME": str(living.articles.home.state.parent), "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(command, env=os.environ | home, check=True, capture_output=True, timeout=60)
    a3 = living.id_of(session, "a3.md")
    living.until(lambda: session.rows((a3,))[0].quality == 55)
    living.settle(session)


def test_completions(living: Living) -> None:
    session = living.opened()
    found: list[list[str]] = []
    session.completing.values("topics", "a", found.append)
    living.until(lambda: found == [["AI"]])


def test_what_is_staged_is_there_again(living: Living) -> None:
    session = living.opened()
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH))
    session.close()
    living.until(lambda: session.collection is None)
    assert (session.modified, session.undo_name, len(session.selection.ids)) == (0, None, 0)
    session.open([living.articles.root])
    living.until(lambda: session.modified == 1)
    assert session.undo_name == "Publish article"


def test_only_some_files(living: Living) -> None:
    session = living.session()
    session.open([living.articles.root / "a1.md", living.articles.root / "a2.md"])
    living.until(lambda: len(session.answer.ids) == 2)
    assert session.collection is not None and session.collection.root == living.articles.root
    living.settle(session)


def test_what_is_being_opened_is_named_until_it_is_open(living: Living) -> None:
    session, named = living.session(), list[tuple[str, bool]]()
    session.opening_changed.connect(lambda: named.append((session.opening, session.collection is not None)))
    session.open([living.articles.root])
    living.until(lambda: len(named) == 2)
    assert named == [(living.articles.root.name, False), ("", True)]


def test_what_is_not_there_cannot_be_opened(living: Living) -> None:
    session = living.session()
    session.open([living.articles.root / "nowhere"])
    living.until(lambda: bool(living.told))
    assert living.told[0].kind == "error" and "nowhere" in living.told[0].words
    assert session.collection is None


def test_a_dead_process_is_told_and_replaced_once(living: Living) -> None:
    session = living.opened()
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH))
    for words in ("was started again", "has stopped working again"):
        process = session._desk.room._process
        assert process is not None
        living.until(lambda process=process: process.pid is not None)
        process.kill()
        living.until(lambda words=words: bool(living.told) and words in living.told[-1].words)
        if "started" in words:
            living.settle(session)
            _act(living, session, session.undo)
            assert session.modified == 0 and session.redo_name == "Publish article"
    session.undo()
    living.until(lambda: living.told[-1].kind == "error")
    assert not session.busy


def test_a_refresh_makes_way_for_an_edit(living: Living) -> None:
    session = living.opened()
    session.refresh()
    session.stage("Publish {articles}", PUBLISH)
    living.until(lambda: not session.busy)
    assert session.modified == 1


def test_a_save_whose_paths_cannot_be_looked_up_ends_in_words(living: Living, monkeypatch) -> None:
    session, before = living.opened(), living.articles.disk()
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH, session.answer.ids[:2]))
    living.until(lambda: session.modified == 2)
    session.unsaved.leave_out(session.answer.ids[:1], True)
    living.settle(session)

    def fails(reader: CatalogReader, ids: object) -> list[str]:
        raise sqlite3.DatabaseError("it is malformed")

    with monkeypatch.context() as patched:
        patched.setattr(CatalogReader, "paths", fails)
        session.save()
        living.until(lambda: not session.busy)
    assert living.told[-1].words == "Saving: The catalog could not answer: it is malformed."
    assert living.articles.disk() == before and session.modified == 2
    _act(living, session, session.save)
    assert session.modified == 1
