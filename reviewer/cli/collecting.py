"""From the paths of a command line to the collection they mean."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.cli.output import UsageError
from reviewer.library.home import Home


@dataclass(frozen=True, slots=True)
class Place:
    """A collection's folder, and what of it was named; `only` is None for all of it.

    `below` is where the paths that are told begin: "2021/" in a collection around the folder that was named.
    """

    root: Path
    only: tuple[Path, ...] | None = None
    below: str = ""

    def told(self, path: str) -> str:
        """An article's path as it is told to who named a folder."""
        return path.removeprefix(self.below)

    @property
    def names(self) -> tuple[str, ...] | None:
        """What was named, relative to the collection; None for all of it."""
        if self.only is None:
            return None
        root = os.path.realpath(self.root)
        found = (os.path.relpath(os.path.realpath(path.parent) / Path(path.name), root) for path in self.only)
        return tuple("" if name == os.curdir else name.replace(os.sep, "/") for name in found)


def collect(named: Sequence[str], commands: Sequence[str] = ()) -> Place:
    """One folder is the collection itself. Of several paths it is the deepest folder that holds all of them.

    Raises UsageError, naming each path that is not there.
    """
    missing = [path for path in named if not os.path.exists(path)]
    if missing:
        raise UsageError("\n".join(_not_there(path, commands) for path in missing))
    paths = [Path(os.path.abspath(path)) for path in named]
    if len(paths) == 1 and paths[0].is_dir():
        return Place(paths[0])
    folders = [path if path.is_dir() else path.parent for path in paths]
    try:
        root = Path(os.path.commonpath(folders))
    except ValueError as error:
        raise UsageError("these paths lie on different drives: name them in separate calls") from error
    return Place(root, tuple(paths))


def within_collection(place: Place, home: Home) -> Place:
    """The same files, as part of the collection around them, whose journal is the one to use."""
    folder = Path(os.path.realpath(place.root))
    root = home.collection_of(folder)
    if root == folder:
        return place
    only = (folder,) if place.only is None else place.only
    return Place(root, only, f"{folder.relative_to(root).as_posix()}/")


def _not_there(path: str, commands: Sequence[str]) -> str:
    near = difflib.get_close_matches(path, commands, 1, 0.6)
    return f"there is no file or folder “{path}”" + (f"; did you mean the command {near[0]}?" if near else "")
