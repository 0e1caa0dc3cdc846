"""Dates as a search says them: as much of one as is written, or a word such as `yesterday` or `last30days`.

A span is a pair of texts that compare with `date_sort`, dates in UTC: the first moment that is in it, and the first
that is not. Days are those of UTC, as dates are shown; a week begins on Monday.
"""

from __future__ import annotations

import calendar
import datetime
import re

Span = tuple[str, str]
"""The first text that lies in it, and one that lies above all texts in it."""

_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
_DATE = re.compile(_DAY + r"(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d)?)?)?)?)?Z?\Z", re.ASCII)
_LAST = re.compile(r"last(\d{1,4})(day|week|month|year)s?\Z", re.ASCII)
DATE_WORDS = (
    *("today", "yesterday", "thisweek", "thismonth", "thisyear", "lastweek", "lastmonth", "lastyear"),
    *("last7days", "last30days", "last12months"),
)
"""Words for dates, as completion offers them; any number may stand in `last…days`, `weeks`, `months` and `years`."""
_ABOVE = "~"


def today_utc() -> datetime.date:
    """The day that it is now."""
    return datetime.datetime.now(datetime.UTC).date()


def fault_in(text: str) -> tuple[int, str] | None:
    """Where a text that is spelled like a date is none, and why; None where that cannot be said."""
    if (counted := _LAST.match(text.casefold())) and not counted[1].strip("0"):
        return counted.start(1), f"“{text}” is no time at all"
    if _DATE.match(text) and len(text) >= len("2021-02-30"):
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
        most = calendar.monthrange(year, month)[1]
        if day > most:
            return 8, f"{calendar.month_name[month]} {text[:4]} has {most} days"
    return None


def span_of(text: str, today: datetime.date) -> Span | None:
    """What a date or a word for one stands for; None where it is neither, or there is no such day."""
    if fault_in(text) is not None:
        return None
    if _DATE.match(text):
        written = text.rstrip("Z")
        return written, written + _ABOVE
    found = _span_of_word(text.casefold(), today)
    if found is None:
        return None
    first, after = found
    return first.isoformat(), after.isoformat()


def _span_of_word(word: str, today: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    day = datetime.timedelta(days=1)
    if counted := _LAST.match(word):
        return min(_before(today, int(counted[1]), counted[2]) + day, today), today + day
    week = today - datetime.timedelta(days=today.weekday())
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    spans = {
        "today": (today, today + day),
        "yesterday": (today - day, today),
        "thisweek": (week, week + 7 * day),
        "thismonth": (month, _later(month, 1)),
        "thisyear": (year, _later(year, 12)),
        "lastweek": (week - 7 * day, week),
        "lastmonth": (_later(month, -1), month),
        "lastyear": (_later(year, -12), year),
    }
    return spans.get(word)


def _before(today: datetime.date, count: int, unit: str) -> datetime.date:
    """As long before today; the first day there is, for more than there was."""
    if unit in ("month", "year"):
        return _later(today, -count * (12 if unit == "year" else 1))
    days = count * (7 if unit == "week" else 1)
    return today - datetime.timedelta(days=days) if days < today.toordinal() else datetime.date.min


def _later(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month, or the last one that it has."""
    count = day.year * 12 + day.month - 1 + months
    if count < 12:
        return datetime.date.min
    year, month = divmod(count, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
