"""The search text that a filter is added to: all that is written in the search field, as far as it can be kept."""

from __future__ import annotations

from reviewer.library.search.query import QueryError, parse
from reviewer.library.search.rewording import closed
from reviewer.session.events import Message
from reviewer.session.session import Session
from reviewer.ui import style


def present_text(session: Session) -> str:
    """What is written, with the quote and the parentheses that are missing at its end; else what is listed."""
    written, asked = session.query_text, session.asked_text
    whole = closed(written.strip())
    if written == asked or whole == written.strip():
        return asked
    try:
        parse(whole)
    except QueryError:
        return asked
    return whole


def search(session: Session, text: str) -> None:
    """Search for a text that a filter was put into, and say if that takes the place of what was written."""
    written = session.query_text
    is_lost = written != session.asked_text and present_text(session) == session.asked_text
    session.search(text)
    if is_lost:
        words = f"“{style.cut(written.strip(), 60)}” was not understood, and has made way for the filter"
        session.told.emit(Message(words, "warning", about="search"))
