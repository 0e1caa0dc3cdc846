"""Sees when a start of Reviewer has come so far."""

from __future__ import annotations

import sys

from drivers.painted import Painted, is_list, is_sight
from drivers.telling import tell, there
from PySide6 import QtWidgets
from PySide6.QtCore import QTimer

_AT_REST_MS = 700


class Watched(QtWidgets.QApplication):
    """Ends as soon as the list is painted; or, where it `stays`, when it has come to rest."""

    stays = False
    found: dict[str, object] = {}

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        Painted(self, is_sight, self._seen)

    def _seen(self) -> None:
        self.found["cpu"] = there()
        Painted(self, is_list, self._listed)
        for widget in self.allWidgets():
            widget.update()

    def _listed(self) -> None:
        self.found["list cpu"] = there()
        QTimer.singleShot(_AT_REST_MS if self.stays else 0, self, self.closeAllWindows)


def watch(stays: bool) -> None:
    """Watch the application that is made from now on."""
    Watched.stays = stays
    QtWidgets.QApplication = Watched  # type: ignore[misc]  # the program is started as it is, only watched


def tell_found() -> None:
    if "list cpu" not in Watched.found:
        sys.exit(1)
    tell(**Watched.found)
