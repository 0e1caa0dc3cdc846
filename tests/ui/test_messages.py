import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from reviewer.session.events import Message
from reviewer.ui.message_bar import LINES
from reviewer.ui.messages import MOST, Messages


@pytest.fixture
def messages(qtbot) -> Messages:
    shown = Messages()
    qtbot.addWidget(shown)
    return shown


def _words(messages: Messages) -> list[str]:
    return [bar.message.words for bar in messages.bars]


def test_nothing_is_shown_without_a_message(messages: Messages) -> None:
    assert messages.isHidden()
    messages.tell(Message("Saved", "success"))
    assert not messages.isHidden()
    messages.clear()
    assert messages.isHidden() and messages.bars == []


def test_what_went_well_makes_way_and_what_went_wrong_stays(messages: Messages) -> None:
    for words, kind in (("a", "success"), ("b", "error"), ("c", "plain"), ("d", "warning"), ("e", "success")):
        messages.tell(Message(words, kind))
    assert _words(messages) == ["d", "e"]


def test_a_newer_message_about_the_same_takes_the_place_of_the_older(messages: Messages) -> None:
    messages.tell(Message("a.md was not saved: no room", "error", about="saves"))
    messages.tell(Message("b.md was not changed: no key", "warning", about="edits"))
    messages.tell(Message("1 saved", "success", about="saves"))
    assert _words(messages) == ["b.md was not changed: no key", "1 saved"]


def test_what_a_message_speaks_of_can_be_shown(messages: Messages, qtbot) -> None:
    messages.tell(Message("3 articles have unsaved edits", search="is:modified"))
    bar = messages.bars[0]
    assert not bar.show_them.isHidden() and bar.undo.isHidden()
    with qtbot.waitSignal(messages.search_asked) as asked:
        bar.show_them.click()
    assert asked.args == ["is:modified"]
    messages.tell(Message("Fine", "success"))
    assert messages.bars[0].show_them.isHidden()


def test_what_is_over_goes(messages: Messages) -> None:
    messages.tell(Message("2 in conflict", "warning", about="conflicts"))
    messages.tell(Message("a.md was not saved", "error", about="saves", retry=("a.md", "b.md")))
    assert messages.retried == ("a.md", "b.md")
    messages.forget_retry(frozenset(("b.md", "c.md")))
    assert len(messages.bars) == 2
    messages.forget("conflicts")
    messages.forget_retry(frozenset(("c.md",)))
    assert messages.bars == []


def test_the_same_message_is_not_shown_twice(messages: Messages) -> None:
    for _ in range(3):
        messages.tell(Message("No room on the disk", "error"))
    assert _words(messages) == ["No room on the disk"]


def test_no_more_than_some_at_once(messages: Messages) -> None:
    for number in range(9):
        messages.tell(Message(str(number), "error"))
    assert _words(messages) == [str(number) for number in range(9 - MOST, 9)]


def test_a_message_that_went_well_goes_by_itself(messages: Messages, qtbot) -> None:
    messages.tell(Message("Failed", "error"))
    messages.tell(Message("Saved", "success"))
    (timer,) = messages.findChildren(QTimer)
    assert timer.isActive()
    timer.setInterval(0)
    qtbot.waitUntil(lambda: _words(messages) == ["Failed"])


def test_undo_is_offered_until_another_step(messages: Messages, qtbot) -> None:
    messages.tell(Message("Published 3 articles", "success", undoable=True))
    bar = messages.bars[0]
    assert not bar.undo.isHidden() and bar.details.isHidden()
    with qtbot.waitSignal(messages.undo_asked):
        bar.undo.click()
    messages.tell(Message("Published 4 articles", "success", undoable=True))
    messages.forget_undo()
    assert messages.bars[0].undo.isHidden()


def test_very_many_details_are_cut_where_they_are_shown(messages: Messages) -> None:
    messages.tell(Message("9,000 failed", "error", tuple(f"{number}.md: gone" for number in range(9000))))
    lines = messages.bars[0].text.toPlainText().splitlines()
    assert len(lines) == LINES + 1 and lines[-1] == "… and 8,600 more"


def test_reading_that_was_stopped_can_go_on(messages: Messages, qtbot) -> None:
    messages.tell(Message("Reading stopped", "warning", goes_on=True))
    (bar,) = messages.bars
    assert not bar.go_on.isHidden() and bar.retry.isHidden()
    with qtbot.waitSignal(messages.going_on_asked):
        bar.go_on.click()
    assert messages.bars == []


def test_failed_saves_can_be_tried_again(messages: Messages) -> None:
    asked: list[object] = []
    messages.retry_asked.connect(asked.append)
    messages.tell(Message("1 saved, 2 failed", "error", retry=("a.md", "b.md")))
    messages.tell(Message("Fine", "success"))
    assert [bar.retry.isHidden() for bar in messages.bars] == [False, True]
    messages.bars[0].retry.click()
    assert asked == [("a.md", "b.md")] and _words(messages) == ["Fine"]


def test_buttons_stand_below_the_words_where_they_would_press_them_together(messages: Messages, qtbot) -> None:
    messages.tell(Message("Publish 58 articles would change 57", "warning", plan=1))
    bar = messages.bars[0]
    for width, is_below in ((700, False), (230, True), (700, False)):
        messages.resize(width, 300)
        messages.show()
        qtbot.waitExposed(messages)
        bar.layout().activate()
        top = bar.show_them.mapTo(bar, bar.show_them.rect().topLeft()).y()
        foot = bar._words.mapTo(bar, bar._words.rect().bottomLeft()).y()
        assert (top >= foot) == is_below, width


def test_an_older_message_waits_where_both_would_hide_the_list(qtbot) -> None:
    region = QWidget()
    qtbot.addWidget(region)
    region.resize(260, 300)
    messages = Messages(region)
    messages.resize(260, 10)
    for number in (1, 2):
        messages.tell(Message(f"{number} articles are in conflict: another program changed the same fields", "error"))
    first, second = messages.bars
    assert first.isHidden() and not second.isHidden()
    assert second.maximumHeight() > second.heightForWidth(260), "no line is cut"
    second.dismissed.emit()
    assert not first.isHidden()
