"""What tells one state of a file from another."""

import os
import sys
from dataclasses import dataclass

_INODE_BITS = 0x7FFF_FFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Size, times and number of a file, and the digest of its bytes.

    `inode` and `ctime_ns`, which is when anything about the file was changed, are 0 on Windows: its folder listings do
    not give the one, and call the time of creation by the name of the other. Nobody can set `ctime_ns`, so it tells of
    a file that was written in place and got its former `mtime_ns` back.
    """

    size: int
    mtime_ns: int
    inode: int
    digest: bytes
    ctime_ns: int = 0


def fingerprint_of(state: os.stat_result, digest: bytes) -> Fingerprint:
    return Fingerprint(state.st_size, state.st_mtime_ns, inode_of(state), digest, ctime_of(state))


def inode_of(state: os.stat_result) -> int:
    """The file's number on its disk, as fingerprints hold it: at most 63 bits, 0 on Windows."""
    return 0 if sys.platform == "win32" else state.st_ino & _INODE_BITS


def ctime_of(state: os.stat_result) -> int:
    """When anything about the file was changed, as fingerprints hold it."""
    return 0 if sys.platform == "win32" else state.st_ctime_ns
