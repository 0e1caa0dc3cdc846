"""The pictures of articles: from the collection's folder or the web, scaled, never waited for."""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QThread, QThreadPool, Signal, SignalInstance, Slot
from PySide6.QtGui import QPixmap

from reviewer.articles.images import resolve
from reviewer.articles.links import is_web_link
from reviewer.session.thumbnails import Outcome, Thumbnails, Wish
from reviewer.web.downloads import Download, Limits

if TYPE_CHECKING:
    from reviewer.web.fetch import Fetcher

_BAD = "bad address: "
_AHEAD = 2
"""As many pictures for each thread are on their way to it, so that none waits for the main thread."""
_MOST_TO_KEEP = 64
"""Scaled pictures that wait to be written to the disk; more are made again the next time."""


class Pictures(QObject):
    """Pictures by source and size. Every call returns at once; `arrived(source)` says that it is worth asking again.

    A *source* is what `source()` gives: an absolute path or an http(s) address. Sizes are device pixels (logical size
    times the device pixel ratio); a pixmap's own device pixel ratio is 1, so draw it into its logical rectangle with
    `painter.drawPixmap(rect, pixmap)`.
    """

    arrived = Signal(str)
    """source: a picture has come, or it is now known why it cannot be shown (ask `failure`)."""
    _done = Signal(object)

    def __init__(
        self,
        cache: Path,
        parent: QObject | None = None,
        *,
        limits: Limits | None = None,
        memory: int = 64_000_000,
        threads: int = 2,
    ) -> None:
        """`cache` is the folder for downloads and thumbnails, made when something is kept; `memory` is in bytes."""
        super().__init__(parent)
        self._root: Path | None = None
        self._thumbnails = Thumbnails(cache)
        self._memory = _Memory(memory)
        self._failures: dict[str, str] = {}
        self._asked: dict[Wish, set[str]] = {}
        self._queue: dict[Wish, None] = {}
        self._downloading: dict[str, set[Wish]] = {}
        self._fetching: set[str] = set()
        self._checked: set[str] = set()
        self._to_keep: list[Outcome] = []
        self._running = 0
        self._closed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._limits = limits
        self._fetcher: Fetcher | None = None
        self._done.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def open(self, root: Path | None) -> None:
        """From now on addresses are resolved in the collection at `root`; None: no collection is open."""
        self._root = root
        self._queue.clear()
        for source in list(self._fetching):
            self._drop_download(source)
        self._downloading.clear()
        self._asked.clear()
        self.retry_failed()

    def source(self, url: str, article_path: str) -> str:
        """Where the picture `url` of the article is. Never fails: a bad url gives a source with a `failure`."""
        try:
            if self._root is None and not is_web_link(url):
                raise ValueError("no collection is open")
            return resolve(url, article_path, self._root or Path())
        except ValueError as reason:
            source = f"{_BAD}{url}"
            self._failures[source] = str(reason)
            return source

    def picture(self, source: str, size: QSize, *, cover: bool = False, region: str = "") -> QPixmap | None:
        """The picture inside `size`, keeping its shape, never enlarged; None while it is fetched, or if it failed.

        With `cover` it is cut about its middle to the shape of `size` instead, to fill a frame. The last asked come
        first. `region` names who asks ("list", "preview"), so that `wanted` of one region leaves the others alone.
        """
        wish = Wish(source, size.width(), size.height(), cover)
        pixmap = self._memory.get(wish)
        if pixmap is not None or self._closed or size.isEmpty() or self.failure(source) is not None:
            return pixmap
        is_new = wish not in self._asked
        self._asked.setdefault(wish, set()).add(region)
        if is_new or wish in self._queue:
            self._queue.pop(wish, None)
            self._queue[wish] = None
            self._start_what_may()
        elif self._fetcher is not None and self._fetcher.is_fetching(source):
            self._fetcher.get(source)
        return None

    def wanted(self, sources: set[str], region: str = "") -> None:
        """What `region` has in sight now: its other requests that are still waiting are dropped."""
        for wish, regions in list(self._asked.items()):
            if region in regions and wish.source not in sources:
                regions.discard(region)
                if not regions:
                    self._give_up(wish)

    def failure(self, source: str) -> str | None:
        """Why the picture is not shown, in words ("no such file"); None if nothing is wrong so far."""
        words = self._failures.get(source)
        return "its address is not a picture's" if words is None and source.startswith(_BAD) else words

    def retry(self, source: str) -> None:
        """Forget what is known of the picture, failures too, so that the next `picture` reads it anew.

        `arrived` says so if it had failed.
        """
        self._memory.forget(source)
        self._checked.discard(source)
        if self._failures.pop(source, None) is not None:
            self.arrived.emit(source)

    def retry_failed(self) -> None:
        """Forget all failures, as after a refresh of the collection."""
        for source in list(self._failures):
            self.retry(source)

    @property
    def is_idle(self) -> bool:
        """Nothing is queued, read or downloaded."""
        return not self._queue and not self._running and not self._fetching and not self._to_keep

    def close(self) -> None:
        """Stop threads and network. Nothing arrives after this."""
        self._closed = True
        self._queue.clear()
        self._to_keep.clear()
        if self._fetcher is not None:
            self._fetcher.close()
        self._pool.clear()
        self._pool.waitForDone()

    def _give_up(self, wish: Wish) -> None:
        waiting = self._downloading.get(wish.source)
        if wish in self._queue:
            del self._queue[wish]
            del self._asked[wish]
        elif waiting and wish in waiting:
            waiting.discard(wish)
            del self._asked[wish]
            if not waiting:
                del self._downloading[wish.source]
                self._drop_download(wish.source)

    def _drop_download(self, source: str) -> None:
        self._fetching.discard(source)
        if self._fetcher is not None:
            self._fetcher.drop(source)

    def _start_what_may(self) -> None:
        while self._queue and self._running < _AHEAD * self._pool.maxThreadCount():
            wish, _ = self._queue.popitem()
            read = self._thumbnails.of_address if is_web_link(wish.source) else self._thumbnails.of_file
            self._run(partial(_one, read, wish))
        if self._to_keep and not self._running:
            self._run(partial(self._thumbnails.keep, self._to_keep.pop()))

    def _run(self, work: Callable[[], list[Outcome]]) -> None:
        self._running += 1
        self._pool.start(partial(_report, work, self._done))

    @Slot(object)
    def _land(self, outcomes: list[Outcome]) -> None:
        self._running -= 1
        if self._closed:
            return
        for outcome in outcomes:
            self._take(outcome)
        self._start_what_may()

    def _take(self, outcome: Outcome) -> None:
        source = outcome.wish.source
        if outcome.image is not None:
            self._asked.pop(outcome.wish, None)
            if outcome.to_keep:
                self._to_keep = [*self._to_keep[1 - _MOST_TO_KEEP :], outcome]
            self._memory.put(outcome.wish, QPixmap.fromImage(outcome.image))
            self._failures.pop(source, None)
            self.arrived.emit(source)
        elif outcome.words is not None:
            self._asked.pop(outcome.wish, None)
            if self._memory.wishes(source):
                return
            self._failures[source] = outcome.words
            self.arrived.emit(source)
        elif outcome.wish in self._asked:
            self._downloading.setdefault(source, set()).add(outcome.wish)
        if outcome.ask and (source in self._downloading or source not in self._checked):
            self._checked.add(source)
            self._fetching.add(source)
            self._from_web().get(source, outcome.validators)

    def _from_web(self) -> Fetcher:
        """Who asks servers: loaded for the first picture that is on one."""
        if self._fetcher is None:
            self._fetcher = importlib.import_module("reviewer.web.fetch").Fetcher(self._limits, self)
            self._fetcher.came.connect(self._came, Qt.ConnectionType.QueuedConnection)
            self._fetcher.failed.connect(self._failed, Qt.ConnectionType.QueuedConnection)
        return self._fetcher

    @Slot(str, object)
    def _came(self, source: str, download: Download) -> None:
        self._fetching.discard(source)
        if self._closed:
            return
        waiting = self._downloading.pop(source, set())
        if download.unchanged:
            self._queue.update(dict.fromkeys(waiting))
            waiting = set()
        shown = self._memory.wishes(source)
        self._run(partial(self._thumbnails.of_download, (*waiting, *shown), download))

    @Slot(str, str)
    def _failed(self, source: str, words: str) -> None:
        self._fetching.discard(source)
        waiting = self._downloading.pop(source, set())
        for wish in waiting:
            self._asked.pop(wish, None)
        if waiting and not self._closed:
            self._failures[source] = words
            self.arrived.emit(source)


class _Memory:
    """Pixmaps by wish, the last used kept, bounded in bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._pixmaps: OrderedDict[Wish, QPixmap] = OrderedDict()

    def get(self, wish: Wish) -> QPixmap | None:
        pixmap = self._pixmaps.get(wish)
        if pixmap is not None:
            self._pixmaps.move_to_end(wish)
        return pixmap

    def put(self, wish: Wish, pixmap: QPixmap) -> None:
        self._drop(wish)
        self._pixmaps[wish] = pixmap
        self._held += _bytes_of(pixmap)
        while self._held > self._most and len(self._pixmaps) > 1:
            self._drop(next(iter(self._pixmaps)))

    def wishes(self, source: str) -> list[Wish]:
        return [wish for wish in self._pixmaps if wish.source == source]

    def forget(self, source: str) -> None:
        for wish in self.wishes(source):
            self._drop(wish)

    def _drop(self, wish: Wish) -> None:
        pixmap = self._pixmaps.pop(wish, None)
        if pixmap is not None:
            self._held -= _bytes_of(pixmap)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def _one(read: Callable[[Wish], Outcome], wish: Wish) -> list[Outcome]:
    return [read(wish)]


def _report(work: Callable[[], list[Outcome]], done: SignalInstance) -> None:
    outcomes: list[Outcome] = []
    try:
        outcomes = work()
    finally:
        done.emit(outcomes)
