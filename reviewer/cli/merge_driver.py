"""`reviewer merge-driver`: what git calls to merge three versions of an article's file."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.articles.levelling import Versions
from reviewer.articles.merging_files import Favour, Result, merge_files

MERGED, CONFLICT, FAILED = 0, 1, 129
"""Git takes what is above 128 for a failure of the driver, and stops the merge."""
_USUAL_SIZE = 7
_LABELS = ("ours", "base", "theirs")


class LinesNotMerged(Exception):
    """Git could not merge by lines: a file is binary, or git failed. `str()` is what it said."""


@dataclass(frozen=True)
class GitLines:
    """Merges by lines as git does, in the style of markers that the repository is set to."""

    marker_size: int = _USUAL_SIZE

    def __call__(self, versions: Versions, favour: Favour | None = None) -> Result:
        """Raises LinesNotMerged."""
        command = ["git", "merge-file", "-p", "-q", f"--marker-size={self.marker_size}"]
        command += [f"--{favour}"] if favour else []
        command += [part for label in _LABELS for part in ("-L", label)]
        with tempfile.TemporaryDirectory(prefix="reviewer-") as folder:
            paths = [Path(folder, label) for label in _LABELS]
            for path, content in zip(paths, (versions[1], versions[0], versions[2]), strict=True):
                path.write_bytes(content)
            done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=False)
        if not 0 <= done.returncode < 128:
            raise LinesNotMerged(done.stderr.decode(errors="replace").strip())
        return done.stdout, done.returncode == 0


def main(arguments: Sequence[str]) -> int:
    """Merges the files that git names: base, ours, theirs, and if it does, marker size and the article's path."""
    base, ours, theirs, size, name = [*arguments, "", ""][:5]
    marker_size = int(size) if size.isascii() and size.isdigit() else 0
    return merge_into_ours(Path(base), Path(ours), Path(theirs), marker_size or _USUAL_SIZE, name)


def run(arguments: argparse.Namespace, *_: object) -> int:
    """The same for the parsed command line."""
    return main((arguments.base, arguments.ours, arguments.theirs, arguments.marker_size, arguments.path))


def merge_into_ours(base: Path, ours: Path, theirs: Path, marker_size: int, name: str) -> int:
    """Leaves the merged article in `ours`, a temporary file of git's; returns the exit status that git expects."""
    shown = name or str(ours)
    try:
        versions = base.read_bytes(), ours.read_bytes(), theirs.read_bytes()
        content, is_clean = merge_files(versions, name, GitLines(marker_size))
        if content != versions[1]:
            ours.write_bytes(content)
    except LinesNotMerged as problem:
        print(f"reviewer: {shown!a} is left as it is here: {problem}", file=sys.stderr)
        return CONFLICT
    except OSError as error:
        file = "" if error.filename is None else f"{os.fsdecode(error.filename)!a}: "
        print(f"reviewer: {shown!a} was not merged: {file}{_in_words(error)}", file=sys.stderr)
        return FAILED
    return MERGED if is_clean else CONFLICT


def _in_words(error: OSError) -> str:
    # Git starts this for every file: the library, which has words for all that disks say, is not worth loading.
    return "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
