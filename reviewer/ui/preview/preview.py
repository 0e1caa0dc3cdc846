"""What the current article looks like to a reader."""

from collections.abc import Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import QStackedLayout, QWidget

from reviewer.session.events import ArticleRead, Selection
from reviewer.session.session import Session
from reviewer.ui.empty_state import EmptyState
from reviewer.ui.preview.article_page import ArticlePage
from reviewer.ui.preview.links import OpenUrl
from reviewer.ui.preview.problem_page import ProblemPage
from reviewer.ui.preview.related import shown_text


def open_in_browser(url: QUrl) -> bool:
    return QDesktopServices.openUrl(url)


class Preview(QWidget):
    """Shows the one selected article; says how many there are where several are selected."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, open_url: OpenUrl = open_in_browser) -> None:
        super().__init__(parent)
        self._session = session
        self._read: ArticleRead | None = None
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(240)
        self.article_page = ArticlePage(session.pictures, open_url)
        self.problem_page = ProblemPage()
        self.calm_page = EmptyState()
        self._pages = QStackedLayout(self)
        for page in (self.calm_page, self.article_page, self.problem_page):
            self._pages.addWidget(page)
        session.opened.connect(self._forget)
        session.closed.connect(self._forget)
        session.opening_changed.connect(self._show_calm_anew)
        session.article_read.connect(self._on_article_read)
        session.selection_changed.connect(self._on_selection_changed)
        self._show_calm()

    def prepare(self) -> Iterator[None]:
        """Make what nearly every article needs, before the first one comes."""
        self.article_page.related.prepare()
        yield
        self.article_page.ensurePolished()
        yield

    def catch_up(self) -> None:
        """Show what was told before this was made."""
        if self._session.article is not None:
            self._on_article_read(self._session.article)

    def _forget(self) -> None:
        self._read = None
        self._show_calm()

    def _show_calm_anew(self) -> None:
        if self._pages.currentWidget() is self.calm_page:
            self._show_calm()

    def _on_article_read(self, read: ArticleRead | None) -> None:
        self._read = read
        if read is None:
            self._show_calm()
        else:
            self._show()

    def _on_selection_changed(self, selection: Selection) -> None:
        self._show()

    def _show(self) -> None:
        selection, read = self._session.selection, self._read
        if len(selection.ids) != 1:
            self._show_calm()
            return
        if read is None or read.id not in selection.ids:
            return
        problem = read.article.problem
        if problem is not None:
            self.problem_page.show_problem(shown_text(read.article.title), read.path, problem, read.text)
            self._pages.setCurrentWidget(self.problem_page)
        else:
            self.article_page.show_article(read.id, read.path, read.article)
            self._pages.setCurrentWidget(self.article_page)

    def _show_calm(self) -> None:
        count = len(self._session.selection.ids)
        if self._session.collection is None and self._session.opening:
            words = ("article", "No article is selected", "The articles are on their way.")
        elif self._session.collection is None:
            words = ("folder", "No collection is open", "Open a folder of articles to read and judge them here.")
        elif count > 1:
            words = ("all", f"{count:,} articles selected", "Change them together in the inspector.")
        elif count == 1:
            words = ("article", "This article is not there any more", "Its file has gone from the collection.")
        else:
            words = ("article", "No article is selected", "Choose one in the list to read it here.")
        self.calm_page.say(*words)
        self._pages.setCurrentWidget(self.calm_page)
