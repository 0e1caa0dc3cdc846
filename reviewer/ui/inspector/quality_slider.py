"""A slider over the qualities of a collection, which can also show that there is no one value."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from reviewer.ui.slider_look import HANDLE, handle_of, paint_slider
from reviewer.ui.style import SPACE_4


class QualitySlider(QSlider):
    """`dragged` while it moves under the mouse, `released` once at the end; `stepped` by a key. Numbers are values."""

    dragged = Signal(int)
    released = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._is_set = False
        self.setRange(0, 100)
        self.setSingleStep(1)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Quality slider")
        self.actionTriggered.connect(self._on_action)

    @property
    def is_set(self) -> bool:
        return self._is_set

    def show_value(self, value: float | None, lowest: int, highest: int) -> None:
        """Shows a value within a range that grows for it; None: no one value. Sends no signal."""
        if self.isSliderDown():
            return
        low, high = min(0, lowest), max(100, highest)
        if value is not None:
            low, high = min(low, int(value)), max(high, int(value))
        self.blockSignals(True)
        self.setRange(max(low, -(1 << 30)), min(high, 1 << 30))
        self.setValue(int(value) if value is not None else self.minimum())
        self.blockSignals(False)
        self._is_set = value is not None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HANDLE + 2 * SPACE_4)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HANDLE + 2 * SPACE_4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    # ---- mouse: the value goes where the press is, then follows

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        if not (self._is_set and self._handle().contains(event.position())):
            self._follow(event.position().x())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event.position().x())
            event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.released.emit()
            event.accept()

    def _follow(self, x: float) -> None:
        part = (x - HANDLE / 2) / max(1, self.width() - HANDLE)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            part = 1 - part
        value = round(self.minimum() + min(max(part, 0.0), 1.0) * (self.maximum() - self.minimum()))
        if value != self.value() or not self._is_set:
            self._is_set = True
            self.setValue(value)
            self.dragged.emit(value)
            self.update()

    def _on_action(self, action: int) -> None:
        if not self.isSliderDown() and (self.sliderPosition() != self.value() or not self._is_set):
            self._is_set = True
            self.stepped.emit(self.sliderPosition())

    # ---- painting

    @property
    def _part(self) -> float:
        return (self.sliderPosition() - self.minimum()) / max(1, self.maximum() - self.minimum())

    def _handle(self) -> QRectF:
        return handle_of(self, self._part)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_slider(painter, self, self._part if self._is_set else None)
        painter.end()
