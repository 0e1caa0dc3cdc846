"""Wildcards and regular expressions of a search text.

Patterns run in the `regex` library: unlike `re` it can be given a time, after which it gives up, and lets other
threads run meanwhile; without that, one pattern such as `(a+)+$` would hold the window for ever.
"""

from __future__ import annotations

import functools
import importlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviewer.articles.display import plain
from reviewer.library.search.folding import fold, is_unspaced, without_accents
from reviewer.library.search.tokens import QueryError, Token

if TYPE_CHECKING:
    import regex

LONGEST = 1_000
"""Characters of a pattern."""
_MOST_REPEATS = 10_000
_REPEAT = re.compile(r"\{(\d+)?(?:,(\d+)?)?\}")
_WILD = re.compile(r"[*?]")


@dataclass(frozen=True, slots=True)
class Found:
    """Both of the ways that a regular expression reads a text: as it is written, and without accents."""

    exact: regex.Pattern[str]
    bare: regex.Pattern[str] | None

    def any_of(self, texts: tuple[str, ...], seconds: float) -> bool:
        """Whether it is found in one of the texts. Raises TimeoutError."""
        for text in texts:
            shown = plain(text)
            if self.exact.search(shown, timeout=seconds, concurrent=True):
                return True
            if self.bare is not None and not shown.isascii():
                bare = without_accents(shown)
                if bare != shown and self.bare.search(bare, timeout=seconds, concurrent=True):
                    return True
        return False


def _engine() -> Any:
    """The library; few searches need it."""
    return importlib.import_module("regex")


@functools.lru_cache(64)
def compiled(pattern: str) -> Found:
    """A regular expression, whatever case and accents. Raises regex.error."""
    text = unicodedata.normalize("NFC", pattern)
    regex = _engine()
    flags = regex.IGNORECASE | regex.FULLCASE
    exact = regex.compile(text, flags)
    bare = text if text.isascii() else without_accents(text)
    is_class = not text.isascii() and "[" in text  # in which accents are likely to be what is looked for
    return Found(exact, None if is_class else regex.compile(bare, flags))


def pattern_of(token: Token) -> str:
    """The regular expression of a token. Raises QueryError at the character that is wrong."""
    pattern, start = token.value, token.value_start
    if not pattern:
        raise QueryError("re: wants a regular expression right after it", token.value_column, True)
    if len(pattern) > LONGEST:
        words = f"a regular expression has at most {LONGEST:,} characters"
        raise QueryError(words, min(start + LONGEST + 1, token.end))
    pattern = pattern.encode("utf-8", "replace").decode()
    if _repeats(pattern) > _MOST_REPEATS:
        raise QueryError(f"this repeats more than {_MOST_REPEATS:,} times", start + 1)
    try:
        compiled(pattern)
    except _engine().error as error:
        at = getattr(error, "pos", None) or 0
        words = f"this regular expression cannot be read: {getattr(error, 'msg', error)}"
        raise QueryError(words, min(start + min(at, len(pattern) - 1) + 1, token.end), at >= len(pattern)) from error
    except (RecursionError, OverflowError, MemoryError, ValueError) as error:
        raise QueryError("this regular expression is too much", start + 1) from error
    return pattern


def _repeats(pattern: str) -> int:
    """How often the smallest part is repeated at most, by numbers in braces."""
    times = 1
    for found in _REPEAT.finditer(pattern):
        times *= max(1, *(int(number[:9]) for number in found.groups() if number), 1)
        if times > _MOST_REPEATS:
            break
    return times


def has_wildcard(token: Token) -> bool:
    return not token.quoted and not token.is_pattern and _WILD.search(token.value) is not None


def wildcards_of(token: Token) -> str:
    """The value with its wildcards, folded. Raises QueryError for one that is longer than any name."""
    if len(token.value) > LONGEST:
        words = f"with * or ? in it a value has at most {LONGEST:,} characters"
        raise QueryError(words, min(token.value_start + LONGEST + 1, token.end))
    return folded_wildcards(token.value)


def folded_wildcards(text: str) -> str:
    """A value with wildcards, spelled as keys are; `*` and `?` stay what they are."""
    parts = re.split(r"([*?]+)", text.encode("utf-8", "replace").decode())
    return re.sub(r"\*+", "*", "".join(part if place % 2 else fold(part) for place, part in enumerate(parts)))


def as_glob(pattern: str) -> str:
    """Folded wildcards as GLOB of SQLite takes them."""
    return pattern.replace("[", "[[]").replace("\0", "?")


def word_pattern(wild: str) -> str:
    """Folded wildcards in a word as a regular expression for folded text, where the word index cannot tell: `*` and `?`
    stand for letters and digits."""
    pieces = {"*": r"\w*", "?": r"\w"}
    body = "".join(pieces.get(mark) or re.escape(mark) for mark in wild)
    if is_unspaced(wild):
        return body
    return rf"(?<!\w){body}(?!\w)"


def literal_pattern(text: str, is_whole: bool) -> str:
    """Folded text with the signs that stand in it, as a regular expression for folded text: from the beginning of a
    word, and to the end of one where it `is_whole`."""
    begins, ends = (text[at].isalnum() and not is_unspaced(text[at]) for at in (0, -1))
    return r"(?<!\w)" * begins + re.escape(text) + r"(?!\w)" * (is_whole and ends)


@functools.lru_cache(64)
def compiled_words(pattern: str) -> regex.Pattern[str]:
    words: regex.Pattern[str] = _engine().compile(pattern)
    return words


@functools.lru_cache(64)
def compiled_wildcards(pattern: str) -> re.Pattern[str]:
    """Folded wildcards for a whole value. Each `*` gives back nothing once the part behind it is found, so that no
    value takes longer than its length times that of the pattern."""
    parts = [re.escape(part).replace(r"\?", ".") for part in pattern.split("*")]
    first, rest = parts[0], parts[1:]
    if not rest:
        return re.compile(first + r"\Z", re.DOTALL)
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}\\Z", re.DOTALL)
