import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QWidget,
)

from reviewer.session.settings import APPEARANCE, HISTORY_LIMIT, PLAN_FROM, ZOOM, Settings
from reviewer.ui.appearance import Appearance
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.settings_window import NEVER, SettingsWindow


@pytest.fixture
def made(qtbot, tmp_path):
    settings = Settings(tmp_path)
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    appearance = Appearance(qt, settings)
    window = SettingsWindow(settings, appearance)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    yield window, settings, appearance
    appearance.use_zoom(100)
    appearance.theme.choose("system")
    appearance.theme.deleteLater()


def test_asking_before_bulk_changes(made) -> None:
    window, settings, _ = made
    line = window.numbers[PLAN_FROM.key]
    assert line.box.isChecked() and line.spin.value() == 2
    line.spin.setValue(30)
    assert settings.value(PLAN_FROM) == 30
    line.box.click()
    assert settings.value(PLAN_FROM) == NEVER and not line.spin.isEnabled()
    line.box.click()
    assert settings.value(PLAN_FROM) == 30 and line.spin.isEnabled()
    settings.set(PLAN_FROM, 7)
    assert line.spin.value() == 7


def test_how_much_history_is_kept(made) -> None:
    window, settings, _ = made
    line = window.numbers[HISTORY_LIMIT.key]
    assert line.box is None and line.spin.value() == 500
    line.spin.setValue(20)
    assert settings.value(HISTORY_LIMIT) == 20


def test_appearance_is_applied_at_once(made) -> None:
    window, settings, appearance = made
    window.schemes.buttons["dark"].click()
    assert settings.value(APPEARANCE) == "dark" and window.palette().window().color().lightness() < 80
    window.zoom.buttons[125].click()
    assert settings.value(ZOOM) == 125
    appearance.choose("light")
    appearance.step_zoom(0)
    assert window.schemes.buttons["light"].isChecked() and window.zoom.buttons[100].isChecked()


def test_everything_has_a_name(made) -> None:
    window, _, _ = made
    assert [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractSpinBox)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ] == []


def test_large_text_is_not_clipped_and_nothing_scrolls_without_need(made, qtbot) -> None:
    window, _, appearance = made
    area = window.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    appearance.use_zoom(200)
    window.resize(480, 500)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    page = area.widget()
    assert page.width() == area.viewport().width()
    for part in page.findChildren(QWidget):
        if isinstance(part, QToolButton | QSpinBox | PlainLabel) and part.isVisible():
            place = part.rect().translated(part.mapTo(page, part.rect().topLeft()))
            assert page.rect().contains(place), part
            assert not isinstance(part, QToolButton) or part.width() >= part.sizeHint().width()
