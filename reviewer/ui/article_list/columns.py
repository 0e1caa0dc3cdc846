"""The columns of the article list, declared as data, and what an article says in each."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from reviewer.articles.display import plain, show_date, unturned
from reviewer.library.catalog.schema import Row
from reviewer.library.reasons import GONE
from reviewer.ui import style

LONGEST = 300
REVIEWED = "✓"
"""Alone where there is no room for its word."""
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Hebrew, Arabic and others that run from right to left."""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is also the field that the catalog sorts by; `letters` the width to start with; `rising`: how it sorts
    first when its heading is clicked."""

    key: str
    heading: str
    words: Callable[[Row], str]
    letters: int
    shown: bool = True
    is_number: bool = False
    rising: bool = True


def shown_text(raw: str) -> str:
    """Text of a file on one line, decoded, and never longer than a cell needs."""
    return style.cut(unturned(plain(raw[: 4 * LONGEST])), LONGEST)


def isolated(words: str) -> str:
    """Words beside others that may run the other way: neither puts the parts of the other in another order."""
    return f"\u2068{words}\u2069" if not words.isascii() and _LEFTWARD.search(words) else words


def title(row: Row) -> str:
    """The title, or the name of the file where there is none."""
    return shown_text(row.title) or unturned(row.path.rpartition("/")[2])


def number(value: int | float | str | None) -> str:
    return "" if value is None else style.cut(unturned(str(value)), 24)


def published(row: Row) -> str:
    return "Published" if row.published is True else "Unpublished"


def date(row: Row) -> str:
    return style.cut(unturned(show_date(row.date[:LONGEST])), 40)


def problem(row: Row) -> str:
    """ "Line 3: the words", or nothing."""
    if row.problem is None:
        return ""
    place, _, words = row.problem.partition(": ")
    line = place.partition(":")[0]
    return style.cut(f"Line {line}: {words}" if words and line.isdigit() else row.problem, LONGEST)


def related(row: Row) -> str:
    return f"{row.related:,} related" if row.related else ""


def quality(row: Row) -> str:
    return f"quality {number(row.quality)}" if row.quality is not None else ""


def changed_on_disk(row: Row) -> str:
    """What happened to the file of an article in conflict."""
    if not row.conflict:
        return ""
    return "Deleted or moved" if row.reason == GONE else "Changed on disk"


def modified(row: Row) -> str:
    """The mark of an article with staged edits, in a shape and a word."""
    return f"⇄ {changed_on_disk(row)}" if row.conflict else "▌ Modified" if row.modified else ""


def reviewed(row: Row) -> str:
    """The mark of an article that was reviewed, in a shape and a word."""
    return f"{REVIEWED} Reviewed" if row.reviewed else ""


def sentence(row: Row) -> str:
    """What a screen reader says of the article."""
    parts = (
        title(row),
        shown_text(row.provider),
        date(row),
        quality(row),
        published(row).lower() if row.problem is None else "",
        (changed_on_disk(row) or "modified").lower() if row.modified else "",
        "reviewed" if row.reviewed else "",
        f"problem: {problem(row)}" if row.problem is not None else "",
    )
    return ", ".join(part for part in parts if part)


def _state(row: Row) -> str:
    if row.problem is not None:
        return f"▲ {problem(row)}"
    state = "● Published" if row.published is True else "○ Unpublished"
    return f"{state} {REVIEWED}" if row.reviewed else state


def _count(value: int) -> str:
    return f"{value:,}" if value else ""


COLUMNS: tuple[Column, ...] = (
    Column("title", "Title", title, 42),
    Column("published", "State", _state, 15, rising=False),
    Column("quality", "Quality", lambda row: number(row.quality), 9, is_number=True, rising=False),
    Column("provider", "Provider", lambda row: shown_text(row.provider), 17),
    Column("date", "Date", date, 13, rising=False),
    Column("topics", "Topics", lambda row: ", ".join(shown_text(topic) for topic in row.topics[:20]), 26),
    Column("modified", "Modified", modified, 12, rising=False),
    Column("related", "Related", lambda row: _count(row.related), 9, is_number=True, rising=False),
    Column("heat", "Heat", lambda row: number(row.heat), 8, shown=False, is_number=True, rising=False),
    Column("images", "Pictures", lambda row: _count(row.images), 9, shown=False, is_number=True, rising=False),
    Column("category", "Category", lambda row: shown_text(row.category), 14, shown=False),
    Column("type", "Type", lambda row: shown_text(row.type), 12, shown=False),
    Column("problem", "Problem", problem, 30, shown=False, rising=False),
    Column("path", "File", lambda row: style.cut(row.path), 36, shown=False),
    Column("reviewed", "Reviewed", reviewed, 12, shown=False, rising=False),
)

COLUMN_OF = {column.key: number for number, column in enumerate(COLUMNS)}
