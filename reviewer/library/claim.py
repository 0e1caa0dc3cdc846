"""A claim on something, which other processes can see and which a crash gives up."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TRIES, _PAUSE_SECONDS = 100, 0.02


class Claim:
    """A locked file. It is held until `release`, or until the process ends in whatever way."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether it is ours now; no, if another process (or another Claim in this one) holds it. Raises OSError."""
        while self._handle is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(handle)
                if _is_there(self._path, handle):
                    self._handle = handle
            except (BlockingIOError, PermissionError):
                return False
            finally:
                if self._handle is None:
                    os.close(handle)
        return True

    def release(self) -> None:
        """Gives it up; the file goes with it."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.unlink(self._path)
        os.close(handle)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                os.unlink(self._path)

    def leave(self) -> None:
        """Gives it up as a crash would: the file stays, for others to find that nobody holds it."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)


def is_held(path: Path) -> bool:
    """Whether a living process holds the claim. A dead one's file is removed."""
    if not path.exists():
        return False
    claim = Claim(path)
    try:
        if not claim.take():
            return True
    except OSError:
        return False
    claim.release()
    return False


@contextlib.contextmanager
def alone_with(file: str) -> Iterator[None]:
    """No other Reviewer is in this block with the same file, where its disk knows locks.

    The one that is let in second finds another file under the name, if the first one has replaced it; it must look.
    Raises OSError where the file cannot be opened, or somebody holds it for long.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        tries = 0
        while _is_locked(handle):
            tries += 1
            if tries > _TRIES:
                raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), file)
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(handle)


def _is_locked(handle: int) -> bool:
    """Whether somebody else has it locked; else it is ours, or its disk knows no locks."""
    try:
        _lock(handle)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_there(path: Path, handle: int) -> bool:
    """Whether it is still the file of this name: the one who held it before may have removed it just now."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False
