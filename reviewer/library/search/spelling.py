"""Values as they are written in a search text, so that they are read back as they are."""

from __future__ import annotations

import re

from reviewer.library.search.tokens import Token

_CLOSING = {'"': '"', "“": "”", "„": "“"}
_SPECIAL = re.compile(r"[\\^$.|?*+(){}\[\]]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_EXPRESSION = re.compile(r're:"\^(.*)\$"\Z', re.DOTALL)


def in_quotes(value: str) -> str:
    """In the quotes that do not stand in it; a value with quotes of each kind as a regular expression for it alone."""
    if '"' not in value:
        return f'"{value}"'
    if "“" not in value and "”" not in value:
        return f"“{value}”"
    escaped = _SPECIAL.sub(r"\\\g<0>", value).replace('"', '\\"')
    return f're:"^{escaped}$"'


def only_value(written: str) -> str | None:
    """The value for which `in_quotes` wrote this expression; None for any other."""
    found = _EXPRESSION.match(written)
    value = _ESCAPED.sub(r"\1", found[1]) if found else ""
    return value if value and in_quotes(value) == written else None


def missing_quote(text: str, token: Token) -> str:
    """What closes the quoted value of a token at the end of a search text."""
    if token.closed:
        return ""
    is_escaping = token.is_pattern and (len(text) - len(text.rstrip("\\"))) % 2 == 1
    return "\\" * is_escaping + _CLOSING[text[token.value_start - 1]]
