"""The process that owns the library for the window. It answers requests one after the other, and never imports Qt.

While a long one runs it looks at its pipe all the time, so that it can be stopped, and be asked what an article says.
When the pipe closes, because the window closed it or is gone, the process stops its work cleanly and ends.
"""

import logging
import logging.handlers
import sqlite3
import time
from collections import deque
from multiprocessing.connection import Connection
from pathlib import Path

from reviewer.library import files
from reviewer.library.bell import Bell
from reviewer.library.catalog.opening import WAS_DAMAGED
from reviewer.library.field_changes import in_words
from reviewer.library.home import Home
from reviewer.library.journal.opening import JournalError
from reviewer.library.library import Library
from reviewer.library.messages import (
    Answer,
    ArticleAnswer,
    DiskChanged,
    Failed,
    Finished,
    Opened,
    Progress,
    Request,
    RequestName,
    Told,
)
from reviewer.library.noticing import Noticing
from reviewer.library.pieces import pieces
from reviewer.library.pool import Stopped, ignore_interrupts, lower_priority
from reviewer.library.reasons import is_damage
from reviewer.library.requests import requests
from reviewer.library.watching import Watching

_IDLE_SECONDS = 0.5
_READY_SECONDS = 1.0
"""How long a reading waits for the watching to begin, so that no change falls between the two."""
_PROGRESS_SECONDS = 0.05
_LOG_BYTES = 1_000_000
_MEANWHILE: frozenset[RequestName] = frozenset(("article", "diff", "history", "batch", "views"))
"""These only read, or have a file of their own, and no transaction is open while a progress call is made."""
_log = logging.getLogger(__name__)


def main(connection: Connection) -> None:
    """Answers the requests that come through `connection` until it closes or one says `close`."""
    ignore_interrupts()
    lower_priority()
    Worker(connection).run()


class Worker:
    """One pipe, at most one library."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._library: Library | None = None
        self._waiting: deque[Request] = deque()
        self._is_open = True
        self._is_behind = True
        """Whether the catalog may have missed something that is in the journal."""
        self._has_worked = False
        """Whether much memory may be held that the next request does not need."""
        self._current: Request | None = None
        self._stopped: set[int] = set()
        self._overtaken: set[str] = set()
        self._told_at = 0.0
        self._again = 0
        """The last request that was done a second time, with a catalog that was made anew."""
        self._watch = Noticing(self._send)
        self._bell = Bell()
        self._disk: Watching | None = None

    def run(self) -> None:
        try:
            while self._is_open:
                self._receive(_IDLE_SECONDS if not self._waiting else 0)
                if self._waiting:
                    self._answer(self._waiting.popleft())
                elif self._is_open:
                    self._look_around()
        finally:
            self._close_library()

    def _receive(self, seconds: float) -> None:
        """Takes in what has been sent, waiting at most so long for the first of it, or for a change on disk."""
        try:
            if seconds:
                self._bell.wait(self._connection, seconds)
            while self._is_open and self._connection.poll():
                self._take(self._connection.recv())
        except (EOFError, OSError):
            self._is_open = False

    def _take(self, request: Request) -> None:
        if request.name == "stop":
            self._stopped.add(request.arguments[0])
            self._send(Finished(request.ticket, None))
        elif request.name in _MEANWHILE and self._current is not None and self._library is not None:
            self._send(self._outcome(request))
        else:
            self._waiting.append(request)

    def _answer(self, request: Request) -> None:
        self._current, self._told_at = request, 0.0
        answer = self._outcome(request)
        self._current = None
        self._stopped.discard(request.ticket)
        self._is_behind = True
        self._has_worked = self._has_worked or request.name not in _MEANWHILE
        self._look()
        self._send(answer)
        if request.name == "open" and self._library is not None:
            self._begin(self._library)

    def _outcome(self, request: Request) -> Answer:
        try:
            return Finished(request.ticket, self._perform(request))
        except Exception as error:
            _log.exception("%s failed", request.name)
            if self._is_renewed(error) and request.name == "refresh" and request.ticket != self._again:
                self._again = request.ticket
                return self._outcome(Request(request.ticket, "refresh"))
            return Failed(request.ticket, words_for(error))

    def _look(self) -> None:
        try:
            if self._library is not None:
                self._watch.look(self._library)
        except sqlite3.Error as error:
            _log.exception("the catalog cannot be looked at")
            self._is_renewed(error)

    def _is_renewed(self, error: Exception) -> bool:
        """Whether it was damage of the catalog, which is made anew now; all articles are to be read then."""
        if self._library is None or not (isinstance(error, sqlite3.Error) and is_damage(error)):
            return False
        try:
            return self._renew(self._library.renewing.identity)
        except (sqlite3.Error, OSError):
            _log.exception("the catalog could not be made anew")
            return False

    def _perform(self, request: Request) -> object:
        match request.name:
            case "open":
                return self._open(*request.arguments)
            case "close":
                self._is_open = False
                return None
            case "renew":
                return self._renew(*request.arguments)
            case "article":
                return self._article(*request.arguments)
            case "refresh" if self._disk is not None:
                self._disk.start()
                self._disk.is_ready(_READY_SECONDS)
        return requests(self._opened(), self._progress)[request.name](*request.arguments)

    def _open(self, root: Path, home: Home, only: tuple[Path, ...] | None) -> Opened:
        self._close_library()
        _log_to(home.state.parent / "worker.log")
        self._library = Library(root, home, only)
        self._watch.begin(self._library)
        self._disk = Watching(self._library.root, only, self._bell.ring)
        root = self._library.root
        return Opened(root, root.name or str(root), self._library.catalog_path, self._library.warnings)

    def _begin(self, library: Library) -> None:
        """The first articles of a new catalog. What is wrong with it is told when all are read."""
        try:
            library.begin(self._goes_on)
            self._watch.look(library)
        except Exception as error:
            _log.exception("the first articles could not be read")
            self._is_renewed(error)

    def _goes_on(self, done: int, total: int | None) -> bool:
        self._receive(0)
        return self._is_open and not any(waiting.name == "close" for waiting in self._waiting)

    def _renew(self, identity: int) -> bool:
        """Makes the damaged catalog of this identity anew; False where it is another one by now."""
        library = self._opened()
        if is_there := library.renewing.identity == identity:
            library.renewing.renew()
            self._send(Told(WAS_DAMAGED))
        return is_there

    def _article(self, path: str) -> ArticleAnswer:
        library = self._opened()
        article, document = library.article(path)
        if not library.is_listed(document):
            self._overtaken.add(path)
        text, is_modified = document.present.decode("utf-8", "replace"), document.modified or document.conflict
        reason = document.trouble if document.conflict else None
        clashes = tuple((clash.path, in_words(clash.mine)) for clash in document.clashes)
        return ArticleAnswer(path, article, text, is_modified, document.changed, document.conflict, reason, clashes)

    def _opened(self) -> Library:
        if self._library is None:
            raise ValueError("No collection is open.")
        return self._library

    def _progress(self, done: int, total: int | None) -> bool:
        """Called all the time while a request is worked on."""
        self._receive(0)
        request, now = self._current, time.monotonic()
        if request is None or not self._is_open:
            return False
        if now - self._told_at >= _PROGRESS_SECONDS or done == total:
            self._told_at = now
            self._send(Progress(request.ticket, request.name, done, total))
            self._look()
            self._tell_of_the_disk()
        closing = any(waiting.name == "close" for waiting in self._waiting)
        return request.ticket not in self._stopped and not (closing and request.name == "refresh")

    def _look_around(self) -> None:
        """Nothing is asked: see what other processes did."""
        library = self._library
        if library is None:
            return
        try:
            self._is_behind = self._watch.others_wrote(library) or self._is_behind
            if self._is_behind:
                library.catch_up(self._idle)
                self._is_behind = False
            if self._overtaken:
                library.read_again(sorted(self._overtaken))
                self._overtaken.clear()
            self._watch.look(library)
            self._tell_of_the_disk()
            if self._has_worked:
                self._has_worked = not library.slim()
        except Stopped:
            pass
        except Exception as error:
            self._is_behind = False
            self._overtaken.clear()
            _log.exception("could not follow what another process did")
            self._is_renewed(error)

    def _tell_of_the_disk(self) -> None:
        """What others wrote, for the window to say when it is to be read."""
        while self._disk is not None and (found := self._disk.take()) is not None:
            self._send(Told(found.words) if found.words else DiskChanged(found.paths))

    def _idle(self, done: int, total: int | None) -> bool:
        self._receive(0)
        return self._is_open and not self._waiting

    def _send(self, answer: Answer) -> None:
        try:
            for said in pieces(answer):
                self._connection.send(said)
        except (OSError, ValueError):
            self._is_open = False

    def _close_library(self) -> None:
        if self._disk is not None:
            self._disk.stop()
            self._disk = None
        if self._library is not None:
            self._library.close()
            self._library = None


def words_for(error: Exception) -> str:
    """A sentence for the curator."""
    if isinstance(error, JournalError):
        return str(error)
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{files.reason(error)}."
    if isinstance(error, sqlite3.Error):
        return f"The catalog cannot be used: {files.reason(error)}."
    if isinstance(error, ValueError) and error.args:
        return str(error)
    return f"This could not be done ({type(error).__name__}: {error}). The log has the details."


def _log_to(path: Path) -> None:
    root = logging.getLogger("reviewer")
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    root.addHandler(handler)
