"""Lines of a front matter's text, broken where YAML breaks them."""

from __future__ import annotations

import re

_RARE_BREAKS = "\r\x85\u2028\u2029"
_BREAKS = f"\n{_RARE_BREAKS}"
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_BEFORE = re.compile(f"[^{_BREAKS}]*\\Z")
_REST = re.compile(f"[^{_BREAKS}]*(?:\r\n|[{_BREAKS}])?")


def line_start(text: str, at: int) -> int:
    """Where the line begins in which the character at `at` stands."""
    start = text.rfind("\n", 0, at) + 1
    return max(start, *(text.rfind(sign, start, at) + 1 for sign in _RARE_BREAKS))


def line_end(text: str, at: int) -> int:
    """Where the next line begins, or the end of the text."""
    found = _REST.match(text, at)
    return found.end() if found else len(text)


def column(text: str, at: int) -> int:
    return at - line_start(text, at)


def line_break_before(text: str, at: int, otherwise: str = "\n") -> str:
    """The break that ends the line before `at`, as the text around it has it."""
    if text[:at].endswith("\r\n"):
        return "\r\n"
    if at and text[at - 1] in "\n\r":
        return text[at - 1]
    found = _BREAK.search(text)
    return found.group() if found and found.group() in ("\n", "\r\n", "\r") else otherwise


def ends_in_break(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _BREAKS


def skip_blank_lines(text: str, at: int) -> int:
    """The begin of the first line at or after `at` that holds more than blanks."""
    while at < len(text):
        end = line_end(text, at)
        if text[at:end].strip():
            return at
        at = end
    return at
