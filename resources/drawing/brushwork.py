"""What the scenes share: colours, gradients, noise."""

import math
from collections.abc import Sequence
from random import Random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QRadialGradient


def colour(name: str, alpha: float = 1.0) -> QColor:
    made = QColor(name)
    made.setAlphaF(alpha)
    return made


def mixed(one: QColor | str, other: QColor | str, share: float) -> QColor:
    a, b = QColor(one), QColor(other)
    return QColor(*(round(x + (y - x) * share) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)))


def sky(painter: QPainter, area: QRectF, colours: Sequence[str]) -> None:
    """Fills the area from top to bottom."""
    gradient = QLinearGradient(area.topLeft(), area.bottomLeft())
    for number, name in enumerate(colours):
        gradient.setColorAt(number / max(len(colours) - 1, 1), QColor(name))
    painter.fillRect(area, gradient)


def glow(painter: QPainter, centre: QPointF, radius: float, tint: QColor, strength: float = 1.0) -> None:
    """A soft light that fades to nothing."""
    gradient = QRadialGradient(centre, radius)
    for place, alpha in ((0.0, 1.0), (0.25, 0.55), (0.6, 0.15), (1.0, 0.0)):
        step = QColor(tint)
        step.setAlphaF(min(1.0, alpha * strength))
        gradient.setColorAt(place, step)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawEllipse(centre, radius, radius)


def disc(painter: QPainter, centre: QPointF, radius: float, fill: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(centre, radius, radius)


class Noise:
    """Smooth hills along a line: the sum of a few waves, from -1 to 1."""

    def __init__(self, rng: Random, waves: int = 5, roughness: float = 0.55) -> None:
        self._waves = [
            (roughness**number, 2.1**number * rng.uniform(0.8, 1.2), rng.uniform(0, 2 * math.pi))
            for number in range(waves)
        ]
        self._whole = sum(height for height, _, _ in self._waves)

    def at(self, x: float) -> float:
        return sum(height * math.sin(x * pace + start) for height, pace, start in self._waves) / self._whole


def ridge(noise: Noise, area: QRectF, level: float, height: float, pace: float) -> QPainterPath:
    """The outline of a land whose top runs along the noise, closed at the bottom of the area."""
    path = QPainterPath(area.bottomLeft())
    steps = 240
    for step in range(steps + 1):
        share = step / steps
        path.lineTo(area.left() + share * area.width(), level - height * noise.at(share * pace))
    path.lineTo(area.bottomRight())
    path.closeSubpath()
    return path
