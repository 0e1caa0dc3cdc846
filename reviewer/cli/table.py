"""A list of articles as a table for people, as wide as the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.articles.display import plain, show_date
from reviewer.library.catalog.schema import Row
from reviewer.library.paths import shown_path

_JOINERS = "\u200c\u200d"
_WIDE_ENOUGH = {"date": 64, "provider": 88, "topics": 128}
"""From how many cells on a column is shown."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    label: str
    width: int
    is_right: bool = False


def columns(width: int) -> list[Column]:
    """The columns of a table that is `width` cells wide; title and path share what the others leave."""
    state = Column("state", "State", 14) if width >= 100 else Column("state", "", 2)
    found = [state, Column("quality", "Quality", 7, is_right=True)]
    if width >= _WIDE_ENOUGH["date"]:
        found.append(Column("date", "Date", 11))
    if width >= _WIDE_ENOUGH["provider"]:
        found.append(Column("provider", "Provider", 16))
    if width >= _WIDE_ENOUGH["topics"]:
        found.append(Column("topics", "Topics", 22))
    left = max(width - sum(column.width + 2 for column in found) - 2, 20)
    path = min(max(left * 2 // 5, 10), 60)
    return [*found, Column("title", "Title", left - path), Column("path", "Path", path)]


def heading(shown: Sequence[Column]) -> str:
    return _line(shown, [column.label for column in shown])


def table_line(row: Row, shown: Sequence[Column]) -> str:
    """One article. `*` marks unsaved edits, `⇄` that their file was changed on disk; a problem stands for a title."""
    texts = {
        "state": _state(row, is_long=any(column.name == "state" and column.label for column in shown)),
        "quality": "" if row.quality is None else printable(str(row.quality)),
        "date": printable(show_date(row.date)),
        "provider": printable(row.provider),
        "topics": printable(", ".join(row.topics)),
        "title": printable(row.title) or ("" if row.problem is None else printable(row.problem)),
        "path": shown_path(row.path),
    }
    return _line(shown, [texts[column.name] for column in shown])


def printable(text: str) -> str:
    """`text` decoded for people, in one line, without what could command the terminal."""
    return "".join(mark if mark.isprintable() or mark in _JOINERS else "\ufffd" for mark in plain(text))


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes: two for wide characters, none for marks on others."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(mark) for mark in text)


def fitted(text: str, width: int, is_right: bool = False) -> str:
    """`text` in exactly `width` cells; what is too long ends in an ellipsis."""
    taken = cells(text)
    if taken > width:
        text, taken = _cut(text, width - 1)
        text, taken = text + "…", taken + 1
    blanks = " " * (width - taken)
    return blanks + text if is_right else text + blanks


def _cut(text: str, width: int) -> tuple[str, int]:
    taken = 0
    for place, mark in enumerate(text):
        more = _cells_of(mark)
        if taken + more > width:
            return text[:place], taken
        taken += more
    return text, taken


def _cells_of(mark: str) -> int:
    if unicodedata.east_asian_width(mark) in "WF":
        return 2
    return 0 if unicodedata.category(mark) in ("Mn", "Me", "Cf") else 1


def _state(row: Row, is_long: bool) -> str:
    if row.problem is not None:
        shape, word = "▲", " problem"
    elif row.conflict:
        shape, word = "⇄", " conflict"
    elif row.published is True:
        shape, word = "●", " published"
    else:
        shape, word = "○", " unpublished"
    return shape + (word if is_long else "") + ("*" if row.modified else "")


def _line(shown: Sequence[Column], texts: Sequence[str]) -> str:
    parts = [fitted(text, column.width, column.is_right) for column, text in zip(shown, texts, strict=True)]
    return "  ".join(parts).rstrip()
