"""Scenes of living and made things."""

import math
from random import Random

from brushwork import Noise, colour, disc, glow, mixed, sky
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QRadialGradient


def cells(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Cells under a microscope. Tints: ground, bodies (2), nucleus."""
    sky(painter, area, [tints[0], mixed(tints[0], tints[1], 0.25).name()])
    places: list[tuple[float, float, float]] = []
    for _ in range(2600):
        x, y, radius = rng.uniform(0, area.width()), rng.uniform(0, area.height()), rng.uniform(22, 74)
        if all(math.hypot(x - a, y - b) > (radius + r) * 0.86 for a, b, r in places):
            places.append((x, y, radius))
    for x, y, radius in places:
        tint = mixed(tints[1], tints[2], rng.random())
        body = QRadialGradient(QPointF(x, y), radius)
        for place, alpha in ((0, 0.25), (0.75, 0.5), (0.93, 0.95), (1, 0.6)):
            body.setColorAt(place, colour(tint.name(), alpha))
        painter.setPen(QPen(colour(tint.darker(130).name(), 0.7), 1.5))
        painter.setBrush(body)
        painter.drawEllipse(QPointF(x, y), radius, radius * rng.uniform(0.86, 1))
        heart = QPointF(x + rng.uniform(-0.2, 0.2) * radius, y + rng.uniform(-0.2, 0.2) * radius)
        glow(painter, heart, radius * 0.45, QColor(tints[3]), 0.9)
        disc(painter, heart, radius * 0.17, colour(tints[3], 0.9))


def galaxy(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A spiral of stars. Tints: space (2), core, arms (2)."""
    sky(painter, area, [tints[0], tints[1]])
    centre = QPointF(area.width() * 0.52, area.height() * 0.5)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    glow(painter, centre, area.height() * 0.62, QColor(tints[4]), 0.35)
    glow(painter, centre, area.height() * 0.25, QColor(tints[2]), 0.9)
    tilt, arms = rng.uniform(0.42, 0.6), rng.choice([2, 3])
    for _ in range(6500):
        far = rng.random() ** 0.7
        turn = rng.randrange(arms) * 2 * math.pi / arms + far * 5.2 + rng.gauss(0, 0.24)
        reach = far * area.width() * 0.46
        place = centre + QPointF(math.cos(turn) * reach, math.sin(turn) * reach * tilt)
        tint = mixed(mixed(tints[2], tints[3], min(1, far * 1.6)), tints[4], rng.random() * far)
        disc(painter, place, rng.choice([0.7, 0.9, 1.2, 1.8]), colour(tint.name(), rng.uniform(0.2, 0.85)))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def bars(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A chart. Tints: ground, lines, bars, line."""
    painter.fillRect(area, QColor(tints[0]))
    left, right, top, bottom = area.width() * 0.08, area.width() * 0.94, area.height() * 0.14, area.height() * 0.86
    painter.setPen(QPen(colour(tints[1], 0.35), 1))
    for line in range(6):
        y = bottom - (bottom - top) * line / 5
        painter.drawLine(QLineF(left, y, right, y))
    count = rng.randint(16, 24)
    noise = Noise(rng, 4)
    path = QPainterPath()
    for number in range(count):
        share = number / (count - 1)
        value = 0.14 + 0.55 * share + 0.2 * noise.at(share * 8)
        width = (right - left) / count
        x, height = left + number * width, (bottom - top) * value
        bar = QPainterPath()
        bar.addRoundedRect(QRectF(x + width * 0.14, bottom - height, width * 0.72, height), 4, 4)
        painter.fillPath(bar, mixed(tints[2], tints[0], 0.6 * (1 - share)))
        point = QPointF(x + width / 2, bottom - height * 0.82 - (bottom - top) * 0.16)
        path.lineTo(point) if number else path.moveTo(point)
    painter.setPen(QPen(QColor(tints[3]), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    disc(painter, path.currentPosition(), 10, QColor(tints[3]))


def network(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Points and what joins them. Tints: ground (2), lines, points (2)."""
    sky(painter, area, [tints[0], tints[1]])
    points = [QPointF(rng.gauss(0.5, 0.23) * area.width(), rng.gauss(0.5, 0.23) * area.height()) for _ in range(170)]
    for number, one in enumerate(points):
        for other in points[number + 1 :]:
            length = QLineF(one, other).length()
            if length < area.width() * 0.1:
                painter.setPen(QPen(colour(tints[2], 0.55 * (1 - length / (area.width() * 0.1))), 1.4))
                painter.drawLine(one, other)
    for point in points:
        size = rng.choice([3, 3, 4, 5, 9])
        tint = mixed(tints[3], tints[4], rng.random())
        glow(painter, point, size * 5, tint, 0.4)
        disc(painter, point, size, tint)


def track(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """The lanes of a running track from above. Tints: ground, lanes, lines."""
    painter.fillRect(area, QColor(tints[0]))
    centre = QPointF(area.width() * rng.uniform(-0.1, 0.1), area.height() * rng.uniform(1.0, 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lane, inner = area.height() * 0.105, area.height() * 0.42
    for number in range(9):
        radius = inner + number * lane
        painter.setPen(QPen(mixed(tints[1], "#000000", 0.05 * (number % 2) + 0.012 * number), lane + 1))
        painter.drawEllipse(centre, radius * 1.25 + lane / 2, radius + lane / 2)
    painter.setPen(QPen(QColor(tints[2]), 4))
    for number in range(10):
        radius = inner + number * lane
        painter.drawEllipse(centre, radius * 1.25 + lane * 0.02, radius)
    for number in range(9):
        radius = inner + (number + 0.5) * lane
        turn = -0.35 - rng.random() * 0.85
        place = centre + QPointF(math.cos(turn) * radius * 1.28, math.sin(turn) * radius)
        disc(painter, place + QPointF(9, 12), lane * 0.16, colour("black", 0.25))
        disc(
            painter, place, lane * 0.17, mixed(tints[2], rng.choice(["#ffd166", "#118ab2", "#06d6a0", "#ef476f"]), 0.9)
        )


def contours(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A map of heights. Tints: low, high, lines."""
    hills = [
        (rng.uniform(-0.1, 1.1), rng.uniform(-0.1, 1.1), rng.uniform(0.12, 0.4), rng.uniform(0.4, 1)) for _ in range(9)
    ]
    cell = 2

    def height(x: float, y: float) -> float:
        return sum(h * math.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * r * r)) for a, b, r, h in hills)

    for left in range(0, int(area.width()), cell):
        for top in range(0, int(area.height()), cell):
            value = height(left / area.width(), top / area.height()) * 4
            beside = height((left + cell) / area.width(), (top + cell) / area.height()) * 4
            tint = mixed(tints[0], tints[1], min(1, int(value) / 8))
            if int(value) != int(beside) or (int(value * 3) != int(beside * 3) and (left // cell) % 4 < 2):
                tint = mixed(tint, tints[2], 0.75)
            painter.fillRect(QRectF(left, top, cell, cell), tint)


def bokeh(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Lights out of focus behind a wet window. Tints: ground (2), then lights."""
    sky(painter, area, tints[:2])
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    for _ in range(95):
        centre = QPointF(rng.uniform(0, area.width()), rng.gauss(0.6, 0.2) * area.height())
        radius, tint = rng.uniform(14, 62), rng.choice(tints[2:])
        painter.setPen(QPen(colour(tint, 0.5), 2))
        painter.setBrush(colour(tint, rng.uniform(0.08, 0.42)))
        painter.drawEllipse(centre, radius, radius)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for _ in range(150):
        drop = QPointF(rng.uniform(0, area.width()), rng.uniform(0, area.height()))
        size = rng.uniform(1.5, 5)
        disc(painter, drop, size, colour("white", 0.14))
        disc(painter, drop - QPointF(size * 0.3, size * 0.3), size * 0.35, colour("white", 0.6))


def facets(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A mosaic of triangles in a run of colours."""
    columns, rows = 15, 9
    points = [
        [
            QPointF(
                (c + rng.uniform(-0.32, 0.32)) * area.width() / (columns - 1),
                (r + rng.uniform(-0.32, 0.32)) * area.height() / (rows - 1),
            )
            for c in range(-1, columns + 1)
        ]
        for r in range(-1, rows + 1)
    ]
    for r in range(rows + 1):
        for c in range(columns + 1):
            corners = points[r][c], points[r][c + 1], points[r + 1][c], points[r + 1][c + 1]
            for three in ((0, 1, 2), (1, 3, 2)):
                share = (c / columns * 0.65 + r / rows * 0.35 + rng.uniform(-0.09, 0.09)) * (len(tints) - 1)
                share = min(max(share, 0), len(tints) - 1.001)
                tint = mixed(tints[int(share)], tints[int(share) + 1], share % 1).lighter(rng.randint(92, 112))
                painter.setPen(QPen(tint, 1))
                painter.setBrush(tint)
                painter.drawPolygon(QPolygonF([corners[number] for number in three]))


def coral(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Branching growth. Tints: water (2), branches."""
    sky(painter, area, tints[:2])

    def grow(start: QPointF, turn: float, length: float, width: float, tint: QColor) -> None:
        end = start + QPointF(math.cos(turn) * length, math.sin(turn) * length)
        painter.setPen(QPen(tint, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, end)
        if width < 2.2:
            disc(painter, end, 3.2, tint.lighter(118))
            return
        for _ in range(rng.choice([2, 2, 3])):
            grow(end, turn + rng.uniform(-0.62, 0.62), length * rng.uniform(0.7, 0.92), width * 0.72, tint.lighter(102))

    for depth in range(2):
        for _ in range(6):
            tint = mixed(rng.choice(tints[2:]), tints[1], 0.55 - 0.5 * depth)
            foot = QPointF(rng.uniform(0, area.width()), area.height() * 1.02)
            grow(foot, -math.pi / 2 + rng.uniform(-0.3, 0.3), area.height() * 0.17, 17 + 7 * depth, tint)


def leaves(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Leaves upon leaves. Tints: ground, leaves."""
    painter.fillRect(area, QColor(tints[0]))
    for number in range(130):
        tint = mixed(tints[0], rng.choice(tints[1:]), 0.25 + 0.75 * number / 130)
        painter.save()
        painter.translate(rng.uniform(0, area.width()), rng.uniform(0, area.height()))
        painter.rotate(rng.uniform(0, 360))
        length, width = rng.uniform(90, 200), rng.uniform(26, 58)
        blade = QPainterPath(QPointF(0, 0))
        blade.cubicTo(length * 0.25, -width, length * 0.75, -width * 0.8, length, 0)
        blade.cubicTo(length * 0.75, width * 0.8, length * 0.25, width, 0, 0)
        painter.fillPath(blade.translated(4, 6), colour("black", 0.12))
        painter.fillPath(blade, tint)
        painter.setPen(QPen(tint.lighter(135), 1.6))
        painter.drawLine(QLineF(0, 0, length * 0.95, 0))
        for vein in range(1, 7):
            x = length * vein / 8
            for side in (-1, 1):
                painter.drawLine(QLineF(x, 0, x + length * 0.13, side * width * 0.55 * math.sin(math.pi * vein / 8)))
        painter.restore()


def shelves(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Books. Tints: wood, then spines."""
    painter.fillRect(area, QColor(tints[0]))
    rows = 3
    height = area.height() / rows
    for row in range(rows):
        floor = (row + 1) * height - 16
        x = 10.0
        while x < area.width() - 10:
            width, tall = rng.uniform(14, 46), height * rng.uniform(0.6, 0.84)
            if rng.random() < 0.07:
                x += width * 1.6
                continue
            spine = QRectF(x, floor - tall, width, tall)
            tint = QColor(rng.choice(tints[1:])).lighter(rng.randint(86, 116))
            painter.fillRect(spine, tint)
            painter.fillRect(QRectF(x, floor - tall, 3, tall), colour("white", 0.2))
            for band in (0.12, 0.18, 0.86):
                painter.fillRect(QRectF(x, floor - tall * (1 - band), width, 3), colour("white", 0.4))
            x += width + rng.choice([0, 1, 2])
        painter.fillRect(QRectF(0, floor, area.width(), 16), QColor(tints[0]).lighter(150))
        painter.fillRect(QRectF(0, floor + 12, area.width(), 6), colour("black", 0.35))


def sound(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """The shape of a sound. Tints: ground (2), loud, soft."""
    sky(painter, area, tints[:2])
    loud, fine = Noise(rng, 5), Noise(rng, 7, 0.9)
    count = 110
    for number in range(count):
        share = number / (count - 1)
        strength = (
            abs(fine.at(share * 60)) * (0.35 + 0.65 * abs(loud.at(share * 9))) * math.sin(math.pi * share) + 0.012
        )
        reach = strength * area.height() * 0.95
        x, width = area.width() * (0.05 + 0.9 * share), area.width() * 0.0048
        bar = QPainterPath()
        bar.addRoundedRect(QRectF(x - width / 2, area.height() / 2 - reach, width, 2 * reach), width / 2, width / 2)
        painter.fillPath(bar, mixed(tints[3], tints[2], min(1, strength * 2.4)))


def pitch(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """A playing field from above. Tints: grass (2), lines, players (2)."""
    stripes = 12
    for number in range(stripes):
        width = area.width() / stripes
        painter.fillRect(QRectF(number * width, 0, width + 1, area.height()), QColor(tints[number % 2]))
    painter.setPen(QPen(colour(tints[2], 0.9), 5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    w, h = area.width(), area.height()
    painter.drawRect(QRectF(w * 0.05, h * 0.07, w * 0.9, h * 0.86))
    painter.drawLine(QLineF(w / 2, h * 0.07, w / 2, h * 0.93))
    painter.drawEllipse(QPointF(w / 2, h / 2), h * 0.15, h * 0.15)
    for left in (w * 0.05, w * 0.81):
        painter.drawRect(QRectF(left, h * 0.27, w * 0.14, h * 0.46))
    for number in range(22):
        place = QPointF(rng.uniform(0.09, 0.91) * w, rng.uniform(0.12, 0.88) * h)
        disc(painter, place + QPointF(7, 10), 15, colour("black", 0.28))
        disc(painter, place, 15, QColor(tints[3 + number % 2]))
    disc(painter, QPointF(w * rng.uniform(0.3, 0.7), h * rng.uniform(0.3, 0.7)), 8, QColor("white"))


def circuit(painter: QPainter, area: QRectF, rng: Random, tints: list[str]) -> None:
    """Paths on a chip. Tints: ground (2), paths (2)."""
    sky(painter, area, tints[:2])
    step = 16
    for _ in range(210):
        x, y = rng.randrange(0, int(area.width()), step), rng.randrange(0, int(area.height()), step)
        tint = mixed(tints[2], tints[3], rng.random())
        path = QPainterPath(QPointF(x, y))
        dx, dy = rng.choice([(1, 0), (-1, 0), (0, 1), (0, -1)])
        for _ in range(rng.randint(2, 5)):
            length = rng.randint(2, 8) * step
            x, y = x + dx * length, y + dy * length
            path.lineTo(x, y)
            dx, dy = rng.choice([(dy, dx), (-dy, -dx), (dx or rng.choice([1, -1]), dy or rng.choice([1, -1]))])
        painter.setPen(QPen(colour(tint.name(), 0.75), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        disc(painter, QPointF(x, y), 6, tint)
        disc(painter, QPointF(x, y), 2.5, QColor(tints[0]))
    middle = QRectF(area.width() * 0.38, area.height() * 0.32, area.height() * 0.36, area.height() * 0.36)
    chip = QPainterPath()
    chip.addRoundedRect(middle, 12, 12)
    glow(painter, middle.center(), middle.width() * 1.2, QColor(tints[2]), 0.6)
    painter.fillPath(chip, mixed(tints[0], "#000000", 0.3))
    painter.setPen(QPen(QColor(tints[3]), 3))
    painter.drawPath(chip)
