"""What cards and grid share: pictures of what is in sight are asked for, and come in softly."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from reviewer.session.session import Session
from reviewer.ui.article_list.leaving import paint_over_picture
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.picture_delegate import REGION, PictureDelegate
from reviewer.ui.article_list.rows_view import RowsView
from reviewer.ui.quality_scale import scale_of


class PictureView(RowsView):
    """A list whose delegate paints pictures."""

    def __init__(
        self, session: Session, lines: LineModel, delegate: PictureDelegate, parent: QWidget | None = None
    ) -> None:
        self._painting = delegate
        super().__init__(session, lines, parent)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        session.pictures.arrived.connect(self._show_picture)
        session.facets_changed.connect(self._grow_scale)
        self.settled.connect(self._want_pictures)
        delegate.fading.stepped.connect(self.viewport().update)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._painting.fading.stop()
        self._session.pictures.wanted(set(), REGION)

    def _pictures_in_sight(self) -> dict[int, str]:
        """Articles that show a picture, with its source."""
        found: dict[int, str] = {}
        for number in self.rows_in_sight():
            row = self.articles.row_at(number)
            source = "" if row is None else self._painting.source(row)
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
                self._painting.fading.start(source)
            for row in rows:
                self.viewport().update(self.row_rect(row))

    def _paint_leaving(self, painter: QPainter, rect: QRect, ground: QColor, palette: QPalette) -> None:
        picture = self._painting.picture_place(rect.width()).translated(rect.topLeft())
        paint_over_picture(painter, picture, ground, palette)

    def _grow_scale(self) -> None:
        scale = scale_of(self._session.facets)
        known = self._painting.quality_scale if self._session.query_text.strip() else 100
        if scale is not None and self._painting.set_quality_scale(max(scale[1], known)):
            self.viewport().update()
