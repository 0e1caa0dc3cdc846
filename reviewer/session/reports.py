"""What is told of finished work, in words."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.library.counting import named
from reviewer.library.messages import RefreshReport, Refused, SaveReport, StageReport
from reviewer.session.events import Message, MessageKind

COUNT = "{articles}"
"""Stands in the name of a step for the number of articles it changes."""

_PAST = {
    "add": "Added",
    "change": "Changed",
    "clear": "Cleared",
    "edit": "Edited",
    "move": "Moved",
    "publish": "Published",
    "raise": "Raised",
    "lower": "Lowered",
    "remove": "Removed",
    "rename": "Renamed",
    "revert": "Reverted",
    "set": "Set",
    "unpublish": "Unpublished",
}


def articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def past(name: str) -> str:
    """The name of a step as something that was done: "Publish 3 articles" gives "Published 3 articles"."""
    verb, _, rest = name.partition(" ")
    done = _PAST.get(verb.lower())
    return f"{done} {rest}".rstrip() if done else f"Done: {name}"


def of_step(report: StageReport, name: str) -> Message | None:
    """Of a step that was staged. None where the one changed row says it all."""
    if not report.changed and not report.refused:
        return None if report.stopped else Message(f"{_without_count(name)}: nothing to change")
    parts = [past(report.name or named(name, len(report.changed)))] if report.changed else []
    if report.refused:
        parts.append(f"{_cannot(len(report.refused))}{'' if parts else f': {_without_count(name)}'}")
    elif report.unchanged:
        parts.append(f"{len(report.unchanged):,} {'was' if len(report.unchanged) == 1 else 'were'} so already")
    if report.stopped:
        parts.append("stopped")
    if not report.refused and not report.stopped and len(report.changed) == 1:
        return None
    kind: MessageKind = "warning" if report.refused else "success"
    return Message(" · ".join(parts), kind, lines(report.refused), undoable=bool(report.changed))


def of_step_back(report: StageReport, is_undo: bool) -> Message:
    """Of an undo or a redo."""
    words = f"{'Undone' if is_undo else 'Done again'}: {report.name}"
    if report.refused:
        return Message(f"{words} · {_cannot(len(report.refused))}", "warning", lines(report.refused))
    return Message(f"{words}{' · stopped' if report.stopped else ''}", "success")


def of_save(report: SaveReport) -> Message:
    parts = [f"{len(report.saved):,} saved"]
    if report.unchanged:
        parts.append(f"{len(report.unchanged):,} unchanged")
    if report.failed:
        parts.append(f"{len(report.failed):,} failed")
    if report.stopped:
        parts.append("stopped, the rest is not saved yet")
    if not (report.saved or report.failed or report.stopped):
        return Message("There is nothing to save")
    kind: MessageKind = "error" if report.failed else "warning" if report.stopped else "success"
    return Message(", ".join(parts), kind, lines(report.failed))


def of_refresh(report: RefreshReport, is_first: bool) -> Message | None:
    """Of reading the folder again; None where nothing is worth a word."""
    counts = ((report.added, "new"), (report.changed, "changed"), (report.removed, "gone"))
    found = [f"{count:,} {word}" for count, word in counts if count]
    if report.failed:
        return Message(f"{articles(len(report.failed))} could not be read", "error", lines(report.failed))
    if report.stopped:
        return Message("Reading stopped: not all articles are listed as they are on disk. Refresh goes on.", "warning")
    if is_first:
        return None
    return Message(f"Read again: {', '.join(found)}" if found else "Read again: nothing has changed on disk")


def lines(refused: Sequence[Refused]) -> tuple[str, ...]:
    return tuple(f"{path}: {reason}" for path, reason in refused)


def _cannot(count: int) -> str:
    return f"{count:,} cannot be changed"


def _without_count(name: str) -> str:
    return name.replace(COUNT, "").replace("  ", " ").strip()
