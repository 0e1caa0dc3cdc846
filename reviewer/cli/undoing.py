"""`reviewer undo`: what a save changed is put back, in every article where nobody has changed the same since."""

from __future__ import annotations

import argparse

from reviewer.cli.changing import counted, show_plan, tell_report
from reviewer.cli.collecting import Place
from reviewer.cli.history import local_time, tell_kept_apart
from reviewer.cli.opening import collected, opened
from reviewer.cli.output import FAILED, Output, complain
from reviewer.cli.progress import Progress
from reviewer.cli.table import printable
from reviewer.library.journal.schema import Batch
from reviewer.library.library import Library


def run(arguments: argparse.Namespace, output: Output, progress: Progress) -> int:
    """Undoes the batch that is named, or the newest that left something here to undo and did not undo another."""
    place = collected([arguments.path])
    tell_kept_apart(arguments.path)
    is_json = arguments.format == "json"
    with opened(place) as library:
        batch = _wanted(library, arguments.batch, place)
        if batch is None:
            complain("There is no save here that could be undone.")
            return FAILED
        changes = library.history.undo_changes(batch.id, place.names)
        if not changes:
            complain(f"Save {batch.id} changed none of these articles.")
            return FAILED
        complain(f"Save {batch.id} of {local_time(batch.made)}: {printable(batch.name)}")
        if arguments.dry_run:
            with progress.task("Planning", beside_output=True) as call:
                planned = counted(library.batch_undo.plan(batch, place.names), len(changes), call)
                return show_plan(planned, place, (), is_json, output)
        with progress.task("Saving") as call:
            report = library.batch_undo.write(batch, place.names, call)
        return tell_report(report, sorted(changes), place, (), is_json, output)


def _wanted(library: Library, number: int | None, place: Place) -> Batch | None:
    return library.history.to_undo(place.names) if number is None else library.history.batch(number)
