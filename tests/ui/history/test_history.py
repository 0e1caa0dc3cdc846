"""The region over a session that tells what it is told."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.library.change_rows import BatchArticle, FieldChange
from reviewer.library.journal.schema import Batch
from reviewer.ui.history import batch_words
from reviewer.ui.history.batch_lines import BatchLines
from reviewer.ui.history.batch_model import BatchModel


def _names(history) -> list[str]:
    return [batch.name for batch in history.batches.shown]


def test_models_are_sound(history, session, qtmodeltester) -> None:
    session.batches.tell()
    assert isinstance(history.batches, BatchModel) and isinstance(history.page.lines, BatchLines)
    qtmodeltester.check(history.batches)
    qtmodeltester.check(history.page.lines)


def test_the_newest_batch_is_shown_with_its_articles(history, session) -> None:
    assert _names(history)[0].startswith("Undo") and history.current.id == 3
    assert session.batches.asked == [3]
    session.batches.tell((FieldChange("title", "Old", "New"), FieldChange("x", None, "1")))
    lines = history.page.lines
    assert [[lines.index(row, column).data() for column in range(3)] for row in range(2)] == [
        ["news/0.md", "Title", "from Old to New"],
        ["", "x", "from not set to 1"],
    ]
    assert history.page.facts.words.startswith("1 article · by the window · ")


def test_another_batch_by_keys_and_undo(history, session) -> None:
    history.table.setFocus()
    QTest.keyClick(history.table, Qt.Key.Key_Down)
    assert history.current.id == 2 and session.batches.asked == [3, 2]
    assert "1 of 2 undone" in history.page.facts.words
    history.page.undo.click()
    QTest.keyClick(history.table, Qt.Key.Key_Z)
    assert session.plans.undone == [2, 2]
    QTest.keyClick(history.table, Qt.Key.Key_Return)
    assert history.page.table.hasFocus()


def test_what_is_undone_is_marked_and_not_undone_again(history, session) -> None:
    history.table.setFocus()
    QTest.keyClick(history.table, Qt.Key.Key_End)
    assert history.current.id == 1 and not history.page.undo.isEnabled()
    index = history.batches.index(2, 0)
    assert index.data() == "Set quality of 12 articles to 40" and history.batches.mark(index) == "undone"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", undone") and history.batches.is_faint(index)
    QTest.keyClick(history.table, Qt.Key.Key_Z)
    assert session.plans.undone == []


def test_an_answer_about_another_batch_is_dropped(history, session) -> None:
    late = session.batches.answers[-1]
    history.table.selectRow(1)
    session.batches.tell()
    shown = history.page.lines.rowCount()
    session.batches.answers.append(late)
    session.batches.tell()
    assert history.page.lines.rowCount() == shown == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("publish", [3, 2]),
        ("command", [1]),
        ("2025-12", [1]),
        ("undone", [2, 1]),
        ("undo publish", [3, 2]),
        ("zebra", []),
    ],
)
def test_the_filter(history, qtbot, text: str, found: list[int]) -> None:
    history.filter.setText(text)
    qtbot.waitUntil(lambda: [batch.id for batch in history.batches.shown] == found)
    assert history.nothing.isVisible() is (not found) and history.page.isVisible() is bool(found)


def test_a_new_batch_leaves_the_chosen_one_chosen(history, session) -> None:
    history.table.selectRow(1)
    asked = list(session.batches.asked)
    session.batches.all = (Batch(4, "Save 1 article", "2026-01-04T10:00:00+00:00", "window", 1), *session.batches.all)
    session.batches_changed.emit()
    assert history.current.id == 2 and len(_names(history)) == 4
    assert session.batches.asked == asked
    session.batches.all = tuple(replace(each, undone=each.saved) for each in session.batches.all)
    session.batches_changed.emit()
    assert not history.page.undo.isEnabled()


def test_it_asks_only_while_it_is_seen(history, session) -> None:
    history.hide()
    session.batches.all = session.batches.all[:1]
    session.batches_changed.emit()
    assert len(_names(history)) == 3
    history.show()
    assert len(_names(history)) == 1


def test_empty_states(history, session) -> None:
    session.batches.all = ()
    session.batches_changed.emit()
    assert history.empty.isVisible() and "Nothing has been saved yet" in history.empty.words
    session.collection = None
    session.closed.emit()
    assert "Open a folder" in history.empty.words


def test_very_many_batches_and_articles(history, session, qtbot) -> None:
    many = [
        Batch(number, f"Save {number} articles", "2026-01-02T10:00:00+00:00", "window", 10_000)
        for number in range(10_000, 0, -1)
    ]
    session.batches.all = tuple(many)
    session.batches_changed.emit()
    session.batches.tell()
    assert history.page.lines.rowCount() == 10_000
    history.filter.setText("77 articles")
    qtbot.waitUntil(lambda: len(history.batches.shown) == sum("77" in str(number) for number in range(10_001)))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (datetime(2026, 1, 10, 14, 3), "today 14:03"),
        (datetime(2026, 1, 9, 9, 20), "yesterday 9:20"),
        (datetime(2026, 1, 5, 9, 20), f"{datetime(2026, 1, 5):%a} 9:20"),
        (datetime(2025, 10, 18, 9, 20), "18 Oct 2025"),
        (datetime(2026, 1, 12, 9, 20), "12 Jan 2026"),
    ],
)
def test_when_it_was(made: datetime, words: str) -> None:
    batch = Batch(1, "Save", made.astimezone().isoformat(), "window", 1)
    assert batch_words.when(batch, date(2026, 1, 10)) == words
    assert f"{made:%H:%M:%S}" in batch_words.exactly_when(batch)


def test_a_time_that_cannot_be_read_is_shown_as_it_is() -> None:
    batch = Batch(1, "Save", "then", "window", 1)
    assert batch_words.when(batch, date(2026, 1, 10)) == batch_words.exactly_when(batch) == "then"


def test_articles_are_called_by_their_titles_and_the_untold_are_counted(qapp) -> None:
    lines = BatchLines()
    spelled = (FieldChange("", None, None),)
    lines.show_articles(
        [
            BatchArticle("a.md", spelled, "Judges &amp; machines"),
            BatchArticle("b.md", (FieldChange("published", "no", "yes"),)),
            BatchArticle("c.md", ()),
        ],
        1,
    )
    shown = [[lines.index(row, column).data() for column in range(3)] for row in range(lines.rowCount())]
    assert shown == [
        ["Judges & machines", "Spelling", "spelled otherwise"],
        ["b.md", "Published", "from no to yes"],
        ["and 1 more article", None, None],
    ]
    assert "a.md" in lines.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert lines.pieces(lines.index(2, 2)) == ()
    lines.show_articles([BatchArticle(f"{number}.md", ()) for number in range(1_200)], 1_200)
    assert lines.rowCount() == 1 and lines.index(0, 0).data() == "and 1,200 more articles"
