"""What is typed in the inspector reaches the articles it was typed for, and nothing else is ever written."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QSlider, QWidget

from reviewer.articles.edits import RemoveValue, SetValue
from reviewer.articles.values import Timestamp
from reviewer.ui.inspector.field_rows import FIRST, MORE
from reviewer.ui.inspector.list_row import ListRow
from reviewer.ui.inspector.other_rows import FixedRow, FlagRow
from reviewer.ui.inspector.text_row import TextRow

ARTICLE = b"""---
category: news
title: Deep learning improves interpretation of tumors
excerpt: An excerpt.
publishedDateTime: 2021-10-18T15:53:00Z
type: article
quality: 19
published: false
provider:
  name: National Institute
topics: [Machine Learning, AI]
featured: true
authors: [Ann, Bob]
secured: "ogQQPl7J/XwuWAtrU1em3ZuAyiNlNwb5"
---
body
"""
OTHER = ARTICLE.replace(b"news", b"views").replace(b"Deep", b"Shallow")


def row(inspector, path):
    found = inspector.sheet.fields.row(path)
    assert found is not None, path
    return found


def type_into(qtbot, widget, text):
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)


# ---- one article


def test_shows_what_the_article_says(inspector, session):
    session.read(ARTICLE)
    assert inspector.name.words == "1.md"
    assert row(inspector, "title").text == "Deep learning improves interpretation of tumors"
    assert row(inspector, "publishedDateTime").text == "2021-10-18T15:53:00Z"
    assert isinstance(row(inspector, "featured"), FlagRow)
    assert isinstance(row(inspector, "authors"), ListRow)
    assert isinstance(row(inspector, "secured"), FixedRow)
    assert row(inspector, "secured").line.text() == "locked, 32 characters"
    assert row(inspector, "secured").line.isReadOnly()
    assert row(inspector, "provider.name").text == "National Institute"
    assert [chip.item.words for chip in inspector.sheet.topics.chips.chips] == ["Machine Learning", "AI"]


def test_enter_stages_what_was_typed(inspector, session, qtbot):
    session.read(ARTICLE)
    field = row(inspector, "category").input
    type_into(qtbot, field, "views")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.staged == [("Set category of {articles}", [SetValue(("category",), "views")], {1})]
    row(inspector, "title").focus()
    assert len(session.staged) == 1


def test_leaving_a_field_stages_only_what_differs(inspector, session, qtbot):
    session.read(ARTICLE)
    row(inspector, "category").focus()
    row(inspector, "title").focus()
    row(inspector, "type").focus()
    assert session.staged == []
    type_into(qtbot, row(inspector, "type").input, "video")
    row(inspector, "title").focus()
    assert session.staged == [("Set type of {articles}", [SetValue(("type",), "video")], {1})]


def test_a_text_that_grows_takes_enter_and_breaks_lines_with_shift(inspector, session, qtbot):
    session.read(ARTICLE)
    field = row(inspector, "excerpt").input
    low = field.height()
    type_into(qtbot, field, "One")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field, "two")
    qtbot.waitUntil(lambda: field.height() > low)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.staged[0][1] == [SetValue(("excerpt",), "One\ntwo")]


def test_escape_puts_back_what_was_shown(inspector, session, qtbot):
    session.read(ARTICLE)
    for path in ("category", "title"):
        before = row(inspector, path).text
        field = row(inspector, path).input
        type_into(qtbot, field, "something else")
        assert row(inspector, path).frame.is_modified
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert row(inspector, path).text == before
        assert not row(inspector, path).frame.is_modified
    row(inspector, "type").focus()
    assert session.staged == []


def test_emptying_a_text_stages_an_empty_text(inspector, session, qtbot):
    session.read(ARTICLE)
    field = row(inspector, "category").input
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.staged[0][1] == [SetValue(("category",), "")]


def test_a_date_that_is_none_stages_nothing_and_says_why(inspector, session, qtbot):
    session.read(ARTICLE)
    field = row(inspector, "publishedDateTime").input
    type_into(qtbot, field, "yesterday")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.staged == []
    assert "yesterday" in row(inspector, "publishedDateTime").error.words
    assert row(inspector, "publishedDateTime").error.isVisible()
    type_into(qtbot, field, "2022-01-02")
    assert not row(inspector, "publishedDateTime").error.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.staged[0][1] == [SetValue(("publishedDateTime",), Timestamp("2022-01-02"))]


def test_what_cannot_be_staged_is_said_when_the_article_is_left(inspector, session, qtbot):
    session.read(ARTICLE)
    type_into(qtbot, row(inspector, "publishedDateTime").input, "yesterday")
    session.read(OTHER, 2)
    assert session.staged == []
    assert "yesterday" in inspector.notice.words.words
    assert inspector.notice.isVisible()
    assert row(inspector, "publishedDateTime").text == "2021-10-18T15:53:00Z"
    assert not row(inspector, "publishedDateTime").error.isVisible()


def test_a_flag_is_staged_at_the_click(inspector, session):
    session.read(ARTICLE)
    row(inspector, "featured").box.click()
    assert session.staged == [("Set featured of {articles}", [SetValue(("featured",), False)], {1})]


def test_removing_a_field(inspector, session):
    session.read(ARTICLE)
    row(inspector, "provider.name").remove_field()
    assert session.staged == [("Remove provider from {articles}", [RemoveValue(("provider", "name"))], {1})]


def test_adding_a_field_shows_a_row_and_stages_when_something_is_typed(inspector, session, qtbot):
    session.read(ARTICLE)
    assert inspector.sheet.fields.row("webUrl") is None
    inspector.sheet.fields.add_row("webUrl")
    assert row(inspector, "webUrl").input.hasFocus()
    row(inspector, "title").focus()
    assert session.staged == []
    type_into(qtbot, row(inspector, "webUrl").input, "https://a.example/")
    row(inspector, "title").focus()
    assert session.staged == [("Set web link of {articles}", [SetValue(("webUrl",), "https://a.example/")], {1})]
    session.read(OTHER, 2)
    assert inspector.sheet.fields.row("webUrl") is None


def test_what_is_modified_is_marked(inspector, session):
    session.choose(1)
    session.answer(ARTICLE, modified=True, changed=("category", "topics", "webUrl", "published"))
    assert inspector.status.words == "modified"
    typed = [shown for shown in inspector.sheet.fields.rows if isinstance(shown, TextRow)]
    marked = {shown.path for shown in typed if shown.frame.is_modified}
    assert marked == {"category", "webUrl"}
    assert inspector.sheet.topics.label.is_modified
    assert inspector.sheet.published.label.is_modified
    assert not inspector.sheet.quality.label.is_modified
    session.answer(ARTICLE)
    assert inspector.status.words == ""
    assert not row(inspector, "category").frame.is_modified
    assert inspector.sheet.fields.row("webUrl") is None


def test_an_article_with_a_problem_says_why_it_cannot_be_edited(inspector, session):
    session.read(b"---\ntitle: [\n---\n")
    assert not inspector.page.isVisible()
    assert "cannot be edited" in inspector.empty.words
    assert "line 3" in inspector.empty.words
    session.read(ARTICLE)
    assert inspector.page.isVisible()


def test_what_is_still_being_read_is_not_called_unselected(inspector, session):
    session.choose()
    session.choose(1, 2, 3)
    assert "3 articles" in inspector.empty.words and "No article is selected" not in inspector.empty.words
    session.choose()


def test_nothing_selected_and_nothing_open(inspector, session):
    session.read(ARTICLE)
    session.choose()
    assert "No article is selected" in inspector.empty.words
    assert not inspector.page.isVisible()
    session.collection = None
    session.closed.emit()
    assert "Open a folder" in inspector.empty.words


def test_groups_are_shown_with_their_size_and_not_edited(inspector, session):
    session.read(b"---\nauthors:\n  - name: A\n  - name: B\nnothing: {}\n---\n")
    assert row(inspector, "authors").line.text() == "2 groups of fields, only in the file"
    assert row(inspector, "nothing").line.text() == "empty"


# ---- answers that come while somebody types


def test_typed_text_goes_to_the_article_it_was_typed_for(inspector, session, qtbot):
    session.read(ARTICLE, 1)
    type_into(qtbot, row(inspector, "title").input, "Typed for the first")
    session.choose(2)
    qtbot.keyClicks(row(inspector, "title").input, " one")
    assert session.staged == []
    session.answer(OTHER, 2)
    assert session.staged == [("Set title of {articles}", [SetValue(("title",), "Typed for the first one")], {1})]
    assert row(inspector, "title").text == "Shallow learning improves interpretation of tumors"
    row(inspector, "category").focus()
    session.read(ARTICLE, 3)
    assert len(session.staged) == 1


def test_typed_text_goes_to_the_former_selection_when_a_summary_comes(inspector, session, qtbot, summarized):
    session.read(ARTICLE, 1)
    type_into(qtbot, row(inspector, "category").input, "views")
    session.summarize(2, 3, fields=[summarized("category", "different", present=2, distinct=2)])
    assert session.staged == [("Set category of {articles}", [SetValue(("category",), "views")], {1})]
    assert row(inspector, "category").text == ""
    type_into(qtbot, row(inspector, "category").input, "both")
    session.read(ARTICLE, 1)
    assert session.staged[1:] == [("Set category of {articles}", [SetValue(("category",), "both")], {2, 3})]
    assert row(inspector, "category").text == "news"


def test_typed_text_goes_to_the_former_article_when_nothing_is_selected_any_more(inspector, session, qtbot):
    session.read(ARTICLE, 1)
    type_into(qtbot, row(inspector, "category").input, "views")
    session.choose()
    assert session.staged == [("Set category of {articles}", [SetValue(("category",), "views")], {1})]
    session.read(OTHER, 2)
    assert len(session.staged) == 1


def test_typed_text_goes_to_the_former_article_when_the_next_one_has_a_problem(inspector, session, qtbot):
    session.read(ARTICLE, 1)
    type_into(qtbot, row(inspector, "category").input, "views")
    session.read(b"---\ntitle: [\n---\n", 2)
    session.read(ARTICLE, 1)
    assert [staged[2] for staged in session.staged] == [{1}]


def test_an_answer_for_the_same_article_keeps_what_is_being_typed(inspector, session, qtbot):
    session.read(ARTICLE, 1)
    field = row(inspector, "category").input
    type_into(qtbot, field, "vie")
    session.answer(ARTICLE.replace(b"news", b"changed elsewhere"), 1)
    assert field.text() == "vie"
    qtbot.keyClicks(field, "ws")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "changed elsewhere"
    assert session.staged == []


def test_a_staged_text_stays_shown_until_the_answer_has_it(inspector, session, qtbot):
    session.read(ARTICLE, 1)
    field = row(inspector, "category").input
    type_into(qtbot, field, "views")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    session.answer(ARTICLE.replace(b"heat", b"heat"), 1)
    assert field.text() == "views"
    session.answer(ARTICLE.replace(b"news", b"views"), 1)
    assert field.text() == "views"
    session.answer(ARTICLE, 1)
    assert field.text() == "news"
    row(inspector, "title").focus()
    assert len(session.staged) == 1


def test_what_is_refused_stays_with_the_reason_and_is_not_sent_again(inspector, session, qtbot):
    session.read(ARTICLE, 1)
    field = row(inspector, "category").input
    type_into(qtbot, field, "views")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    session.tell("The value is an alias")
    assert field.text() == "views"
    assert row(inspector, "category").error.words == "The value is an alias"
    row(inspector, "title").focus()
    row(inspector, "category").focus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "news"
    assert len(session.staged) == 1


def test_a_selection_back_to_the_article_that_was_read_shows_it(inspector, session, summarized):
    session.read(ARTICLE, 1)
    session.summarize(1, 2, fields=[summarized("category", "different", present=2, distinct=2)])
    session.choose(1)
    assert inspector.subject.ids == {1}
    assert row(inspector, "category").text == "news"


def test_late_answers_of_others_are_not_shown(inspector, session):
    session.read(ARTICLE, 1)
    session.choose(2, 3)
    session.answer(OTHER, 2)
    assert inspector.subject.ids == {1}
    session.choose(1)


def test_an_article_that_has_gone_is_said_to_have_gone(inspector, session):
    session.read(ARTICLE, 1)
    session.article_read.emit(None)
    assert "not there any more" in inspector.empty.words
    session.read(OTHER, 2)
    assert inspector.page.isVisible()


STRANGE = [
    b'---\ntitle: "no\xc2\xa0break\xe2\x80\xa8separator\\tand\\ttabs"\nexcerpt: |\n  two\n  lines\n\n  more\n---\n',
    b"---\r\ntitle: 'it''s'\r\nexcerpt: \"a\\r\\nb\\r\\nc\"\r\nlone: \"a\\rb\"\r\n---\r\n",
    b'---\ntitle: "\\0 \\x07 \\uFEFF \\u2029"\nquality: 12.50\nheat: 1_000\ndate: 2021-1-1\n---\n',
    b"---\ntitle:\nexcerpt: ~\nquality:\npublished: 2021-10-10\ntopics: AI\n---\n",
    b"---\ntitle: " + b"x" * 60_000 + b"\nquality: high\ncategory: [a, 1, null, 2021-01-01]\ntype: true\n---\n",
    b"---\ntitle: &#038; <b>bold</b>\nprovider: {}\nimages: []\nauthors:\n  - name: A\n    mail: B\n---\n",
    b"---\nquality: 189\nheat: -1\npublished: yes\nfeatured: off\n\"a.b\": 1\n'c d': '1'\n---\n",
    "---\ntitle: 深度學習 👩🏽‍🔬 עב\nnumber: 0x1F\nfraction: .5\nlarge: 1234567890123456789012345\n---\n".encode(),
]


def test_walking_through_strange_articles_writes_nothing(inspector, session, qtbot):
    for content in (*STRANGE, *reversed(STRANGE), *STRANGE):
        session.read(content, len(content))
        for shown in inspector.sheet.rows:
            for widget in shown.findChildren(QWidget):
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                    widget.setFocus()
                    if not isinstance(widget, QSlider):
                        qtbot.keyClick(widget, Qt.Key.Key_Left)
        inspector.commit_pending()
    assert session.staged == []


def test_a_text_too_long_to_edit_is_only_read(inspector, session):
    session.read(STRANGE[4])
    title = row(inspector, "title")
    assert title.input.isReadOnly()
    assert len(title.text) == 1_000
    session.read(ARTICLE, 2)
    assert not row(inspector, "title").input.isReadOnly()


def test_line_ends_of_a_text_stay_when_it_is_edited(inspector, session, qtbot):
    session.read(STRANGE[1])
    field = row(inspector, "excerpt").input
    assert field.text() == "a\nb\nc"
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    qtbot.keyClicks(field, "d")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.staged[0][1] == [SetValue(("excerpt",), "a\r\nb\r\ncd")]


def test_no_break_spaces_stay_when_a_text_is_edited(inspector, session, qtbot):
    session.read("---\ntitle: a\u00a0b\n---\n".encode())
    field = row(inspector, "title").input
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    qtbot.keyClicks(field, "c")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.staged[0][1] == [SetValue(("title",), "a\u00a0bc")]


# ---- a selection


def test_a_selection_shows_what_is_different_and_missing(inspector, session, summarized):
    session.summarize(
        *range(12),
        fields=[
            summarized("category", "same", "news", present=12),
            summarized("title", "different", present=12, distinct=12),
            summarized("provider.name", "missing", "NIH", present=7, missing=5),
            summarized("featured", "different", kind="bool", present=12, distinct=2),
            summarized("secured", "different", kind="locked", present=12, distinct=12),
            summarized("tags", "different", kind="list", present=12, distinct=3),
        ],
    )
    assert inspector.name.words == "12 articles"
    assert row(inspector, "category").text == "news"
    assert row(inspector, "title").input.placeholderText() == "different across 12"
    assert row(inspector, "provider.name").input.placeholderText() == "missing from 5 of 12, else “NIH”"
    assert row(inspector, "excerpt").input.placeholderText() == "missing from 12"
    assert row(inspector, "featured").box.checkState() == Qt.CheckState.PartiallyChecked
    assert row(inspector, "secured").line.text() == "locked, different across 12"
    assert row(inspector, "tags").input.placeholderText() == "different across 12"
    for shown in inspector.sheet.rows:
        for widget in shown.findChildren(QWidget):
            widget.setFocus()
    inspector.commit_pending()
    assert session.staged == []


def test_a_number_typed_over_different_texts_stays_a_text(inspector, session, qtbot, summarized):
    session.summarize(1, 2, fields=[summarized("code", "different", kind="text", present=2, distinct=2)])
    type_into(qtbot, row(inspector, "code").input, "42")
    inspector.commit_pending()
    session.summarize(3, 4, fields=[summarized("code", "different", kind="int", present=2, distinct=2)])
    type_into(qtbot, row(inspector, "code").input, "42")
    inspector.commit_pending()
    assert [staged[1][0].value for staged in session.staged] == ["42", 42]


def test_a_large_selection_says_reading_without_a_jump(inspector, session, qtbot, summarized):
    session.read(ARTICLE)
    QApplication.processEvents()
    place = row(inspector, "category").mapTo(inspector, QPoint(0, 0))
    row(inspector, "category").focus()
    session.choose(*range(100_000))
    assert inspector.sheet.isEnabled()
    qtbot.waitUntil(lambda: inspector.status.words == "reading…")
    assert inspector.name.words == "100,000 articles"
    assert not inspector.sheet.isEnabled()
    assert row(inspector, "category").mapTo(inspector, QPoint(0, 0)) == place
    session.summarize(*range(100_000), fields=[summarized("category", "same", "news", present=100_000)])
    assert inspector.sheet.isEnabled()
    assert inspector.status.words == ""
    assert row(inspector, "category").input.hasFocus()
    assert session.staged == []


# ---- keys, names, speed


def undo_action(inspector):
    undone = []
    action = QAction("Undo", inspector, triggered=lambda: undone.append(True))
    action.setShortcut(QKeySequence.StandardKey.Undo)
    inspector.addAction(action)
    return undone


@pytest.mark.parametrize("path", ["category", "title"])
def test_undo_takes_typing_back_first_and_then_belongs_to_the_window(inspector, session, qtbot, path):
    undone = undo_action(inspector)
    session.read(ARTICLE)
    before = row(inspector, path).text
    field = row(inspector, path).input
    type_into(qtbot, field, "abc")
    while row(inspector, path).text != before:
        text = row(inspector, path).text
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert row(inspector, path).text != text
    assert undone == []
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]


def test_undo_belongs_to_the_window_once_the_text_is_staged(inspector, session, qtbot):
    undone = undo_action(inspector)
    session.read(ARTICLE)
    field = row(inspector, "category").input
    type_into(qtbot, field, "views")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    session.answer(ARTICLE.replace(b"news", b"views"))
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert field.text() == "views"


def reachable(inspector):
    found, widget = [], inspector.sheet.quality.slider
    while widget not in found:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return [widget for widget in found if inspector.sheet.isAncestorOf(widget)]


def test_tab_goes_from_top_to_bottom(inspector, session):
    session.read(b"---\ntitle: T\n---\n")
    session.read(ARTICLE, 2)
    places = [widget.mapTo(inspector.sheet, QPoint(0, 0)) for widget in reachable(inspector)]
    assert len(places) > 12
    lines = [(place.y() // 24, place.x()) for place in places]
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)


def test_every_control_has_a_name(inspector, session):
    session.read(ARTICLE)
    for widget in reachable(inspector):
        assert widget.accessibleName(), widget


def test_rows_are_used_again(inspector, session):
    session.read(ARTICLE, 1)
    rows = {shown.path: shown for shown in inspector.sheet.rows}
    session.read(b"---\ntitle: T\n---\n", 2)
    session.read(OTHER, 3)
    assert {shown.path: shown for shown in inspector.sheet.rows} == rows


def test_known_fields_keep_their_order_and_odd_ones_do_not_jump(inspector, session):
    session.read(b"---\nzeta: 1\nalpha: 2\ntitle: T\ncategory: c\n---\n", 1)
    session.read(b"---\nalpha: 2\nbeta: 1\nzeta: 1\ncategory: c\ntitle: T\n---\n", 2)
    paths = [shown.path for shown in inspector.sheet.fields.rows]
    assert paths == ["category", "title", "excerpt", "publishedDateTime", "provider.name", "zeta", "alpha", "beta"]
    QApplication.processEvents()
    tops = [shown.mapTo(inspector, QPoint(0, 0)).y() for shown in inspector.sheet.fields.rows]
    assert tops == sorted(tops)


def test_a_step_to_the_next_article_makes_no_widget(inspector, session):
    articles = [ARTICLE, OTHER]
    for number in range(4):
        session.read(articles[number % 2], number)
        QApplication.processEvents()
    before = set(inspector.findChildren(QWidget))
    for number in range(20):
        session.read(articles[number % 2], 100 + number)
        QApplication.processEvents()
    assert set(inspector.findChildren(QWidget)) == before


def test_thousands_of_fields_are_shown_a_few_at_a_time(inspector, session, qtbot):
    content = b"---\n" + b"".join(b"f%d: v\n" % number for number in range(3_000)) + b"---\n"
    session.read(content)
    fields = inspector.sheet.fields
    assert len(fields.rows) < FIRST
    qtbot.waitUntil(lambda: len(fields.rows) == FIRST)
    fields.more.click()
    qtbot.waitUntil(lambda: len(fields.rows) == FIRST + MORE)
    assert [row.path for row in fields.rows[-2:]] == ["f118", "f119"]
    session.read(ARTICLE, 2)
    assert inspector.sheet.fields.row("f1") is None
    assert inspector.sheet.fields.row("title").text
    assert session.staged == []


def test_nothing_typed_is_a_text_row(inspector, session):
    session.read(ARTICLE)
    assert isinstance(row(inspector, "type"), TextRow)
