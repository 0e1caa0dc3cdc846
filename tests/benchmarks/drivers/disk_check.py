"""Looks whether anything changed on the disk, and beside that walks the folder with nothing in mind, in turn."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from drivers.telling import tell, there

from reviewer.library.home import Home
from reviewer.library.library import Library


def main(collection: str, home: str, rounds: str) -> None:
    library = Library(Path(collection), Home.below(Path(home)))
    there()
    check, walk = [], []
    for number in range(int(rounds) + 1):
        taken = (_taken(lambda: _check(library)), _taken(lambda: _walk(collection)))
        if number:  # the first of both warms up
            check.append(taken[0])
            walk.append(taken[1])
    library.close()
    tell(check=check, walk=walk)


def _taken(do: Callable[[], None]) -> tuple[float, float]:
    began, cpu = time.perf_counter(), _cpu()
    do()
    return time.perf_counter() - began, _cpu() - cpu


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _check(library: Library) -> None:
    report = library.refresh()
    if report.added or report.changed or report.removed or report.stopped:
        sys.exit(f"something changed: {report}")


def _walk(collection: str) -> None:
    folders = [collection]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
