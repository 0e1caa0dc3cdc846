"""A search on the command line: what is wrong with it is told at its place, and one that takes long can be watched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from reviewer.cli.asking import Question
from reviewer.cli.opening import renewed
from reviewer.cli.progress import Progress
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.library import Library

_Found = TypeVar("_Found")


def found(library: Library, question: Question, progress: Progress, ask: Callable[[CatalogReader], _Found]) -> _Found:
    """What `ask` finds, in a catalog that is made anew where it is damaged. Raises what `searching` does."""
    try:
        with searching(library, question, progress):
            return ask(library.reader)
    except sqlite3.Error as error:
        renewed(library, progress, error)
        with searching(library, question, progress):
            return ask(library.reader)


@contextmanager
def searching(library: Library, question: Question, progress: Progress) -> Iterator[None]:
    """What is asked inside says how far it is, where it looks at every article, and Ctrl-C ends it: raises
    KeyboardInterrupt, and QueryError with the place in its text."""
    reader = library.reader
    total = reader.counts().all
    with progress.task("Searching") as call:

        def look(count: int) -> None:
            if not call(count, max(count, total)):
                reader.interrupt()

        reader.functions.report_to(look)
        try:
            with question.pointing():
                yield
        except sqlite3.OperationalError as error:
            if not progress.asked_to_stop:
                raise
            raise KeyboardInterrupt from error
        finally:
            reader.functions.report_to(None)
    if progress.asked_to_stop:
        raise KeyboardInterrupt
