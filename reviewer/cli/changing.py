"""`reviewer set`, `publish` and `unpublish`: the same edits as in the window, written at once or shown as a diff."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from reviewer.articles.article import read_article
from reviewer.articles.values import spell_path
from reviewer.cli.asking import Question
from reviewer.cli.assigning import may_be_misspelled, parted, refuse_misspelled
from reviewer.cli.collecting import Place
from reviewer.cli.opening import collected, direct, opened, refreshed, tell_failures
from reviewer.cli.output import DONE, FAILED, INTERRUPTED, NobodyReads, Output, complain
from reviewer.cli.patch import unified_diff
from reviewer.cli.progress import Progress
from reviewer.cli.searching import found
from reviewer.library.assignments import Assignment
from reviewer.library.catalog.reader import CatalogReader, Sort
from reviewer.library.messages import Planned, ProgressCall, SaveReport
from reviewer.library.planning import Edits
from reviewer.library.staged_changes import changes_between

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
    place = collected(named)
    unread: list[tuple[str, str]] = []
    listed: list[str] | None = None
    if arguments.where is not None or may_be_misspelled(changes):
        listed, unread = _listed(place, changes, arguments.where, progress)
    with direct(place) as files:
        paths = files.paths() if listed is None else listed
        if listed is None:
            unread = [(place.told(path), reason) for path, reason in files.unread]
            tell_failures(unread)
        wanted = dict.fromkeys(paths, Edits(tuple(changes)))
        is_json = arguments.format == "json"
        if arguments.dry_run:
            with progress.task("Planning", beside_output=True) as call:
                status = show_plan(counted(files.plan(wanted), len(wanted), call), place, unread, is_json, output)
        else:
            with progress.task("Saving") as call:
                report = files.write(name, wanted, call)
            status = tell_report(report, paths, place, unread, is_json, output)
    return FAILED if unread and status == DONE else status


def _listed(
    place: Place, changes: Sequence[Assignment], where: str | None, progress: Progress
) -> tuple[list[str], list[tuple[str, str]]]:
    """The articles that are meant, and what could not be read. Raises UsageError for a field that is misspelled."""
    question = Question(where)
    query = question.query()

    def ask(reader: CatalogReader) -> list[str]:
        ids = reader.ids(query, Sort("path", descending=False))
        refuse_misspelled(changes, reader, ids)
        return reader.paths(ids)

    with opened(place) as library:
        unread = refreshed(library, place, progress)
        return found(library, question, progress, ask), unread


def tell_report(
    report: SaveReport, paths: Sequence[str], place: Place, told: Failures, is_json: bool, output: Output
) -> int:
    """What was done, file by file in the order of their paths; the failures on stderr first, but for those `told`."""
    outcomes: dict[str, tuple[str, str | None]] = dict.fromkeys(report.saved, ("saved", None))
    outcomes |= dict.fromkeys(report.unchanged, ("unchanged", None))
    outcomes |= {path: ("failed", reason) for path, reason in report.failed}
    if report.stopped:
        outcomes |= {path: ("failed", STOPPED) for path in paths if path not in outcomes}
    all_outcomes = [(place.told(path), *outcomes[path]) for path in paths if path in outcomes]
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


def show_plan(planned: Iterable[Planned], place: Place, told: Failures, is_json: bool, output: Output) -> int:
    """The diff of each file as it is planned. Nothing is written, to the files or to the journal."""
    counts = {"changed": 0, "unchanged": 0, "failed": 0}
    for one in planned:
        path, reason = place.told(one.path), one.reason
        after = one.before if one.after is None else one.after
        outcome = "failed" if reason is not None else "changed" if after != one.before else "unchanged"
        counts[outcome] += 1
        if reason is not None and (path, reason) not in told:
            tell_failures([(path, reason)])
        if is_json:
            output.json({"path": path, "outcome": outcome, "reason": reason, **_shown(one)})
        else:
            output.write(b"".join(unified_diff(path, one.before, after)))
    complain(f"{counts['changed']} would change, {counts['unchanged']} unchanged, {counts['failed']} failed")
    return FAILED if counts["failed"] else DONE


def counted(planned: Iterable[Planned], total: int, call: ProgressCall) -> Iterator[Planned]:
    """The same, with progress shown. Raises KeyboardInterrupt where it is stopped."""
    for done, one in enumerate(planned):
        if not call(done, total):
            raise KeyboardInterrupt
        yield one


def _shown(planned: Planned) -> dict[str, Any]:
    """The row of a plan as in the window: the title, and the fields that change with both values."""
    title = read_article(planned.before, planned.path).title
    after = planned.before if planned.after is None else planned.after
    changes = changes_between(planned.before, after, planned.path)
    return {"title": title, "changes": [{"field": one.field, "old": one.old, "new": one.new} for one in changes]}
