"""Why the disk refused something, in words."""

import errno
import os
import sqlite3
import sys

GONE = "it is no longer there"
_WORDS = {
    errno.EACCES: "there is no permission for it",
    errno.EPERM: "there is no permission for it",
    errno.ENOENT: GONE,
    errno.ENOTDIR: GONE,
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
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk reported an error",
    sqlite3.SQLITE_READONLY: "it can only be read",
    sqlite3.SQLITE_PERM: "there is no permission for it",
    sqlite3.SQLITE_CANTOPEN: "it could not be opened",
    sqlite3.SQLITE_BUSY: "another program is using it",
    sqlite3.SQLITE_LOCKED: "another program is using it",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
}
_NO_TEXT = ("decode to UTF-8", "user-defined function raised")
"""A text in a database is none; a function that is called in a question, and raises nothing itself, did not get it."""
_WORDS.update({getattr(errno, name): words for name, words in _OF_SHARES.items() if hasattr(errno, name)})


def reason(error: Exception) -> str:
    """Why a file could not be read or written, as the end of a sentence: "the disk is full"."""
    if isinstance(error, OSError):
        if error.strerror and error.errno is not None and error.strerror != os.strerror(error.errno):
            return error.strerror
        return _WORDS.get(error.errno or 0, error.strerror or str(error) or type(error).__name__)
    words = str(error) or type(error).__name__
    if not isinstance(error, sqlite3.Error):
        return words
    has_no_room_beside = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
    return _OF_SQLITE.get(sqlite3.SQLITE_FULL if has_no_room_beside else error_code(error), words)


def error_code(error: Exception) -> int:
    """The number by which SQLite knows the kind of an error; 0 for one that is not SQLite's."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_damage(error: Exception) -> bool:
    """Whether SQLite, or who reads its texts, met damage: not a full disk, a lock, a wrong question, or the like."""
    if isinstance(error, sqlite3.Error) and not any(words in str(error) for words in _NO_TEXT):
        return error_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(error, sqlite3.Error | UnicodeDecodeError)


def write_protected(file: str) -> OSError:
    """Why a file is not to be written: its disk can only be read, or it is marked so itself."""
    if sys.platform != "win32" and os.statvfs(file).f_flag & os.ST_RDONLY:
        return OSError(errno.EROFS, os.strerror(errno.EROFS), file)
    return PermissionError(errno.EACCES, "the file is marked as read-only", file)
