"""Reading the current article: one request at a time, and of those that come meanwhile only the last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reviewer.library.messages import ArticleAnswer, Failed, Finished, Progress
from reviewer.session.events import ArticleRead
from reviewer.session.workroom import Workroom


class Reading(QObject):
    """Reads the article with an id through the library's process. `read` is sent only for the one asked for last."""

    read = Signal(object)  # ArticleRead | None
    failed = Signal(str)

    def __init__(self, room: Workroom, path_of: Callable[[int], str | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._path_of = path_of
        self._wanted: int | None = None
        self._asked: int | None = None
        self._is_again = False
        self._ticket = 0
        self._last: ArticleRead | None = None

    def want(self, article_id: int | None) -> None:
        """Read this article; None: no article is current."""
        if article_id == self._wanted:
            return
        self._wanted = article_id
        if article_id is None:
            self._is_again = False
            self._tell(None)
        else:
            self.again()

    def again(self) -> None:
        """The article may have changed: read it again. Nothing is sent if it has not."""
        if self._wanted is None:
            return
        self._is_again = True
        self._ask()

    def start_over(self) -> None:
        """Another process reads from now on: what the former one was asked, it is asked."""
        self._asked, self._ticket = None, 0
        self.again()

    def forget(self) -> None:
        """The process has ended: nothing will answer."""
        self._wanted = self._asked = None
        self._ticket = 0
        self._is_again = False
        self._tell(None)

    def come(self, answer: Progress | Finished | Failed) -> bool:
        """Take a message of the process; False if it is about something else."""
        if not self._ticket or answer.ticket != self._ticket:
            return False
        asked, self._ticket, self._asked = self._asked, 0, None
        if asked is not None and asked == self._wanted:
            if isinstance(answer, Finished) and isinstance(answer.result, ArticleAnswer):
                found = answer.result
                state = (found.modified, found.changed, found.conflict, found.reason, found.clashes)
                self._tell(ArticleRead(asked, found.path, found.article, found.text, *state))
            elif isinstance(answer, Failed) and not self._is_again:
                self.failed.emit(answer.words)
        self._ask()
        return True

    def _ask(self) -> None:
        if not self._is_again or self._ticket or self._wanted is None:
            return
        self._is_again = False
        path = self._path_of(self._wanted)
        if path is None:
            self._tell(None)
            return
        self._asked = self._wanted
        self._ticket = self._room.send("article", path)

    def _tell(self, read: ArticleRead | None) -> None:
        if read != self._last:
            self._last = read
            self.read.emit(read)
