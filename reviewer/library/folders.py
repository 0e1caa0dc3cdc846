"""The folders of files that are written: where these lie, and whether their names have reached the disk."""

import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

_O_DIRECTORY: int = getattr(os, "O_DIRECTORY", 0)
_NOT_HERE = {
    errno.EINVAL,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EACCES,
    errno.EPERM,
    errno.EBADF,
    errno.EISDIR,
}
"""What is answered where no folder can be synced, or not by this user: the system does it in its own time."""


class Folders:
    """Those of files that are written within a moment."""

    def __init__(self) -> None:
        self._real: dict[str, str] = {}
        self._written: dict[str, list[str]] = {}

    def target(self, path: Path | str) -> str:
        """Where the file itself lies, without links on the way. Raises OSError."""
        folder, name = os.path.split(path)
        real = self._real.get(folder)
        if real is None:
            real = self._real[folder] = os.path.realpath(folder, strict=True)
        target = os.path.join(real, name)
        is_link = stat.S_ISLNK(os.lstat(target).st_mode)
        return os.path.realpath(target, strict=True) if is_link else target

    def written(self, path: Path | str, target: str) -> None:
        """The file at `path`, which lies at `target`, was renamed to that; it may not last yet."""
        self._written.setdefault(os.path.dirname(target), []).append(str(path))

    def sync(self) -> dict[str, OSError]:
        """Makes the renamings last. Answers the files of which the disk refuses that: a crash may bring them back as
        they were. A disk that can sync no folders, or does not let this user, refuses nothing.
        """
        failed: dict[str, OSError] = {}
        for folder, paths in self._written.items():
            try:
                sync_folder(folder)
            except OSError as error:
                failed.update(dict.fromkeys(paths, error))
        self._written.clear()
        return failed


def sync_folder(folder: str) -> None:
    """Makes the renamings in a folder last, where its disk can do that. Raises OSError where it fails to."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | _O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NOT_HERE:
            raise


def unlasting(paths: Iterable[Path | str]) -> dict[str, OSError]:
    """Of these files, whose bytes are as they should be, those whose names cannot be made to last."""
    folders, failed = Folders(), dict[str, OSError]()
    for path in paths:
        try:
            folders.written(path, folders.target(path))
        except OSError as error:
            failed[str(path)] = error
    return failed | folders.sync()
