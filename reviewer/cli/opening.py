"""A library for the time of one command."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.cli.collecting import Place, collect, within_collection
from reviewer.cli.output import complain
from reviewer.cli.progress import Progress
from reviewer.library.catalog.opening import WAS_DAMAGED
from reviewer.library.direct import Direct
from reviewer.library.home import Home
from reviewer.library.library import Library
from reviewer.library.messages import RefreshReport
from reviewer.library.paths import shown_path
from reviewer.library.reasons import is_damage

_FEW_FILES = 1_000


def collected(named: Sequence[str]) -> Place:
    """What these paths mean, within the collection around them. Raises UsageError where one is not there."""
    return within_collection(collect(named), Home.default())


@contextmanager
def opened(place: Place) -> Iterator[Library]:
    """The library of these paths, closed after the block."""
    with ExitStack() as closing:
        home = Home.default()
        if _are_few_files(place):
            # Read in no time; a catalog kept for every such choice of files would be one more each time.
            passing = closing.enter_context(TemporaryDirectory(prefix="reviewer-", ignore_cleanup_errors=True))
            home = dataclasses.replace(home, cache=Path(passing))
        library = Library(place.root, home, place.only)
        closing.callback(library.close)
        for words in library.warnings:
            complain(words)
        yield library


@contextmanager
def direct(place: Place) -> Iterator[Direct]:
    """The files of these paths, to be changed without a catalog."""
    files = Direct(place.root, Home.default(), place.only)
    try:
        for words in files.warnings:
            complain(words)
        yield files
    finally:
        files.close()


def refreshed(library: Library, place: Place, progress: Progress) -> list[tuple[str, str]]:
    """Brings the catalog up to the files. Returns those that could not be read, and why, which is told."""
    try:
        report = _refresh(library, progress)
    except sqlite3.Error as error:
        report = renewed(library, progress, error)
    failed = [(place.told(path), reason) for path, reason in report.failed]
    tell_failures(failed)
    return failed


def renewed(library: Library, progress: Progress, error: sqlite3.Error) -> RefreshReport:
    """Makes the catalog anew, in which this damage was met, and says so. Raises an error that is something else."""
    if not is_damage(error):
        raise error
    complain(WAS_DAMAGED)
    library.renewing.renew()
    return _refresh(library, progress)


def _refresh(library: Library, progress: Progress) -> RefreshReport:
    with progress.task("Reading") as call:
        report = library.refresh(call)
    if report.stopped:
        raise KeyboardInterrupt
    return report


def tell_failures(failures: list[tuple[str, str]]) -> None:
    """Each file and the reason, on stderr."""
    for path, reason in failures:
        complain(f"{shown_path(path) or '.'}: {reason}")


def _are_few_files(place: Place) -> bool:
    return place.only is not None and len(place.only) <= _FEW_FILES and all(path.is_file() for path in place.only)
