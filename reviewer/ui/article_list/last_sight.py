"""Keeps what is in sight of the cards on disk, for the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from reviewer.library.home import Home
from reviewer.session import sight
from reviewer.session.pen import Pen
from reviewer.session.session import Session
from reviewer.session.sight import Sight
from reviewer.ui.article_list.article_list import ArticleList
from reviewer.ui.article_list.card_delegate import CardDelegate

MOST = 60


class LastSight(QObject):
    """Writes it each time when scrolling has come to rest. Lives as long as the list."""

    def __init__(self, home: Home, session: Session, window: QWidget, article_list: ArticleList) -> None:
        super().__init__(article_list)
        self._home, self._session, self._window, self._list = home, session, window, article_list
        self._pen = Pen()
        self._catalog = Path()
        self._kept: Sight | None = None
        article_list.cards.settled.connect(self._keep)
        session.selection_changed.connect(self._keep)

    def close(self) -> None:
        """Write what is not written yet, and end."""
        self._pen.close()

    def _keep(self) -> None:
        seen = self._seen()
        if seen is not None and seen != self._kept:
            self._kept = seen
            self._pen.write(self._home.cache / sight.NAME, lambda: sight.spelled(seen))

    def _seen(self) -> Sight | None:
        collection, catalog, cards = self._session.collection, self._session.catalog_path, self._list.cards
        if collection is None or catalog is None or not cards.isVisible():
            return None
        shown = cards.rows_in_sight()[:MOST]
        rows = self._session.rows([cards.articles.ids[row] for row in shown])
        delegate = cards.itemDelegate()
        corner = cards.viewport().mapTo(self._window, QPoint())
        return Sight(
            opened=tuple(str(path) for path in collection.only or (collection.root,)),
            catalog=str(catalog),
            claim=str(self._home.window_claim_path(collection.root)),
            articles=tuple(row.path for row in rows),
            picked=tuple(row.path for row in rows if row.id in self._session.selection.ids),
            cut=cards.verticalScrollBar().value() - cards.content_top(shown[0]) if shown else 0,
            place=(corner.x(), corner.y(), cards.viewport().width(), cards.viewport().height()),
            scale=delegate.quality_scale if isinstance(delegate, CardDelegate) else 100.0,
        )
