"""Spell a value as YAML, in the style of the text around it, so that YAML 1.1 and 1.2 read the same from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewer.articles.front_matter import resolve
from reviewer.articles.problem import Refusal
from reviewer.articles.values import Timestamp, Value

_CORE_1_2 = re.compile(
    r"(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\d+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z"
)
_WORDS_OF_SOME_READERS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"))
_NUMBER_LIKE = re.compile(r"[-+.]?\d[-+\d.,:_ eEoOxXTtZz]*\Z")
_NEEDS_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0", "\x85": "\\N",
            "\u2028": "\\L", "\u2029": "\\P"}  # fmt: skip
_PLAIN_FIRST = "_/(.+$€£§°©®«„“‚‘¿¡…"


@dataclass(frozen=True)
class Style:
    """How the text around a value is spelled.

    `quote` is the sign of the scalar that is replaced or of its siblings ("" for none), `other_quote` the one used
    where `quote` will not do, `flag` a boolean of the same file as it is spelled (only its case is taken: `yes` is a
    boolean to some readers and a text to others), `indent` the column of the key or
    dash that holds the value, `step` the indent of a map in a map, `list_step` that of a list in a map.
    """

    quote: str = ""
    other_quote: str = '"'
    flag: str = "true"
    indent: int = 0
    step: int = 2
    list_step: int = 2
    line_break: str = "\n"
    in_flow: bool = False
    header_comment: str = ""


def is_plain(text: str, in_flow: bool = False) -> bool:
    """Whether every reader of YAML takes `text`, without quotes, for this very text."""
    if not text or not (text[0].isalnum() or text[0] in _PLAIN_FIRST) or text[-1] in " :\t":
        return False
    if _NEEDS_ESCAPE.search(text.replace('"', "").replace("\\", "")) or ": " in text or " #" in text or ":\t" in text:
        return False
    if in_flow and any(sign in text for sign in ",[]{}"):
        return False
    if text.lower() in _WORDS_OF_SOME_READERS or text.startswith(("---", "...")):
        return False
    return resolve(text) == "str" and not _CORE_1_2.match(text) and not _NUMBER_LIKE.match(text)


def double_quoted(text: str) -> str:
    return '"' + _NEEDS_ESCAPE.sub(lambda found: _escape(found.group()), text) + '"'


def _escape(sign: str) -> str:
    if 0xD800 <= ord(sign) <= 0xDFFF:
        raise Refusal("the text holds half a character, which cannot be written to a file")
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"


def single_quoted(text: str) -> str | None:
    """The text in single quotes; None where only double quotes can hold it."""
    if _NEEDS_ESCAPE.search(text.replace('"', "").replace("\\", "")):
        return None
    return "'" + text.replace("'", "''") + "'"


def _block(text: str, style: Style) -> str | None:
    """The text as a block scalar of the style's sign, None where that cannot hold it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    odd = _NEEDS_ESCAPE.search(body.replace('"', "").replace("\\", "").replace("\n", "").replace("\t", ""))
    if style.in_flow or odd or not body.strip() or body.endswith(("\n", " ")) or lines[0][:1] in ("", " ", "\t"):
        return None
    if any(line and not line.strip() for line in lines):
        return None
    if style.quote == ">":
        if any(line[:1] in (" ", "\t") or line.endswith(" ") for line in lines):
            return None
        lines = re.sub(r"\n+", lambda breaks: breaks.group() + "\n", body).split("\n")
    pad = " " * (style.indent + style.step)
    header = style.quote + ("" if text.endswith("\n") else "-") + style.header_comment
    return header + "".join(style.line_break + (pad + line if line else "") for line in lines)


def spellings(value: Value, style: Style) -> Iterator[str]:
    """Ways to spell a scalar, the best first; the last always holds. Raises Refusal for what YAML cannot hold."""
    if not isinstance(value, str) or isinstance(value, Timestamp):
        yield _spell_other(value, style) + style.header_comment
        return
    if style.quote in ("|", ">") and (block := _block(value, style)) is not None:
        yield block
    quotes = (style.quote, style.other_quote, '"')
    for quote in quotes:
        if quote == "" and is_plain(value, style.in_flow):
            yield value + style.header_comment
        elif quote == "'" and (single := single_quoted(value)) is not None:
            yield single + style.header_comment
        elif quote == '"':
            yield double_quoted(value) + style.header_comment


def _spell_other(value: Value, style: Style) -> str:
    if isinstance(value, bool):
        spelled = "true" if value else "false"
        if style.flag.isupper():
            return spelled.upper()
        return spelled.capitalize() if style.flag[:1].isupper() else spelled
    if value is None:
        return "null" if style.in_flow else "~"
    if isinstance(value, Timestamp):
        if resolve(value) != "timestamp":
            raise Refusal(f"“{value}” is no date")
        return value
    if isinstance(value, float):
        if value != value or abs(value) == float("inf"):
            raise Refusal("this is no number")
        text = repr(value)
        return text if "e" not in text or "." in text else text.replace("e", ".0e")
    return str(value)


def spell_flow(value: Value, style: Style) -> str:
    """Any value on one line: lists in [ ], maps in { }."""
    style = replace(style, in_flow=True, header_comment="", quote="" if style.quote in "|>" else style.quote)
    if isinstance(value, list):
        return "[" + ", ".join(spell_flow(item, style) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{spell_key(key, True)}: {spell_flow(item, style)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return next(spellings(value, style))


def spell_key(key: str, in_flow: bool = False) -> str:
    return key if is_plain(key, in_flow) and ":" not in key else double_quoted(key)


def spell_after_key(value: Value, style: Style) -> str:
    """What follows `key:` in block style, for a key at the column `style.indent`: ` value`, or lines of their own."""
    if isinstance(value, list) and value:
        column = style.indent + style.list_step
        inner = replace(style, indent=column)
        return "".join(f"{style.line_break}{' ' * column}-{spell_after_dash(item, inner)}" for item in value)
    if isinstance(value, dict) and value:
        column = style.indent + style.step
        inner = replace(style, indent=column)
        return "".join(style.line_break + " " * column + line for line in _map_lines(value, inner))
    return " " + _spell_leaf(value, style)


def spell_after_dash(value: Value, style: Style) -> str:
    """What follows the dash of a list item, for a dash at the column `style.indent`."""
    if isinstance(value, dict) and value:
        inner = replace(style, indent=style.indent + 2)
        return " " + (style.line_break + " " * inner.indent).join(_map_lines(value, inner))
    if isinstance(value, list) and value:
        return " " + spell_flow(value, style)
    return " " + _spell_leaf(value, style)


def _map_lines(value: dict[str, Value], style: Style) -> list[str]:
    return [f"{spell_key(key)}:{spell_after_key(item, style)}" for key, item in value.items()]


def _spell_leaf(value: Value, style: Style) -> str:
    return spell_flow(value, style) if isinstance(value, list | dict) else next(spellings(value, style))
