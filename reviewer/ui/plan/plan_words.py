"""What a plan says of itself."""

from __future__ import annotations

from reviewer.library.counting import named
from reviewer.ui.plan.planned_rows import Kind, PlannedRows

_SINGULAR: dict[Kind, str] = {
    "changing": "1 will change",
    "unchanged": "1 is unchanged",
    "refused": "1 cannot be changed",
}
_PLURAL: dict[Kind, str] = {
    "changing": "{:,} will change",
    "unchanged": "{:,} are unchanged",
    "refused": "{:,} cannot be changed",
}
_SHORT: dict[Kind, str] = {"refused": "Cannot", "changing": "Will change", "unchanged": "Unchanged"}
_ORDER: tuple[Kind, ...] = ("changing", "unchanged", "refused")


def headline(planned: PlannedRows) -> str:
    """ "31 will change, 6 are unchanged, 3 cannot be changed"."""
    parts = [_counted(kind, planned.count(kind)) for kind in _ORDER if planned.count(kind)]
    if planned.count("changing"):
        return ", ".join(parts)
    return f"Nothing will change: {', '.join(parts)}" if parts else "Nothing will change"


def toggle_words(kind: Kind, count: int) -> str:
    """ "Cannot 3": a toggle that shows these articles."""
    return f"{_SHORT[kind]} {count:,}"


def also_saved(count: int, is_any_left_out: bool) -> str:
    """Of articles with other unsaved edits, of which some may be left out of saves; "" where there are none."""
    if not count:
        return ""
    have = "1 of them has" if count == 1 else f"{count:,} of them have"
    rest = ", unless they are left out of the save" if is_any_left_out else ""
    return f"{have} other unsaved edits, which Apply and Save saves too{rest}."


def apply_words(count: int) -> str:
    """ "&Apply to 29"."""
    return f"&Apply to {count:,}"


def title(name: str, planned: PlannedRows) -> str:
    """The name of the step, with the number of articles it was planned for."""
    return named(name, planned.count("changing") or len(planned.rows))


def _counted(kind: Kind, count: int) -> str:
    return _SINGULAR[kind] if count == 1 else _PLURAL[kind].format(count)
