"""What differs between two texts, word by word."""

from itertools import pairwise

import pytest
from documents import words
from hypothesis import given
from hypothesis import strategies as st

from reviewer.articles.words import word_changes

CASES = {
    "a word replaced": ("the quick fox", "the slow fox", "the [quick|slow] fox"),
    "words side by side": ("the quick brown fox", "the slow red fox", "the [quick brown|slow red] fox"),
    "a word more": ("a b", "a x b", "a [|x ]b"),
    "a word less": ("a b c", "a c", "a [b |]c"),
    "blanks": ("a  b", "a b", "a[  | ]b"),
    "signs": ("say “no”.", "say “yes”!", "say “[no”.|yes”!]"),
    "a part of a number": ("80", "81", "[80|81]"),
    "Chinese": ("新しい医療画像の研究", "新しい画像の研究です", "新しい[医療|]画像の研究[|です]"),
    "signs that belong to letters": ("नमस्ते दुनिया", "नमस्कार दुनिया", "[नमस्ते|नमस्कार] दुनिया"),
    "an emoji of parts": ("👩🏽\u200d🔬 a", "👩\u200d🔬 a", "[👩🏽\u200d🔬|👩\u200d🔬] a"),
    "nothing before": ("", "a b", "[|a b]"),
    "nothing left": ("a b", "", "[a b|]"),
    "the same": ("a b", "a b", "a b"),
    "nothing": ("", "", ""),
}  # fmt: skip


def spelled(old: str, new: str) -> str:
    """`[old|new]` where they differ."""
    out = ""
    for kind, text in word_changes(old, new):
        if kind == "same":
            out += text
        elif kind == "old":
            out += f"[{text}|]"
        else:
            out = f"{out[:-1]}{text}]" if out.endswith("|]") else f"{out}[|{text}]"
    return out


@pytest.mark.parametrize("name", CASES)
def test_the_new_beside_the_old(name: str) -> None:
    old, new, wanted = CASES[name]
    assert spelled(old, new) == wanted


texts = st.lists(words | st.sampled_from([" ", " ", ", ", "a", "b", "の"]), max_size=30).map("".join)


@given(texts, texts)
def test_both_texts_can_be_read_from_it(old: str, new: str) -> None:
    found = word_changes(old, new)
    assert "".join(text for kind, text in found if kind != "new") == old
    assert "".join(text for kind, text in found if kind != "old") == new
    assert all(text for _, text in found)
    assert all(a[0] != b[0] for a, b in pairwise(found))


def test_texts_of_any_length() -> None:
    assert word_changes("a b " * 2_500_000, "c d " * 2_500_000) == [
        ("old", "a b " * 2_500_000),
        ("new", "c d " * 2_500_000),
    ]
    old, new = "a " * 40_000 + "x", "b " * 40_000 + "x"
    assert word_changes(old, new) == [("old", "a " * 39_999 + "a"), ("new", "b " * 39_999 + "b"), ("same", " x")]
