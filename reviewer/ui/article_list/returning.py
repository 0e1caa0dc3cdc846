"""Keeps what is in sight of the list in the session's bookmark, and scrolls there when a collection is opened again."""

from PySide6.QtCore import QObject

from reviewer.session.session import Session
from reviewer.ui.article_list.article_list import ArticleList


class Returning(QObject):
    """Lives as long as the list."""

    def __init__(self, session: Session, article_list: ArticleList) -> None:
        super().__init__(article_list)
        self._session = session
        self._list = article_list
        for view in article_list.views:
            view.settled.connect(self._keep)
        session.bookmark.found_top.connect(self._return)

    def _keep(self) -> None:
        view = self._list.view
        sight = view.rows_in_sight()
        if sight:
            offset = view.verticalScrollBar().value() - view.content_top(sight[0])
            self._session.bookmark.see(view.articles.ids[sight[0]], offset)

    def _return(self, article_id: int, offset: int) -> None:
        view = self._list.view
        row = view.articles.row_of(article_id)
        if row is not None:
            view.verticalScrollBar().setValue(view.content_top(row) + offset)
