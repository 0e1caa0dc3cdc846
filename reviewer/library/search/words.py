"""What a word, or words in quotes, of a search text mean."""

from __future__ import annotations

import re
import unicodedata

from reviewer.articles.display import plain
from reviewer.library.search.fields import QueryField
from reviewer.library.search.folding import fold, is_unspaced
from reviewer.library.search.patterns import has_wildcard, literal_pattern, pattern_of, wildcards_of, word_pattern
from reviewer.library.search.tokens import Token
from reviewer.library.search.tree import EVERYTHING, All, Node, Pattern, Wildcards, Words

_SIGNS = frozenset("#%&@§")
"""Marks that belong to a word, as all symbols do: `C#`, `R&D`, `C++`. Others part words."""


def words(token: Token, column: str = "", field: QueryField | None = None) -> Node:
    """A search for words. Signs, of which the word index knows nothing, are looked for in the texts themselves."""
    if token.is_pattern:
        return Pattern(pattern_of(token), field, column=token.value_column)
    text = token.value
    is_whole = token.quoted and token.closed
    if has_wildcard(token):
        wild = wildcards_of(token)
        text = text.rstrip("*")
        if "*" in text or "?" in text:
            return _wild(token, wild, column, field)
    if _is_nothing(token, text, column):
        return EVERYTHING
    shown = plain(text.encode("utf-8", "replace").decode())
    key = fold(shown)
    if shown and not _has_letters(shown):
        is_folded = bool(key.strip()) and not _has_letters(key)
        return Pattern(re.escape(key if is_folded else shown), field, is_folded, column=0)
    if not any(map(_is_sign, key)):
        return Words(text, is_whole, column)
    indexed = Words(
        shown, is_whole or unicodedata.category(key[-1])[0] in "PS", column
    )  # behind a sign no word goes on
    return All((indexed, Pattern(literal_pattern(key, is_whole), field, True, column=0)))


def _wild(token: Token, wild: str, column: str, field: QueryField | None) -> Node:
    text = token.value
    if not text.strip("*?"):
        return EVERYTHING
    if is_unspaced(text) or not re.fullmatch(r"[\w*?]+", text) or "_" in text:
        return Pattern(word_pattern(wild), field, True, token.value_column)
    return Wildcards(wild, column)


def _is_nothing(token: Token, text: str, column: str) -> bool:
    """What no text could hold, a lone wildcard, and a `-` behind which something is about to be typed."""
    is_begun = text == "-" and not token.quoted and not column
    return is_begun or says_nothing(text)


def says_nothing(text: str) -> bool:
    """Whether there are only blanks in it, and what is seen with other marks only."""
    return not any(unicodedata.category(mark)[0] in "LNPS" or _is_private(mark) for mark in text)


def _has_letters(text: str) -> bool:
    """Whether the word index holds a part of it: of what is for private use, only what has a place of four digits."""
    return any(unicodedata.category(mark)[0] in "LN" or (_is_private(mark) and mark < "\U00010000") for mark in text)


def _is_private(mark: str) -> bool:
    return unicodedata.category(mark) == "Co"


def _is_sign(mark: str) -> bool:
    return mark in _SIGNS or unicodedata.category(mark)[0] == "S"
