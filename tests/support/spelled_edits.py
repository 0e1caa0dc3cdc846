"""Edits as the journal has them, read again by tests: the program itself puts bytes back, and reads no edits."""

from typing import Any

from reviewer.articles.edits import AddItem, Edit, MoveItem, RemoveItem, RemoveValue, SetValue
from reviewer.articles.values import Timestamp, Value

_WITH_VALUE: dict[str, type[SetValue | AddItem | RemoveItem]] = {
    "set": SetValue,
    "add item": AddItem,
    "remove item": RemoveItem,
}


def edit_from_json(found: Any) -> Edit:
    """The edit that `edit_to_json` wrote."""
    path = tuple(found["path"])
    match found["edit"]:
        case "move item":
            return MoveItem(path, found["from"], found["to"])
        case "remove":
            return RemoveValue(path)
        case name:
            return _WITH_VALUE[name](path, _value(found["value"]))


def _value(found: Any) -> Value:
    if isinstance(found, dict):
        return Timestamp(found[""]) if "" in found else {key: _value(item) for key, item in found["{}"]}
    if isinstance(found, list):
        return [_value(item) for item in found]
    value: Value = found
    return value
