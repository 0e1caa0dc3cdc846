"""An article whose file another program changes while it has unsaved edits, as the window shows it."""

import pytest
from article_folder import Collection
from living import Living

from reviewer.articles.edits import SetValue
from reviewer.ui.article_list import columns
from reviewer.ui.changes.change_words import reason
from reviewer.ui.inspector.conflict_bar import CHANGED_ON_DISK, GONE
from reviewer.ui.main_window import MainWindow


@pytest.fixture
def articles(tmp_path) -> Collection:
    collection = Collection(tmp_path, 3)
    yield collection
    collection.close()


@pytest.fixture
def living(articles: Collection, qtbot) -> Living:
    life = Living(articles, qtbot)
    yield life
    life.end()


def _publish(living: Living, window: MainWindow, path: str) -> int:
    article = living.id_of(window.session, path)
    window.session.select((article,))
    living.until(lambda: window.deeds.judging.fits.to_publish == 1)
    living.settle(window.session)
    window.menu_actions["publish"].trigger()
    living.until(lambda: window.session.modified == 1 and not window.session.busy)
    return article


def _overtake(articles: Collection, path: str) -> None:
    file = articles.root / path
    file.write_bytes(file.read_bytes().replace(b"published: false", b"published: 2021-01-01"))


def _told(window: MainWindow) -> list[str]:
    return [bar.message.words for bar in window.messages.bars]


def _is_marked(window: MainWindow, article: int) -> bool:
    return window.session.rows((article,))[0].conflict


def test_a_refused_save_is_told_and_revert_takes_the_file(living: Living, articles: Collection) -> None:
    window = living.window()
    session, actions, inspector = window.session, window.menu_actions, window.inspector
    article = _publish(living, window, "a1.md")
    _overtake(articles, "a1.md")
    actions["save all"].trigger()
    living.until(lambda: _is_marked(window, article) and inspector.subject.conflict)
    living.until(lambda: any(words.startswith("a1.md was not saved: published") for words in _told(window)))
    assert columns.modified(session.rows((article,))[0]) == "⇄ Changed on disk"
    assert "changed on disk" in columns.sentence(session.rows((article,))[0])
    assert not inspector.conflict.isHidden() and inspector.conflict.text().replace("\u200b", "") == CHANGED_ON_DISK
    assert inspector.subject.field("published").modified
    assert not inspector.sheet.isEnabled()
    living.until(lambda: window.deeds.judging.fits.conflicts == 1)
    enabled = {name for name in ("publish", "unpublish", "raise", "save", "revert") if actions[name].isEnabled()}
    assert enabled == {"revert"}
    actions["revert"].trigger()
    living.until(lambda: not session.busy and not inspector.subject.conflict)
    assert not _is_marked(window, article) and inspector.sheet.isEnabled() and inspector.conflict.isHidden()
    living.until(actions["publish"].isEnabled)


def test_reading_the_article_again_is_enough_to_notice(living: Living, articles: Collection) -> None:
    window = living.window()
    article = _publish(living, window, "a1.md")
    window.session.select((living.id_of(window.session, "a2.md"),))
    living.settle(window.session)
    _overtake(articles, "a1.md")
    window.session.select((article,))
    living.until(lambda: window.inspector.subject.conflict and _is_marked(window, article))
    assert window.session.modified == 1


def test_among_others_it_is_left_out(living: Living, articles: Collection) -> None:
    window = living.window()
    article = _publish(living, window, "a1.md")
    _overtake(articles, "a1.md")
    window.session.refresh()
    living.until(lambda: _is_marked(window, article))
    window.article_list.select_all()
    living.until(lambda: window.deeds.judging.fits.selected == 3)
    assert window.deeds.judging.fits.to_publish == 2
    assert window.menu_actions["revert"].isEnabled() and not window.menu_actions["save"].isEnabled()


def test_a_start_tells_of_the_edits_of_the_run_before(living: Living, articles: Collection) -> None:
    library = articles.opened()
    library.stage("Publish", [SetValue(("published",), True)], ["a0.md", "a2.md"])
    articles.close()
    window = living.window()
    (bar,) = window.messages.bars
    assert (bar.message.words, bar.message.kind) == ("2 articles have unsaved edits from last time", "plain")
    bar.show_them.click()
    living.until(lambda: len(window.session.answer.ids) == 2)
    assert window.search.text() == "is:modified"


def test_a_file_that_is_gone_is_called_so(living: Living, articles: Collection) -> None:
    window = living.window()
    article = _publish(living, window, "a1.md")
    file = articles.root / "a1.md"
    kept = file.read_bytes()
    file.unlink()
    window.session.refresh()
    living.until(lambda: window.inspector.subject.is_gone and window.session.unsaved.conflicts == 1)
    assert _told(window)[-1] == "1 article was deleted or moved: revert, or put its file back"
    assert (
        window.inspector.conflict.text().replace("\u200b", "") == GONE and window.inspector.conflict.resolve.isHidden()
    )
    assert columns.modified(window.session.rows((article,))[0]) == "⇄ Deleted or moved"
    window.menu_actions["changes"].trigger()
    living.until(lambda: window.changes.totals.conflicts == 1)
    assert not window.changes.head.all_mine.isEnabled() and not window.changes.head.all_theirs.isEnabled()
    assert window.changes.table.current_row is not None
    assert reason(window.changes.table.current_row) == "Its file was deleted or moved: revert, or put it back"
    save = window.menu_actions["save all"]
    assert not save.isEnabled() and save.iconText() == "Save"
    living.answers.closing = "cancel"
    window.close()
    assert living.answers.asked == ["closing with 1, 1 in conflict"]
    file.write_bytes(kept)
    window.session.refresh()
    living.until(lambda: window.session.unsaved.conflicts == 0 and save.isEnabled())
    assert save.iconText() == "Save 1" and not any("deleted" in words for words in _told(window))


def test_a_field_in_conflict_tells_what_was_staged(living: Living, articles: Collection) -> None:
    window = living.window()
    article = living.id_of(window.session, "a1.md")
    window.session.stage("Edit {articles}", [SetValue(("quality",), 88)], (article,))
    living.until(lambda: window.session.modified == 1 and not window.session.busy)
    file = articles.root / "a1.md"
    file.write_bytes(file.read_bytes().replace(b"quality: 1\n", b"quality: 11\n"))
    window.session.select((article,))
    window.session.refresh()
    label = window.inspector.sheet.quality.label
    living.until(lambda: label.text() == "Quality · in conflict, yours: 88")
    assert not window.inspector.conflict.resolve.isHidden()
    window.session.revert((article,))
    living.until(lambda: label.text() == "Quality")


def test_what_failed_is_not_offered_again_once_it_is_reverted(living: Living, articles: Collection) -> None:
    window = living.window()
    article = _publish(living, window, "a1.md")
    _overtake(articles, "a1.md")
    window.menu_actions["save all"].trigger()
    living.until(lambda: window.messages.retried == ("a1.md",))
    window.session.revert((article,))
    living.until(lambda: window.session.modified == 0 and window.messages.retried == ())


def test_the_number_on_save_is_what_it_saves(living: Living) -> None:
    window = living.window()
    session, save = window.session, window.menu_actions["save all"]
    session.stage("Publish {articles}", [SetValue(("published",), True)], session.answer.ids)
    living.until(lambda: save.iconText() == "Save 3" and not session.busy)
    session.unsaved.leave_out(session.answer.ids[:1], True)
    assert save.iconText() == "Save 2"
    session.unsaved.leave_out(session.answer.ids, True)
    assert save.iconText() == "Save" and not save.isEnabled()
    window.close()
    assert living.answers.asked == ["closing with 3, 3 left out"]


def test_a_step_of_different_qualities_is_answered(living: Living) -> None:
    window = living.window()
    window.article_list.select_all()
    living.until(lambda: window.deeds.judging.fits.is_quality_different)
    window.menu_actions["raise"].trigger()
    assert _told(window)[-1].startswith("The selected articles do not have one quality in common")
    assert window.session.modified == 0


def test_empty_changes_leave_the_keyboard_to_the_list(living: Living) -> None:
    window = living.window()
    living.activate(window)
    window.article_list.focus_list()
    window.menu_actions["changes"].trigger()
    assert window.changes.isVisible() and window.article_list.view.hasFocus()
