from reviewer.ui import style
from reviewer.ui.style_sheet import style_sheet
from reviewer.ui.theme import Theme


def test_a_theme_can_be_chosen(qapp, qtbot):
    before = qapp.palette()
    theme = Theme(qapp)
    try:
        with qtbot.waitSignal(theme.changed):
            theme.choose("dark")
        assert style.is_dark(qapp.palette())
        theme.choose("light")
        assert not style.is_dark(qapp.palette())
        assert theme.choice == "light"
    finally:
        theme.deleteLater()
        qapp.setStyleSheet("")
        qapp.setPalette(before)


def test_the_style_sheet_follows_the_palette(qapp):
    assert style.dark_palette().base().color().name() in style_sheet(style.dark_palette())
    assert style_sheet(style.light_palette()) != style_sheet(style.dark_palette())
