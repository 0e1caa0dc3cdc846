"""The questions for which the window waits: which folder, which files, what becomes of unsaved edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

Choice = Literal["save", "keep", "discard", "cancel"]
FILE_FILTER = "Articles (*.md *.markdown *.mdx *.txt *.html *.htm *.yml *.yaml);;All files (*)"


def ask_folder(parent: QWidget, start: str) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, "Open a Folder of Articles", start)
    return Path(chosen) if chosen else None


def ask_files(parent: QWidget, start: str) -> list[Path]:
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Open Articles", start, FILE_FILTER)
    return [Path(each) for each in chosen]


def ask_closing(parent: QWidget, modified: int) -> Choice:
    """What to do with edits that are not saved."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Reviewer")
    articles = "1 article has" if modified == 1 else f"{modified:,} articles have"
    box.setText(f"{articles} edits that are not saved.")
    box.setInformativeText("Kept edits are here again when the collection is opened next time.")
    buttons: dict[QPushButton, Choice] = {
        box.addButton("&Save", QMessageBox.ButtonRole.AcceptRole): "save",
        box.addButton("&Keep for Next Time", QMessageBox.ButtonRole.AcceptRole): "keep",
        box.addButton("&Discard", QMessageBox.ButtonRole.DestructiveRole): "discard",
        box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole): "cancel",
    }
    box.setDefaultButton(next(button for button, choice in buttons.items() if choice == "save"))
    box.setEscapeButton(next(button for button, choice in buttons.items() if choice == "cancel"))
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((choice for button, choice in buttons.items() if button is clicked), "cancel")


def browse(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))


@dataclass(frozen=True)
class Dialogs:
    """How the window asks. Tests put their own answers here."""

    folder: Callable[[QWidget, str], Path | None] = ask_folder
    files: Callable[[QWidget, str], list[Path]] = ask_files
    closing: Callable[[QWidget, int], Choice] = ask_closing
    browse: Callable[[str], None] = browse
