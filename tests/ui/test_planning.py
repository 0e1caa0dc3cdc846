"""A bulk change in the whole window: asked about, applied, dropped."""

from collections.abc import Iterator

import pytest
from living import Living
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.articles.edits import SetValue
from reviewer.session.events import Message
from reviewer.ui.main_window import MainWindow
from reviewer.ui.plan.plan_dialog import PlanDialog


@pytest.fixture
def window(living: Living) -> Iterator[MainWindow]:
    """Asks from two articles on."""
    living.plan_from = 2
    made = living.window()
    yield made
    if made.planning.dialog is not None:
        made.planning.dialog.reject()


def _select(living: Living, window: MainWindow, count: int) -> None:
    ids = window.session.answer.ids[:count]
    window.session.select(ids, ids[0])
    living.until(lambda: window.deeds.judging.fits.selected == count and window.inspector.subject.count == count)
    living.settle(window.session)


def _planned(living: Living, window: MainWindow) -> PlanDialog:
    living.until(lambda: window.planning.dialog is not None)
    assert window.planning.dialog is not None
    return window.planning.dialog


def _all_done(living: Living, window: MainWindow, modified: int) -> None:
    living.until(lambda: window.session.modified == modified and not window.session.busy)


def test_publish_shows_the_plan_and_applies_it(living: Living, window: MainWindow) -> None:
    _select(living, window, 5)
    window.menu_actions["publish"].trigger()
    dialog = _planned(living, window)
    assert dialog.headline == "5 will change" and window.session.modified == 0
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    dialog.rows.toggle([range(1)])
    dialog.apply_button.click()
    _all_done(living, window, 4)
    assert window.session.undo_name == "Publish 4 articles"
    assert window.foot.tabText(0) == "Changes 4" and window.status.modified.words == "4 modified"


def test_apply_and_save(living: Living, window: MainWindow) -> None:
    before = living.articles.disk()
    _select(living, window, 12)
    window.menu_actions["publish"].trigger()
    _planned(living, window).save_button.click()
    living.until(lambda: living.articles.disk() != before and not window.session.busy)
    _all_done(living, window, 0)
    assert all(b"published: true" in text for text in living.articles.disk().values())


def test_what_is_so_already_and_what_cannot_be_changed_is_told(living: Living, window: MainWindow) -> None:
    _select(living, window, 1)
    window.menu_actions["publish"].trigger()
    _all_done(living, window, 1)
    (living.articles.root / "broken.md").write_bytes(b"---\ntitle: [\n---\n")
    window.session.refresh()
    living.until(lambda: len(window.session.answer.ids) == 13 and not window.session.busy)
    window.session.select(window.session.answer.ids)
    living.until(lambda: window.deeds.judging.fits.selected == 13)
    window.menu_actions["publish"].trigger()
    dialog = _planned(living, window)
    assert dialog.headline == "11 will change, 1 is unchanged, 1 cannot be changed"


def test_after_cancel_the_inspector_shows_what_is_there(living: Living, window: MainWindow) -> None:
    _select(living, window, 3)
    row = window.inspector.sheet.quality
    before = row.text
    row.input.type_over("77")
    row.commit()
    assert row.text == "77"
    _planned(living, window).reject()
    assert row.text == before and window.session.modified == 0
    living.settle(window.session)
    row.input.type_over("78")
    row.commit()
    _planned(living, window).apply_button.click()
    _all_done(living, window, 3)
    living.until(lambda: row.text == "78")


def test_repeated_steps_of_quality_ask_once(living: Living, window: MainWindow) -> None:
    _select(living, window, 2)
    row = window.inspector.sheet.quality
    row.input.type_over("40")
    row.commit()
    _planned(living, window).apply_button.click()
    _all_done(living, window, 2)
    living.until(lambda: window.deeds.judging.fits.quality == 40 and window.menu_actions["raise"].isEnabled())
    asked: list[object] = []
    window.session.planned.connect(asked.append)
    for name in ("raise", "raise", "raise ten", "lower"):
        window.menu_actions[name].trigger()
    assert row.text == "51"
    dialog = _planned(living, window)
    assert dialog.rows.line(0)[1].new == "51"
    dialog.apply_button.click()
    living.until(lambda: window.deeds.judging.fits.quality == 51 and not window.session.busy)
    assert len(asked) == 1


def test_a_drag_asks_once_when_it_ends(living: Living, window: MainWindow) -> None:
    _select(living, window, 2)
    living.activate(window)
    asked: list[object] = []
    window.session.planned.connect(asked.append)
    slider = window.inspector.sheet.quality.slider
    middle = slider.rect().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    for by in range(5):
        QTest.mouseMove(slider, middle + QPoint(by, 0))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=middle)
    _planned(living, window).reject()
    living.settle(window.session)
    assert len(asked) == 1


def test_a_topic_for_several(living: Living, window: MainWindow) -> None:
    _select(living, window, 4)
    topics = window.inspector.sheet.topics
    topics.input.setText("Brand new")
    topics.commit()
    dialog = _planned(living, window)
    assert dialog.headline == "4 will change" and "Brand new" in dialog.windowTitle()
    dialog.apply_button.click()
    _all_done(living, window, 4)
    window.session.undo()
    _all_done(living, window, 0)


def test_one_article_is_not_asked_about(living: Living, window: MainWindow) -> None:
    _select(living, window, 1)
    window.menu_actions["publish"].trigger()
    _all_done(living, window, 1)
    assert window.planning.dialog is None


def test_a_newer_plan_takes_the_place_of_the_older(living: Living, window: MainWindow) -> None:
    _select(living, window, 3)
    window.menu_actions["publish"].trigger()
    first = _planned(living, window)
    window.session.stage("Set quality of {articles} to 3", [SetValue(("quality",), 3)])
    living.until(lambda: window.planning.dialog is not None and window.planning.dialog is not first)
    assert len([each for each in window.findChildren(PlanDialog) if each.isVisible()]) == 1
    _planned(living, window).apply_button.click()
    _all_done(living, window, 3)
    assert window.session.undo_name == "Set quality of 3 articles to 3"


def test_a_plan_that_comes_late_waits_until_it_is_asked_for(living: Living, window: MainWindow) -> None:
    _select(living, window, 3)
    window.planning.meanwhile.patience = -1
    window.menu_actions["publish"].trigger()
    living.until(lambda: len(window.messages.bars) == 1)
    (bar,) = window.messages.bars
    assert bar.message.words == "The plan for “Publish 3 articles” is ready" and window.planning.dialog is None
    window.tell(Message("Saved", "success"))
    window.tell(Message("No room", "error"))
    assert bar in window.messages.bars
    bar.show_them.click()
    assert bar not in window.messages.bars
    _planned(living, window).apply_button.click()
    _all_done(living, window, 3)
    window.menu_actions["unpublish"].trigger()
    living.until(lambda: window.messages.bars[-1].message.plan is not None)
    window.messages.bars[-1].close_button.click()
    assert window.planning.dialog is None and all(bar.message.plan is None for bar in window.messages.bars)


def test_what_is_typed_is_not_taken_by_a_plan(living: Living, window: MainWindow) -> None:
    _select(living, window, 3)
    living.activate(window)
    planned: list[object] = []
    window.session.planned.connect(planned.append)
    window.menu_actions["publish"].trigger()
    QCoreApplication.processEvents()
    window.search.setFocus()
    QTest.keyClicks(window.search, "x")
    living.until(lambda: len(planned) == 1)
    assert window.planning.dialog is None and window.messages.bars[-1].message.plan is not None
    window.menu_actions["publish"].trigger()
    assert all(bar.message.plan is None for bar in window.messages.bars)
    _planned(living, window)


def test_one_plan_is_made_at_a_time(living: Living, window: MainWindow) -> None:
    _select(living, window, 3)
    planned: list[object] = []
    window.session.planned.connect(planned.append)
    for _ in range(3):
        window.menu_actions["publish"].trigger()
    assert window.messages.bars[-1].message.words.endswith("still being looked up for “Publish 3 articles”")
    _planned(living, window).reject()
    living.settle(window.session)
    assert len(planned) == 1
    window.menu_actions["publish"].trigger()
    _planned(living, window)


def test_undoing_a_batch_shows_the_same_plan(living: Living, window: MainWindow) -> None:
    before = living.articles.disk()
    _select(living, window, 6)
    window.menu_actions["publish"].trigger()
    _planned(living, window).save_button.click()
    living.until(lambda: living.articles.disk() != before and not window.session.busy)
    _all_done(living, window, 0)
    living.activate(window)
    window.menu_actions["history"].trigger()
    living.until(lambda: len(window.history.batches.shown) == 1)
    living.until(lambda: window.history.page.lines.rowCount() == 6)
    window.history.undo()
    dialog = _planned(living, window)
    assert dialog.headline == "6 will change" and dialog.windowTitle().startswith("Undo")
    dialog.save_button.click()
    living.until(lambda: living.articles.disk() == before and not window.session.busy)
    living.until(lambda: len(window.history.batches.shown) == 2)
    living.until(lambda: window.history.batches.shown[1].undone == 6)
