"""Downloads kept on disk: bounded, the least used go first, damaged ones are as good as missing."""

import contextlib
import hashlib
import json
import os
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from reviewer.web.downloads import Validators

_SEAL = 16
_NEW = ".new-"
_AN_HOUR = 3600.0
_A_DAY = 24 * _AN_HOUR


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder keeps under a key; `written` in seconds since 1970."""

    content: bytes
    written: float


class BoundedFolder:
    """Bytes by key, at most about `max_bytes` of them, in a folder of their own. For any thread; it never raises.

    A folder that cannot be written keeps nothing: whoever uses it must be able to do without.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._held: int | None = None
        self._lock = threading.Lock()

    def read(self, key: str) -> Entry | None:
        path = self._path(key)
        try:
            with path.open("rb") as file:
                content = file.read()
                status = os.fstat(file.fileno())
            if time.time() - status.st_atime > _AN_HOUR:
                os.utime(path, ns=(time.time_ns(), status.st_mtime_ns))
        except OSError:
            return None
        if _seal(content[_SEAL:]) != content[:_SEAL]:
            return None
        return Entry(content[_SEAL:], status.st_mtime)

    def write(self, key: str, content: bytes) -> None:
        temporary = ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=_NEW, delete=False) as file:
                temporary = file.name
                file.write(_seal(content) + content)
            os.replace(temporary, self._path(key))
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            return
        self._make_room(len(content) + _SEAL)

    def confirm(self, key: str) -> None:
        """The entry is as good as written now."""
        with contextlib.suppress(OSError):
            os.utime(self._path(key))

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _make_room(self, added: int) -> None:
        with self._lock:
            if self._held is not None:
                self._held += added
                if self._held <= self._max_bytes:
                    return
            with contextlib.suppress(OSError):
                self._held = self._sweep()

    def _sweep(self) -> int:
        found: list[tuple[float, int, str]] = []
        now = time.time()
        with os.scandir(self._folder) as entries:
            for entry in entries:
                status = entry.stat()
                if not entry.name.startswith(_NEW):
                    found.append((max(status.st_atime, status.st_mtime), status.st_size, entry.path))
                elif now - status.st_mtime > _A_DAY:
                    os.unlink(entry.path)
        held = sum(size for _, size, _ in found)
        if held <= self._max_bytes:
            return held
        for _, size, path in sorted(found):
            with contextlib.suppress(OSError):
                os.unlink(path)
                held -= size
            if held <= self._max_bytes * 0.8:
                break
        return held


@dataclass(frozen=True, slots=True)
class Kept:
    """A download from an earlier time. `stamp` differs when the bytes do; `is_fresh`: no need to ask the server."""

    body: bytes
    validators: Validators
    stamp: str
    is_fresh: bool


class ImageCache:
    """Downloaded pictures by address, as the servers sent them."""

    def __init__(self, folder: Path, max_bytes: int = 400_000_000) -> None:
        self._folder = BoundedFolder(folder, max_bytes)

    def read(self, url: str) -> Kept | None:
        entry = self._folder.read(url)
        if entry is None:
            return None
        line, _, body = entry.content.partition(b"\n")
        kept_url, etag, last_modified = json.loads(line)
        if kept_url != url:
            return None
        return Kept(body, Validators(etag, last_modified), stamp_of(body), abs(time.time() - entry.written) < _A_DAY)

    def write(self, url: str, body: bytes, validators: Validators) -> None:
        line = json.dumps([url, validators.etag, validators.last_modified])
        self._folder.write(url, line.encode() + b"\n" + body)

    def confirm(self, url: str) -> None:
        """The server says that what is kept is still good."""
        self._folder.confirm(url)


def stamp_of(body: bytes) -> str:
    """A short text that differs when the bytes do."""
    return hashlib.blake2b(body, digest_size=8).hexdigest()


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SEAL).digest()
