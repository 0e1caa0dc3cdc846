"""Which arguments of `reviewer set` are paths, which say what to set, and whether that makes sense."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence

from reviewer.articles.fields import FIELDS, field_of
from reviewer.articles.typed import value_from_text
from reviewer.articles.values import Timestamp, Value, spell_path
from reviewer.cli.output import UsageError
from reviewer.library.assignments import Assignment, parse_assignment
from reviewer.library.catalog.reader import CatalogReader

_EVERY_KIND: tuple[Value, ...] = (None, True, 0, "", Timestamp(""), [])
"""A present value of each kind that decides how typed text is understood."""
_KNOWN = tuple(field.path for field in FIELDS)


def parted(given: Sequence[str]) -> tuple[list[str], list[Assignment]]:
    """The paths, and what looks like FIELD=VALUE and is no file. Raises UsageError where one of both is missing."""
    paths: list[str] = []
    assignments: list[Assignment] = []
    for text in given:
        found = None if os.path.exists(text) else _assignment(text)
        if found is None:
            paths.append(text)
        else:
            _check(found)
            assignments.append(found)
    if not assignments:
        raise UsageError("there is nothing to set: add FIELD=VALUE, such as quality=80")
    if not paths:
        raise UsageError("name a folder of articles, or files, beside FIELD=VALUE")
    return paths, assignments


def refuse_misspelled(assignments: Sequence[Assignment], reader: CatalogReader, ids: Sequence[int]) -> None:
    """Raises UsageError for a field that none of these articles has, and whose name is nearly that of a known one."""
    for assignment in assignments:
        path, near = spell_path(assignment.path), _nearly(assignment)
        if near:
            held = [field.path for field in reader.summary(ids).fields if field.present]
            if not any(name == path or name.startswith((f"{path}.", f"{path}[")) for name in held):
                raise UsageError(f"no article has a field “{path}”; did you mean {near}?")


def may_be_misspelled(assignments: Sequence[Assignment]) -> bool:
    """Whether `refuse_misspelled` has to look at what the articles have."""
    return any(map(_nearly, assignments))


def _nearly(assignment: Assignment) -> str | None:
    """The known field that may be meant, where this one is not known."""
    path = spell_path(assignment.path)
    if field_of(path) is not None or len(assignment.path) > 2:
        return None
    near = difflib.get_close_matches(path, _KNOWN, 1, 0.8)
    return near[0] if near else None


def _assignment(text: str) -> Assignment | None:
    """What the text sets; None if it is a path. A name with a slash is a path, unless it stands in quotes."""
    name, sign, _ = text.partition("=")
    if not sign or ("/" in name and '"' not in name):
        return None
    try:
        return parse_assignment(text)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _check(assignment: Assignment) -> None:
    """Refuses a value that fits no article. A locked field is refused article by article."""
    path = spell_path(assignment.path)
    field = field_of(path)
    if assignment.operator != "=" or field is None or field.kind == "locked":
        return
    reasons = []
    for present in _EVERY_KIND:
        try:
            value_from_text(assignment.text, path, present)
        except ValueError as error:
            reasons.append(str(error))
    if len(reasons) == len(_EVERY_KIND):
        raise UsageError(reasons[0])
