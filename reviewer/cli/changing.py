"""`reviewer set`, `publish` and `unpublish`: the same edits as in the window, written at once or shown as a diff."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress

from reviewer.articles.values import spell_path
from reviewer.cli.assigning import parted, refuse_misspelled
from reviewer.cli.collecting import collect
from reviewer.cli.opening import opened, parsed_query, refreshed, tell_failures
from reviewer.cli.output import DONE, FAILED, INTERRUPTED, NobodyReads, Output, complain
from reviewer.cli.patch import unified_diff
from reviewer.cli.progress import Progress
from reviewer.library.assignments import Assignment
from reviewer.library.catalog import Sort
from reviewer.library.library import Library
from reviewer.library.messages import SaveReport

Failures = Sequence[tuple[str, str]]
"""Files and why they failed."""
STOPPED = "not reached: it was stopped before"


def run_set(arguments: argparse.Namespace, output: Output, progress: Progress) -> int:
    """Sets what the arguments say."""
    paths, assignments = parted(arguments.paths)
    fields = ", ".join(dict.fromkeys(spell_path(assignment.path) for assignment in assignments))
    return _change(f"Set {fields} of {{articles}}", assignments, paths, arguments, output, progress)


def run_publish(arguments: argparse.Namespace, output: Output, progress: Progress) -> int:
    """Sets `published` to yes."""
    change = [Assignment(("published",), "=", "true")]
    return _change("Publish {articles}", change, arguments.paths, arguments, output, progress)


def run_unpublish(arguments: argparse.Namespace, output: Output, progress: Progress) -> int:
    """Sets `published` to no."""
    change = [Assignment(("published",), "=", "false")]
    return _change("Unpublish {articles}", change, arguments.paths, arguments, output, progress)


def _change(
    name: str,
    changes: Sequence[Assignment],
    named: Sequence[str],
    arguments: argparse.Namespace,
    output: Output,
    progress: Progress,
) -> int:
    query = parsed_query(arguments.where)
    with opened(collect(named)) as library:
        unread = refreshed(library, progress)
        ids = library.reader.ids(query, Sort("path", descending=False))
        refuse_misspelled(changes, library.reader, ids)
        paths = library.reader.paths(ids)
        if arguments.dry_run:
            status = _show_plan(library, changes, paths, unread, arguments.format == "json", output, progress)
        else:
            with progress.task("Saving") as call:
                report = library.write(name, changes, paths, call)
            status = _tell(report, paths, unread, arguments.format == "json", output)
    return FAILED if unread and status == DONE else status


def _tell(report: SaveReport, paths: Sequence[str], told: Failures, is_json: bool, output: Output) -> int:
    """What was done, file by file in the order of their paths; the failures on stderr first, but for those `told`."""
    outcomes: dict[str, tuple[str, str | None]] = dict.fromkeys(report.saved, ("saved", None))
    outcomes |= dict.fromkeys(report.unchanged, ("unchanged", None))
    outcomes |= {path: ("failed", reason) for path, reason in report.failed}
    outcomes |= {path: ("failed", STOPPED) for path in paths if path not in outcomes}
    all_outcomes = [(path, *outcomes[path]) for path in paths]
    failed = [(path, reason or "") for path, outcome, reason in all_outcomes if outcome == "failed"]
    tell_failures([one for one in failed if one[1] != STOPPED and one not in told])
    summary = f"{len(report.saved)} saved, {len(report.unchanged)} unchanged, {len(failed)} failed"
    if report.stopped:
        left = sum(reason == STOPPED for _, reason in failed)
        complain(f"Stopped: {left} were not reached.")
    with suppress(NobodyReads):  # the status says what was done all the same
        for path, outcome, reason in all_outcomes if is_json else ():
            output.json({"path": path, "outcome": outcome, "reason": reason})
        if not is_json:
            output.line(summary)
    if is_json:
        complain(summary)
    return INTERRUPTED if report.stopped else FAILED if failed else DONE


def _show_plan(
    library: Library, changes: Sequence[Assignment], paths: Sequence[str], told: Failures, is_json: bool,
    output: Output, progress: Progress,
) -> int:  # fmt: skip
    """The diff of each file as it is planned. Nothing is written, to the files or to the journal."""
    counts = {"changed": 0, "unchanged": 0, "failed": 0}
    for path, diff, reason in _planned(library, changes, paths, progress):
        outcome = "failed" if reason is not None else "changed" if diff else "unchanged"
        counts[outcome] += 1
        if reason is not None and (path, reason) not in told:
            tell_failures([(path, reason)])
        if is_json:
            output.json({"path": path, "outcome": outcome, "reason": reason})
        else:
            output.write(diff)
    complain(f"{counts['changed']} would change, {counts['unchanged']} unchanged, {counts['failed']} failed")
    return FAILED if counts["failed"] else DONE


def _planned(
    library: Library, changes: Sequence[Assignment], paths: Sequence[str], progress: Progress
) -> Iterator[tuple[str, bytes, str | None]]:
    """(path, diff, why it cannot be made) of each file."""
    with progress.task("Planning", beside_output=True) as call:
        for done, planned in enumerate(library.plan(changes, paths)):
            if not call(done, len(paths)):
                raise KeyboardInterrupt
            after = planned.before if planned.after is None else planned.after
            yield planned.path, b"".join(unified_diff(planned.path, planned.before, after)), planned.reason
