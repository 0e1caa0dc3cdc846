"""The values that front matter holds, and the paths that lead to them."""

from __future__ import annotations

import enum
import re
from typing import Final


class Timestamp(str):
    """A date or time as it is spelled in the file, written without quotes."""

    __slots__ = ()


Scalar = None | bool | int | float | str
Value = Scalar | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


class Missing(enum.Enum):
    """In the place of a value where there is none."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING

_STEP = re.compile(
    r'(?P<dot>\.)?(?:"(?P<quoted>(?:[^"\\]|\\.)*)"'
    r'|(?P<key>[^.\[\]"=<>\s][^.\[\]"=]*?)(?=[.\[]|\Z)'
    r"|\[(?P<index>\d{1,9})\])",
    re.DOTALL,
)
_PLAIN_KEY = re.compile(r'[^.\[\]"=<>\s\\][^.\[\]"=]*(?<!\s)\Z')


def parse_path(text: str) -> Path:
    """`related[2].quality` as ("related", 2, "quality"); a key with a dot stands in quotes: `"a.b".c`.

    Raises ValueError, in words, for what is no path.
    """
    steps: list[str | int] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        wants_dot = bool(steps) and found is not None and found["index"] is None
        if found is None or (found["dot"] is not None) != wants_dot:
            raise ValueError(f"“{text}” is no field: character {at + 1} was not expected")
        if found["index"] is not None:
            if not steps:
                raise ValueError(f"“{text}” is no field: a number in brackets needs a name before it")
            steps.append(int(found["index"]))
        elif found["quoted"] is not None:
            steps.append(re.sub(r"\\(.)", r"\1", found["quoted"]))
        else:
            steps.append(found["key"])
        at = found.end()
    if not steps:
        raise ValueError("a field needs a name")
    return tuple(steps)


def spell_path(path: Path) -> str:
    """The text that `parse_path` reads as this path."""
    out = ""
    for step in path:
        if isinstance(step, int):
            out += f"[{step}]"
        else:
            plain = _PLAIN_KEY.match(step)
            quoted = step.replace("\\", "\\\\").replace('"', '\\"')
            out += ("." if out else "") + (step if plain else f'"{quoted}"')
    return out
