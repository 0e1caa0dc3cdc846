"""The fields that curators know, in the order in which they stand in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewer.articles.values import Path, parse_path

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
