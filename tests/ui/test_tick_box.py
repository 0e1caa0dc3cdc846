from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from reviewer.ui import style
from reviewer.ui.tick_box import TickBox, paint_tick


def test_a_click_gives_a_whole_answer(qtbot) -> None:
    box = TickBox("Yes")
    qtbot.addWidget(box)
    box.show()
    box.setCheckState(Qt.CheckState.PartiallyChecked)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.checkState() == Qt.CheckState.Checked
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.checkState() == Qt.CheckState.Unchecked
    assert box.sizeHint().height() >= box.fontMetrics().height()


def test_the_three_states_look_different(qapp) -> None:
    looks = []
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked):
        image = QImage(20, 20, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_tick(painter, image.rect(), state, style.light_palette())
        painter.end()
        looks.append(image)
    assert looks[0] != looks[1] != looks[2] != looks[0]
