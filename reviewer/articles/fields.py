"""The fields that curators know, in the order in which they stand in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import yaml

from reviewer.articles.display import sort_date
from reviewer.articles.values import Path, Timestamp, Value, parse_path

Kind = Literal["text", "long text", "number", "flag", "date", "list", "link", "locked"]


@dataclass(frozen=True)
class Field:
    """One field: its path in the front matter, what it is called, what it holds, its column in the catalog."""

    path: str
    label: str
    kind: Kind
    column: str | None = None


FIELDS = (
    Field("category", "Category", "text", "category"),
    Field("title", "Title", "long text", "title"),
    Field("excerpt", "Excerpt", "long text", "excerpt"),
    Field("publishedDateTime", "Date", "date", "date"),
    Field("originalUrl", "Original link", "link", "original_url"),
    Field("webUrl", "Web link", "link", "web_url"),
    Field("ampWebUrl", "AMP link", "link"),
    Field("cdnAmpWebUrl", "AMP cache link", "link"),
    Field("type", "Type", "text", "type"),
    Field("quality", "Quality", "number", "quality"),
    Field("heat", "Heat", "number", "heat"),
    Field("published", "Published", "flag", "published"),
    Field("provider", "Provider", "text"),
    Field("provider.name", "Provider", "text", "provider"),
    Field("provider.domain", "Provider's domain", "text", "provider_domain"),
    Field("topics", "Topics", "list", "topics"),
    Field("images", "Pictures", "list", "images"),
    Field("related", "Related coverage", "list", "related"),
    Field("secured", "Secured", "locked"),
)
LOCKED_KEYS = frozenset(field.path for field in FIELDS if field.kind == "locked")

_BY_PATH = {field.path: field for field in FIELDS}
_PICTURE_ORDER = ("url", "width", "height", "isCached")
_RELATED_ORDER = ("title", "excerpt", "publishedDateTime", "originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl",
                  "type", "provider", "quality", "images")  # fmt: skip
_ROOT_ORDER = tuple(field.path for field in FIELDS if "." not in field.path)
_INTEGER = re.compile(r"[-+]?\d{1,18}\Z")
_FRACTION = re.compile(r"[-+]?(\d{1,18}\.\d*|\.\d+)([eE][-+]?\d{1,3})?\Z")
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_OF_RELATED = {"title", "excerpt", "publishedDateTime", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "type", "quality"}


def field_of(path: str) -> Field | None:
    """The known field at `path`; those of a related article or a picture count as known, others give None."""
    known = _BY_PATH.get(path)
    if known is not None:
        return known
    try:
        steps = parse_path(path)
    except ValueError:
        return None
    if len(steps) >= 3 and steps[0] == "related" and isinstance(steps[1], int):
        rest = ".".join(str(step) for step in steps[2:])
        inner = _BY_PATH.get(rest)
        if inner is not None and (rest in _OF_RELATED or rest.startswith("provider.")):
            return Field(path, inner.label, inner.kind)
    return None


def key_order(path: Path) -> tuple[str, ...]:
    """The usual order of the keys in the map at `path`; () where none is known."""
    if not path:
        return _ROOT_ORDER
    if path[-1] == "provider":
        return ("name", "domain")
    if isinstance(path[-1], int) and len(path) >= 2:
        return {"images": _PICTURE_ORDER, "related": _RELATED_ORDER}.get(str(path[-2]), ())
    return ()


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
