import pytest
from contrast import contrast
from PySide6.QtGui import QColor, QPalette

from reviewer.ui import style


@pytest.fixture(params=["light", "dark"])
def palette(qapp, request):
    return style.light_palette() if request.param == "light" else style.dark_palette()


@pytest.mark.parametrize("name", ["text", "muted", "accent", "success", "warning", "danger"])
def test_words_can_be_read_on_every_ground(palette, name):
    words = getattr(style, name)(palette)
    for ground in (
        palette.color(QPalette.ColorRole.Base),
        palette.color(QPalette.ColorRole.Window),
        style.selected_ground(palette),
        style.tint(palette),
    ):
        assert contrast(words, ground) >= 4.5, (name, ground.name())


def test_highlighted_words_can_be_read(palette):
    ratio = contrast(palette.color(QPalette.ColorRole.HighlightedText), palette.color(QPalette.ColorRole.Highlight))
    assert ratio >= 4.5


def test_the_two_palettes_are_told_apart(qapp):
    assert not style.is_dark(style.light_palette())
    assert style.is_dark(style.dark_palette())


def test_fonts_keep_the_ratio_of_their_sizes(qapp):
    text, headline = style.font(style.TextSize.TEXT), style.font(style.TextSize.HEADLINE)
    assert headline.pointSizeF() / text.pointSizeF() == pytest.approx(20 / 13, abs=0.05)


def test_fonts_follow_the_application(qapp):
    before = qapp.font()
    try:
        large = qapp.font()
        large.setPointSizeF(before.pointSizeF() * 2)
        small = style.line_height(style.TextSize.TITLE)
        qapp.setFont(large)
        assert style.line_height(style.TextSize.TITLE) >= 1.8 * small
    finally:
        qapp.setFont(before)


def test_long_text_is_cut_before_it_is_laid_out():
    assert len(style.cut("word " * 2_000_000)) <= 300
    assert style.cut("a\nb\t c") == "a b c"


def test_a_mixed_colour_follows_its_palette(qapp):
    palette = style.light_palette()
    before = QColor(style.tint(palette)), QColor(style.muted(palette))
    palette.setColor(QPalette.ColorRole.Base, QColor("black"))
    assert (style.tint(palette), style.muted(palette)) != before
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, QColor("red"))
    shown = style.muted(palette)
    palette.setCurrentColorGroup(QPalette.ColorGroup.Disabled)
    assert style.muted(palette) != shown
