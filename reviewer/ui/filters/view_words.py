"""What is said of a view: the name it may have, and what it keeps."""

from __future__ import annotations

from reviewer.articles.display import plain
from reviewer.library.catalog.schema import Sort
from reviewer.library.search.terms import pieces
from reviewer.library.views import View
from reviewer.session.views import Views
from reviewer.ui import style

_LONGEST = 48
_ALPHABETICAL = ("A to Z", "Z to A")
_WAYS = {
    "date": ("oldest first", "newest first"),
    "title": _ALPHABETICAL,
    "provider": _ALPHABETICAL,
    "provider_domain": _ALPHABETICAL,
    "category": _ALPHABETICAL,
    "path": _ALPHABETICAL,
}
_NUMBERS = ("lowest first", "highest first")
_FIELDS = {"date": "date", "web_url": "web page", "images": "pictures", "provider_domain": "domain"}


def suggested_name(text: str, sort: Sort, views: Views) -> str:
    """A short name that no view has: the values asked for, or else the words of the search."""
    parts = []
    for piece in pieces(text):
        values = " or ".join(plain(term.value) for term in piece.terms)
        if piece.facet in ("quality", "heat") and len(piece.terms) == 1:
            operator = piece.terms[0].operator
            values = f"{piece.facet} {'' if operator in ':=' else operator}{values.replace('..', '–')}"
        if values:
            parts.append(f"not {values}" if piece.is_excluded else values)
    words = ", ".join(parts) or text.strip() or f"By {field_words(sort.field)}"
    name = style.cut(words, _LONGEST)
    name = name[:1].upper() + name[1:]
    made, number = name, 2
    while views.named(made) is not None:
        made, number = f"{name} {number}", number + 1
    return made


def kept_words(view: View) -> str:
    """The search, the order and the layout of a view."""
    lines = [f"Search: {style.cut(view.text, 200)}" if view.text else "All articles"]
    if view.sort is not None:
        way = _WAYS.get(view.sort.field, _NUMBERS)[view.sort.descending]
        group = f", grouped by {view.sort.group}" if view.sort.group else ""
        lines.append(f"Sorted by {field_words(view.sort.field)}, {way}{group}")
    if view.layout:
        lines.append(f"Shown as {view.layout}")
    return "\n".join(lines)


def field_words(field: str) -> str:
    return _FIELDS.get(field, field.replace("_", " "))
