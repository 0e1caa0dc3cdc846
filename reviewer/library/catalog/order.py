"""The orders that a list of articles can be put in, as SQL."""

from dataclasses import dataclass

from reviewer.library.catalog.schema import Sort


@dataclass(frozen=True, slots=True)
class Order:
    """What rows are sorted by. Those for which `missing` holds (the opposite of `there`) come last both ways."""

    by: str
    there: str = ""
    missing: str = ""


def _text(column: str) -> Order:
    return Order(column, f"{column} > ''", f"{column} = ''")


def _number(column: str) -> Order:
    return Order(column, f"{column} IS NOT NULL", f"{column} IS NULL")


_ORDERS = {
    "date": _text("date_sort"),
    "title": _text("title_key"),
    "excerpt": _text("excerpt"),
    "category": _text("category_key"),
    "type": _text("type_key"),
    "quality": _number("quality_number"),
    "heat": _number("heat_number"),
    "published": _number("published"),
    "topics": Order("lower(topics)", "topics <> '[]'", "topics = '[]'"),
    "provider": _text("provider_key"),
    "provider_domain": _text("provider_domain_key"),
    "web_url": _text("web_url"),
    "original_url": _text("original_url"),
    "images": Order("images"),
    "related": Order("related"),
    "picture": _text("picture"),
    "picture_width": _number("picture_width"),
    "picture_height": _number("picture_height"),
    "path": Order("path"),
    "modified": Order("modified"),
    "problem": _number("problem_line"),
    "reviewed": Order("EXISTS (SELECT 1 FROM reviewed WHERE article_id = article.id)"),
}
_OTHER_NAMES = {
    "publishedDateTime": "date",
    "webUrl": "web_url",
    "originalUrl": "original_url",
    "providerDomain": "provider_domain",
    "provider.domain": "provider_domain",
    "provider.name": "provider",
    "domain": "provider_domain",
    "topic": "topics",
}
_INDEXED = {
    *("date", "title", "quality", "heat", "provider", "provider_domain", "category", "type", "images", "related"),
    *("path", "published"),
}
_BY_NAME = {name.casefold(): name for name in _ORDERS} | {
    other.casefold(): name for other, name in _OTHER_NAMES.items()
}

SORT_FIELDS = tuple(_ORDERS)
"""What `Sort.field` may say; the names of keys in the files (`publishedDateTime`, `webUrl`, ...) are understood too."""


def sort_field(name: str) -> str | None:
    """The one of SORT_FIELDS that is meant by `name`, whatever its case; None if there is none."""
    return _BY_NAME.get(name.casefold())


def order_of(sort: Sort) -> Order:
    """What to sort by. Raises ValueError for an unknown field."""
    name = sort_field(sort.field)
    if name is None:
        raise ValueError(f"articles cannot be sorted by “{sort.field}”; known are {', '.join(SORT_FIELDS)}")
    return _ORDERS[name]


def is_indexed(sort: Sort) -> bool:
    """Whether an index of the catalog has the articles in this order."""
    return sort_field(sort.field) in _INDEXED


def at_once(sort: Sort) -> str:
    """What to write behind ORDER BY so that one question has all articles in this order."""
    order, way = order_of(sort), _way(sort)
    if not order.missing:
        return f"{order.by} {way}, article.id"
    return f"CASE WHEN {order.there} THEN {order.by} END {way} NULLS LAST, article.id"


def ordered(sort: Sort, articles: str = "article", by_index: bool = True) -> list[str]:
    """Questions for ids whose answers, one after the other, are all of `articles` in this order.

    `articles` is what stands behind FROM. `by_index`: where values can be missing there are two questions, so that
    each can follow an index; else one that sorts what it finds. Raises ValueError for an unknown field.
    """
    order, way = order_of(sort), _way(sort)
    if not by_index or not order.missing:
        return [f"SELECT article.id FROM {articles} ORDER BY {at_once(sort)}"]
    return [
        f"SELECT article.id FROM {articles} WHERE {order.there} ORDER BY {order.by} {way}, article.id",
        f"SELECT article.id FROM {articles} WHERE {order.missing} ORDER BY article.id",
    ]


def _way(sort: Sort) -> str:
    return "DESC" if sort.descending else "ASC"
