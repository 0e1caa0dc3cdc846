from dataclasses import replace

import pytest
from plan_rows import changing, refused, unchanged
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QWidget

from reviewer.library.change_rows import PlanReport
from reviewer.session.settings import PLAN_FROM
from reviewer.ui.plan.plan_dialog import PlanDialog
from reviewer.ui.plan.plan_model import TICK, TITLE
from reviewer.ui.plan.plan_table import tick_rect


@pytest.fixture
def heard(dialog):
    """Makes a dialog, and keeps what it says."""

    def make(*arguments, **named):
        made = dialog(*arguments, **named)
        said: list[object] = []
        made.decided.connect(lambda number, left_out, save: said.append((number, left_out, save)))
        made.dropped.connect(said.append)
        return made, said

    return make


def _titles(dialog) -> list[str]:
    return [dialog.rows.index(row, TITLE).data() for row in range(dialog.rows.rowCount())]


def test_it_tells_what_would_happen(dialog) -> None:
    made = dialog()
    assert made.headline == "3 will change, 1 is unchanged, 1 cannot be changed"
    assert made.windowTitle() == "Publish 3 articles"
    assert _titles(made) == ["Title 4", "Title 1", "Title 3", "", "Title 5"]
    made.kinds.buttons["unchanged"].click()
    assert _titles(made)[-1] == "Title 2"
    assert made.apply_button.text() == "&Apply to 3" and made.apply_button.isDefault()


@pytest.mark.parametrize(("is_saving", "said"), [(False, (7, (), False)), (True, (7, (), True))])
def test_applying(heard, is_saving: bool, said) -> None:
    made, heard_said = heard()
    (made.save_button if is_saving else made.apply_button).click()
    assert heard_said == [said] and not made.isVisible()


def test_return_applies_and_esc_cancels(heard, qtbot) -> None:
    made, said = heard()
    made.table.setFocus()
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    assert said == [(7, (), False)]
    made, said = heard()
    made.table.setFocus()
    QTest.keyClick(made.table, Qt.Key.Key_Escape)
    assert said == [7] and not made.isVisible()


def test_space_leaves_the_chosen_articles_out(heard, qtbot) -> None:
    made, said = heard()
    made.table.setFocus()
    made.table.setCurrentIndex(made.rows.index(1, 0))
    QTest.keyClick(made.table, Qt.Key.Key_Space)
    assert made.apply_button.text() == "&Apply to 2"
    assert made.table.all_shown.checkState() == Qt.CheckState.PartiallyChecked
    QTest.keyClick(made.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(made.table, Qt.Key.Key_Space)
    assert not made.apply_button.isEnabled() and not made.save_button.isEnabled()
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    assert said == []
    QTest.keyClick(made.table, Qt.Key.Key_Space)
    assert made.apply_button.text() == "&Apply to 3"


def test_ticks_by_mouse(heard, qtbot) -> None:
    made, said = heard()
    place = tick_rect(made.table.visualRect(made.rows.index(1, TICK))).center()
    QTest.mouseClick(made.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert made.planned.left_out_paths == ("news/1.md",)
    made.table.all_shown.click()
    assert made.planned.ticked == 3
    made.table.all_shown.click()
    assert made.planned.ticked == 0
    made.table.all_shown.click()
    QTest.mouseClick(made.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    made.apply_button.click()
    assert said == [(7, ("news/1.md",), False)]


def test_the_filter_keeps_return_and_esc_to_itself(heard, qtbot) -> None:
    made, said = heard()
    made.activateWindow()
    made.filter.setFocus()
    QTest.keyClicks(made.filter, "brown")
    qtbot.waitUntil(lambda: _titles(made) == ["Title 3", ""])
    QTest.keyClick(made.filter, Qt.Key.Key_Return)
    assert said == [] and made.table.hasFocus()
    made.filter.setFocus()
    QTest.keyClick(made.filter, Qt.Key.Key_Escape)
    assert said == [] and made.filter.text() == ""
    qtbot.waitUntil(lambda: len(_titles(made)) == 5)
    made.filter.setText("nowhere")
    qtbot.waitUntil(lambda: made.nothing.isVisible())
    assert made.nothing.words == "Nothing here holds “nowhere”." and not made.table.isVisible()
    QTest.keyClick(made.filter, Qt.Key.Key_Escape)
    QTest.keyClick(made.filter, Qt.Key.Key_Escape)
    assert said == [7]


def test_other_unsaved_edits_are_told_before_they_are_saved(dialog, settings) -> None:
    rows = [replace(changing(1), is_modified=True), replace(changing(2), is_modified=True), changing(3)]
    made = dialog(rows)
    assert made.also_saved.words == "2 of them have other unsaved edits, which Apply and Save saves too."
    made.rows.toggle([range(1)])
    assert made.also_saved.words.startswith("1 of them has other unsaved edits")
    made.rows.toggle([range(1, 2)])
    assert not made.also_saved.isVisible()
    other = PlanDialog(PlanReport(8, "Publish {articles}", rows), settings, made, is_any_left_out=True)
    assert other.also_saved.words.endswith("saves too, unless they are left out of the save.")
    other.done(0)


@pytest.mark.parametrize("is_ticked", [True, False])
def test_asking_less_often(heard, settings, is_ticked: bool) -> None:
    made, _ = heard()
    assert made.ask_from.number.value() == 20 and not made.ask_from.number.isEnabled()
    made.ask_from.box.setChecked(is_ticked)
    made.ask_from.number.setValue(35)
    made.apply_button.click()
    assert settings.value(PLAN_FROM) == (35 if is_ticked else 2)
    if is_ticked:
        made, _ = heard()
        assert made.ask_from.number.value() == 35
        made.ask_from.box.setChecked(True)
        made.ask_from.number.setValue(50)
        made.reject()
        assert settings.value(PLAN_FROM) == 35


@pytest.mark.parametrize(
    ("rows", "headline"),
    [
        ([unchanged(1), unchanged(2)], "Nothing will change: 2 are unchanged"),
        ([refused(1), unchanged(2)], "Nothing will change: 1 is unchanged, 1 cannot be changed"),
        ([], "Nothing will change"),
    ],
)
def test_where_nothing_would_change_there_is_only_close(heard, rows, headline: str) -> None:
    made, said = heard(rows)
    assert made.headline == headline
    assert not made.apply_button.isVisible() and not made.save_button.isVisible() and not made.ask_from.isVisible()
    assert made.cancel_button.isDefault()
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert said == [7]


def test_everything_has_a_name(dialog) -> None:
    made = dialog()
    nameless = [
        type(widget).__name__
        for widget in made.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not isinstance(widget.parent(), QAbstractSpinBox)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


def test_a_plan_of_very_many_articles(heard, qtbot) -> None:
    made, said = heard([changing(number) for number in range(30_000)])
    qtbot.waitUntil(lambda: made.rows.rowCount() == 30_000)
    made.table.setFocus()
    QTest.keyClick(made.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(made.table, Qt.Key.Key_Space)
    made.filter.setText("Title 29999")
    qtbot.waitUntil(lambda: made.rows.rowCount() == 1)
    made.table.all_shown.click()
    assert made.apply_button.text() == "&Apply to 1"
    made.filter.clear()
    made.apply_button.click()
    assert len(said[0][1]) == 29_999
