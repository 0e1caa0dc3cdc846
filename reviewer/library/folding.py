"""Spellings of text for finding it: without case and accents, and cut into words where a script has no spaces."""

import re
import unicodedata

# Kana, CJK ideographs (with extensions and compatibility forms), hangul: scripts in which a word is found by its
# characters, because no space parts one word from the next.
_UNSPACED = re.compile(
    "["
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
    "]"
)


def fold(text: str) -> str:
    """`text` for comparing without regard to case, accents and width: compatibility forms, no marks, casefolded."""
    if text.isascii():
        return text.lower()
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", bare.casefold())


def for_words(text: str) -> str:
    """`text` as the word index takes it: a space round each character of a script that is written without spaces."""
    if text.isascii():
        return text
    return _UNSPACED.sub(r" \g<0> ", unicodedata.normalize("NFC", text))
