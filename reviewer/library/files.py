"""Reading article files, and replacing them whole. The only module that writes into a collection.

A file is replaced by a new one under its name, never written in place: whatever happens, its name leads to all of the
former or all of the new bytes. What follows from that:

- A symlink stays, the file it leads to is replaced.
- Of a file with several hard links, the name that is saved leads to the new bytes, the other names to the former ones.
- Mode, owner and group (where this user may set them), and extended attributes go over to the new file.
- A file that is marked read-only is not replaced, though the folder would allow it.
"""

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.library.attributes import Attributes, attributes_of, carry_over
from reviewer.library.claim import alone_with
from reviewer.library.fingerprint import Fingerprint as Fingerprint
from reviewer.library.fingerprint import fingerprint_of
from reviewer.library.folders import Folders
from reviewer.library.reasons import reason as reason
from reviewer.library.reasons import write_protected

if sys.platform != "win32":
    import fcntl

LARGEST = 64 * 1024 * 1024
"""Bytes. Larger files are not read."""

_FOLDER_IS_CLOSED = "there is no permission to write into its folder"

PREFIX, SUFFIX = ".reviewer-", ".tmp"
"""Files that are being written are named `.reviewer-*.tmp`, beside the article they will become."""

_O_BINARY: int = getattr(os, "O_BINARY", 0)
_O_NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
_O_NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_HELD = (5, 32)
"""Windows' numbers for a file that another program has open."""
_TRIES, _PAUSE_SECONDS = 26, 0.02
_SMALL = 65536


class Changed(Exception):
    """The file on disk is no longer what it is thought to be; nothing was written."""

    def __init__(self) -> None:
        super().__init__("the file was changed by another program since it was read")


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file and its fingerprint, taken before they were read."""

    data: bytes
    fingerprint: Fingerprint


def digest(data: bytes) -> bytes:
    """16 bytes that no other content has."""
    return hashlib.blake2b(data, digest_size=16).digest()


def read(path: Path | str) -> Content:
    """All bytes of a file. Raises OSError: also for a folder, a pipe, a device, and a file over `LARGEST` bytes."""
    data, state, _ = _read(path)
    return Content(data, fingerprint_of(state, digest(data)))


Make = Callable[[bytes, bytes], bytes]
"""Given the bytes of a file and their digest, answers the new bytes, or raises."""


class Beside:
    """The new bytes of a file, beside it under a temporary name. Made by `write_beside`, to be dropped in the end.

    First `sync`, which only waits for the disk, then `put`.
    """

    __slots__ = ("_after", "_before", "_handle", "_name", "_path", "_size", "_target", "_written")

    def __init__(self, path: Path | str, target: str, former: os.stat_result, before: bytes, after: bytes) -> None:
        self._path, self._target, self._size = path, target, former.st_size
        self._before, self._after, self._written = before, after, former
        folder = os.path.dirname(target)
        self._name: str | None = os.path.join(folder, f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}")
        try:
            self._handle: int | None = _create(self._name)
        except PermissionError as error:
            raise PermissionError(error.errno, _FOLDER_IS_CLOSED, folder) from error

    def write(self, new: bytes, former: os.stat_result, attributes: Attributes) -> None:
        """Writes them, and begins to bring them to the disk."""
        handle, name = self._handle, self._name
        assert handle is not None and name is not None
        left = memoryview(new)
        while left:
            left = left[os.write(handle, left) :]
        carry_over(self._target, former, attributes, handle, name)
        if hasattr(os, "posix_fadvise"):
            with contextlib.suppress(OSError):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)

    def sync(self) -> None:
        """Returns when the disk says it has them. Raises OSError."""
        assert self._handle is not None
        _sync(self._handle)
        self._written = os.fstat(self._handle)
        self._close()

    def put(self, folders: Folders) -> Fingerprint:
        """Puts them in the file's place; the caller must sync `folders`. Raises Changed and OSError."""
        assert self._name is not None
        if folders.target(self._path) != self._target:
            raise Changed
        with alone_with(self._target) as handle:
            self._rename(self._name, handle)
            state = self._as_renamed()
        self._name = None
        folders.written(self._path, self._target)
        return fingerprint_of(state, self._after)

    def drop(self) -> None:
        """Removes them, unless they are in the file's place."""
        with contextlib.suppress(OSError):
            self._close()
        if self._name is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._name)

    def _as_renamed(self) -> os.stat_result:
        """The state of what was written, whose time of change a renaming sets; unless another is there by now."""
        written = self._written
        with contextlib.suppress(OSError):
            there = os.lstat(self._target)
            times = there.st_size, there.st_mtime_ns
            if os.path.samestat(there, written) and times == (written.st_size, written.st_mtime_ns):
                return there
        return written

    def _close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)

    def _rename(self, name: str, handle: int | None) -> None:
        """Windows refuses it while a program has the file open: an editor, or for a moment a search for viruses."""
        for tries in range(_TRIES):
            try:
                _expect(self._target, self._before, self._size, handle)
                os.replace(name, self._target)
                return
            except PermissionError as error:
                if getattr(error, "winerror", None) not in _HELD:
                    raise
                if tries == _TRIES - 1:
                    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), self._target) from error
            time.sleep(_PAUSE_SECONDS)  # Windows does not tell when another program closes a file


def write_beside(path: Path | str, make: Make, after: bytes, folders: Folders) -> Beside:
    """Writes what `make` makes of a file's bytes beside it; `after` is the digest that it must have, else ValueError.

    Raises what `make` raises, and OSError (see `reason`) where it cannot be written; nothing is left then. Another
    program's write into the file is seen until just before `Beside.put` renames.
    """
    target = folders.target(path)
    former, state, attributes = _read(target, _O_NOFOLLOW, attributes_of)
    before = digest(former)
    new = make(former, before)
    if digest(new) != after:
        raise ValueError("what is staged for it does not fit the file")
    _expect_permission(target)
    beside = Beside(path, target, state, before, after)
    try:
        beside.write(new, state, attributes or {})
    except BaseException:
        beside.drop()
        raise
    return beside


def replace(path: Path | str, new: bytes, expected_digest: bytes) -> Fingerprint:
    """Puts `new` in the place of a file whose bytes have `expected_digest`; returns when the disk has all of it.

    Raises Changed where the file is another one, OSError where it cannot be written: it is as it was then, or the new
    bytes are there and its folder could not be synced.
    """

    def make(_: bytes, found: bytes) -> bytes:
        if found != expected_digest:
            raise Changed
        return new

    folders = Folders()
    beside = write_beside(path, make, digest(new), folders)
    try:
        beside.sync()
        fingerprint = beside.put(folders)
    finally:
        beside.drop()
    for error in folders.sync().values():
        raise error
    return fingerprint


def expect_writable(path: Path | str) -> None:
    """Raises OSError, as `rewrite` does, where it can be told without writing that the file cannot be replaced."""
    target = Folders().target(path)
    _expect_permission(target)
    folder = os.path.dirname(target)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, _FOLDER_IS_CLOSED, folder)


def _expect_permission(target: str) -> None:
    if not os.access(target, os.W_OK):
        raise write_protected(target)


def is_leftover(name: str) -> bool:
    """Whether a file of this name is the rest of a save that died."""
    return name.startswith(PREFIX) and name.endswith(SUFFIX)


def remove_leftovers(folders: Iterable[Path | str], older_than: float = 3600) -> list[str]:
    """Remove rests of saves that died from these folders, not what is younger than `older_than` seconds."""
    removed = []
    before = time.time() - older_than
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if not is_leftover(entry.name) or not entry.is_file(follow_symlinks=False):
                    continue
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime <= before:
                        os.unlink(entry.path)
                        removed.append(entry.path)
    return removed


def _read(
    path: Path | str, more: int = 0, also: Callable[[int], Attributes] | None = None
) -> tuple[bytes, os.stat_result, Attributes | None]:
    """The bytes, the state from before they were read, and what `also` finds out about the open file."""
    handle = os.open(path, os.O_RDONLY | _O_BINARY | _O_NONBLOCK | more)
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            if stat.S_ISDIR(state.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
        return _all_of(handle, state.st_size, path), state, also(handle) if also else None
    finally:
        os.close(handle)


def _all_of(handle: int, expected: int, path: Path | str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size <= LARGEST and expected <= LARGEST:
        wanted = _SMALL if pieces else expected + 1
        piece = os.read(handle, wanted)
        pieces.append(piece)
        size += len(piece)
        if not piece or (size == expected and len(piece) < wanted):
            return piece if len(pieces) == 1 else b"".join(pieces)
    raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 1024 // 1024} MB", str(path))


def _expect(target: str, before: bytes, size: int, handle: int | None) -> None:
    """Raises Changed where the file has not this size and digest. `handle` may be one that was opened by its name."""
    if sys.platform != "win32" and handle is not None and digest(os.pread(handle, size + 1, 0)) == before:
        if os.path.samestat(os.fstat(handle), os.lstat(target)):
            return
    if digest(_read(target, _O_NOFOLLOW)[0]) != before:
        raise Changed


def _create(name: str) -> int:
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _O_BINARY | _O_NOFOLLOW, 0o600)


def _sync(handle: int) -> None:
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)
