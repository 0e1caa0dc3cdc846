"""What somebody typed for a field, as a value."""

from __future__ import annotations

import re

import yaml

from reviewer.articles.display import sort_date
from reviewer.articles.fields import Kind, field_of
from reviewer.articles.values import Timestamp, Value

_INTEGER = re.compile(r"[-+]?\d{1,18}\Z")
_FRACTION = re.compile(r"[-+]?(\d{1,18}\.\d*|\.\d+)([eE][-+]?\d{1,3})?\Z")
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _number(text: str, label: str) -> Value:
    if _INTEGER.match(text):
        return int(text)
    if _FRACTION.match(text):
        return float(text)
    raise ValueError(f"{label} takes a number, not “{text}”")


def _flag(text: str, label: str) -> Value:
    if text.lower() not in _FLAGS:
        raise ValueError(f"{label} is yes or no, not “{text}”")
    return _FLAGS[text.lower()]


def _date(text: str, label: str) -> Value:
    if not sort_date(text):
        raise ValueError(f"{label} takes a date such as 2021-10-18 or 2021-10-18T15:53:00Z, not “{text}”")
    return Timestamp(text)


def _flow_list(text: str, label: str) -> Value:
    try:
        found = yaml.load(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ValueError(f"{label} takes a list such as [AI, Robotics], not “{text}”") from error
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError(f"{label} takes a list of texts such as [AI, Robotics], not “{text}”")
    return found


def _kind_of(text: str, path: str, present: Value) -> Kind:
    field = field_of(path)
    if isinstance(present, bool):
        return "flag"
    if isinstance(present, Timestamp) and (field is None or field.kind == "date"):
        return "date"
    if field is not None:
        return field.kind
    if isinstance(present, list):
        return "list"
    if isinstance(present, int | float):
        return "number"
    if present is None and _INTEGER.match(text) and str(int(text)) == text:
        return "number"
    if present is None and text in ("true", "false"):
        return "flag"
    if present is None and text.startswith("[") and text.endswith("]"):
        return "list"
    return "text"


def value_from_text(text: str, path: str, present: Value) -> Value:
    """What somebody typed for the field at `path`, as the right kind of value.

    A known field has its kind; another keeps the kind of its `present` value, and one that is missing takes
    what the text looks like. Raises ValueError, in words for the curator, where the text does not fit.
    """
    kind = _kind_of(text, path, present)
    field = field_of(path)
    label = field.label if field else path
    if kind == "locked":
        raise ValueError(f"{label} is locked: it is never changed")
    if kind == "number":
        return _number(text.strip(), label)
    if kind == "flag":
        return _flag(text.strip(), label)
    if kind == "date":
        return text if isinstance(present, str) and not isinstance(present, Timestamp) else _date(text.strip(), label)
    if kind == "list":
        return _flow_list(text, label)
    return text
