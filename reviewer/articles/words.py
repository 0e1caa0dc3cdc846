"""What differs between two texts, word by word, to show the new one beside the old."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

Kind = Literal["same", "old", "new"]
_MOST_CHARACTERS = 200_000
_MOST_PAIRS = 16_000_000
_BY_LETTER = "\u2e80-\u2fff\u3040-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that put no blanks between words."""
_SIGNS = "!-/:-@\\[-^`{-~\u00a1\u00ab\u00bb\u00bf\u2010-\u205e\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
_TOKEN = re.compile(rf"[^\s{_SIGNS}{_BY_LETTER}]+|[{_BY_LETTER}]|\s+|.", re.DOTALL)
_WORD = re.compile(rf"[^\s{_SIGNS}]")


def word_changes(old: str, new: str) -> list[tuple[Kind, str]]:
    """The pieces of both texts in order: "same" stands in both, "old" and "new" in one. None is empty.

    Where a word was replaced, the old one comes first. Of very long texts all is told as replaced.
    """
    if max(len(old), len(new)) > _MOST_CHARACTERS:
        return [("same", old)] if old == new else _pieces([("old", old), ("new", new)])
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    first = _alike(a, b)
    last = _alike(a[first:][::-1], b[first:][::-1])
    inner = _aligned(a[first : len(a) - last], b[first : len(b) - last])
    return _pieces(_readable([("same", "".join(a[:first])), *inner, ("same", "".join(a[len(a) - last :]))]))


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """How many tokens at the start are the same."""
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _aligned(a: list[str], b: list[str]) -> list[tuple[Kind, str]]:
    """A longest common sequence, found with a row of bits for each token of `b` (Hyyrö): always quick."""
    if len(a) * len(b) > _MOST_PAIRS:
        return [("old", "".join(a)), ("new", "".join(b))]
    places: dict[str, int] = {}
    for at, token in enumerate(a):
        places[token] = places.get(token, 0) | 1 << at
    all_bits = (1 << len(a)) - 1
    row, rows = all_bits, []
    for token in b:
        met = row & places.get(token, 0)
        row = ((row + met) | (row - met)) & all_bits
        rows.append(row)
    return list(_backwards(a, b, rows))[::-1]


def _backwards(a: list[str], b: list[str], rows: list[int]) -> Iterator[tuple[Kind, str]]:
    i, j = len(a), len(b)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
            yield "old", a[i]
            continue
        j -= 1
        if j and not rows[j - 1] >> (i - 1) & 1:
            yield "new", b[j]
        else:
            i -= 1
            yield "same", a[i]
    yield from (("new", token) for token in reversed(b[:j]))
    yield from (("old", token) for token in reversed(a[:i]))


def _readable(pieces: list[tuple[Kind, str]]) -> Iterator[tuple[Kind, str]]:
    """Blanks and signs that stayed between two changes are told with these, as nobody reads word by word otherwise."""
    runs = [(kind, "".join(text for _, text in group)) for kind, group in groupby(pieces, key=lambda piece: piece[0])]
    for at, (kind, text) in enumerate(runs):
        if kind == "same" and 0 < at < len(runs) - 1 and not _WORD.search(text):
            yield "old", text
            yield "new", text
        else:
            yield kind, text


def _pieces(parts: Iterator[tuple[Kind, str]] | list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Neighbours of a kind as one; between two that are the same all that is old before all that is new."""
    found: list[tuple[Kind, str]] = []
    for is_same, group in groupby(parts, key=lambda part: part[0] == "same"):
        members = list(group)
        kinds: tuple[Kind, ...] = ("same",) if is_same else ("old", "new")
        found += [(kind, "".join(text for each, text in members if each == kind)) for kind in kinds]
    return [(kind, text) for kind, text in found if text]
