"""What a YAML parser complains of, in words that a curator understands."""

from __future__ import annotations

import re

import yaml

from reviewer.articles.problem import Problem

_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_WORDS = (
    ("mapping values are not allowed", "a colon and a blank stand inside an unquoted text; put the text in quotes"),
    ("did not find expected key", "this line does not fit those above it: check its indent, and the quotes before it"),
    ("could not find expected ':'", "this line has no colon after its name, or a quote before it is not closed"),
    ("did not find expected '-' indicator", "this line does not fit the list above it: check its indent"),
    ("did not find expected ',' or ']'", "the list that begins with [ here is not closed with ]"),
    ("did not find expected ',' or '}'", "the group that begins with { here is not closed with }"),
    ("found unexpected end of stream", "the quoted text that begins here is never closed"),
    ("found unexpected document indicator", "the quoted text that begins here is never closed"),
    ("did not find expected node content", "a value is missing, or the list or group that begins here is not closed"),
    ("found unknown escape character", "a backslash is followed by a sign that has no meaning; write two backslashes"),
    ("found undefined tag handle", "a text that begins with ! must be put in quotes"),
    ("found undefined alias", "a text that begins with * must be put in quotes, or the name after it is unknown"),
    ("block sequence entries are not allowed", "a list item (-) cannot stand here; put it on a line of its own"),
    ("did not find expected alphabetic or numeric character", "a text that begins with & or * must be put in quotes"),
)
_AT_THE_OPENING = ("node content", "',' or ']'", "',' or '}'", "unexpected end", "unexpected document")


def problem_of(error: Exception, text: str) -> Problem:
    """The problem behind a parser's `error` in the front matter `text`; lines count from its first."""
    strange = _UNPRINTABLE.search(text)
    if strange is not None and isinstance(error, yaml.reader.ReaderError):
        line, column = place_of(text, strange.start())
        return Problem(f"there is a control character ({ord(strange.group()):#x}) in the front matter; take it out",
                       line, column)  # fmt: skip
    if isinstance(error, yaml.MarkedYAMLError):
        said = error.problem or str(error.context)
        mark = error.problem_mark or error.context_mark
        if error.context_mark is not None and any(part in said for part in _AT_THE_OPENING):
            mark = error.context_mark
        line, column = place_of(text, mark.index) if mark is not None else (1, 1)
        return Problem(_in_words(said, text, mark), line, column)
    return Problem(f"the front matter cannot be read: {' '.join(str(error).split())}")


def _in_words(said: str, text: str, mark: yaml.Mark | None) -> str:
    if "mapping values are not allowed" in said and mark is not None:
        line = text[: mark.index].rpartition("\n")[2]
        if line.startswith(" ") and ": " not in line:
            return "this line is indented further than the one above it; begin it where that one begins"
    for part, words in _WORDS:
        if part in said:
            return words
    if "cannot start any token" in said and mark is not None:
        sign = text[mark.index : mark.index + 1]
        if sign == "\t":
            return "a tab is used as indent; use blanks"
        return f"a text must not begin with “{sign}”; put it in quotes"
    return f"the front matter cannot be read: {said}"


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    before = re.split(r"\r\n|[\n\r]", text[:index])
    return len(before), len(before[-1]) + 1
