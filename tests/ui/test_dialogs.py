import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from reviewer.ui.dialogs import ask_closing, closing_words


@pytest.mark.parametrize(
    ("words", "choice"),
    [("&Save", "save"), ("&Keep for Next Time", "keep"), ("&Discard", "discard"), ("Cancel", "cancel"), ("", "cancel")],
)
def test_what_becomes_of_edits(qtbot, words: str, choice: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shown: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        shown.append(box.text())
        button = next((each for each in box.buttons() if each.text() == words), None)
        if button is None:
            box.reject()
        else:
            button.click()

    QTimer.singleShot(0, answer)
    assert ask_closing(window, 1200, 0) == choice
    assert shown == ["1,200 articles have edits that are not saved."]


@pytest.mark.parametrize(
    ("modified", "conflicts", "words"),
    [
        (1, 1, "It is in conflict"),
        (5, 1, "1 of them is in conflict"),
        (5, 2, "2 of them are"),
        (5, 5, "All of them are"),
    ],
)
def test_conflicts_are_told_when_closing(modified: int, conflicts: int, words: str) -> None:
    _, more = closing_words(modified, conflicts)
    assert more.startswith(words) and "cannot be saved before" in more
    assert "conflict" not in closing_words(modified, 0)[1]
