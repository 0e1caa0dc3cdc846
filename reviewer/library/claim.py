"""A claim on something, which other processes can see and which a crash gives up."""

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TRIES, _PAUSE_SECONDS = 100, 0.02
_LOCKED = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES)
"""What is answered where somebody else has the lock, the last by some network file systems; all else: there is none."""
_O_NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)


class Claim:
    """A locked file. It is held until `release`, or until the process ends in whatever way."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether it is ours now; no, if another process (or another Claim in this one) holds it. Raises OSError."""
        while self._handle is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _O_NOFOLLOW, 0o600)
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
def alone_with(file: str) -> Iterator[int | None]:
    """No other Reviewer of this user is in this block with the same file, which lies at this very path.

    Gives a handle of the file, open for reading; None where the system lets nobody rename what is open.

    It is the file that is locked; where its disk or its system knows no such locks, a claim named after it. The one
    that is let in second finds another file under the name, if the first one has replaced it; it must look. Raises
    OSError where the file cannot be opened, or somebody holds it for long.
    """
    if sys.platform == "win32":
        with _claimed(file):
            yield None
        return
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        if _has_locked(handle, file):
            yield handle
        else:
            with _claimed(file):
                yield handle
    finally:
        os.close(handle)


def _has_locked(handle: int, file: str) -> bool:
    """Whether the file is locked for us, until its handle is closed; no, if its disk knows no locks."""
    for _ in _tries(file):
        try:
            _lock(handle)
            return True
        except OSError as error:
            if error.errno not in _LOCKED:
                return False
    return False


@contextlib.contextmanager
def _claimed(file: str) -> Iterator[None]:
    """Nobody else has a claim named after the file. Where there is no room for such, anybody may be in the block."""
    claim = Claim(_claim_of(file))
    with contextlib.suppress(_NoRoom):
        for _ in _tries(file):
            if _has_taken(claim):
                break
    try:
        yield
    finally:
        claim.release()


class _NoRoom(Exception):
    """Claims cannot be written."""


def _has_taken(claim: Claim) -> bool:
    """Raises _NoRoom. On Windows a claim that is given up just now cannot be opened for a moment."""
    try:
        return claim.take()
    except PermissionError as error:
        if sys.platform == "win32":
            return False
        raise _NoRoom from error
    except OSError as error:
        raise _NoRoom from error


def _claim_of(file: str) -> Path:
    """In the folder for what is temporary: all processes of this user see it, and other users have others."""
    key = hashlib.blake2b(os.path.normcase(file).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    if sys.platform != "win32":
        key = f"{os.getuid()}-{key}"
    return Path(tempfile.gettempdir(), f"reviewer-{key}.lock")


def _tries(file: str) -> Iterator[None]:
    """Says when to try again. Raises OSError after some seconds: another program is using it."""
    for _ in range(_TRIES):
        yield
        time.sleep(_PAUSE_SECONDS)  # no system tells when a lock of another process is free with a limit of time
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), file)


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
