"""A change as data: what to do at which path. Frozen, picklable, and written to the journal as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviewer.articles.values import Path, Timestamp, Value


@dataclass(frozen=True)
class SetValue:
    """The value at `path` becomes `value`; a missing key is added where its siblings' order says."""

    path: Path
    value: Value


@dataclass(frozen=True)
class RemoveValue:
    """The key or list item at `path` goes; nothing changes where it is missing."""

    path: Path


@dataclass(frozen=True)
class AddItem:
    """`value` is added to the end of the list at `path`, unless it is in it; a missing list is made."""

    path: Path
    value: Value


@dataclass(frozen=True)
class RemoveItem:
    """Every item equal to `value` goes from the list at `path`."""

    path: Path
    value: Value


@dataclass(frozen=True)
class MoveItem:
    """The list item at `from_index` takes the place of the one at `to_index`; the others keep their order."""

    path: Path
    from_index: int
    to_index: int


Edit = SetValue | RemoveValue | AddItem | RemoveItem | MoveItem
_NAMES: dict[type[Edit], str] = {
    SetValue: "set",
    RemoveValue: "remove",
    AddItem: "add item",
    RemoveItem: "remove item",
    MoveItem: "move item",
}


def _value_to_json(value: Value) -> Any:
    if isinstance(value, Timestamp):
        return {"": str(value)}
    if isinstance(value, list):
        return [_value_to_json(item) for item in value]
    if isinstance(value, dict):
        return {"{}": [[key, _value_to_json(item)] for key, item in value.items()]}
    return value


def edit_to_json(edit: Edit) -> Any:
    """The edit as lists, dicts and scalars that json.dumps takes."""
    out: dict[str, Any] = {"edit": _NAMES[type(edit)], "path": list(edit.path)}
    if isinstance(edit, MoveItem):
        out |= {"from": edit.from_index, "to": edit.to_index}
    elif not isinstance(edit, RemoveValue):
        out["value"] = _value_to_json(edit.value)
    return out
