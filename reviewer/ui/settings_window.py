"""The settings that people look for in one place. Each is applied at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QScrollArea, QSpinBox, QToolButton, QVBoxLayout, QWidget

from reviewer.session.settings import HISTORY_LIMIT, PLAN_FROM, Setting, Settings
from reviewer.ui import style
from reviewer.ui.appearance import SIZES, Appearance
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.plain_label import NaturalLabel, PlainLabel
from reviewer.ui.style import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24, TextSize
from reviewer.ui.tick_box import TickBox
from reviewer.ui.wrapped_page import WrappedPage

NEVER = 1_000_000_000
"""PLAN_FROM where nobody wants to be asked."""
SCHEMES = (("system", "As the System"), ("light", "Light"), ("dark", "Dark"))
_NUMBER_WIDTH = 84
_WIDE, _SCROLL_BAR = 476, 12


@dataclass(frozen=True)
class Number:
    """A whole number among words. `off`: the value that stands for "not at all", which gets a box to untick."""

    setting: Setting[int]
    before: str
    after: str
    least: int
    most: int
    name: str
    off: int | None = None


@dataclass(frozen=True)
class Part:
    """Some numbers under a heading, with a sentence about them."""

    heading: str
    words: str
    numbers: tuple[Number, ...]


PARTS = (
    Part(
        "Changing several articles",
        "Every article is shown with its old and new value before anything is changed. Undo takes it back in any case.",
        (Number(PLAN_FROM, "Ask before a change of", "articles or more", 2, 1_000_000, "Fewest to ask about", NEVER),),
    ),
    Part(
        "History",
        "What was saved can be taken back as long as it is kept. The oldest goes first.",
        (Number(HISTORY_LIMIT, "Keep up to", "MB for each collection", 1, 1_000_000, "Megabytes of history"),),
    ),
)


class SettingsWindow(QDialog):
    """Does not stop the work in the window behind it."""

    def __init__(self, settings: Settings, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.numbers = {number.setting.key: NumberLine(number, settings) for part in PARTS for number in part.numbers}
        self.schemes = Toggles("Light or dark", SCHEMES)
        self.zoom = Toggles("Text size", [(size, f"{size} %") for size in SIZES])
        self._appearance = appearance
        inner = WrappedPage()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_24)
        self._column.setSpacing(SPACE_8)
        for part in PARTS:
            self._add(part.heading, part.words, [self.numbers[number.setting.key] for number in part.numbers])
        self._add("Appearance", "", [self.schemes])
        self._add("Text size", "", [self.zoom])
        self._column.addStretch(1)
        self.schemes.chosen.connect(appearance.choose)
        self.zoom.chosen.connect(appearance.use_zoom)
        settings.changed.connect(self._follow)
        self._follow()
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        wide = round(_WIDE * style.scale())
        high = self._column.totalHeightForWidth(wide - _SCROLL_BAR)
        self.resize(wide, min(high, self.screen().availableSize().height()))

    def _add(self, heading: str, words: str, widgets: Sequence[QWidget]) -> None:
        if self._column.count():
            self._column.addSpacing(SPACE_12)
        title = PlainLabel(TextSize.TITLE, bold=True)
        title.say(heading)
        self._column.addWidget(title)
        for widget in widgets:
            self._column.addWidget(widget)
        if words:
            about = PlainLabel(tone="muted")
            about.say(words)
            self._column.addWidget(about)

    def _follow(self) -> None:
        self.schemes.show_value(self._appearance.choice)
        self.zoom.show_value(self._appearance.zoom)


class NumberLine(QWidget):
    """A number among words. It is remembered with each change of it."""

    def __init__(self, number: Number, settings: Settings) -> None:
        super().__init__()
        self._number, self._settings = number, settings
        self.box = TickBox(number.before) if number.off is not None else None
        self.spin = QSpinBox(minimum=number.least, maximum=number.most)
        self.spin.setProperty("framed", True)
        self.spin.setAccessibleName(number.name)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.spin.setGroupSeparatorShown(True)
        before, after = NaturalLabel(), NaturalLabel()
        before.say(number.before)
        after.say(number.after)
        line = FlowLayout(self, gap=SPACE_8)
        for widget in (self.box or before, self.spin, after):
            line.addWidget(widget)
        self._fit_font()
        self._show()
        self.spin.valueChanged.connect(self._remember)
        if self.box is not None:
            self.box.toggled.connect(self._remember)
        settings.changed.connect(self._follow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_font()

    def _fit_font(self) -> None:
        self.spin.setFixedWidth(round(_NUMBER_WIDTH * style.scale()))

    def _show(self) -> None:
        value = self._settings.value(self._number.setting)
        is_off = self._number.off is not None and value >= self._number.off
        for widget in (self.spin, self.box):
            if widget is not None:
                widget.blockSignals(True)
        if self.box is not None:
            self.box.setChecked(not is_off)
        self.spin.setEnabled(not is_off)
        if not is_off:
            self.spin.setValue(value)
        for widget in (self.spin, self.box):
            if widget is not None:
                widget.blockSignals(False)

    def _remember(self) -> None:
        is_on = self.box is None or self.box.isChecked()
        self.spin.setEnabled(is_on)
        value = self.spin.value() if is_on else self._number.off
        if value is not None:
            self._settings.set(self._number.setting, value)

    def _follow(self, key: str) -> None:
        if key == self._number.setting.key:
            self._show()


class Toggles(QWidget):
    """Buttons of which one is pressed; arrows go from one to the next."""

    chosen = Signal(object)

    def __init__(self, name: str, values: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons: dict[object, QToolButton] = {}
        group = QButtonGroup(self)
        line = FlowLayout(self, gap=SPACE_4)
        for value, words in values:
            button = QToolButton(autoRaise=True)
            button.setText(words)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _on=False, value=value: self.chosen.emit(value))
            group.addButton(button)
            line.addWidget(button)
            self.buttons[value] = button

    def show_value(self, value: object) -> None:
        if value in self.buttons:
            self.buttons[value].setChecked(True)
