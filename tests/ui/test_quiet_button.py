from PySide6.QtCore import Qt

from reviewer.ui.quiet_button import QuietButton


def test_words_are_shown_as_they_are_and_named(qtbot):
    button = QuietButton("Fish & chips", tip="<b>tip</b>")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Fish & chips"
    assert "&lt;b&gt;" in button.toolTip()
    button.say("Open", named="Open the web page")
    assert (button.words, button.accessibleName()) == ("Open", "Open the web page")


def test_it_is_pressed_by_mouse_and_key_and_shows_its_focus(qtbot):
    button = QuietButton("Retry")
    qtbot.addWidget(button)
    pressed = []
    button.clicked.connect(lambda: pressed.append(True))
    with qtbot.waitExposed(button):
        button.show()
    button.activateWindow()
    button.clearFocus()
    plain = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != plain
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 2


def test_it_has_room_for_its_words(qtbot):
    short, long = QuietButton("A"), QuietButton("A much longer one", icon="add")
    for button in (short, long):
        qtbot.addWidget(button)
        assert button.sizeHint().width() > button.fontMetrics().horizontalAdvance(button.words)
        assert button.minimumSizeHint() == button.sizeHint()
