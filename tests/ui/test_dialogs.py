import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from reviewer.ui.dialogs import ask_closing, ask_losing_views, closing_words


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
    assert ask_closing(window, 1200, 0, 0) == choice
    assert shown == ["1,200 articles have edits that are not saved."]


@pytest.mark.parametrize(("conflicts", "left_out"), [(0, 2), (1, 1), (2, 0)])
def test_there_is_no_save_where_nothing_can_be_saved(qtbot, conflicts: int, left_out: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shown: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        shown.extend(button.text() for button in box.buttons())
        box.defaultButton().click()

    QTimer.singleShot(0, answer)
    assert ask_closing(window, 2, conflicts, left_out) == "keep" and "&Save" not in shown


@pytest.mark.parametrize(("words", "is_lost"), [("Close &Without Them", True), ("&Stay", False), (None, False)])
def test_shared_views_that_could_not_be_written_are_asked_about(qtbot, words: str | None, is_lost: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox) and "“To judge”, their order" in box.informativeText()
        button = next((each for each in box.buttons() if each.text() == words), None)
        box.reject() if button is None else button.click()

    QTimer.singleShot(0, answer)
    assert ask_losing_views(window, ["To judge", ""]) is is_lost


def test_what_is_left_out_is_told_when_closing() -> None:
    assert closing_words(1, 0, 1)[1].startswith("It is left out of the save and will be kept.")
    assert closing_words(5, 1, 2)[1].endswith(
        "2 of them are left out of the save and will be kept. " + closing_words(1, 0)[1]
    )


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
