"""The one row of buttons above the regions, and the search field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from reviewer.ui import icons, style
from reviewer.ui.actions import Actions
from reviewer.ui.search_field import SearchField

WIDEST_SEARCH = 560
NARROWEST_SEARCH = 110
USUAL_SEARCH = 200
WORDED = ("save all", "open button", "publish", "unpublish")
"""Buttons that say their words where there is room, the most important first: what is to be saved has a number."""
COUNTED = {"save all": "Save", "publish": "Publish", "unpublish": "Unpublish"}
"""Those that have a number behind their word at times; there is always room for it."""
_NUMBER = " 888"
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
        self.open_button = _button()
        self.open_button.setText("Open")
        self.open_button.setIcon(icons.icon("open"))
        self.open_button.setMenu(open_menu)
        self.open_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.open_button.setToolTip("Open a folder, some files, or a recent collection")
        self.open_button.setAccessibleName("Open")
        self._buttons["open button"] = self.open_button
        self._filters_button = self._of_action(actions, "filters")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.SPACE_12, style.SPACE_8, style.SPACE_12, style.SPACE_8)
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
        room = self.width() - USUAL_SEARCH - 2 * style.SPACE_12 - len(GROUPS) * style.SPACE_12
        for button in self._buttons.values():
            if button is not self._filters_button or not button.isHidden():
                room -= _width(button) + 2
        for name in WORDED:
            button = self._buttons[name]
            reserved = COUNTED[name] + _NUMBER if name in COUNTED else ""
            wide = max(_width(button, button.text()), _width(button, reserved))
            room -= wide - _width(button)
            worded, bare = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
            button.setToolButtonStyle(worded if room >= 0 else bare)
            button.setMinimumWidth(wide if room >= 0 else 0)

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
