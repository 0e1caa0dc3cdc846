"""Reading article files, and replacing them whole. The only module that writes into a collection.

A file is replaced by a new one under its name, never written in place: whatever happens, its name leads to all of the
former or all of the new bytes. What follows from that:

- A symlink stays, the file it leads to is replaced.
- Of a file with several hard links, the name that is saved leads to the new bytes, the other names to the former ones.
- Mode, owner and group (where this user may set them), and extended attributes go over to the new file.
- A file that is marked read-only is not replaced, though the folder would allow it.
"""

import contextlib
import ctypes
import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewer.library.claim import alone_with
from reviewer.library.folders import Folders, sync_folder
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
_SMALL, _INODE_BITS = 65536, 0x7FFF_FFFF_FFFF_FFFF


class Changed(Exception):
    """The file on disk is no longer what it is thought to be; nothing was written."""

    def __init__(self) -> None:
        super().__init__("the file was changed by another program since it was read")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one state of a file from another. `inode` is 0 on Windows, whose folder listings do not give it."""

    size: int
    mtime_ns: int
    inode: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file and its fingerprint, taken before they were read."""

    data: bytes
    fingerprint: Fingerprint


def digest(data: bytes) -> bytes:
    """16 bytes that no other content has."""
    return hashlib.blake2b(data, digest_size=16).digest()


def inode_of(state: os.stat_result) -> int:
    """The file's number on its disk, as fingerprints hold it: at most 63 bits, 0 on Windows."""
    return 0 if sys.platform == "win32" else state.st_ino & _INODE_BITS


def read(path: Path | str) -> Content:
    """All bytes of a file. Raises OSError: also for a folder, a pipe, a device, and a file over `LARGEST` bytes."""
    data, state = _read(path)
    return Content(data, Fingerprint(state.st_size, state.st_mtime_ns, inode_of(state), digest(data)))


def replace(path: Path | str, new: bytes, expected_digest: bytes) -> Fingerprint:
    """Put `new` in the place of a file whose bytes have `expected_digest`; see `rewrite`."""

    def make(present: bytes) -> bytes:
        if digest(present) != expected_digest:
            raise Changed
        return new

    return rewrite(path, make)


def rewrite(
    path: Path | str, make: Callable[[bytes], bytes], after: bytes | None = None, folders: Folders | None = None
) -> Fingerprint:
    """Put what `make` makes of a file's bytes in its place; returns when the disk says it has them.

    `after`: the digest that the new bytes must have, else ValueError. With `folders` the caller must sync these. Raises
    what `make` raises, Changed where the file is another one when it is to be renamed, OSError (see `reason`) where it
    cannot be written: it is as it was then, or the new bytes are there and its folder could not be synced. Another
    program's write is seen until just before the renaming.
    """
    target = (folders or Folders()).target(path)
    former, state = _read(target, _O_NOFOLLOW)
    new = make(former)
    made = digest(new)
    if after not in (None, made):
        raise ValueError("what is staged for it does not fit the file")
    _expect_permission(target)
    folder = os.path.dirname(target)
    with _beside(folder) as beside:
        _write(beside.handle, new)
        _keep(target, state, beside.handle, beside.name)
        _sync(beside.handle)
        written = os.fstat(beside.handle)
        beside.close()
        if (folders or Folders()).target(path) != target:
            raise Changed
        with alone_with(target):
            _rename(beside.name, target, former)
        beside.is_there = False
    if folders is None:
        sync_folder(folder)
    else:
        folders.written(path, target)
    return Fingerprint(written.st_size, written.st_mtime_ns, inode_of(written), made)


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


def _read(path: Path | str, more: int = 0) -> tuple[bytes, os.stat_result]:
    handle = os.open(path, os.O_RDONLY | _O_BINARY | _O_NONBLOCK | more)
    try:
        state = os.fstat(handle)
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
        pieces: list[bytes] = []
        size = 0
        while size <= LARGEST and state.st_size <= LARGEST:
            piece = os.read(handle, _SMALL if pieces else state.st_size + 1)
            if not piece:
                return pieces[0] if len(pieces) == 1 else b"".join(pieces), state
            pieces.append(piece)
            size += len(piece)
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 1024 // 1024} MB", str(path))
    finally:
        os.close(handle)


def _expect(target: str, former: bytes) -> None:
    if _read(target, _O_NOFOLLOW)[0] != former:
        raise Changed


def _rename(new: str, target: str, former: bytes) -> None:
    """Puts the file `new` in the place of another that must hold `former`. Windows refuses it while a program has that
    open: an editor, or for a moment a search for viruses."""
    for tries in range(_TRIES):
        try:
            _expect(target, former)
            os.replace(new, target)
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            if tries == _TRIES - 1:
                raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), target) from error
        time.sleep(_PAUSE_SECONDS)


class _Beside:
    """A new file, open for writing. `is_there`: under its temporary name."""

    __slots__ = ("handle", "is_open", "is_there", "name")

    def __init__(self, name: str, handle: int) -> None:
        self.name, self.handle, self.is_open, self.is_there = name, handle, True, True

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            os.close(self.handle)


@contextlib.contextmanager
def _beside(folder: str) -> Iterator[_Beside]:
    """A new file in `folder`; it is gone afterwards unless it was renamed."""
    name = os.path.join(folder, f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}")
    try:
        beside = _Beside(name, _create(name))
    except PermissionError as error:
        raise PermissionError(error.errno, _FOLDER_IS_CLOSED, folder) from error
    try:
        yield beside
    finally:
        try:
            beside.close()
        finally:
            if beside.is_there:
                with contextlib.suppress(OSError):
                    os.unlink(name)


def _create(name: str) -> int:
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _O_BINARY | _O_NOFOLLOW, 0o600)


def _write(handle: int, new: bytes) -> None:
    left = memoryview(new)
    while left:
        left = left[os.write(handle, left) :]


def _keep(target: str, state: os.stat_result, handle: int, temporary: str) -> None:
    """Give the new file what the former one has besides its bytes. What is not allowed is left."""
    if sys.platform == "win32":
        os.chmod(temporary, stat.S_IMODE(state.st_mode))
        return
    new = os.fstat(handle)
    for owner, group in ((state.st_uid, -1), (-1, state.st_gid)):
        if owner not in (new.st_uid, -1) or group not in (new.st_gid, -1):
            with contextlib.suppress(OSError):
                os.fchown(handle, owner, group)
    _keep_attributes(target, handle)
    mode = stat.S_IMODE(state.st_mode)
    try:
        os.fchmod(handle, mode)
    except OSError:
        if stat.S_IMODE(os.fstat(handle).st_mode) != mode:
            raise


def _keep_attributes(target: str, handle: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(handle, name, os.getxattr(target, name))
    elif sys.platform == "darwin":
        former = os.open(target, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(None).fcopyfile(former, handle, None, ctypes.c_uint32(0b101))  # ACL and attributes
        finally:
            os.close(former)


def _sync(handle: int) -> None:
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)
