import json

import pytest

from reviewer.ui import icons, style


def darkest(name, role="text"):
    image = icons.icon(name, role).pixmap(32, 32).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda pixel: pixel.alpha())


@pytest.mark.parametrize("name", icons.GLYPHS)
def test_every_icon_is_drawn(qapp, name):
    assert darkest(name).alpha() > 100


def test_an_icon_follows_the_palette(qapp):
    before = qapp.palette()
    try:
        qapp.setPalette(style.light_palette())
        assert darkest("published").lightnessF() < 0.3
        qapp.setPalette(style.dark_palette())
        assert darkest("published").lightnessF() > 0.7
        assert darkest("published", "accent").blueF() > 0.9
    finally:
        qapp.setPalette(before)


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(KeyError):
        icons.icon("nonsense")


def test_the_places_in_the_font_are_those_of_their_names():
    known = json.loads(icons.brought("json").read_text("utf-8"))
    assert dict(icons.GLYPHS.values()) == {name: int(known[name], 16) for name, _ in icons.GLYPHS.values()}
