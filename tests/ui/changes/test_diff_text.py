import pytest
from contrast import contrast
from PySide6.QtGui import QGuiApplication

from reviewer.ui import style
from reviewer.ui.changes.diff_text import LONGEST, MOST, DiffText, bounded

LINES = ("@@ -1,2 +1,2 @@", " title: x", "-quality: 19", "+quality: 40")


@pytest.fixture
def diff(qapp, qtbot):
    made = DiffText()
    qtbot.addWidget(made)
    return made


def test_lines_that_go_and_come_have_a_ground_and_keep_their_sign(diff) -> None:
    diff.show_lines(LINES)
    assert diff.toPlainText() == "\n".join(LINES)
    grounds = [mark.format.background().color() for mark in diff.extraSelections()]
    assert [mark.cursor.block().text() for mark in diff.extraSelections()] == ["-quality: 19", "+quality: 40"]
    assert grounds[0] != grounds[1]
    assert all(contrast(ground, style.text(diff.palette())) > 7 for ground in grounds)


def test_it_follows_the_palette(diff) -> None:
    diff.show_lines(LINES)
    before = [mark.format.background().color() for mark in diff.extraSelections()]
    diff.setPalette(style.dark_palette() if not style.is_dark(QGuiApplication.palette()) else style.light_palette())
    after = [mark.format.background().color() for mark in diff.extraSelections()]
    assert len(after) == 2 and not set(map(str, after)) & set(map(str, before))
    assert diff.toPlainText() == "\n".join(LINES)


def test_long_files_and_lines_are_bounded() -> None:
    shown = bounded(("+" + "x" * 5_000, *("+y" for _ in range(MOST + 9))))
    assert len(shown) == MOST + 1 and shown[-1] == "… and 10 more lines" and len(shown[0]) == LONGEST + 2


def test_signs_that_would_break_a_line_are_shown(diff) -> None:
    diff.show_lines(("+a\u2029b\0c\r\n",))
    assert diff.toPlainText() == "+a b\u2400c␍" and diff.blockCount() == 1


def test_it_can_be_selected_and_is_not_edited(diff, qtbot) -> None:
    diff.show_lines(LINES)
    diff.selectAll()
    assert diff.isReadOnly() and "quality: 40" in diff.textCursor().selectedText()
    diff.show_lines(())
    assert diff.toPlainText() == "" and diff.extraSelections() == []
