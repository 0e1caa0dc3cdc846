"""What may follow at the cursor of a search text: fields, signs, states, words for dates, values in use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reviewer.library.search.dates import DATE_WORDS
from reviewer.library.search.fields import FLAGS, PARTS, QUERY_FIELDS, STATES, QueryField, query_field
from reviewer.library.search.folding import fold
from reviewer.library.search.path_values import InUse
from reviewer.library.search.spelling import in_quotes
from reviewer.library.search.tokens import Token, tokenize

MOST = 12
_FEW = 3
_FROM = 2
"""Characters from which a word without a field is looked for among topics and providers."""

ValuesInUse = Callable[[str, str, int], list[tuple[str, int]]]
"""Called with a field, how a word of the value begins, and how many are wanted; answers with values and counts."""

ValuesOfPath = Callable[[str, str, int], InUse]
"""The same of a field without a column, by its path."""

_COUNTED = ("provider", "domain", "topic", "category", "type")
_PLAIN = re.compile(r"[^\W_][\w./&'’-]*\Z")
_KINDS = {
    "words": "words in it",
    "name": "its name",
    "topic": "one of its topics",
    "number": "a number or a range",
    "date": "a date or a range",
    "flag": "yes or no",
    "part": "a part of it",
}
_STATE_WORDS = {
    "published": "is published",
    "unpublished": "is not published",
    "modified": "has edits that are not saved",
    "problem": "cannot be read",
    "conflict": "was changed by others, too",
    "reviewed": "has a review mark",
    "image": "has a picture",
    "related": "has related coverage",
    "body": "has text behind the front matter",
}
_SIGNS = ((">=", "at least"), ("<=", "at most"), (":20..40", "a range"), (":", "missing"))


@dataclass(frozen=True, slots=True)
class Place:
    """What is being typed: `text[start:end]` would be replaced. `field` is "" before a sign, else the field's name."""

    field: str
    sign: str
    typed: str
    start: int
    end: int
    in_group: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """`text` takes the place of what is typed; `note` says what it is or how many articles have it."""

    text: str
    note: str = ""
    goes_on: bool = False
    """A value follows it."""


def place_at(text: str, cursor: int) -> Place | None:
    """What is being typed at the cursor (characters from 0); None between two terms, in a phrase or a pattern."""
    heads: list[Token | None] = []
    for token in tokenize(text):
        if token.start >= cursor:
            return None
        if token.end >= cursor and token.kind not in ("not", "open", "close") and not token.is_pattern:
            head = heads[-1] if heads else None
            return _place(token, head, text, cursor)
        if token.kind in ("open", "group"):
            heads.append(token if token.kind == "group" else heads[-1] if heads else None)
        elif token.kind == "close":
            heads.pop()
    return None


def _place(token: Token, head: Token | None, text: str, cursor: int) -> Place | None:
    if token.kind == "group":
        return Place(token.name, token.operator, "", cursor, cursor, True) if token.end == cursor else None
    if token.quoted and token.closed and cursor == token.end:
        return None
    if token.kind == "field":
        opening = token.start + len(token.name) + len(token.operator)
        if cursor < opening:
            return Place("", "", text[token.start : cursor], token.start, token.end)
        typed = text[max(opening, token.value_start) : cursor]
        return Place(token.name, token.operator, typed, opening, token.end)
    typed = text[token.value_start : cursor]
    if head is not None:
        return Place(head.name, head.operator, typed, token.start, token.end, True)
    return None if token.quoted else Place("", "", typed, token.start, token.end)


def offers(place: Place, in_use: ValuesInUse, of_path: ValuesOfPath, paths: Iterable[str]) -> list[Offer]:
    """What could stand there, the likeliest first. `paths` are those of fields without columns."""
    found = _values(place, in_use, of_path) if place.field else _beginnings(place, in_use, paths)
    written = [offer for offer in found if offer.text != place.typed]
    return list(dict.fromkeys(written))[:MOST]


def _values(place: Place, in_use: ValuesInUse, of_path: ValuesOfPath) -> Iterator[Offer]:
    name, typed = place.field.casefold(), place.typed.casefold()
    field = query_field(name)
    known: Iterable[str] = ()
    if name in ("is", "has"):
        known = STATES if name == "is" else PARTS
    elif field is not None and field.kind == "flag":
        known = list(FLAGS)[::2]
    elif field is not None and field.kind == "date":
        known = DATE_WORDS
    elif field is not None and field.name in _COUNTED:
        yield from (Offer(quoted(value), f"{count:,}") for value, count in in_use(field.name, place.typed, MOST))
    elif field is None and place.sign in (":", "=", "!="):
        found = of_path(place.field, place.typed, MOST)
        often = "" if found.is_whole else "at least "
        yield from (Offer(quoted(value), f"{often}{count:,}") for value, count in found.values)
    yield from (Offer(word, _STATE_WORDS.get(word, "")) for word in known if word.startswith(typed))


def _beginnings(place: Place, in_use: ValuesInUse, paths: Iterable[str]) -> Iterator[Offer]:
    typed = fold(place.typed)
    yield from _signs(query_field(typed), place.typed)
    for field in QUERY_FIELDS:
        names = (field.name, *field.aliases)
        if any(name.casefold().startswith(typed) for name in names) and field.name.casefold() != typed:
            yield Offer(f"{field.name}:", _KINDS[field.kind], True)
    for name, words in (("is", STATES), ("has", PARTS)):
        if name.startswith(typed):
            yield Offer(f"{name}:", ", ".join(list(words)[:3]) + " …", True)
        if len(typed) >= _FROM:
            yield from (Offer(f"{name}:{word}", _STATE_WORDS[word]) for word in words if word.startswith(typed))
    if len(typed) >= _FROM:
        for name in ("topic", "provider"):
            counted = in_use(name, place.typed, _FEW)
            yield from (Offer(f"{name}:{quoted(value)}", f"{count:,}") for value, count in counted)
        own = (path for path in paths if query_field(path) is None and fold(path).startswith(typed))
        yield from (Offer(f"{path}:", "a field of the file", True) for path in own)


def _signs(field: QueryField | None, name: str) -> Iterator[Offer]:
    if field is None or field.kind not in ("number", "date"):
        return
    for sign, words in _SIGNS:
        if field.kind == "number" or ".." not in sign:
            yield Offer(f"{name}{sign}", f"{words}", sign in (">=", "<="))


def quoted(value: str) -> str:
    """A value as it is written in a search: in quotes where it needs them."""
    is_plain = _PLAIN.match(value) and value.casefold() not in ("or", "and") and not value.casefold().startswith("re:")
    return value if is_plain and ".." not in value else in_quotes(value)
