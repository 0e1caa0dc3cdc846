"""How a slider looks: a thin groove, filled up to a round handle."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from reviewer.ui import style

HANDLE = 16
"""Pixels."""
_GROOVE = 4


def handle_of(slider: QWidget, part: float) -> QRectF:
    """Where the handle is at this part of the way, 0 to 1."""
    if slider.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        part = 1 - part
    return QRectF(part * (slider.width() - HANDLE), (slider.height() - HANDLE) / 2, HANDLE, HANDLE)


def paint_slider(painter: QPainter, slider: QWidget, part: float | None) -> None:
    """`part` None: there is no one value, and no handle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    palette = slider.palette()
    groove = QRectF(HANDLE / 2, (slider.height() - _GROOVE) / 2, slider.width() - HANDLE, _GROOVE)
    painter.setBrush(style.mix(palette.window().color(), style.text(palette), 0.22))
    painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
    if part is not None:
        handle = handle_of(slider, part)
        painter.setBrush(style.accent(palette) if slider.isEnabled() else style.muted(palette))
        done = QRectF(groove)
        done.setRight(handle.center().x())
        painter.drawRoundedRect(done, _GROOVE / 2, _GROOVE / 2)
        painter.drawEllipse(handle)
        painter.setBrush(palette.base())
        painter.drawEllipse(handle.adjusted(5, 5, -5, -5))
    if slider.hasFocus():
        style.paint_focus_ring(painter, slider.rect(), palette)
