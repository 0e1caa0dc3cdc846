"""The articles as cards."""

from PySide6.QtCore import QIdentityProxyModel, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from reviewer.session.session import Session
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.card_delegate import REGION, CardDelegate
from reviewer.ui.article_list.rows_view import RowsView

_NOWHERE = QModelIndex()


class OneColumn(QIdentityProxyModel):
    """The articles without the other columns of the table: what is not shown is not read out either."""

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1


class CardView(RowsView):
    """One column of cards. A table's one column, because no other view is as fast with rows of one height."""

    def __init__(self, session: Session, model: ArticleModel, parent: QWidget | None = None) -> None:
        self._cards = CardDelegate(model, session.pictures)
        self._column = OneColumn()
        self._column.setSourceModel(model)  # before the view, which returns to its place when all is reset
        super().__init__(session, model, parent)
        self._cards.setParent(self)
        self._column.setParent(self)
        self.setModel(self._column)
        self.setItemDelegate(self._cards)
        self.setAccessibleName("Articles as cards")
        header = self.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        session.pictures.arrived.connect(self._show_picture)
        session.facets_changed.connect(self._grow_scale)
        self.settled.connect(self._want_pictures)
        self._cards.fading.stepped.connect(self.viewport().update)

    def measure_row(self) -> int:
        self._cards.renew()
        return self._cards.card_height()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cards.fading.stop()
        self._session.pictures.wanted(set(), REGION)

    def _pictures_in_sight(self) -> dict[int, str]:
        """Rows that show a picture, with its source."""
        found: dict[int, str] = {}
        for number in self.rows_in_sight():
            row = self.articles.row_at(number)
            source = "" if row is None else self._cards.source(row)
            if source:
                found[number] = source
        return found

    def _want_pictures(self) -> None:
        if self.isVisible():
            self._session.pictures.wanted(set(self._pictures_in_sight().values()), REGION)
            self.viewport().update()

    def _show_picture(self, source: str) -> None:
        if self.isVisible():
            rows = [row for row, shown in self._pictures_in_sight().items() if shown == source]
            if rows:
                self._cards.fading.start(source)
            for row in rows:
                self.viewport().update(self.row_rect(row))

    def _grow_scale(self) -> None:
        span = self._session.facets.quality_range
        known = self._cards.quality_scale if self._session.query_text.strip() else 100
        if span is not None and self._cards.set_quality_scale(max(span[1], known)):
            self.viewport().update()
