from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from reviewer.ui import style
from reviewer.ui.plain_label import NaturalLabel, PlainLabel, breakable, plain_tip


def test_marks_are_shown_and_not_obeyed(qtbot):
    label = PlainLabel()
    qtbot.addWidget(label)
    label.say("<b>bold</b> & more")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.words == "<b>bold</b> & more"
    assert plain_tip("<b>") == "<qt>&lt;b&gt;</qt>"
    assert plain_tip("") == ""


def test_only_long_runs_get_places_to_break():
    assert breakable("a word and another") == "a word and another"
    broken = breakable("x" * 100 + " end")
    assert broken.replace("\u200b", "") == "x" * 100 + " end"
    assert max(map(len, broken.replace(" ", "\u200b").split("\u200b"))) <= 12


def test_a_narrow_column_breaks_words_rather_than_cutting_them(qtbot):
    label = PlainLabel(style.TextSize.HEADLINE)
    qtbot.addWidget(label)
    label.say("Responsibilities")
    label.resize(400, 60)
    label.show()
    assert "\u200b" not in label.text()
    label.resize(90, 60)
    assert "\u200b" in label.text()
    assert label.words == "Responsibilities"


def test_the_tone_follows_the_palette(qtbot):
    before = QApplication.palette()
    label = PlainLabel(tone="muted")
    qtbot.addWidget(label)
    try:
        for palette in (style.light_palette(), style.dark_palette()):
            QApplication.setPalette(palette)
            QApplication.processEvents()
            assert label.palette().color(QPalette.ColorRole.WindowText) == style.muted(palette)
    finally:
        QApplication.setPalette(before)


def test_a_natural_label_asks_for_one_line(qtbot):
    label = NaturalLabel()
    qtbot.addWidget(label)
    label.say("Published (7 of 12)")
    assert label.sizeHint().height() == label.fontMetrics().lineSpacing()
    assert label.heightForWidth(60) > label.sizeHint().height()


def test_a_word_that_fits_the_column_is_not_broken(qtbot):
    label = PlainLabel()
    qtbot.addWidget(label)
    wide = label.fontMetrics().horizontalAdvance("translation")
    label.resize(wide + 8, 200)
    label.show()
    label.say("explains translation misunderstandings")
    explains, translation, rest = label.text().split(" ")
    assert (explains, translation) == ("explains", "translation") and "\u200b" in rest
    label.resize(wide // 2, 200)
    assert "\u200b" in label.text().split(" ")[1]
