"""Plans of every kind of row."""

import pytest
from plan_rows import ROWS
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from reviewer.library.change_rows import PlanReport
from reviewer.session.settings import Settings
from reviewer.ui.plan.plan_dialog import PlanDialog


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def dialog(qtbot, settings):
    """Makes dialogs over one window; they and their timers go with it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()

    def make(rows=ROWS, name="Publish {articles}", number=7) -> PlanDialog:
        made = PlanDialog(PlanReport(number, name, list(rows)), settings, window)
        made.open()
        qtbot.waitExposed(made)
        return made

    yield make
    for made in window.findChildren(PlanDialog):
        made.done(0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
