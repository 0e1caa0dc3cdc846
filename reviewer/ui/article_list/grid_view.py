"""The articles as a grid of pictures."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from reviewer.session.session import Session
from reviewer.session.settings import GRID_SIZE
from reviewer.ui import style
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.grid_cell import LARGEST, SMALLEST, STEP
from reviewer.ui.article_list.grid_delegate import GridDelegate
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.picture_view import PictureView

_INSET = 2


class GridView(PictureView):
    """As many articles on a line as there is room for. A table of lines, as Qt's list of icons lays out each icon."""

    size_changed = Signal(int)
    is_wide = True

    def __init__(self, session: Session, articles: ArticleModel, parent: QWidget | None = None) -> None:
        lines = LineModel(articles)
        self._cells = GridDelegate(lines, session.pictures)
        self._size = _allowed(session.settings.value(GRID_SIZE))
        super().__init__(session, lines, self._cells, parent)
        self.setAccessibleName("Articles as a grid of pictures")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @property
    def picture_size(self) -> int:
        """How wide pictures are at least, in pixels at the usual size of text."""
        return self._size

    def set_picture_size(self, size: int) -> None:
        """Show pictures of another width, SMALLEST to LARGEST; it is remembered."""
        size = _allowed(size)
        if size == self._size:
            return
        place = self.place()
        self._size = size
        self._session.settings.set(GRID_SIZE, size)
        self._line_up()
        self._dress()
        self.go_to_place(place)
        self._show_selection()
        self._come_to_rest()
        self.size_changed.emit(size)

    def measure_row(self) -> int:
        self._cells.renew()
        return self._cells.set_picture_height(round(self._wide() * 5 / 8))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.set_picture_size(self._size + (STEP if turned > 0 else -STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._line_up()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._line_up()
        super().showEvent(event)

    def _wide(self) -> int:
        return round(self._size * style.scale())

    def _line_up(self) -> None:
        """Put as many on a line as there is room for."""
        room = self.viewport().width() // (self._wide() + 2 * style.SPACE_8)
        self._line_model.set_across(max(1, room))

    def _span(self, column: int) -> tuple[int, int]:
        return self.columnViewportPosition(column), self.columnWidth(column)

    # ---- looks

    def _highlight(self, palette: QPalette) -> QColor:
        return QColor(Qt.GlobalColor.transparent)  # else the corners of a selected cell are seen

    def _paint_ground(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(_inner(rect), style.RADIUS + 2, style.RADIUS + 2)
        painter.restore()

    def _paint_marks(self, painter: QPainter, palette: QPalette, rows: list[int]) -> None:
        """The bar of what is modified, and the ring of the current article."""
        for row in rows:
            colour = self._bar_colour(row, palette)
            if colour is not None:
                inner = _inner(self.row_rect(row))
                painter.fillRect(inner.left(), inner.top() + 6, style.SPACE_4 - 1, inner.height() - 12, colour)
        ring = self._ring()
        if ring is not None:
            style.paint_focus_ring(painter, _inner(ring), palette, style.RADIUS + 2)


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)


def _allowed(size: int) -> int:
    return max(SMALLEST, min(LARGEST, round(size / STEP) * STEP))
