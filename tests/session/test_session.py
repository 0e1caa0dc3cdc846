"""The session against a real folder, catalog, journal and process."""

from living import Living

from reviewer.articles.edits import SetValue
from reviewer.library.catalog_schema import Sort
from reviewer.session.events import Selection
from reviewer.session.session import Session

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


def test_a_failed_save_is_told_with_the_reason(living: Living) -> None:
    session = living.opened()
    session.select(session.answer.ids)
    _act(living, session, lambda: session.stage("Publish {articles}", PUBLISH))
    path = living.articles.root / "a3.md"
    path.write_bytes(path.read_bytes() + b"more\n")
    _act(living, session, session.save)
    message = living.told[-1]
    assert message.words.startswith("11 saved · a3.md was not saved: another program ") and message.kind == "error"
    assert session.modified == 1


def test_completions(living: Living) -> None:
    session = living.opened()
    found: list[list[str]] = []
    session.complete("topics", "a", found.append)
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
