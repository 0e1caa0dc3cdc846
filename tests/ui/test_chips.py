import itertools

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from reviewer.ui import chips, style


@pytest.fixture
def metrics(qapp):
    return QFontMetrics(style.font(style.TextSize.LABEL))


def test_all_chips_that_fit_are_placed(metrics):
    row = chips.lay_out([chips.Chip("AI"), chips.Chip("Robotics")], 400, metrics)
    assert [chip.words for chip, _ in row.placed] == ["AI", "Robotics"]
    assert row.rest == 0


def test_the_rest_is_counted_and_has_its_place(metrics):
    row = chips.lay_out([chips.Chip(f"Topic number {n}") for n in range(9)], 300, metrics)
    assert row.placed and row.rest == 9 - len(row.placed)
    assert row.rest_rect.right() <= 300
    rects = [rect for _, rect in row.placed]
    assert all(not a.intersects(b) for a, b in itertools.pairwise(rects))
    assert not rects[-1].intersects(row.rest_rect)


def test_one_very_long_topic_is_narrowed(metrics):
    row = chips.lay_out([chips.Chip("x" * 1_000_000)], 120, metrics)
    assert len(row.placed) == 1
    assert row.placed[0][1].right() < 120


def test_no_chips(metrics):
    assert chips.lay_out([], 100, metrics) == chips.ChipRow((), 0, QRect())


def test_a_note_and_a_cross_widen_a_chip(metrics):
    plain = chips.measure(chips.Chip("AI"), metrics).width()
    noted = chips.measure(chips.Chip("AI", "12 of 40"), metrics).width()
    assert plain < noted < chips.measure(chips.Chip("AI", "12 of 40", True), metrics).width()


def test_chips_are_painted(metrics):
    image = QImage(200, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    chips.paint(painter, QRect(4, 4, 150, 22), chips.Chip("AI", "1 of 2", True), style.light_palette(), focused=True)
    painter.end()
    assert image.pixelColor(60, 8).alpha() == 255
    assert image.pixelColor(190, 8).alpha() == 0
