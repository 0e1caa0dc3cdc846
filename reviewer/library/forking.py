"""Whether a process may begin as a copy of this one."""

import sys
import threading


def can_fork() -> bool:
    """Whether a copy of this process is safe: there is no other thread in it that could hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1 and "PySide6" not in sys.modules
