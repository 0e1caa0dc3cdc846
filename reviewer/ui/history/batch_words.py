"""What a batch says of itself: when it was, who made it, what became of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reviewer.articles.display import show_date
from reviewer.library.journal.schema import Batch


def moment(batch: Batch) -> datetime | None:
    """When it was, in local time; None where the journal does not say it so that it can be read."""
    try:
        return datetime.fromisoformat(batch.made).astimezone()
    except ValueError:
        return None


def when(batch: Batch, today: date) -> str:
    """ "today 14:03", "yesterday 9:20", "Mon 9:20", "18 Oct 2021"."""
    at = moment(batch)
    if at is None:
        return batch.made
    clock = f"{at.hour}:{at.minute:02}"
    if at.date() == today:
        return f"today {clock}"
    if at.date() == today - timedelta(days=1):
        return f"yesterday {clock}"
    if timedelta(0) < today - at.date() < timedelta(days=7):
        return f"{at:%a} {clock}"
    return show_date(at.date().isoformat())


def exactly_when(batch: Batch) -> str:
    """ "Mon 18 October 2021, 14:03:09 UTC+02:00"."""
    at = moment(batch)
    return f"{at:%a} {at.day} {at:%B %Y, %H:%M:%S %Z}" if at is not None else batch.made


def articles(batch: Batch) -> str:
    return "1 article" if batch.saved == 1 else f"{batch.saved:,} articles"


def is_undone(batch: Batch) -> bool:
    """Whether there is nothing left of it to take back."""
    return batch.undone >= batch.saved > 0


def undone_mark(batch: Batch) -> str:
    """ "undone", "3 of 12 undone", or nothing."""
    if not batch.undone:
        return ""
    return "undone" if is_undone(batch) else f"{batch.undone:,} of {batch.saved:,} undone"
