"""Front matters that are made to keep a reader busy: each edit is made or refused in bounded time."""

from typing import Any

import pytest

from reviewer.articles import items
from reviewer.articles.draft import Draft
from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import AddItem, Edit, RemoveItem, SetValue
from reviewer.articles.front_matter import MAX_NODES
from reviewer.articles.problem import Refusal

TOPICS = ("topics",)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read while editing, each of which takes time."""
    found: list[str] = []
    of = Draft.of

    def counted(text: str, *rest: Any, **more: Any) -> Draft:
        found.append(text)
        return of(text, *rest, **more)

    monkeypatch.setattr(Draft, "of", staticmethod(counted))
    return found


def edited(front: str, edit: Edit) -> str:
    made = apply_edits(f"---\n{front}---\nBody\n".encode(), [edit]).decode()
    assert made.startswith("---\n")
    assert made.endswith("---\nBody\n")
    return made[4:-9]


def test_a_key_beyond_the_limit_is_refused_at_once(readings: list[str]) -> None:
    front = "".join(f"k{number}: v\n" for number in range((MAX_NODES - 1) // 2))
    with pytest.raises(Refusal, match="more than 200,000 values"):
        edited(front, SetValue(("quality",), 80))
    assert len(readings) == 2


@pytest.mark.parametrize("item", ["- AI\n", "  - AI\n", "-   AI # c\n"])
def test_a_topic_that_stands_there_very_often(readings: list[str], item: str) -> None:
    front = f"title: x\ntopics:\n{'- B' if item[0] == '-' else '  - B'}\n{item * 3000}"
    assert edited(front, RemoveItem(TOPICS, "AI")) == "title: x\ntopics:\n" + front.split("\n")[2] + "\n"
    assert len(readings) < 5


def test_nothing_but_one_topic_very_often(readings: list[str]) -> None:
    assert edited("topics:\n" + "- AI\n" * 3000 + "heat: 1\n", RemoveItem(TOPICS, "AI")) == "topics: []\nheat: 1\n"
    assert edited("topics: [ " + "AI, " * 3000 + "]\n", RemoveItem(TOPICS, "AI")) in ("topics: [ ]\n", "topics: []\n")
    assert len(readings) < 12


def test_a_long_list_becomes_another(readings: list[str]) -> None:
    front = "topics:\n" + "".join(f"  - t{number}\n" for number in range(3000))
    wanted = [f"n{number}" for number in range(3000)]
    assert edited(front, SetValue(TOPICS, list(wanted))) == front.replace("- t", "- n")
    assert edited(front, SetValue(TOPICS, ["t7", "no"])) == 'topics:\n  - t7\n  - "no"\n'
    assert len(readings) < 20


@pytest.mark.parametrize("gone", [[0], [0, 1, 2], [5], [2999], [0, 2, 4], [1, 3, 2998, 2999]])
@pytest.mark.parametrize("front", [
    "topics:\n" + "".join(f"- t{number}  # {number}\n\n" for number in range(40)) + "# end\nheat: 1\n",
    "topics: [" + ",  ".join(f"t{number}" for number in range(40)) + " ]  # all\nheat: 1\n",
    "topics: [\n" + ",\n".join(f'    "t{number}"' for number in range(40)) + ",\n  ]\nheat: 1\n",
])  # fmt: skip
def test_many_at_once_are_as_many_one_by_one(front: str, gone: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    gone = [at for at in gone if at < 40] + list(range(10, 38))
    keep: list[str] = [f"t{at}" for at in range(40) if at not in gone]
    at_once = edited(front, SetValue(TOPICS, list(keep)))
    monkeypatch.setattr(items, "_ONE_BY_ONE", 100)
    assert edited(front, SetValue(TOPICS, list(keep))) == at_once


def test_a_first_item_that_shares_its_line() -> None:
    front = "x:\n- - a\n" + "  - a\n" * 30 + "  - b\n"
    assert edited(front, RemoveItem(("x", 0), "a")) == "x:\n- - b\n"
    assert edited(front, AddItem(("x", 0), "c")) == front + "  - c\n"
