"""The views that somebody keeps to oneself, as the window has left them in its settings."""

from __future__ import annotations

import json
import re

from reviewer.library.home import Home
from reviewer.library.views import View, views_kept

_ESCAPED = re.compile(r"\\(?:x([0-9a-fA-F]{1,6})|(.))", re.DOTALL)
_MARKS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}


def own_views(home: Home) -> tuple[View, ...]:
    """For every collection, in the order of the window; what cannot be read is left out."""
    try:
        texts = json.loads(_unquoted(home.setting("views", "saved")))
    except ValueError:
        return ()
    return views_kept(text for text in texts if isinstance(text, str)) if isinstance(texts, list) else ()


def _unquoted(text: str) -> str:
    """A text as Qt spells it in its settings."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else _MARKS.get(found[2], found[2]), text)
