"""An article whose file another program changes while it has unsaved edits, as the window shows it."""

import pytest
from article_folder import Collection
from living import Living

from reviewer.articles.edits import SetValue
from reviewer.ui.article_list import columns
from reviewer.ui.inspector.inspector import CHANGED_ON_DISK
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
