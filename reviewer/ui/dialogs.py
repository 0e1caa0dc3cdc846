"""The questions for which the window waits: which folder, which files, what becomes of unsaved edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def ask_closing(parent: QWidget, modified: int, conflicts: int, left_out: int) -> Choice:
    """What to do with edits that are not saved; so many of the articles cannot be saved before they are resolved, and
    so many others are left out of a save."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Reviewer")
    words, more = closing_words(modified, conflicts, left_out)
    box.setText(words)
    box.setInformativeText(more)
    buttons: dict[QPushButton, Choice] = {}
    if modified > conflicts + left_out:
        buttons[box.addButton("&Save", QMessageBox.ButtonRole.AcceptRole)] = "save"
    buttons |= {
        box.addButton("&Keep for Next Time", QMessageBox.ButtonRole.AcceptRole): "keep",
        box.addButton("&Discard", QMessageBox.ButtonRole.DestructiveRole): "discard",
        box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole): "cancel",
    }
    box.setDefaultButton(next(iter(buttons)))
    box.setEscapeButton(next(button for button, choice in buttons.items() if choice == "cancel"))
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((choice for button, choice in buttons.items() if button is clicked), "cancel")


def closing_words(modified: int, conflicts: int, left_out: int = 0) -> tuple[str, str]:
    """What is said of edits that are not saved, and more about it."""
    articles = "1 article has" if modified == 1 else f"{modified:,} articles have"
    kept = "Kept edits are here again when the collection is opened next time."
    if left_out:
        part = "It is" if modified == 1 else "All of them are" if left_out >= modified else _some(left_out)
        kept = f"{part} left out of the save and will be kept. {kept}"
    if not conflicts:
        return f"{articles} edits that are not saved.", kept
    part = "It is" if modified == 1 else "All of them are" if conflicts >= modified else _some(conflicts)
    what = "in conflict with what another program wrote, and cannot be saved before that is resolved under Changes."
    return f"{articles} edits that are not saved.", f"{part} {what} {kept}"


def _some(count: int) -> str:
    return "1 of them is" if count == 1 else f"{count:,} of them are"


def ask_losing_views(parent: QWidget, names: Sequence[str]) -> bool:
    """Whether the window may be closed though changes of these shared views could not be written; "" is their order."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Reviewer")
    box.setText("Changes of shared views could not be written, and are lost when the window is closed.")
    listed = ", ".join(f"“{name}”" if name else "their order" for name in names)
    more = "Correct the file of the views and come back to this window: then they are written."
    box.setInformativeText(f"They are about {listed}. {more}")
    lose = box.addButton("Close &Without Them", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("&Stay", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    is_lost = box.clickedButton() is lose
    box.deleteLater()
    return is_lost


def browse(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))


@dataclass(frozen=True)
class Dialogs:
    """How the window asks. Tests put their own answers here."""

    folder: Callable[[QWidget, str], Path | None] = ask_folder
    files: Callable[[QWidget, str], list[Path]] = ask_files
    closing: Callable[[QWidget, int, int, int], Choice] = ask_closing
    browse: Callable[[str], None] = browse
    losing_views: Callable[[QWidget, Sequence[str]], bool] = ask_losing_views
