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
import secrets
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

if sys.platform != "win32":
    import fcntl

LARGEST = 64 * 1024 * 1024
"""Bytes. Larger files are not read."""

PREFIX = ".reviewer-"
SUFFIX = ".tmp"
"""Files that are being written are named `.reviewer-*.tmp`, beside the article they will become."""

_O_BINARY: int = getattr(os, "O_BINARY", 0)
_O_NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
_O_DIRECTORY: int = getattr(os, "O_DIRECTORY", 0)
_INODE_BITS = 0x7FFF_FFFF_FFFF_FFFF

_WORDS = {
    errno.EACCES: "there is no permission for it",
    errno.EPERM: "there is no permission for it",
    errno.ENOENT: "it is no longer there",
    errno.ENOTDIR: "it is no longer there",
    errno.EISDIR: "it is a folder",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EIO: "the disk reported an error",
    errno.ENAMETOOLONG: "its name is too long for this system",
    errno.ELOOP: "its links lead in a circle",
    errno.EFBIG: "it is too large for its disk",
    errno.EAGAIN: "its disk is busy",
    errno.EBUSY: "another program is using it",
}
_OF_SHARES = {
    "EHOSTDOWN": "the connection to its disk was lost",
    "EHOSTUNREACH": "the connection to its disk was lost",
    "ENETUNREACH": "the connection to its disk was lost",
    "ENODEV": "the connection to its disk was lost",
    "ENOTCONN": "the connection to its disk was lost",
    "ENXIO": "the connection to its disk was lost",
    "EREMOTEIO": "the disk reported an error",
    "ESTALE": "the connection to its disk was lost",
    "ETIMEDOUT": "its disk does not answer",
    "ETXTBSY": "another program is using it",
}
_WORDS.update({getattr(errno, name): words for name, words in _OF_SHARES.items() if hasattr(errno, name)})


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
    """Put `new` in the place of a file whose bytes have `expected_digest`; returns when the disk says it has them.

    Raises Changed where the file is another one by now, OSError (`reason` has words for it) where it cannot be
    written; in both cases the file is as it was. Another program's write is seen until just before the renaming.
    """
    target = os.path.realpath(path, strict=True)
    state = _expect(target, expected_digest)
    if not os.access(target, os.W_OK):
        raise _write_protected(target)
    folder = os.path.dirname(target)
    with _beside(folder) as beside:
        beside.write(new)
        beside.flush()
        _keep(target, state, beside.fileno(), beside.name)
        _sync(beside.fileno())
        written = os.fstat(beside.fileno())
        beside.close()
        if os.path.realpath(path, strict=True) != target:
            raise Changed
        _expect(target, expected_digest)
        os.replace(beside.name, target)
    _sync_folder(folder)
    return Fingerprint(written.st_size, written.st_mtime_ns, inode_of(written), digest(new))


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


def reason(error: Exception) -> str:
    """Why a file could not be read or written, as the end of a sentence: "the disk is full"."""
    if isinstance(error, OSError):
        if error.strerror and error.errno is not None and error.strerror != os.strerror(error.errno):
            return error.strerror
        return _WORDS.get(error.errno or 0, error.strerror or str(error) or type(error).__name__)
    return str(error) or type(error).__name__


def _read(path: Path | str) -> tuple[bytes, os.stat_result]:
    handle = os.open(path, os.O_RDONLY | _O_BINARY | _O_NONBLOCK)
    try:
        state = os.fstat(handle)
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
        pieces: list[bytes] = []
        size = 0
        while size <= LARGEST and state.st_size <= LARGEST:
            piece = os.read(handle, max(65536, state.st_size + 1 - size))
            if not piece:
                return b"".join(pieces), state
            pieces.append(piece)
            size += len(piece)
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 1024 // 1024} MB", str(path))
    finally:
        os.close(handle)


def _write_protected(target: str) -> OSError:
    if sys.platform != "win32" and os.statvfs(target).f_flag & os.ST_RDONLY:
        return OSError(errno.EROFS, os.strerror(errno.EROFS), target)
    return PermissionError(errno.EACCES, "the file is marked as read-only", target)


def _expect(target: str, expected_digest: bytes) -> os.stat_result:
    data, state = _read(target)
    if digest(data) != expected_digest:
        raise Changed
    return state


@contextlib.contextmanager
def _beside(folder: str) -> Iterator[BufferedWriter]:
    """A new file in `folder`, open for writing; it is gone afterwards unless it was renamed."""
    name = os.path.join(folder, f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}")
    try:
        beside = open(name, "xb", opener=_private)  # noqa: SIM115  (closed by the with below)
    except PermissionError as error:
        raise PermissionError(error.errno, "there is no permission to write into its folder", folder) from error
    try:
        with beside:
            yield beside
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _keep(target: str, state: os.stat_result, handle: int, temporary: str) -> None:
    """Give the new file what the former one has besides its bytes. What is not allowed is left."""
    if sys.platform == "win32":
        os.chmod(temporary, stat.S_IMODE(state.st_mode))
        return
    for owner, group in ((state.st_uid, -1), (-1, state.st_gid)):
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


def _sync_folder(folder: str) -> None:
    """Make the renaming last. Where a folder cannot be synced the file is whole all the same, old or new."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | _O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
