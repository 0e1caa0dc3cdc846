"""Draws the pictures of the sample articles: python resources/drawing/draw.py

Each picture comes from its name alone, so a run gives the same pictures again. Nothing here is part of the program.
"""

import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import places
import things
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

Scene = Callable[[QPainter, QRectF, Random, list[str]], None]
FOLDER = Path(__file__).resolve().parent.parent / "samples" / "pictures"

PICTURES: list[tuple[str, int, int, Scene, str]] = [
    ("harbour-dusk.jpg", 1280, 800, places.skyline, "#1b2a49 #c8553d #f4a259 #14213d #ffd27d"),
    ("night-ferry.jpg", 1024, 640, places.skyline, "#03071e #14213d #3a506b #0b132b #ffe8a3"),
    ("towers-morning.jpg", 1200, 675, places.skyline, "#a9d6e5 #e8dab2 #ffe5d9 #355070 #fff1c9"),
    ("ridge-haze.jpg", 1280, 800, places.mountains, "#f6bd60 #f7ede2 #cdb4a6 #2f3e46 #fff3b0"),
    ("alpine-blue.jpg", 1024, 683, places.mountains, "#89c2d9 #e3f2fd #a9c9dd #013a63 #ffffff"),
    ("volcano-evening.jpg", 960, 600, places.mountains, "#3d0e61 #e85d75 #b5446e #1f0a2e #ffb36b"),
    ("dunes-noon.jpg", 1200, 750, places.dunes, "#8ecae6 #fdf0d5 #f2b872 #8a4b20"),
    ("dunes-moon.jpg", 960, 640, places.dunes, "#10002b #3c096c #7b6d8d #1a1423"),
    ("aurora-green.jpg", 1280, 800, places.aurora, "#020617 #0f2a43 #4ade80 #a78bfa #04070d"),
    ("aurora-rose.jpg", 1024, 640, places.aurora, "#0b0724 #1d1a44 #2dd4bf #f472b6 #05030f"),
    ("swell-atlantic.jpg", 1280, 720, places.waves, "#cfe8ef #f8f4e3 #8fc1cf #0d3b4f #ffffff"),
    ("swell-storm.jpg", 1024, 640, places.waves, "#4a5759 #b0c4b1 #758e8b #10201f #f1f5f2"),
    ("firs-mist.jpg", 1200, 750, places.forest, "#dde5e0 #f4f1ea #b9c9bf #16302b"),
    ("firs-dusk.jpg", 960, 600, places.forest, "#2b2d5b #f2a07b #8a6f8e #151a2d"),
    ("bridge-fog.jpg", 1280, 720, places.bridge, "#d9e2ec #f0e7db #e8ecef #b23a2f"),
    ("bridge-blue.jpg", 960, 640, places.bridge, "#1d3557 #457b9d #a8c5d6 #0b1f33"),
    ("strata-red.jpg", 1024, 683, places.strata, "#9c4a2f #d98f5c #f0d3a8 #7a3320 #c56b3f"),
    ("strata-ice.jpg", 1024, 640, places.strata, "#e3f4fb #b8dff0 #8cc7e0 #f5fbfe #5fa8c9"),
    ("ringed-world.jpg", 1280, 800, places.planet, "#050816 #131a3a #f3d9b1 #d9a066 #a4623f"),
    ("blue-world.jpg", 1024, 640, places.planet, "#04060f #0d1b2a #cfe8f3 #5fa8d3 #1b4965"),
    ("cells-violet.jpg", 1280, 800, things.cells, "#fdf4ff #c77dff #f15bb5 #5a189a"),
    ("cells-green.jpg", 1024, 640, things.cells, "#f1faee #80b918 #2a9d8f #1b4332"),
    ("cells-amber.jpg", 800, 500, things.cells, "#fff8e8 #ffb703 #fb8500 #7f2d08"),
    ("galaxy-gold.jpg", 1200, 750, things.galaxy, "#03030a #0b0b1e #fff1c9 #ffd08a #6ea8fe"),
    ("galaxy-rose.jpg", 960, 600, things.galaxy, "#080212 #160a2b #ffe9f3 #ff9ecb #7b5cff"),
    ("chart-growth.png", 1024, 640, things.bars, "#fbfaf7 #8d99ae #3a86ff #ef476f"),
    ("chart-night.png", 960, 600, things.bars, "#101828 #475467 #2dd4bf #fbbf24"),
    ("network-blue.jpg", 1200, 750, things.network, "#0b1d3a #12305c #8ecae6 #ffb703 #e0fbfc"),
    ("network-paper.jpg", 960, 600, things.network, "#faf7f0 #efe6d5 #6c584c #bc4749 #386641"),
    ("track-red.jpg", 1280, 800, things.track, "#3f7d4f #c8553d #fdf6ec"),
    ("track-blue.jpg", 960, 600, things.track, "#e9ecef #277da1 #ffffff"),
    ("contours-island.png", 960, 600, things.contours, "#14505c #e9d8a6 #0a2e36"),
    ("bokeh-rain.jpg", 1200, 750, things.bokeh, "#0d1321 #1d2d44 #ffb703 #fb8500 #e63946 #8ecae6"),
    ("bokeh-market.jpg", 960, 640, things.bokeh, "#2b0f1c #5b1a32 #ffd166 #ef476f #06d6a0 #f78c6b"),
    ("facets-warm.png", 1024, 640, things.facets, "#590d22 #c9184a #ff8fa3 #ffe5b4"),
    ("facets-cool.png", 800, 500, things.facets, "#03045e #0077b6 #48cae4 #caf0f8"),
    ("coral-bloom.jpg", 1200, 750, things.coral, "#0a9396 #012a36 #ee9b00 #ff6b6b #f7a6c4"),
    ("leaves-summer.jpg", 1024, 683, things.leaves, "#10231a #386641 #6a994e #a7c957 #588157"),
    ("leaves-autumn.jpg", 960, 600, things.leaves, "#2b1a12 #bc6c25 #dda15e #9b2226 #e9c46a"),
    ("shelves-library.jpg", 1200, 750, things.shelves, "#3e2a1e #1d3557 #a8763e #7a1f2b #2f5d50 #d9c7a0 #5b4a6f"),
    ("sound-violin.png", 1024, 640, things.sound, "#1a1423 #3d314a #ffb38a #6c5b7b"),
    ("pitch-day.jpg", 1200, 750, things.pitch, "#4c956c #58a679 #ffffff #d62828 #fcbf49"),
    ("circuit-teal.jpg", 1024, 640, things.circuit, "#04151f #0b2b36 #2ec4b6 #cbf3f0"),
    ("circuit-amber.jpg", 800, 500, things.circuit, "#1c1206 #33200a #ff9f1c #ffe6b0"),
]


def drawn(name: str, width: int, height: int, scene: Scene, tints: str) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing)
    scene(painter, QRectF(0, 0, width, height), Random(zlib.crc32(name.encode())), tints.split())
    painter.end()
    return image


def main() -> int:
    application = QGuiApplication([])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        path = FOLDER / picture[0]
        quality = 78 if path.suffix == ".jpg" else 0
        if not drawn(*picture).save(str(path), None, quality):  # type: ignore[call-overload]
            sys.stderr.write(f"cannot write {path}\n")
            return 1
    application.quit()
    sys.stdout.write(f"{len(PICTURES)} pictures, {sum(path.stat().st_size for path in FOLDER.iterdir()):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
