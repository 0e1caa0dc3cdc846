"""Cuts the icons that Reviewer draws, and some more, out of QtAwesome's copy of the Material Design Icons.

The whole font takes longer to load than the window has to open. Run it after adding to GLYPHS what is not there yet:
`pip install qtawesome fonttools && python resources/drawing/cut_icons.py`
"""

import json
import re
from pathlib import Path

import qtawesome
from fontTools import subset

from reviewer.ui.icons import GLYPHS

PLACE = Path(__file__).resolve().parent.parent / "icons"
SPARE = re.compile(
    r"(view|image|bookmark|star|calendar|check|eye|tag|chart|clock|timer|flag|pin|format-list|magnify|arrow-(up|down)"
    r"|chevron|play|pause|stop|card|grid|group|newspaper|file|pencil|sort|filter)"
    r"(-(outline|off|off-outline|multiple|multiple-outline|up|down|left|right|variant|variant-outline|range|group|bar"
    r"|check|check-outline|circle|circle-outline|all|text|text-outline|grid|grid-outline|month|month-outline|bulleted"
    r"|ascending|descending|compact|comfy|module|module-outline|column|agenda|plus|plus-outline|minus|edit))?"
)


def main() -> None:
    fonts = Path(qtawesome.__file__).parent / "fonts"
    (whole,), (names,) = (list(fonts.glob(f"materialdesignicons6-webfont-*.{kind}")) for kind in ("ttf", "json"))
    points = json.loads(names.read_text("utf-8"))
    wanted = set(GLYPHS.values()) | {name for name in points if SPARE.fullmatch(name)}
    chosen = {name: int(points[name], 16) for name in sorted(wanted)}
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 13, 14], drop_tables=["DSIG"])
    font = subset.load_font(str(whole), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chosen.values())
    cutter.subset(font)
    subset.save_font(font, str(PLACE / "icons.ttf"), options)
    lines = json.dumps({name: f"{point:x}" for name, point in chosen.items()}, indent=0)
    (PLACE / "icons.json").write_text(lines + "\n", "utf-8")


if __name__ == "__main__":
    main()
