import pytest
from PySide6.QtCore import Qt

from reviewer.library.change_rows import FieldChange, PlanRow
from reviewer.ui.plan.finding import Finding
from reviewer.ui.plan.plan_model import CHANGE, FIELD, TICK, TITLE, PlanModel
from reviewer.ui.plan.plan_words import headline
from reviewer.ui.plan.planned_rows import KINDS, PlannedRows

CHECK = Qt.ItemDataRole.CheckStateRole
ON, OFF, HALF = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked
ROWS = [
    PlanRow("a.md", "Émile", (FieldChange("published", "no", "yes"),)),
    PlanRow("b.md", "Second"),
    PlanRow("c.md", "", (FieldChange("title", "A quick fox", "A brown fox"), FieldChange("topics", "AI", "AI, Art"))),
    PlanRow("d.md", "Fourth", (), "secured cannot be changed"),
]


@pytest.fixture
def model(qapp) -> PlanModel:
    made = PlanModel(PlannedRows(ROWS))
    made.show(_found(made, KINDS))
    return made


def _found(model: PlanModel, kinds, text: str = "") -> Finding:
    found = Finding(model.planned, kinds, text)
    while found.go_on(0):
        pass
    return found


def _titles(model: PlanModel) -> list[str]:
    return [model.index(row, TITLE).data() for row in range(model.rowCount())]


def test_every_row_is_told_and_what_cannot_be_done_comes_first(model: PlanModel, qtmodeltester) -> None:
    qtmodeltester.check(model)
    assert _titles(model) == ["Fourth", "Émile", "c.md", "", "Second"]
    assert [model.index(row, FIELD).data() for row in range(5)] == ["", "Published", "Title", "Topics", ""]
    assert model.index(0, CHANGE).data() == "Secured cannot be changed"
    assert model.index(1, CHANGE).data() == "from no to yes"
    assert model.index(4, CHANGE).data() == "is so already"
    assert headline(model.planned) == "2 will change, 1 is unchanged, 1 cannot be changed"


def test_pieces_show_old_and_new(model: PlanModel) -> None:
    assert ("old", "quick") in model.pieces_at(2) and ("new", "brown") in model.pieces_at(2)
    assert model.pieces_at(0)[0][0] == "warning"
    assert model.pieces(model.index(2, TITLE)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [("emile", ["Émile"]), ("c.md", ["c.md", ""]), ("art", ["c.md", ""]), ("SECURED", ["Fourth"]), ("nowhere", [])],
)
def test_the_filter_looks_everywhere(model: PlanModel, text: str, found: list[str]) -> None:
    model.show(_found(model, KINDS, text))
    assert _titles(model) == found


def test_only_what_changes_has_a_tick(model: PlanModel) -> None:
    assert [model.index(row, TICK).data(CHECK) for row in range(5)] == [None, ON, ON, None, None]
    assert not model.setData(model.index(0, TICK), ON, CHECK)
    assert model.setData(model.index(1, TICK), OFF, CHECK)
    assert model.planned.left_out_paths == ("a.md",) and model.planned.ticked == 1
    assert model.index(1, TICK).data(Qt.ItemDataRole.AccessibleTextRole) == "Left out"


def test_ticks_of_all_that_is_shown(model: PlanModel) -> None:
    assert model.shown_state == ON
    model.toggle([range(5)])
    assert model.shown_state == OFF and model.planned.ticked == 0
    model.toggle([range(3, 4)])
    assert model.shown_state == HALF and model.planned.left_out_paths == ("a.md",)
    model.toggle([range(5)])
    assert model.planned.ticked == 0
    model.show(_found(model, ("changing",), "emile"))
    model.tick_shown(True)
    assert model.planned.left_out_paths == ("c.md",)
    model.show(_found(model, ("refused",)))
    assert model.shown_state is None


def test_many_articles_are_looked_through_in_slices() -> None:
    rows = [PlanRow(f"{number}.md", "", (FieldChange("quality", "1", "2"),)) for number in range(20_000)]
    planned = PlannedRows(rows)
    assert planned.make_some_ready()
    finding, slices = Finding(planned, KINDS, "19999.md"), 1
    while finding.go_on(0):
        slices += 1
    assert slices > 10 and len(finding.lines) == 1 and finding.changing == [19_999]
    while planned.make_some_ready():
        pass
    everything = Finding(planned, KINDS)
    assert not everything.go_on(60) and len(everything.lines) == 20_000
