"""Scenes of land, water, sky and city."""

import math
from random import Random

from brushwork import Noise, colour, disc, glow, mixed, ridge, sky
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


def skyline(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A city by the water at dusk. Tints: sky from top to horizon (3), buildings, windows."""
    sky(painter, area, tints[:3])
    water = area.height() * 0.74
    sun = QPointF(area.width() * rng.uniform(0.25, 0.75), water * rng.uniform(0.55, 0.8))
    glow(painter, sun, area.width() * 0.42, QColor(tints[4]), 0.7)
    disc(painter, sun, area.height() * 0.07, colour("white", 0.85))
    for layer in range(3):
        tint = mixed(tints[2], tints[3], (layer + 1) / 3)
        x = -20.0
        while x < area.width():
            width = rng.uniform(0.025, 0.07) * area.width()
            hump = math.exp(-(((x / area.width()) - 0.5) ** 2) * 5)
            top = water - area.height() * rng.uniform(0.1, 0.2 + 0.36 * hump) * (1.15 - layer * 0.25)
            painter.fillRect(QRectF(x, top, width, water - top), tint)
            if rng.random() < 0.15:
                painter.fillRect(QRectF(x + width / 2 - 1.5, top - 28, 3, 28), tint)
            if layer:
                _windows(painter, QRectF(x, top, width, water - top), rng, tints[4], 0.3 + layer * 0.25)
            x += width + rng.choice([0, 0, 3, 8])
    _water(painter, QRectF(0, water, area.width(), area.height() - water), rng, tints, sun.x())


def _windows(painter: QPainter, house: QRectF, rng: Random, tint: str, alpha: float) -> None:
    columns, rows = int(house.width() / 9), int(house.height() / 13)
    for column in range(1, columns):
        for row in range(1, rows):
            if rng.random() < 0.33:
                place = QRectF(house.left() + column * 9 - 2, house.top() + row * 13 - 3, 4, 6)
                painter.fillRect(place, colour(tint, alpha * rng.uniform(0.4, 1)))


def _water(painter: QPainter, area: QRectF, rng: Random, tints: list[str], light: float) -> None:
    sky(painter, area, [mixed(tints[3], tints[2], 0.35).name(), mixed(tints[3], "#000000", 0.35).name()])
    for _ in range(420):
        depth = rng.random() ** 1.4
        y = area.top() + depth * area.height()
        near = rng.random() < 0.45
        x = light + rng.gauss(0, 0.05 + 0.05 * depth) * area.width() if near else rng.uniform(0, area.width())
        length = (6 + 40 * depth) * rng.uniform(0.4, 1.3)
        painter.fillRect(QRectF(x - length / 2, y, length, 1 + depth * 1.5), colour(tints[4], 0.45 if near else 0.12))


def mountains(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Ranges behind ranges in a haze. Tints: sky (2), far, near, sun."""
    sky(painter, area, [tints[0], tints[1]])
    sun = QPointF(area.width() * rng.uniform(0.2, 0.8), area.height() * rng.uniform(0.2, 0.36))
    glow(painter, sun, area.width() * 0.36, QColor(tints[4]), 0.8)
    disc(painter, sun, area.height() * 0.055, colour("white", 0.9))
    layers = 6
    for layer in range(layers):
        share = layer / (layers - 1)
        level = area.height() * (0.42 + 0.5 * share)
        path = ridge(Noise(rng, 7, 0.58), area, level, area.height() * (0.2 - 0.06 * share), 5 - 2 * share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(tints[2], tints[3], share))
        painter.drawPath(path)


def dunes(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Smooth hills with a lit and a dark side. Tints: sky (2), light, shade."""
    sky(painter, QRectF(0, 0, area.width(), area.height() * 0.6), [tints[0], tints[1]])
    for layer in range(5):
        level = area.height() * (0.4 + 0.14 * layer)
        path = ridge(Noise(rng, 2, 0.35), area, level, area.height() * 0.12, 4.5 - 0.5 * layer)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(tints[2], tints[3], layer / 6))
        painter.drawPath(path)
        painter.save()
        painter.setClipPath(path)
        for line in range(14):
            shade = path.translated(line * 7, 10 + line * line * 1.6)
            painter.setPen(QPen(colour(tints[3], 0.16 - line * 0.008), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shade)
        painter.restore()


def aurora(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Curtains of light over dark hills. Tints: sky (2), curtains (2), land."""
    sky(painter, area, [tints[0], tints[1]])
    for _ in range(260):
        star = QPointF(rng.uniform(0, area.width()), rng.uniform(0, area.height() * 0.8))
        disc(painter, star, rng.choice([0.6, 0.8, 1.0, 1.5]), colour("white", rng.uniform(0.2, 0.9)))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    for curtain in range(3):
        noise, fine = Noise(rng, 4), Noise(rng, 6, 0.8)
        x = 0.0
        while x < area.width():
            share = x / area.width()
            foot = area.height() * (0.5 + 0.09 * curtain + 0.14 * noise.at(share * 6))
            top = foot - area.height() * (0.3 + 0.16 * fine.at(share * 30))
            strip = QRectF(x, top, 3, foot - top)
            strength = 0.34 + 0.2 * fine.at(share * 55)
            fade = [colour(tints[3], 0.0), colour(tints[3], strength * 0.55), colour(tints[2], strength)]
            _strip(painter, strip, fade)
            x += 3
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(QColor(tints[4]))
    painter.drawPath(ridge(Noise(rng, 6), area, area.height() * 0.86, area.height() * 0.09, 6))


def _strip(painter: QPainter, strip: QRectF, fade: list[QColor]) -> None:
    from_top = QPainterPath()
    from_top.addRect(strip)
    gradient_area = strip
    parts = 12
    for part in range(parts):
        share = part / (parts - 1)
        one = fade[0] if share < 0.5 else fade[1]
        other = fade[1] if share < 0.5 else fade[2]
        tint = mixed(one, other, (share * 2) % 1)
        tint.setAlphaF(one.alphaF() + (other.alphaF() - one.alphaF()) * ((share * 2) % 1 if share < 1 else 1))
        height = gradient_area.height() / parts
        painter.fillRect(QRectF(strip.left(), strip.top() + part * height, strip.width(), height + 0.5), tint)


def waves(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Swell behind swell. Tints: sky (2), far water, near water, foam."""
    sky(painter, area, [tints[0], tints[1]])
    glow(
        painter,
        QPointF(area.width() * rng.uniform(0.3, 0.7), area.height() * 0.34),
        area.width() * 0.4,
        colour(tints[4]),
        0.7,
    )
    for layer in range(9):
        share = layer / 8
        noise = Noise(rng, 3, 0.5)
        path = ridge(
            noise,
            area,
            area.height() * (0.4 + 0.58 * share**1.15),
            area.height() * (0.02 + 0.06 * share),
            14 - 8 * share,
        )
        painter.setPen(QPen(colour(tints[4], 0.25 + 0.35 * share), 1 + 2.5 * share))
        painter.setBrush(mixed(tints[2], tints[3], share))
        painter.drawPath(path)


def forest(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Firs in a mist. Tints: sky (2), far, near."""
    sky(painter, area, [tints[0], tints[1]])
    for layer in range(5):
        share = layer / 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(tints[2], tints[3], share))
        ground = Noise(rng, 4)
        x = -30.0
        while x < area.width() + 30:
            foot = area.height() * (0.55 + 0.13 * layer + 0.05 * ground.at(x / area.width() * 5))
            _fir(painter, x, foot + 20, area.height() * rng.uniform(0.16, 0.3) * (0.6 + 0.7 * share), rng)
            x += rng.uniform(10, 26) * (0.7 + 1.1 * share)
        painter.drawPath(ridge(ground, area, area.height() * (0.56 + 0.13 * layer), area.height() * 0.04, 5))


def _fir(painter: QPainter, x: float, foot: float, height: float, rng: Random) -> None:
    tree = QPainterPath(QPointF(x, foot - height))
    tiers = 7
    for side in (1, -1):
        for tier in range(tiers) if side == 1 else reversed(range(tiers)):
            y = foot - height + height * (tier + 1) / tiers
            reach = height * 0.2 * (tier + 1) / tiers * rng.uniform(0.8, 1.1)
            inner, outer = QPointF(x + side * reach * 0.5, y - height * 0.02), QPointF(x + side * reach, y)
            for point in (outer, inner) if side == 1 else (inner, outer):
                tree.lineTo(point)
    tree.closeSubpath()
    painter.drawPath(tree)


def bridge(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A suspension bridge in the fog. Tints: sky (3), bridge."""
    sky(painter, area, tints[:3])
    width, height = area.width(), area.height()
    glow(painter, QPointF(width * 0.7, height * 0.3), width * 0.4, colour("white"), 0.6)
    deck = height * 0.68
    for far, alpha in ((True, 0.25), (False, 1.0)):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        tint = colour(tints[3], alpha)
        shift = width * (0.06 if far else 0)
        towers = [width * 0.26 + shift, width * 0.78 + shift]
        top = height * (0.2 if not far else 0.3)
        cable = QPainterPath(QPointF(-width * 0.1, deck - 10))
        cable.quadTo(towers[0] - width * 0.1, deck - 30, towers[0], top)
        cable.quadTo(sum(towers) / 2, 2 * deck - top - height * 0.08, towers[1], top)
        cable.quadTo(towers[1] + width * 0.1, deck - 30, width * 1.15, deck - 10)
        painter.setPen(QPen(tint, 5 if not far else 2.5))
        painter.drawPath(cable)
        painter.setPen(QPen(tint, 1.2))
        for step in range(200):
            point = cable.pointAtPercent(step / 199)
            painter.drawLine(point, QPointF(point.x(), deck))
        for tower in towers:
            for leg in (-11, 7):
                painter.fillRect(QRectF(tower + leg, top - 8, 7, height * 0.75), tint)
            for brace in range(5):
                painter.fillRect(QRectF(tower - 11, top + brace * height * 0.09, 25, 5), tint)
        painter.fillRect(QRectF(0, deck, width, 12 if not far else 5), tint)
    for bank in range(60):
        y = deck + 30 + rng.random() * (height - deck)
        glow(painter, QPointF(rng.uniform(0, width), y), rng.uniform(60, 190), colour(tints[2]), 0.25 + bank / 300)


def strata(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Layers of rock with grains and veins."""
    sky(painter, area, [tints[0], tints[0]])
    level = -area.height() * 0.05
    noise = Noise(rng, 4, 0.5)
    number = 0
    while level < area.height() * 1.2:
        fine = Noise(rng, 5, 0.6)
        path = QPainterPath(QPointF(0, area.height() * 1.1))
        for step in range(200):
            share = step / 199
            bend = noise.at(share * 4) * area.height() * 0.12 + fine.at(share * 9) * 8
            path.lineTo(share * area.width(), level + bend)
        path.lineTo(area.width(), area.height() * 1.1)
        painter.setPen(QPen(colour("black", 0.12), 1.5))
        painter.setBrush(mixed(tints[number % len(tints)], tints[(number + 1) % len(tints)], rng.uniform(0, 0.5)))
        painter.drawPath(path)
        level += area.height() * rng.choice([0.03, 0.05, 0.08, 0.13])
        number += 1


def planet(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A ringed world and its moons. Tints: space (2), bands (3)."""
    sky(painter, area, [tints[0], tints[1]])
    for _ in range(320):
        star = QPointF(rng.uniform(0, area.width()), rng.uniform(0, area.height()))
        disc(painter, star, rng.choice([0.6, 0.8, 1.2, 1.6]), colour("white", rng.uniform(0.15, 0.9)))
    centre, radius = QPointF(area.width() * rng.uniform(0.42, 0.6), area.height() * 0.52), area.height() * 0.27
    glow(painter, centre, radius * 2.1, QColor(tints[3]), 0.4)
    painter.save()
    painter.translate(centre)
    painter.rotate(rng.uniform(-24, -10))
    _rings(painter, radius, tints, 180)
    ball = QPainterPath()
    ball.addEllipse(QPointF(0, 0), radius, radius)
    painter.save()
    painter.setClipPath(ball)
    y = -radius
    while y < radius:
        height = radius * rng.uniform(0.05, 0.2)
        painter.fillRect(QRectF(-radius, y, 2 * radius, height + 1), mixed(*rng.sample(tints[2:5], 2), rng.random()))
        y += height
    glow(painter, QPointF(-radius * 0.4, -radius * 0.5), radius * 1.3, colour("white"), 0.5)
    shade = QPainterPath()
    shade.addEllipse(QPointF(-radius * 0.35, -radius * 0.3), radius * 1.2, radius * 1.2)
    painter.fillPath(ball.subtracted(shade), colour("black", 0.5))
    painter.restore()
    _rings(painter, radius, tints, 0)
    painter.restore()
    for _ in range(3):
        moon = QPointF(rng.uniform(0.06, 0.94) * area.width(), rng.uniform(0.08, 0.3) * area.height())
        disc(painter, moon, rng.uniform(5, 13), mixed(tints[2], "#ffffff", 0.5))


def _rings(painter: QPainter, radius: float, tints: list[str], start: int) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring in range(26):
        reach = radius * (1.35 + ring * 0.03)
        painter.setPen(QPen(colour(mixed(tints[2], tints[4], ring / 26).name(), 0.2 + 0.5 * (ring % 5 != 3)), 5))
        painter.drawArc(QRectF(-reach, -reach * 0.26, 2 * reach, reach * 0.52), (180 - start) * 16, 180 * 16)
