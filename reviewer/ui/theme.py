"""Light or dark: the palette and the style sheet of the application."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from reviewer.ui import style
from reviewer.ui.style_sheet import style_sheet

SchemeChoice = Literal["system", "light", "dark"]


class Theme(QObject):
    """Keeps the application's palette light or dark, by choice or as the system is."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: SchemeChoice = "system"
        self._of_the_system = app.palette()
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def choice(self) -> SchemeChoice:
        return self._choice

    def choose(self, choice: SchemeChoice) -> None:
        self._choice = choice
        self._apply()

    def renew(self) -> None:
        """The application's font is another: the sheet has sizes that go with it."""
        self._apply()

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self._choice == "dark" or (self._choice == "system" and self._system_is_dark())
        if self._choice == "system" and wants_high_contrast():
            self._app.setStyleSheet("")
            self._app.setPalette(QPalette())
        else:
            palette = style.dark_palette() if dark else style.light_palette()
            self._app.setPalette(palette)
            self._app.setStyleSheet(style_sheet(palette))
        self.changed.emit()

    def _system_is_dark(self) -> bool:
        scheme = self._app.styleHints().colorScheme()
        if scheme == Qt.ColorScheme.Unknown:
            return style.is_dark(self._of_the_system)
        return scheme == Qt.ColorScheme.Dark


def wants_high_contrast() -> bool:
    """Whether the system asks for high contrast; its own palette is then left alone."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    if hints is None:
        return False
    return str(hints().contrastPreference()).endswith("HighContrast")
