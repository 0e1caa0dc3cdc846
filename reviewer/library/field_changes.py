"""What differs between two versions of an article, field by field, as texts to be shown."""

from reviewer.articles.display import value_text
from reviewer.articles.merging import Clash, differences
from reviewer.articles.problem import Problem
from reviewer.articles.values import Missing, Value
from reviewer.library.change_rows import LONGEST_TEXT, FieldChange

_LONGEST_IN_WORDS = 60
"""Characters of a value that stands in a sentence."""


def field_changes(before: bytes, after: bytes, name: str = "") -> tuple[FieldChange, ...]:
    """The fields that changed; none where one of the versions cannot be read."""
    try:
        found = differences(before, after, name)
    except Problem:
        return ()
    return tuple(FieldChange(one.path, shown_value(one.old), shown_value(one.new)) for one in found)


def shown_value(value: Value | Missing) -> str | None:
    """A value as a text that is not too long to be shown; None where it is missing."""
    text = value_text(value)
    return text if text is None or len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def clash_words(clash: Clash) -> str:
    """Why an edit cannot be saved: "quality is 30 in the file by now, yours is 80"."""
    return f"{clash.path} is {in_words(clash.theirs)} in the file by now, yours is {in_words(clash.mine)}"


def in_words(value: Value | Missing) -> str:
    """A value as it stands in a sentence."""
    text = value_text(value)
    if text is None:
        return "missing"
    if isinstance(value, str | list):
        text = f"“{text if len(text) <= _LONGEST_IN_WORDS else text[: _LONGEST_IN_WORDS - 1] + '…'}”"
    return text
