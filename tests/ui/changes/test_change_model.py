import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from reviewer.library.change_rows import ChangeRow
from reviewer.ui.changes.change_model import ARTICLE, CHANGE, FIELD, ChangeModel
from reviewer.ui.changes.change_words import Staged

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qapp, session):
    made = ChangeModel()
    made.show_rows(Staged.of(session.staged), frozenset({2}))
    yield made
    made.deleteLater()


def test_it_passes_the_model_tester(model, session) -> None:
    tester = QAbstractItemModelTester(model, FATAL)
    model.show_rows(Staged.of(session.staged[2:]), frozenset())
    model.show_rows(Staged.of(list(session.staged[2:])), frozenset({2}))
    model.show_left_out(frozenset())
    model.show_rows(Staged.of([]), frozenset())
    tester.deleteLater()


def test_rows_of_an_article_stand_together_under_one_title(model) -> None:
    assert [model.is_first(row) for row in range(6)] == [True, False, True, True, False, True]
    assert [model.is_last(row) for row in range(6)] == [False, True, True, False, True, True]
    assert [model.index(0, column).data() for column in (ARTICLE, FIELD, CHANGE)] == [
        "Deep learning", "Quality", "19 → 40",
    ]  # fmt: skip


def test_the_tick_is_that_of_the_article_and_a_conflict_has_none(model, qtbot) -> None:
    assert model.index(0, ARTICLE).data(CHECK) == Qt.CheckState.Checked
    assert model.index(2, ARTICLE).data(CHECK) == Qt.CheckState.Unchecked
    assert model.index(3, ARTICLE).data(CHECK) is None
    assert not model.setData(model.index(3, ARTICLE), Qt.CheckState.Unchecked, CHECK)
    with qtbot.waitSignal(model.ticked) as sent:
        assert model.setData(model.index(1, ARTICLE), Qt.CheckState.Unchecked.value, CHECK)
    assert sent.args == [frozenset({1}), True]


def test_the_same_changes_with_other_values_move_nothing(model, session, qtbot) -> None:
    rows = [ChangeRow(row.id, row.path, row.title, row.field, row.old, "99") for row in session.staged]
    with qtbot.assertNotEmitted(model.modelReset):
        assert not model.show_rows(Staged.of(rows), frozenset())
    assert model.index(0, CHANGE).data() == "19 → 99"
    with qtbot.waitSignal(model.modelReset):
        assert model.show_rows(Staged.of(rows[1:]), frozenset())


def test_rows_are_found_by_article_and_field(model) -> None:
    assert model.row_of(3, "heat") == 4 and model.row_of(3, "gone") == 3 and model.row_of(9) is None


def test_chosen_rows_are_grouped_by_their_fields(model) -> None:
    assert model.fields_in([range(4)]) == {
        frozenset({"quality", "topics"}): {1}, frozenset({"published"}): {2}, frozenset({"quality"}): {3},
    }  # fmt: skip
    assert model.fields_in([range(6)], only_clashes=True) == {frozenset({"quality"}): {3}}
    assert model.ids_in([range(2), range(5, 6)]) == {1, 4}


def test_tips_hold_the_whole(model) -> None:
    tip = Qt.ItemDataRole.ToolTipRole
    assert "news/gone.md" in model.index(5, ARTICLE).data(tip) and "The file is gone" in model.index(5, ARTICLE).data(
        tip
    )
    assert "<s>19</s>" in model.index(0, CHANGE).data(tip)
    assert "topics" in model.index(1, FIELD).data(tip)


def test_a_hundred_thousand_rows_are_counted_not_looked_at(qapp) -> None:
    rows = [ChangeRow(number, f"{number}.md", "T", "quality", "1", "2") for number in range(100_000)]
    model = ChangeModel()
    model.show_rows(Staged.of(rows), frozenset())
    assert model.rowCount() == 100_000 and model.index(99_999, FIELD).data() == "Quality"
    model.deleteLater()
