"""What .gitignore files keep out, with git's rules: nested files, negation, the last pattern that fits decides."""

import contextlib
import os
import re
from collections.abc import Iterable, Sequence
from typing import Self

from pathspec import GitIgnoreSpec

NAME = ".gitignore"
_LARGEST = 1024 * 1024
_GROUP_NAMES = re.compile(r"\(\?P<\w+>")


class _File:
    """One .gitignore. Most paths fit none of its patterns, so one expression for all of them is asked first."""

    def __init__(self, folder: str, lines: Iterable[str]) -> None:
        self._prefix = len(folder.rstrip(os.sep)) + 1
        self._spec = GitIgnoreSpec.from_lines(lines)
        sources = [pattern.regex.pattern for pattern in self._spec.patterns if pattern.regex is not None]
        self._any = re.compile("|".join(f"(?:{_GROUP_NAMES.sub('(?:', source)})" for source in sources) or r"(?!)")

    def verdict(self, path: str) -> bool | None:
        """True: ignored, False: not ignored whatever files further up say, None: no word about it."""
        inside = path[self._prefix :].replace(os.sep, "/")
        return self._spec.check_file(inside).include if self._any.search(inside) else None


class Rules:
    """The .gitignore files that have a say in one folder, the outermost first."""

    def __init__(self, files: Sequence[_File] = ()) -> None:
        self._files = tuple(files)

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
        lines = [line.rstrip("\r") for line in text.split("\n")]
        try:
            return [_File(folder, lines)]
        except (ValueError, re.error):
            return [_File(folder, [line for line in lines if is_pattern(line)])]
    return []


def is_pattern(line: str) -> bool:
    """Whether git's rules give this line a meaning."""
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
