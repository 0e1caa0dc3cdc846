"""The row of buttons above the regions, and the search field beside it, or below it where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reviewer.ui import icons, style
from reviewer.ui.actions import Actions
from reviewer.ui.search_field import SearchField

WIDEST_SEARCH = 560
NARROWEST_SEARCH = 110
USUAL_SEARCH = 200
"""Pixels, at a text size of 13: with less the search has a line of its own."""
WORDED = (("save all",), ("open button",), ("publish", "unpublish"))
"""Buttons that say their words where there is room, the most important first: what is to be saved has a number."""
COUNTED = {"save all": "Save", "publish": "Publish", "unpublish": "Unpublish"}
"""Those that have a number behind their word at times; there is always room for it."""
_NUMBER = " 888"
_ANY_WIDTH = 16_777_215
GROUPS: tuple[tuple[str, ...], ...] = (
    ("filters button",),
    ("open button", "save all"),
    ("undo", "redo"),
    ("publish", "unpublish"),
    ("cards", "grid", "table"),
)


class Toolbar(QWidget):
    """Buttons are made of actions. `set_room` says how much of their words is shown."""

    def __init__(self, actions: Actions, search: SearchField, open_menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Toolbar")
        self._buttons: dict[str, QToolButton] = {}
        self._fitted: tuple[object, ...] = ()
        self.open_button = _button()
        self.open_button.setText("Open")
        self.open_button.setIcon(icons.icon("open"))
        self.open_button.setMenu(open_menu)
        self.open_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.open_button.setToolTip("Open a folder, some files, or a recent collection")
        self.open_button.setAccessibleName("Open")
        self._buttons["open button"] = self.open_button
        self._filters_button = self._of_action(actions, "filters")
        self._search = search
        layout = self._line = QHBoxLayout()
        layout.setSpacing(2)
        for place, group in enumerate(GROUPS):
            if place > 1:
                layout.addSpacing(style.SPACE_12)
            for name in group:
                layout.addWidget(self._named(actions, name))
        layout.addStretch(1)
        search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        search.setMinimumWidth(NARROWEST_SEARCH)
        search.setMaximumWidth(WIDEST_SEARCH)
        layout.addWidget(search, 6)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(style.SPACE_12, style.SPACE_8, style.SPACE_12, style.SPACE_8)
        self._lines.setSpacing(style.SPACE_8)
        self._lines.addLayout(layout)
        self._size_icons()
        self.set_room(False)
        for name in COUNTED:
            actions[name].changed.connect(self._fit)

    def button(self, name: str) -> QToolButton:
        return self._buttons[name]

    def set_room(self, has_filters_button: bool) -> None:
        """The filters have a button where they have no room of their own."""
        self._filters_button.setVisible(has_filters_button)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say the words of as many buttons as there is room for beside the search."""
        texts = tuple(button.text() for button in self._buttons.values())
        present = (self.width(), self._filters_button.isHidden(), texts, self.font(), self.open_button.iconSize())
        if present == self._fitted:
            return
        self._fitted = present
        room = self.width() - 2 * style.SPACE_12 - len(GROUPS) * style.SPACE_12
        for button in self._buttons.values():
            if button is not self._filters_button or not button.isHidden():
                room -= _width(button) + 2
        usual = round(USUAL_SEARCH * style.scale())
        self._place_search(is_below=room < usual)
        room -= 0 if self._is_below else usual
        for names in WORDED:
            wide = {name: self._wide(name) for name in names}
            room -= sum(wide[name] - _width(self._buttons[name]) for name in names)
            worded, bare = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
            for name in names:
                self._buttons[name].setToolButtonStyle(worded if room >= 0 else bare)
                self._buttons[name].setMinimumWidth(wide[name] if room >= 0 else 0)

    def _wide(self, name: str) -> int:
        """What a button takes with its words, and the number that they may come to say."""
        button = self._buttons[name]
        reserved = COUNTED[name] + _NUMBER if name in COUNTED else ""
        return max(_width(button, button.text()), _width(button, reserved))

    @property
    def _is_below(self) -> bool:
        return self._lines.indexOf(self._search) >= 0

    def _place_search(self, *, is_below: bool) -> None:
        """Beside the buttons, or on a line of its own; what is typed and the keyboard stay in it."""
        if is_below == self._is_below:
            return
        (self._line if is_below else self._lines).removeWidget(self._search)
        self._search.setMaximumWidth(_ANY_WIDTH if is_below else WIDEST_SEARCH)
        if is_below:
            self._lines.addWidget(self._search)
        else:
            self._line.addWidget(self._search, 6)

    def _named(self, actions: Actions, name: str) -> QToolButton:
        if name == "open button":
            return self.open_button
        if name == "filters button":
            return self._filters_button
        return self._of_action(actions, name)

    def _of_action(self, actions: Actions, name: str) -> QToolButton:
        button = _button()
        button.setDefaultAction(actions[name])
        self._buttons[name] = button
        return button

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_icons()
            self._fit()

    def _size_icons(self) -> None:
        side = max(16, round(self.fontMetrics().height() * 1.05))
        for button in self._buttons.values():
            button.setIconSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = style.hairline(self.palette())
        painter.fillRect(0, self.height() - style.HAIRLINE, self.width(), style.HAIRLINE, line)
        painter.end()


def _width(button: QToolButton, words: str = "") -> int:
    """The pixels that a button takes with these words beside its icon."""
    bare = button.iconSize().width() + 2 * style.SPACE_8
    return bare + style.SPACE_12 + button.fontMetrics().horizontalAdvance(f"  {words}") if words else bare


def _button() -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
