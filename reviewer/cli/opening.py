"""A library for the time of one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reviewer.cli.collecting import Place
from reviewer.cli.output import complain
from reviewer.cli.progress import Progress
from reviewer.library.home import Home
from reviewer.library.library import Library
from reviewer.library.paths import shown_path
from reviewer.library.query import Query, QueryError, parse


@contextmanager
def opened(place: Place) -> Iterator[Library]:
    """The library of these paths, closed after the block."""
    library = Library(place.root, Home.default(), place.only)
    try:
        for words in library.warnings:
            complain(words)
        yield library
    finally:
        library.close()


def refreshed(library: Library, progress: Progress) -> bool:
    """Brings the catalog up to the files. False where some could not be read, which is told."""
    with progress.task("Reading") as call:
        report = library.refresh(call)
    if report.stopped:
        raise KeyboardInterrupt
    tell_failures(report.failed)
    return not report.failed


def tell_failures(failures: list[tuple[str, str]]) -> None:
    """Each file and the reason, on stderr."""
    for path, reason in failures:
        complain(f"{shown_path(path) or '.'}: {reason}")


def parsed_query(text: str) -> Query:
    """The query. Raises QueryError with the text and a mark under the place that has no meaning."""
    try:
        return parse(text)
    except QueryError as error:
        shown = shown_path(text)
        words = f"--where: {error.words} (column {error.column})\n  {shown}\n  {' ' * (error.column - 1)}^"
        raise QueryError(words, error.column) from error
