import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from reviewer.articles.edits import SetValue
from reviewer.ui.inspector.quality_row import stepped


def article(quality):
    return f"---\ntitle: T\nquality: {quality}\n---\n".encode()


def qualities(session):
    for _, edits, _ in session.staged:
        assert [edit.path for edit in edits] == [("quality",)]
    return [(edits[0].value, set(ids)) for _, edits, ids in session.staged]


@pytest.fixture
def row(inspector):
    return inspector.sheet.quality


@pytest.mark.parametrize(
    ("text", "steps", "result"),
    [("19", 1, "20"), ("-1", 1, "0"), ("", 1, "1"), ("12.5", -1, "11.5"), ("0.1", 10, "10.1"), ("high", 1, "high"),
     ("189", 10, "199"), ("1e3", 1, "1001"), ("NaN", 1, "NaN"), ("Infinity", 1, "Infinity")],
)  # fmt: skip
def test_steps(text, steps, result):
    assert stepped(text, steps) == result


@pytest.mark.parametrize(
    ("quality", "text", "at"),
    [("19", "19", 19), ("-1", "-1", -1), ("189", "189", 189), ("12.5", "12.5", 12), ("1000000", "1000000", 1_000_000)],
)
def test_any_number_is_shown_as_it_is(row, session, inspector, quality, text, at):
    session.read(article(quality))
    assert row.text == text
    assert row.slider.is_set
    assert row.slider.value() == at
    row.slider.setFocus()
    row.focus()
    inspector.commit_pending()
    assert session.staged == []


@pytest.mark.parametrize("quality", ["", "high", ".inf", ".nan", "1e400", "99999999999999999999999999"])
def test_what_is_no_place_on_the_slider_leaves_it_empty(row, session, inspector, quality):
    session.read(article(quality))
    assert not row.slider.is_set
    row.slider.setFocus()
    row.focus()
    inspector.commit_pending()
    assert session.staged == []


def test_a_missing_quality_is_empty_and_not_zero(row, session):
    session.read(b"---\ntitle: T\n---\n")
    assert row.text == ""
    assert not row.slider.is_set


def test_the_slider_grows_with_the_collection(row, session):
    session.read(article(19))
    assert (row.slider.minimum(), row.slider.maximum()) == (0, 100)
    session.facets.quality_range = (-1, 189)
    session.facets_changed.emit(session.facets)
    assert (row.slider.minimum(), row.slider.maximum()) == (-1, 189)
    session.facets.quality_range = None
    session.facets_changed.emit(session.facets)
    assert (row.slider.minimum(), row.slider.maximum()) == (0, 100)


def test_typing_a_number_moves_the_slider_and_is_staged_with_enter(row, session, qtbot):
    session.read(article(19))
    row.focus()
    row.input.type_over("80")
    assert row.slider.value() == 80
    assert session.staged == []
    qtbot.keyClick(row.input, Qt.Key.Key_Return)
    assert qualities(session) == [(80, {1})]
    assert session.staged[0][0] == "Set quality of {articles}"


def test_escape_puts_the_number_back(row, session, qtbot, inspector):
    session.read(article(19))
    row.focus()
    row.input.type_over("80")
    qtbot.keyClick(row.input, Qt.Key.Key_Escape)
    assert row.text == "19"
    inspector.commit_pending()
    assert session.staged == []


def test_what_is_no_number_is_said_below(row, session, qtbot):
    session.read(article(19))
    row.focus()
    row.input.type_over("good")
    qtbot.keyClick(row.input, Qt.Key.Key_Return)
    assert session.staged == []
    assert "number" in row.error.words


def test_steps_by_key_become_one_step(row, session, qtbot):
    session.read(article(19))
    row.focus()
    for _ in range(3):
        qtbot.keyClick(row.input, Qt.Key.Key_Up)
    qtbot.keyClick(row.input, Qt.Key.Key_PageUp)
    assert row.text == "32"
    assert session.staged == []
    qtbot.waitUntil(lambda: bool(session.staged))
    assert qualities(session) == [(32, {1})]


def test_steps_go_to_the_article_they_were_made_for(row, session, qtbot):
    session.read(article(19), 1)
    row.focus()
    qtbot.keyClick(row.input, Qt.Key.Key_Up)
    session.read(article(50), 2)
    assert qualities(session) == [(20, {1})]
    assert row.text == "50"
    qtbot.keyClick(row.input, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(session.staged) == 2)
    assert qualities(session)[1] == (49, {2})


def at(slider, value):
    part = (value - slider.minimum()) / (slider.maximum() - slider.minimum())
    return QPoint(8 + round(part * (slider.width() - 16)), slider.height() // 2)


def test_a_drag_is_one_step(row, session, qtbot):
    session.read(article(19))
    slider = row.slider
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, 19))
    for value in range(20, 71, 2):
        qtbot.mouseMove(slider, at(slider, value))
    assert session.staged == []
    assert int(row.text) == pytest.approx(70, abs=1)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, 70))
    assert len(session.staged) == 1
    assert qualities(session)[0][0] == pytest.approx(70, abs=1)


def test_a_press_on_the_handle_of_a_fraction_writes_nothing(row, session, qtbot):
    session.read(article("12.5"))
    slider = row.slider
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(slider, 12))
    assert row.text == "12.5"
    assert session.staged == []


def test_a_press_on_an_empty_slider_sets_a_value(row, session, qtbot):
    session.read(b"---\ntitle: T\n---\n")
    slider = row.slider
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(slider, 50))
    assert qualities(session)[0][0] == pytest.approx(50, abs=1)


def test_keys_on_the_slider_become_one_step(row, session, qtbot):
    session.read(article(19))
    row.slider.setFocus()
    for _ in range(4):
        qtbot.keyClick(row.slider, Qt.Key.Key_Right)
    assert row.text == "23"
    qtbot.waitUntil(lambda: bool(session.staged))
    assert qualities(session) == [(23, {1})]


def test_the_wheel_changes_nothing(row, session, qtbot, inspector):
    session.read(article(19))
    for widget in (row.slider, row.input):
        event = wheel(widget)
        widget.wheelEvent(event)
        assert not event.isAccepted()
    assert row.text == "19"


def wheel(widget):
    middle = QPointF(widget.rect().center())
    return QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_different_qualities_write_nothing_until_touched(row, session, inspector, summarized):
    different = summarized("quality", "different", kind="int", present=12, distinct=5)
    session.summarize(*range(12), fields=[different])
    assert row.text == ""
    assert not row.slider.is_set
    row.focus()
    row.slider.setFocus()
    inspector.commit_pending()
    assert session.staged == []
    row.input.type_over("0")
    inspector.commit_pending()
    assert session.staged == [("Set quality of {articles}", [SetValue(("quality",), 0)], set(range(12)))]
