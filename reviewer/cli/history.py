"""`reviewer history`: the saves of a collection, the newest first."""

from __future__ import annotations

import argparse
import datetime
import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reviewer.cli.collecting import Place
from reviewer.cli.opening import collected
from reviewer.cli.output import DONE, Output, complain
from reviewer.cli.progress import Progress
from reviewer.cli.table import cells, fitted, printable
from reviewer.library.history import History
from reviewer.library.home import Home
from reviewer.library.inner_collections import inner_collections
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.schema import Batch
from reviewer.library.paths import shown_path

_WIDTH_ELSEWHERE = 120
_MOST_APART = 5
_HEADING = ("Save", "When", "By", "Articles", "Undone", "What")
_IS_RIGHT = (True, False, False, True, False, False)


def run(arguments: argparse.Namespace, output: Output, progress: Progress) -> int:
    """Prints the batches in which something was saved among these articles."""
    place = collected([arguments.path])
    tell_kept_apart(arguments.path)
    with _history(place) as history:
        batches = history.batches(place.names, arguments.limit) if history else ()
    if arguments.format == "json":
        for batch in batches:
            output.json(as_json(batch))
    elif batches:
        _write_table(batches, output)
    else:
        complain("Nothing was saved here yet.")
    return DONE


def tell_kept_apart(named: str) -> None:
    """Says in which folders below the named one saves are kept in journals of their own."""
    home = Home.default()
    inner = inner_collections(Path(named), home)
    for one in inner[:_MOST_APART]:
        path = shown_path(os.path.join(named, one))
        is_hidden = home.collection_of(Path(named, one)) != Path(named, one).resolve()
        when = ", once the window of the collection around it is closed" if is_hidden else ""
        complain(f"Saves made in {path} on its own are kept apart: reviewer history {shlex.quote(path)}{when}")
    if len(inner) > _MOST_APART:
        complain(f"So are those made in {len(inner) - _MOST_APART:,} more folders.")


def as_json(batch: Batch) -> dict[str, object]:
    """`undone` counts the articles that were put back since; `undoes` is the batch that this one put back."""
    return {
        "id": batch.id,
        "when": batch.made,
        "name": batch.name,
        "by": batch.origin,
        "articles": batch.saved,
        "undone": batch.undone,
        "undoes": batch.undoes,
    }


def local_time(made: str) -> str:
    """`2026-03-18 10:53` where this computer is."""
    try:
        moment = datetime.datetime.fromisoformat(made)
        return moment.astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return printable(made)


@contextmanager
def _history(place: Place) -> Iterator[History | None]:
    """None where there is no journal; asking for its history is no reason to make one."""
    path = Home.default().journal_path(place.root)
    if not path.exists():
        yield None
        return
    with closing(Journal(path)) as journal:
        for words in journal.warnings:
            complain(words)
        yield History(journal)


def _write_table(batches: tuple[Batch, ...], output: Output) -> None:
    lines = [_HEADING, *map(_texts, batches)]
    widths = [max(cells(line[at]) for line in lines) for at in range(len(_HEADING))]
    room = shutil.get_terminal_size((_WIDTH_ELSEWHERE, 24)).columns - sum(widths[:-1]) - 2 * (len(widths) - 1)
    widths[-1] = min(widths[-1], max(room, 20))
    for line in lines:
        parts = map(fitted, line, widths, _IS_RIGHT)
        output.line("  ".join(parts).rstrip())


def _texts(batch: Batch) -> tuple[str, ...]:
    undone = (
        "" if not batch.undone else "yes" if batch.undone >= batch.saved else f"{batch.undone:,} of {batch.saved:,}"
    )
    when, by = local_time(batch.made), printable(batch.origin)
    return str(batch.id), when, by, f"{batch.saved:,}", undone, printable(batch.name)
