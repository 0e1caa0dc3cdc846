"""The articles as cards."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QWidget

from reviewer.session.session import Session
from reviewer.ui.article_list.article_model import ArticleModel
from reviewer.ui.article_list.card_delegate import CardDelegate
from reviewer.ui.article_list.line_model import LineModel
from reviewer.ui.article_list.picture_view import PictureView


class CardView(PictureView):
    """One column of cards. A table's one column, because no other view is as fast with rows of one height."""

    def __init__(self, session: Session, articles: ArticleModel, parent: QWidget | None = None) -> None:
        lines = LineModel(articles, 1)
        self._cards = CardDelegate(lines, session.pictures)
        super().__init__(session, lines, self._cards, parent)
        self.setAccessibleName("Articles as cards")
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def measure_row(self) -> int:
        self._cards.renew()
        return self._cards.card_height()
