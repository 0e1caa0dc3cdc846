"""What .gitignore files keep out, with git's rules: nested files, negation, the last pattern that fits decides."""

import contextlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from pathspec import GitIgnoreSpec

NAME = ".gitignore"
_LARGEST = 1024 * 1024
_FOLDER_ENDS = "ps_d"
"""The name of the group that fits the slash behind a folder, in the expressions that pathspec makes of patterns."""
_GROUP_NAMES = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One line. `by_name`: it has no slash but a last one, and fits names at any depth; `below`: it ends in /** or
    /**/, and fits what lies in a folder but not that folder.
    """

    regex: re.Pattern[str]
    ignores: bool
    by_name: bool
    below: bool
    folders_only: bool

    def fits(self, path: str) -> bool:
        """Whether it fits `path` itself. Its regex also fits all that lies in a folder which the pattern fits; but
        that folder has been asked for before, and another pattern may have let it in.
        """
        if self.by_name:
            path = path[path.rstrip("/").rfind("/") + 1 :]
        found = self.regex.search(path.rstrip("/") if self.below else path)
        if self.below:
            return found is not None and (path.endswith("/") or not self.folders_only)
        if found is None or found.groupdict().get(_FOLDER_ENDS) is None:
            return found is not None
        return found.end(_FOLDER_ENDS) == len(path)


class _File:
    """One .gitignore. Most paths fit none of its patterns, so one expression for all of them is asked first."""

    def __init__(self, folder: str, lines: Iterable[str]) -> None:
        self._prefix = len(folder.rstrip(os.sep)) + 1
        self._patterns = [found for line in lines if (found := _pattern(line)) is not None]
        sources = [_GROUP_NAMES.sub("(?:", pattern.regex.pattern) for pattern in self._patterns]
        self._any = re.compile("|".join(f"(?:{source})" for source in sources) or r"(?!)")
        self._patterns.reverse()

    def verdict(self, path: str) -> bool | None:
        """True: ignored, False: not ignored whatever files further up say, None: no word about it."""
        inside = path[self._prefix :].replace(os.sep, "/")
        if not self._any.search(inside):
            return None
        return next((pattern.ignores for pattern in self._patterns if pattern.fits(inside)), None)


class Rules:
    """The .gitignore files that have a say in one folder, the outermost first."""

    def __init__(self, files: Sequence[_File] = ()) -> None:
        self._files = tuple(files)

    def __bool__(self) -> bool:
        return bool(self._files)

    def within(self, folder: str, entries: Sequence[os.DirEntry[str]]) -> Self:
        """The rules for what lies in `folder`, whose entries these are."""
        if not any(entry.name == NAME for entry in entries):
            return self
        return type(self)((*self._files, *_files_of(folder)))

    def ignore(self, path: str, is_folder: bool) -> bool:
        """Whether this absolute path is ignored, none of the folders that it lies in being so."""
        if not self._files:
            return False
        asked = f"{path}{os.sep}" if is_folder else path
        verdicts = (file.verdict(asked) for file in reversed(self._files))
        return next((verdict for verdict in verdicts if verdict is not None), False)


def rules_above(folder: str) -> Rules:
    """The rules that the repository which `folder` lies in has for it, its own .gitignore not yet among them.

    None, if those rules ignore the folder itself: who opens it wants to see what is in it.
    """
    above = [folder]
    while not os.path.lexists(os.path.join(above[-1], ".git")):
        parent = os.path.dirname(above[-1])
        if parent == above[-1]:
            return Rules()
        above.append(parent)
    files: list[_File] = []
    for outer, inner in zip(reversed(above), reversed(above[:-1]), strict=False):
        files.extend(_files_of(outer))
        if Rules(files).ignore(inner, is_folder=True):
            return Rules()
    return Rules(files)


def _files_of(folder: str) -> list[_File]:
    with contextlib.suppress(OSError), open(os.path.join(folder, NAME), "rb") as source:
        text = source.read(_LARGEST).decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        return [_File(folder, (line.rstrip("\r") for line in text.split("\n")))]
    return []


def _pattern(line: str) -> _Pattern | None:
    """None for a line that has no meaning: a comment, or what git's rules do not allow."""
    try:
        (read,) = GitIgnoreSpec.from_lines([line]).patterns
    except (ValueError, re.error):
        return None
    if read.regex is None or read.include is None:
        return None
    bare = line.removeprefix("!").rstrip()
    by_name, folders_only = "/" not in bare.removesuffix("/"), bare.endswith("/")
    return _Pattern(read.regex, read.include, by_name, bare.endswith(("/**", "/**/")), folders_only)


def is_pattern(line: str) -> bool:
    """Whether git's rules give this line a meaning."""
    return _pattern(line) is not None
