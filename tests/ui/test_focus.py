"""Going from region to region leaves every widget to its own parent."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from reviewer.session.events import Message
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.focus import first_focusable
from reviewer.ui.icons import icon
from reviewer.ui.inspector.other_rows import FixedRow
from reviewer.ui.messages import Messages

PACKAGE = Path(__file__).resolve().parents[2] / "reviewer"


def put(holder, *widgets):
    for widget in widgets:
        holder.layout().addWidget(widget)
        widget.show()


def dispose(widget):
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def holder(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.show()
    return made


def test_a_widget_that_goes_takes_nothing_with_it(holder):
    """Qt makes an action here itself: its wrapper is the first to suffer."""
    hidden, field = QPushButton(), QLineEdit()
    action = field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    put(holder, hidden, field)
    hidden.hide()
    assert first_focusable(holder) is field
    dispose(hidden)
    assert isValid(action)


def test_messages_come_and_go_beside_fields(holder):
    messages, fixed, lines = Messages(), FixedRow("secured"), QWidget()
    flow = FlowLayout(lines)
    flow.addWidget(QPushButton("one"))
    put(holder, messages, fixed, lines)
    for number in range(3):
        messages.tell(Message(f"warning {number}", "warning", ("why",), undoable=True))
        assert first_focusable(holder) is not None
        messages.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert isValid(fixed._lock)
        assert isValid(flow.itemAt(0))
        assert flow.minimumSize().height() > 0


def test_the_first_of_a_region_is_the_uppermost_that_is_shown(holder):
    made = [QPushButton(str(number)) for number in range(3)]
    put(holder, *made)
    made[0].hide()
    QWidget.setTabOrder(made[2], made[1])
    assert first_focusable(holder) is made[1]
    made[1].setEnabled(False)
    assert first_focusable(holder) is made[2]
    made[2].hide()
    assert first_focusable(holder) is None


@pytest.mark.parametrize("call", ["nextInFocusChain(", "previousInFocusChain(", "self.focusWidget("])
def test_nothing_asks_what_makes_a_child_of_the_answer(call):
    assert [path.name for path in PACKAGE.rglob("*.py") if call in path.read_text("utf-8")] == []
