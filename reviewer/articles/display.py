"""Texts and dates of an article as they are shown; the file keeps its own spelling."""

from __future__ import annotations

import datetime
import html
import re

from reviewer.articles.values import Missing, Value

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WHOLE_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_PARTS = ("year", "month", "day", "hour", "minute", "second")
_CALLED = ("title", "name", "url", "webUrl", "originalUrl")
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn the direction of all that follows, beyond the text that holds them."""
_DATE = re.compile(
    r"\s*(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d*)?)?"
    r"[ \t]*(?P<zone>[Zz]|[+-]\d{1,2}(?::?\d{2})?)?)?\s*\Z"
)


def plain(text: str) -> str:
    """`text` with HTML entities decoded and white space folded into single blanks."""
    if "&" in text:
        text = html.unescape(text)
    elif text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # a blank is the only white space that is printable
    return " ".join(text.split())


def unturned(text: str) -> str:
    """`text` without the marks that would turn round what is shown behind it; letters keep their own direction."""
    return text.translate(_TURNS) if not text.isascii() else text


def sentence(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def _moment(text: str) -> datetime.datetime | None:
    found = _DATE.match(text)
    if not found:
        return None
    try:
        year, month, day, hour, minute, second = (int(found[part] or 0) for part in _PARTS)
        moment = datetime.datetime(year, month, day, hour, minute, second)
        zone = found["zone"]
        if zone and zone not in "Zz":
            digits = zone[1:].replace(":", "")
            hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
            shift = datetime.timedelta(hours=hours, minutes=minutes)
            moment = moment - shift if zone[0] == "+" else moment + shift
    except (ValueError, OverflowError):
        return None
    return moment


def sort_date(text: str) -> str:
    """The moment in UTC as `2021-10-18T15:53:00`; "" for what is no date. Such texts sort as the moments do."""
    moment = _moment(text)
    return moment.isoformat() if moment else ""


def show_date(text: str) -> str:
    """`18 Oct 2021`; what is no date is shown as it is."""
    moment = _moment(text)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}" if moment else text


def show_month(month: str) -> str:
    """`March 2021` for the month that `sort_date` begins with, `2021-03`."""
    return f"{_WHOLE_MONTHS[int(month[5:7]) - 1]} {int(month[:4])}"


def value_text(value: Value | Missing) -> str | None:
    """A value of a field as one text, `yes` and `no` for flags; None where it is missing."""
    if isinstance(value, Missing):
        return None
    if isinstance(value, list):
        return ", ".join(map(_part_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_part_text(part)}" for key, part in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _part_text(value: Value) -> str:
    """A group within a list or another group by what it is called, or else by all it holds."""
    if isinstance(value, dict):
        name = next((part for key in _CALLED if isinstance(part := value.get(key), str) and part), None)
        return name if name is not None else f"({value_text(value)})"
    return f"[{value_text(value)}]" if isinstance(value, list) else value_text(value) or ""
