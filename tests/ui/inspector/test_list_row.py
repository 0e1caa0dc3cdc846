"""Topics and other lists: what is added and taken away leaves everything else alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from reviewer.articles.edits import AddItem, RemoveItem
from reviewer.ui import chips

ARTICLE = b"---\ntitle: T\ntopics: [Robotics, AI]\nnumbers: [1, 2, null]\n---\n"


@pytest.fixture
def topics(inspector):
    return inspector.sheet.topics


def chip(row, words):
    return next(button for button in row.chips.chips if button.item.words == words)


def press_cross(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=chips.cross_rect(button.rect()).center())


def test_enter_adds_a_topic(topics, session, qtbot):
    session.read(ARTICLE)
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "Oncology ")
    qtbot.keyClick(topics.input, Qt.Key.Key_Return)
    assert session.staged == [("Add topic “Oncology” to {articles}", [AddItem(("topics",), "Oncology")], {1})]
    assert topics.input.text() == ""
    qtbot.keyClick(topics.input, Qt.Key.Key_Return)
    assert len(session.staged) == 1


def test_the_cross_and_delete_remove_a_topic(topics, session, qtbot):
    session.read(ARTICLE)
    press_cross(qtbot, chip(topics, "AI"))
    qtbot.keyClick(chip(topics, "Robotics"), Qt.Key.Key_Delete)
    assert [staged[:2] for staged in session.staged] == [
        ("Remove topic “AI” from {articles}", [RemoveItem(("topics",), "AI")]),
        ("Remove topic “Robotics” from {articles}", [RemoveItem(("topics",), "Robotics")]),
    ]


def test_a_press_beside_the_cross_does_nothing_where_all_have_the_topic(topics, session, qtbot):
    session.read(ARTICLE)
    qtbot.mouseClick(chip(topics, "AI"), Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    qtbot.keyClick(chip(topics, "AI"), Qt.Key.Key_Space)
    assert session.staged == []


def test_a_second_press_of_a_double_click_removes_nothing_more(topics, session, qtbot):
    session.read(ARTICLE)
    button = chip(topics, "Robotics")
    place = chips.cross_rect(button.rect()).center()
    press_cross(qtbot, button)
    session.answer(b"---\ntitle: T\ntopics: [AI]\n---\n")
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton, pos=place)
    assert len(session.staged) == 1


def test_topics_of_a_selection_say_how_many_have_them(topics, session, qtbot, summarized):
    field = summarized("topics", "different", kind="list", present=40, distinct=7)
    session.summarize(*range(40), fields=[field], topics=[("AI", 40), ("Robotics", 12)])
    assert [(button.item.words, button.item.note) for button in topics.chips.chips] == [
        ("AI", ""),
        ("Robotics", "12 of 40"),
    ]
    assert "12 of 40" in chip(topics, "Robotics").accessibleName()
    qtbot.mouseClick(chip(topics, "Robotics"), Qt.MouseButton.LeftButton, pos=QPoint(6, 8))
    qtbot.keyClick(chip(topics, "Robotics"), Qt.Key.Key_Return)
    press_cross(qtbot, chip(topics, "AI"))
    everyone = set(range(40))
    assert session.staged == [
        ("Add topic “Robotics” to {articles}", [AddItem(("topics",), "Robotics")], everyone),
        ("Add topic “Robotics” to {articles}", [AddItem(("topics",), "Robotics")], everyone),
        ("Remove topic “AI” from {articles}", [RemoveItem(("topics",), "AI")], everyone),
    ]


def test_a_topic_being_typed_goes_to_the_article_it_was_typed_for(topics, session, qtbot):
    session.read(ARTICLE, 1)
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "Oncology")
    session.choose(2)
    session.answer(ARTICLE, 2)
    assert session.staged == [("Add topic “Oncology” to {articles}", [AddItem(("topics",), "Oncology")], {1})]
    assert topics.input.text() == ""


def test_an_answer_for_the_same_article_keeps_what_is_typed(topics, session, qtbot):
    session.read(ARTICLE, 1)
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "Onc")
    session.answer(ARTICLE.replace(b"T", b"U"), 1)
    assert topics.input.text() == "Onc"


def test_escape_clears_what_is_typed(topics, session, qtbot, inspector):
    session.read(ARTICLE)
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "Onc")
    qtbot.keyClick(topics.input, Qt.Key.Key_Escape)
    inspector.commit_pending()
    assert session.staged == []


def test_topics_in_use_are_offered(topics, session, qtbot):
    session.read(ARTICLE)
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "r")
    qtbot.keyClicks(topics.input, "o")
    (first, second) = session.asked
    assert second[:2] == ("topics", "ro")
    second[2](["Robotics", "Rockets", "Roses"])
    assert topics.input.offered == ["Rockets", "Roses"]
    first[2](["Rabbits"])
    assert topics.input.offered == ["Rockets", "Roses"]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    assert topics.input.text() == "Rockets"
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert session.staged == [("Add topic “Rockets” to {articles}", [AddItem(("topics",), "Rockets")], {1})]
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_an_answer_after_the_field_was_left_opens_nothing(topics, session, qtbot, inspector):
    session.read(ARTICLE)
    topics.input.setFocus()
    qtbot.keyClicks(topics.input, "x")
    answer = session.asked[0][2]
    inspector.sheet.fields.row("title").focus()
    answer(["Xylophones"])
    assert QApplication.activePopupWidget() is None


def test_items_of_another_list(inspector, session, qtbot):
    session.read(ARTICLE)
    row = inspector.sheet.fields.row("numbers")
    press_cross(qtbot, chip(row, "2"))
    qtbot.keyClicks(row.input, "3")
    inspector.commit_pending()
    assert [staged[:2] for staged in session.staged] == [
        ("Remove “2” from numbers of {articles}", [RemoveItem(("numbers",), "2")]),
        ("Add “3” to numbers of {articles}", [AddItem(("numbers",), "3")]),
    ]


def test_very_many_topics_are_shown_a_few_at_a_time(topics, session, summarized):
    names = [(f"topic {number}", 1) for number in range(1_000)]
    field = summarized("topics", "different", kind="list", present=2, distinct=2)
    session.summarize(1, 2, fields=[field], topics=names)
    few = len(topics.chips.chips)
    assert few < 40
    topics.chips._more.click()
    assert few < len(topics.chips.chips) < 200


def test_hostile_topics_are_shown_as_they_are(topics, session):
    session.read(b'---\ntopics: ["<b>x</b>", "a&b", "' + b"y" * 5_000 + b'", "{articles}"]\n---\n')
    assert [button.item.words for button in topics.chips.chips][:2] == ["<b>x</b>", "a&b"]
    assert all(button.width() <= topics.width() + 1 for button in topics.chips.chips)
    assert "&lt;b&gt;" not in topics.chips.chips[0].accessibleName()


def test_focus_stays_in_the_list_when_the_last_topic_goes(topics, session, qtbot):
    session.read(ARTICLE)
    chip(topics, "AI").setFocus()
    qtbot.keyClick(chip(topics, "AI"), Qt.Key.Key_Delete)
    session.answer(b"---\ntitle: T\ntopics: [Robotics]\n---\n")
    assert chip(topics, "Robotics").hasFocus()
    session.answer(b"---\ntitle: T\ntopics: []\n---\n")
    assert topics.input.hasFocus()
