"""Spellings of text for finding it: without case and accents, and cut into words where a script has no spaces."""

import re
import unicodedata

# Kana, CJK ideographs (with extensions and compatibility forms), hangul, Thai, Lao, Burmese, Khmer: scripts in which a
# word is found by its characters, because no space parts one word from the next.
_UNSPACED = re.compile(
    "["
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3"
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
    "]"
)
# Accents, and the points of Hebrew and Arabic, which readers leave out. The marks of other scripts are letters to them:
# a kana with a voiced mark, an Indian or Thai vowel sign.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f]+"
)
_PLAIN_LETTERS = dict(
    zip("ıøłđðħŧæœþ’‘ʼ", ("i", "o", "l", "d", "d", "h", "t", "ae", "oe", "th", "'", "'", "'"), strict=True)
)
_OTHER_LETTERS = re.compile(f"[{''.join(_PLAIN_LETTERS)}]")
_MOST_WORDS, _LONGEST_WORD = 20_000, 30


def fold(text: str) -> str:
    """`text` for comparing without regard to case, accents and width: compatibility forms, no accents, casefolded."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return unicodedata.normalize("NFC", _OTHER_LETTERS.sub(lambda found: _PLAIN_LETTERS[found[0]], bare))


def without_accents(text: str) -> str:
    """`text` in the case it has, without accents."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def for_words(text: str) -> str:
    """`text` as the word index takes it, which does not mind the case of ASCII: other words folded, a space round each
    character of a script that is written without spaces."""
    if text.isascii():
        return text
    return " ".join(map(_words.__getitem__, text.split(" ")))


class _Words(dict[str, str]):
    """What `for_words` makes of a word: no space changes what stands before or behind it, and words come again."""

    def __missing__(self, word: str) -> str:
        found = word if word.isascii() else _UNSPACED.sub(r" \g<0> ", fold(word))
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[word] = found
        return found


_words = _Words()


def is_unspaced(text: str) -> bool:
    """Whether there is a character in it that is a word of its own in the word index."""
    return not text.isascii() and _UNSPACED.search(text) is not None
