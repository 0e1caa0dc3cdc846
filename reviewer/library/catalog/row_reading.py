"""Rows of the list as they are read from the catalog."""

import json
from typing import Any

from reviewer.library.catalog.schema import Row
from reviewer.library.paths import loaded_path

ROW_COLUMNS = (
    *("id", "path", "title", "excerpt", "category", "type", "quality", "heat", "published", "published_text"),
    *("topics", "date", "provider", "provider_domain", "web_url", "original_url", "images", "related", "picture"),
    *("picture_width", "picture_height", "modified", "problem_line", "problem_column", "problem_words"),
    *("reason", "EXISTS (SELECT 1 FROM reviewed WHERE article_id = article.id)"),
)
"""To be asked of `article`."""


def row_of(values: tuple[Any, ...]) -> Row:
    """The row of these values of ROW_COLUMNS."""
    named = dict(zip(ROW_COLUMNS, values, strict=True))
    named["reviewed"] = bool(named.pop(ROW_COLUMNS[-1]))
    text, flag = named.pop("published_text"), named.pop("published")
    line, column, words = (named.pop(f"problem_{part}") for part in ("line", "column", "words"))
    named["path"] = loaded_path(named["path"])
    named["topics"] = tuple(json.loads(named["topics"]))
    named["conflict"] = named["modified"] == 2
    named["modified"] = bool(named["modified"])
    named["reason"] = named["reason"] or None
    published = text or (None if flag is None else bool(flag))
    return Row(**named, published=published, problem=None if line is None else f"{line}:{column}: {words}")
