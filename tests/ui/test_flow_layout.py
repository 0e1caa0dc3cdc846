import pytest
from PySide6.QtWidgets import QWidget

from reviewer.ui.flow_layout import FlowLayout


@pytest.fixture
def parts(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=4, line_gap=6)
    made = []
    for _ in range(4):
        part = QWidget()
        part.setFixedSize(40, 20)
        flow.addWidget(part)
        made.append(part)
    holder.show()
    return holder, flow, made


def test_lines_are_filled_from_left_to_right(parts):
    holder, flow, made = parts
    holder.resize(90, 200)
    assert flow.heightForWidth(90) == 46
    assert flow.heightForWidth(1_000) == 20
    assert flow.heightForWidth(10) == 4 * 20 + 3 * 6
    holder.layout().activate()
    assert [(part.x(), part.y()) for part in made] == [(0, 0), (44, 0), (0, 26), (44, 26)]


def test_hidden_ones_take_no_room(parts):
    _, flow, made = parts
    made[0].hide()
    made[1].hide()
    assert flow.heightForWidth(90) == 20
    made[0].show()
    assert flow.heightForWidth(90) == 46


def test_one_can_stand_before_another(parts):
    _, flow, made = parts
    first = QWidget()
    flow.insert(0, first)
    assert flow.itemAt(0).widget() is first
    assert flow.itemAt(1).widget() is made[0]
    assert flow.itemAt(9) is None
