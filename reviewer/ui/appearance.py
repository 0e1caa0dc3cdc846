"""Light or dark, and the size of the text: by the settings, in the whole application."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from reviewer.session.settings import APPEARANCE, ZOOM, Settings
from reviewer.ui.redress import redress
from reviewer.ui.theme import SchemeChoice, Theme

SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Percent of the system's text size."""


class Appearance(QObject):
    def __init__(self, app: QApplication, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._font = QFont(app.font())
        self.theme = Theme(app)
        self.theme.changed.connect(self._redress)
        self._use_zoom()
        self.theme.choose(self.choice)

    @property
    def choice(self) -> SchemeChoice:
        chosen = self._settings.value(APPEARANCE)
        return "light" if chosen == "light" else "dark" if chosen == "dark" else "system"

    def choose(self, choice: SchemeChoice) -> None:
        self._settings.set(APPEARANCE, choice)
        self.theme.choose(choice)

    @property
    def zoom(self) -> int:
        """Percent."""
        return max(SIZES[0], min(SIZES[-1], self._settings.value(ZOOM)))

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) size; 0: the system's."""
        if by > 0:
            zoom = next((size for size in SIZES if size > self.zoom), SIZES[-1])
        elif by < 0:
            zoom = next((size for size in reversed(SIZES) if size < self.zoom), SIZES[0])
        else:
            zoom = 100
        self.use_zoom(zoom)

    def use_zoom(self, percent: int) -> None:
        self._settings.set(ZOOM, percent)
        self._use_zoom()

    def _use_zoom(self) -> None:
        font = QFont(self._font)
        if font.pixelSize() > 0:
            font.setPixelSize(max(1, round(font.pixelSize() * self.zoom / 100)))
        else:
            font.setPointSizeF(font.pointSizeF() * self.zoom / 100)
        if font != self._app.font():
            self._app.setStyleSheet("")  # under a style sheet, fonts would stay as they are
            self._app.setFont(font)
            self.theme.renew()  # and all widgets with it

    def _redress(self) -> None:
        redress(self._app.allWidgets())
