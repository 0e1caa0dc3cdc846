"""Pictures to measure with: photographs of 2000x1300 and small drawings of 480x300, with as much in them as real ones."""

from __future__ import annotations

import functools
import random
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

PHOTOGRAPH, DRAWING = (2000, 1300), (480, 300)
_SPECKS = 24


@functools.cache
def _grain() -> QImage:
    """What makes a photograph large."""
    width, height = 512, 512
    content = random.Random(3).randbytes(width * height)
    return QImage(content, width, height, width, QImage.Format.Format_Grayscale8).copy()


def draw(what: tuple[Path, int]) -> None:
    """Draws the picture with this number to the path, a PNG or a JPEG."""
    path, number = what
    is_photograph = path.suffix == ".jpg"
    width, height = PHOTOGRAPH if is_photograph else DRAWING
    chance = random.Random(number)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, width * chance.random(), height)
    sky.setColorAt(0, QColor.fromHsv(chance.randrange(360), 120, 240))
    sky.setColorAt(1, QColor.fromHsv(chance.randrange(360), 180, 120))
    painter.fillRect(0, 0, width, height, sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for _ in range(_SPECKS):
        painter.setBrush(QColor.fromHsv(chance.randrange(360), 140, 220, 120))
        across = chance.uniform(0.02, 0.3) * height
        painter.drawEllipse(int(chance.random() * width), int(chance.random() * height), int(across), int(across))
    if is_photograph:
        painter.setOpacity(0.08)
        for left in range(0, width, _grain().width()):
            for top in range(0, height, _grain().height()):
                painter.drawImage(left, top, _grain())
    painter.end()
    if not image.save(str(path), None, 88 if is_photograph else -1):
        raise OSError(f"{path} could not be drawn")
