"""What is told of finished work, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.library.change_rows import PlanReport
from reviewer.library.counting import named
from reviewer.library.messages import RefreshReport, Refused, SaveReport, StageReport
from reviewer.library.paths import shown_path
from reviewer.session.events import Message, MessageKind

COUNT = "{articles}"
"""Stands in the name of a step for the number of articles it changes."""

EDITS, SAVES, READING, CONFLICTS = "edits", "saves", "reading", "conflicts"
"""What messages are about."""
FEW = 2
"""As many failures are told in the message itself; of more the details tell."""
_LONGEST_PATH = 60
_CHANGED_TOO = "other programs changed the files too"

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
    save = name.removeprefix("Undo: ")
    if save != name:
        return f"“{save}” is taken back"
    verb, _, rest = name.partition(" ")
    done = _PAST.get(verb.lower())
    return f"{done} {rest}".rstrip() if done else f"Done: {name}"


def of_step(report: StageReport, name: str) -> Message | None:
    """Of a step that was staged. None where the one changed row says it all."""
    if not report.changed and not report.refused:
        return None if report.stopped else Message(f"{_without_count(name)}: nothing to change", about=EDITS)
    parts = [past(report.name or named(name, len(report.changed)))] if report.changed else []
    if report.refused:
        parts.append(_refused(report.refused, "" if parts else _without_count(name)))
    elif report.unchanged:
        parts.append(f"{len(report.unchanged):,} {'was' if len(report.unchanged) == 1 else 'were'} so already")
    if report.stopped:
        parts.append("stopped")
    if not report.refused and not report.stopped and len(report.changed) == 1:
        return None
    kind: MessageKind = "warning" if report.refused else "success"
    return Message(" · ".join(parts), kind, lines(report.refused), undoable=bool(report.changed), about=EDITS)


def of_step_back(report: StageReport, is_undo: bool) -> Message:
    """Of an undo or a redo."""
    words = _step_back(report.name, is_undo)
    if report.refused:
        return Message(f"{words} · {_refused(report.refused, '')}", "warning", lines(report.refused), about=EDITS)
    return Message(f"{words}{' · stopped' if report.stopped else ''}", "success", about=EDITS)


def _step_back(name: str, is_undo: bool) -> str:
    """ "Undone: Publish 3 articles"; what undoes a save itself is named by that save."""
    save = name.removeprefix("Undo: ")
    if save != name:
        return f"“{save}” is no longer taken back" if is_undo else f"“{save}” is taken back again"
    return f"{'Undone' if is_undo else 'Done again'}: {name}"


def of_resolving(report: StageReport) -> Message:
    """Of conflicts that were decided."""
    parts = [f"Resolved {articles(len(report.changed))}"] if report.changed else []
    if report.refused:
        what = _named(report.refused, "not resolved")
        parts.append(what if len(report.refused) <= FEW else f"{len(report.refused):,} could not be resolved")
    if report.stopped:
        parts.append("stopped")
    if not parts:
        return Message("There is no conflict to resolve", about=EDITS)
    kind: MessageKind = "warning" if report.refused else "success"
    return Message(" · ".join(parts), kind, lines(report.refused), undoable=bool(report.changed), about=EDITS)


def of_empty_plan(report: PlanReport) -> Message:
    """Of a plan that is not shown: it was stopped, or changes nothing."""
    name = _without_count(report.name)
    if report.stopped:
        return Message(f"{name}: stopped, nothing is changed", about=EDITS)
    refused = [(row.path, row.reason) for row in report.rows if row.reason is not None]
    if not refused:
        return Message(f"{name}: nothing to change", about=EDITS)
    return Message(_refused(refused, name), "warning", lines(refused), about=EDITS)


def of_plan_in_making(name: str) -> Message:
    """Of a change that was asked for while the plan for another one is being made."""
    return Message(f"One at a time: what would change is still being looked up for “{name}”", about=EDITS)


def of_conflicts(count: int, gone: int = 0, reasons: Sequence[str] = ()) -> Message:
    """Of articles with edits that clash with what others did: of some the files are gone, of others `reasons` tell."""
    are = "is" if count == 1 else "are"
    if gone == count:
        what = "its file" if count == 1 else "their files"
        words = f"{articles(count)} {'was' if count == 1 else 'were'} deleted or moved: revert, or put {what} back"
    elif count == len(reasons):
        words = f"{articles(count)} {are} in conflict: {reasons[0] if len(set(reasons)) == 1 else _CHANGED_TOO}"
    else:
        also = f" · {gone:,} {'was' if gone == 1 else 'were'} deleted or moved" if gone else ""
        words = f"{articles(count)} {are} in conflict: another program changed the same fields{also}"
    return Message(words, "warning", about=CONFLICTS, search="is:conflict")


def of_save(report: SaveReport, left_out: int = 0) -> Message:
    """Of a save that passed over `left_out` articles."""
    is_few = 0 < len(report.failed) <= FEW
    parts = [f"{len(report.saved):,} saved"] if report.saved or not is_few else []
    if report.unchanged:
        parts.append(f"{len(report.unchanged):,} unchanged")
    if report.failed:
        parts.append(_named(report.failed, "not saved") if is_few else f"{len(report.failed):,} failed")
    if report.merged:
        parts.append(f"{report.merged:,} merged with what others wrote")
    if report.stopped:
        parts.append("stopped, the rest is not saved yet")
    if left_out:
        parts.append(f"{left_out:,} left out")
    if not (report.saved or report.failed or report.stopped):
        return of_nothing_saved(left_out)
    kind: MessageKind = "error" if report.failed else "warning" if report.stopped else "success"
    retry = tuple(path for path, _ in report.failed)
    return Message((" · " if is_few else ", ").join(parts), kind, lines(report.failed), about=SAVES, retry=retry)


def of_nothing_saved(left_out: int = 0) -> Message:
    if not left_out:
        return Message("There is nothing to save", about=SAVES)
    return Message(f"Nothing is saved: {articles(left_out)} left out of the save", about=SAVES)


def of_refresh(report: RefreshReport, is_told: bool) -> Message | None:
    """Of reading the folder again; None where nothing is worth a word, which it is if the curator asked for it."""
    counts = ((report.added, "new"), (report.changed, "changed"), (report.removed, "gone"))
    found = [f"{count:,} {word}" for count, word in counts if count]
    if report.failed:
        is_few = len(report.failed) <= FEW
        words = _named(report.failed, "not read") if is_few else f"{articles(len(report.failed))} could not be read"
        words += " · reading stopped" if report.stopped else ""
        return Message(words, "error", lines(report.failed), about=READING, goes_on=report.stopped)
    if report.stopped:
        words = "Reading stopped: not all articles are listed as they are on disk. What was read stays."
        return Message(words, "warning", about=READING, goes_on=True)
    if report.merged or report.given_up:
        merged = f"Merged what others wrote into {articles(report.merged)}" if report.merged else ""
        edits = f"The edits of {articles(report.given_up)} are in the files already" if report.given_up else ""
        return Message(" · ".join(filter(None, (merged, edits))), about=READING)
    if not is_told:
        return None
    words = f"Read again: {', '.join(found)}" if found else "Read again: nothing has changed on disk"
    return Message(words, about=READING)


def of_start(modified: int) -> Message | None:
    """Of the staged edits that an earlier run left; None where there are none."""
    if not modified:
        return None
    have = "has" if modified == 1 else "have"
    return Message(f"{articles(modified)} {have} unsaved edits from last time", search="is:modified")


def lines(refused: Sequence[Refused]) -> tuple[str, ...]:
    """A line for each, for the details; none where the message itself tells of them."""
    return tuple(f"{path}: {reason}" for path, reason in refused) if len(refused) > FEW else ()


def _refused(refused: Sequence[Refused], name: str) -> str:
    if len(refused) <= FEW:
        return _named(refused, "not changed")
    return f"{len(refused):,} cannot be changed{f': {name}' if name else ''}"


def _named(refused: Sequence[Refused], what: str) -> str:
    """ "a.md and b.md were not saved: the disk is full"."""
    by_reason: dict[str, list[str]] = {}
    for path, reason in refused:
        by_reason.setdefault(reason, []).append(_short(path))
    told = []
    for reason, names in by_reason.items():
        words = f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} {what}"
        if len(names) > 1:
            reason = _of_several(reason)
        told.append(f"{words}: {reason}" if reason else words)
    return " · ".join(told)


def _of_several(reason: str) -> str:
    """ "it was changed" as it is said of more than one."""
    for one, several in (("it was ", "they were "), ("it is ", "they are "), ("it has ", "they have ")):
        if reason.startswith(one):
            return several + reason.removeprefix(one)
    return reason


def _short(path: str) -> str:
    shown = shown_path(path)
    return shown if len(shown) <= _LONGEST_PATH else f"…{shown[1 - _LONGEST_PATH :]}"


def _without_count(name: str) -> str:
    """ "Set quality of {articles} to 60" gives "Set quality to 60"."""
    return re.sub(rf"(?: (?:of|to|from|in))? ?{re.escape(COUNT)}", "", name).strip()
