"""What a file has besides its bytes (owner, group, mode, extended attributes) goes over to the one that replaces it."""

import contextlib
import ctypes
import os
import stat
import sys

Attributes = dict[str, bytes]


def attributes_of(handle: int) -> Attributes:
    """The extended attributes of an open file, as far as they may be read; none where Python knows none."""
    found: Attributes = {}
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(handle):
                with contextlib.suppress(OSError):
                    found[name] = os.getxattr(handle, name)
    return found


def carry_over(target: str, former: os.stat_result, attributes: Attributes, handle: int, name: str) -> None:
    """Gives a new file, open as `handle` at `name`, what the one at `target` has. What is not allowed is left."""
    if sys.platform == "win32":
        os.chmod(name, stat.S_IMODE(former.st_mode))
        return
    new = os.fstat(handle)
    for owner, group in ((former.st_uid, -1), (-1, former.st_gid)):
        if owner not in (new.st_uid, -1) or group not in (new.st_gid, -1):
            with contextlib.suppress(OSError):
                os.fchown(handle, owner, group)
    _set_attributes(target, attributes, handle)
    mode = stat.S_IMODE(former.st_mode)
    try:
        os.fchmod(handle, mode)
    except OSError:
        if stat.S_IMODE(os.fstat(handle).st_mode) != mode:
            raise


def _set_attributes(target: str, attributes: Attributes, handle: int) -> None:
    if sys.platform == "linux":
        for name, value in attributes.items():
            with contextlib.suppress(OSError):
                os.setxattr(handle, name, value)
    elif sys.platform == "darwin":
        former = os.open(target, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(None).fcopyfile(former, handle, None, ctypes.c_uint32(0b101))  # ACL and attributes
        finally:
            os.close(former)
