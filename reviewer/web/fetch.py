"""Files over HTTP(S): a few at once, the last asked first, bounded in time and size, failures in words."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from reviewer import __version__
from reviewer.web.downloads import Download, Limits, Validators
from reviewer.web.replies import failure_words, header, seconds_to_wait, status_of

ASK_LATER = (429, 503)
_RAN_OUT_OF_TIME = (QNetworkReply.NetworkError.OperationCanceledError, QNetworkReply.NetworkError.TimeoutError)


@dataclass(slots=True, eq=False)
class _Job:
    url: str
    host: str
    validators: Validators
    tries: int = 0
    stopped_because: str = ""
    dropped: bool = False
    reply: QNetworkReply | None = field(default=None, repr=False)


class Fetcher(QObject):
    """Fetches http(s) addresses. Cookies are neither kept nor sent; redirects never lead to a less safe scheme."""

    came = Signal(str, object)
    """url, Download"""
    failed = Signal(str, str)
    """url, why in words"""

    def __init__(self, limits: Limits | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = limits or Limits()
        self._network: QNetworkAccessManager | None = None
        self._waiting: dict[str, _Job] = {}
        self._running: dict[str, _Job] = {}
        self._paused: dict[str, float] = {}
        self._closed = False
        self._wake = QTimer(self)
        self._wake.setSingleShot(True)
        self._wake.timeout.connect(self._start_what_may)

    def get(self, url: str, validators: Validators | None = None) -> None:
        """Fetch `url`; asked again while it waits, it only comes to the front. Answers with `came` or `failed`."""
        if self._closed or url in self._running:
            return
        job = self._waiting.pop(url, None)
        if job is None:
            host = _host_of(url)
            if host is None:
                self.failed.emit(url, "is not a web address")
                return
            job = _Job(url, host, validators or Validators())
        self._waiting[url] = job
        self._start_what_may()

    def drop(self, url: str) -> None:
        """Nobody wants `url` any more: it is taken from the queue or broken off, and nothing is said."""
        self._waiting.pop(url, None)
        job = self._running.get(url)
        if job is not None and job.reply is not None:
            job.dropped = True
            job.reply.abort()

    def is_fetching(self, url: str) -> bool:
        return url in self._running or url in self._waiting

    def close(self) -> None:
        """Break everything off. Nothing is said after this."""
        self._closed = True
        self._wake.stop()
        self._waiting.clear()
        for url in list(self._running):
            self.drop(url)

    @Slot()
    def _start_what_may(self) -> None:
        if self._closed:
            return
        now = time.monotonic()
        self._paused = {host: until for host, until in self._paused.items() if until > now}
        busy: dict[str, int] = {}
        for job in self._running.values():
            busy[job.host] = busy.get(job.host, 0) + 1
        for job in reversed(list(self._waiting.values())):
            if len(self._running) >= self._limits.at_once:
                break
            if job.host not in self._paused and busy.get(job.host, 0) < self._limits.at_once_from_host:
                busy[job.host] = busy.get(job.host, 0) + 1
                self._start(job)
        waits = [self._paused[job.host] - now for job in self._waiting.values() if job.host in self._paused]
        if waits:
            self._wake.start(int(min(waits) * 1000) + 1)

    def _start(self, job: _Job) -> None:
        if self._network is None:
            self._network = QNetworkAccessManager(self)
            self._network.finished.connect(self._finished)
        self._waiting.pop(job.url, None)
        self._running[job.url] = job
        job.tries += 1
        reply = self._network.get(_request(job, self._limits))
        job.reply = reply
        reply.setObjectName(job.url)
        reply.downloadProgress.connect(self._watch_size)
        deadline = QTimer(reply)
        deadline.setSingleShot(True)
        deadline.timeout.connect(self._too_long)
        deadline.start(int(self._limits.whole * 1000))

    @Slot("qint64", "qint64")
    def _watch_size(self, received: int, total: int) -> None:
        reply = self.sender()
        if isinstance(reply, QNetworkReply) and max(received, total) > self._limits.size:
            self._break_off(reply, self._too_large())

    @Slot()
    def _too_long(self) -> None:
        reply = self.sender().parent()
        if isinstance(reply, QNetworkReply):
            self._break_off(reply, f"it took longer than {self._limits.whole:g} s")

    def _break_off(self, reply: QNetworkReply, why: str) -> None:
        job = self._running.get(reply.objectName())
        if job is not None and reply.isRunning():
            job.stopped_because = why
            reply.abort()

    def _too_large(self) -> str:
        return f"it is larger than {self._limits.size / 1_000_000:g} MB"

    @Slot(QNetworkReply)
    def _finished(self, reply: QNetworkReply) -> None:
        job = self._running.pop(reply.objectName(), None)
        for deadline in reply.findChildren(QTimer):
            deadline.stop()
        reply.deleteLater()
        if job is None or self._closed:
            return
        job.reply = None
        if not job.dropped:
            self._judge(job, reply)
        self._start_what_may()

    def _judge(self, job: _Job, reply: QNetworkReply) -> None:
        if not job.stopped_because and status_of(reply) in ASK_LATER and job.tries < self._limits.tries:
            wait = seconds_to_wait(header(reply, "Retry-After"), job.tries)
            if wait <= self._limits.longest_wait:
                self._paused[job.host] = time.monotonic() + wait
                self._waiting[job.url] = job
                return
        words = job.stopped_because or self._words(reply)
        if words is not None:
            self.failed.emit(job.url, words)
            return
        body = bytes(reply.readAll().data())
        if len(body) > self._limits.size:
            self.failed.emit(job.url, self._too_large())
            return
        validators = Validators(header(reply, "ETag"), header(reply, "Last-Modified"))
        unchanged = status_of(reply) == 304
        self.came.emit(job.url, Download(job.url, body, validators, unchanged, header(reply, "Content-Type")))

    def _words(self, reply: QNetworkReply) -> str | None:
        if reply.error() in _RAN_OUT_OF_TIME:
            return f"it took longer than {self._limits.silence:g} s"
        return failure_words(reply)


def _host_of(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return host if parts.scheme.lower() in ("http", "https") and host and QUrl(url).isValid() else None


def _request(job: _Job, limits: Limits) -> QNetworkRequest:
    request = QNetworkRequest(QUrl(job.url))
    request.setRawHeader(b"User-Agent", f"Reviewer/{__version__} (desktop; pictures of articles)".encode())
    request.setRawHeader(b"Accept", b"image/webp,image/png,image/jpeg,image/gif,image/*;q=0.6")
    if job.validators.etag:
        request.setRawHeader(b"If-None-Match", job.validators.etag.encode("latin-1", "replace"))
    if job.validators.last_modified:
        request.setRawHeader(b"If-Modified-Since", job.validators.last_modified.encode("latin-1", "replace"))
    attributes = QNetworkRequest.Attribute
    request.setAttribute(
        attributes.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy.value
    )
    request.setAttribute(attributes.CookieLoadControlAttribute, QNetworkRequest.LoadControl.Manual.value)
    request.setAttribute(attributes.CookieSaveControlAttribute, QNetworkRequest.LoadControl.Manual.value)
    request.setMaximumRedirectsAllowed(limits.redirects)
    request.setTransferTimeout(int(limits.silence * 1000))
    return request
