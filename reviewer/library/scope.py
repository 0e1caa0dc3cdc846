"""Which paths a library is about: all of a folder, or only some files and folders in it."""

import os
from collections.abc import Sequence
from pathlib import Path

from reviewer.library.scanner import named_in


class Scope:
    """`only` as for `scan`. Raises ValueError for what does not lie in `root`."""

    def __init__(self, root: Path, only: Sequence[Path] | None = None) -> None:
        self.is_all = only is None
        files, folders = named_in(os.path.realpath(root), only or ())
        self._files, self._folders = frozenset(files), tuple(folders)

    def holds(self, path: str) -> bool:
        """Whether an article at this path belongs to it; `path` is relative to the root, with "/"."""
        if self.is_all or path in self._files:
            return True
        return any(not folder or path.startswith(f"{folder}/") for folder in self._folders)
