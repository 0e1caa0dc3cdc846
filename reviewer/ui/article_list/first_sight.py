"""The cards that were in sight last, painted from the catalog until the list itself is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from reviewer.library.catalog.schema import Row
from reviewer.ui import style
from reviewer.ui.article_list.card_delegate import CardDelegate

if TYPE_CHECKING:
    from reviewer.session.pictures import Pictures
    from reviewer.session.sight import Sight
    from reviewer.ui.article_list.article_model import ArticleModel

_NOWHERE = QModelIndex()


class FirstSight(QWidget):
    """Takes no keys and no mouse: those wait until the list takes them."""

    def __init__(self, sight: Sight, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.was_seen = False
        """Whether it has been painted."""
        self._sight = sight
        self._rows = _Rows(rows, self)
        self._cards = CardDelegate(cast("ArticleModel", self._rows), cast("Pictures", _NoPictures()), self)
        self._cards.set_quality_scale(sight.scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.was_seen = True
        painter = QPainter(self)
        left, top, width, height = self._sight.place
        place = QRect(left, top, width, height)
        painter.fillRect(place, self.palette().base())
        painter.setClipRect(place)
        option = QStyleOptionViewItem()
        option.initFrom(self)
        high = self._cards.card_height()
        for number, row in enumerate(self._rows.rows):
            rect = QRect(left, top - self._sight.cut + number * high, width, high)
            if rect.top() <= place.bottom():
                self._paint_row(painter, option, rect, number, row)
        painter.end()

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, number: int, row: Row) -> None:
        palette = self.palette()
        is_picked = row.path in self._sight.picked
        if is_picked:
            painter.fillRect(rect, style.selected_ground(palette))
        option.rect = rect
        option.state = QStyle.StateFlag.State_Enabled
        if is_picked:
            option.state |= QStyle.StateFlag.State_Selected
        self._cards.paint(painter, option, self._rows.index(number))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), style.HAIRLINE, style.hairline(palette))
        if row.modified:
            colour = style.warning(palette) if row.conflict else style.accent(palette)
            painter.fillRect(rect.left(), rect.top(), style.SPACE_4, rect.height() - style.HAIRLINE, colour)


class _Rows(QAbstractListModel):
    def __init__(self, rows: Sequence[Row], parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return len(self.rows)

    def row_at(self, row: int) -> Row | None:
        return self.rows[row]


class _NoPictures:
    """Pictures come with the list: here they have their frames."""

    def source(self, url: str, article_path: str) -> str:
        return url

    def picture(self, source: str, size: QSize, *, cover: bool = False, region: str = "") -> QPixmap | None:
        return None

    def failure(self, source: str) -> str | None:
        return None
