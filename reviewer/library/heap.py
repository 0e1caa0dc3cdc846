"""The memory of this process that is free, but that it has not given back to the system."""

import ctypes
import sys
from collections.abc import Callable


def _trim_of_glibc() -> Callable[[int], int] | None:
    """glibc keeps what was freed for the next time; other systems give it back by themselves."""
    if sys.platform != "linux":
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim


_trim = _trim_of_glibc()


def give_back() -> None:
    """Takes some milliseconds where much is free. Does nothing where the system has no way to do it."""
    if _trim is not None:
        _trim(0)
