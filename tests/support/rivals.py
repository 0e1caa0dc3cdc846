"""Articles that two people edit at the same time, at random, and what must be in any merge of their work."""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import yaml

WORD = re.compile(r"\bw[bot]\d+")
TOPICS = ("AI", "Biology", "no", "память", "Machine Learning", "医療", "Ethics", "Chips")


@dataclass
class Sheet:
    """An article as one side has it: values, how each is spelled, the lines around them, and the body."""

    side: str
    luck: random.Random
    values: dict[str, Any] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    above: dict[str, list[str]] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    line_break: str = "\n"
    words: int = 0

    def word(self) -> str:
        self.words += 1
        return f"w{self.side}{self.luck.randrange(10**9)}"

    def of(self, side: str) -> Sheet:
        made = copy.deepcopy(self)
        made.side, made.luck = side, random.Random(self.luck.random())
        return made

    def text(self) -> bytes:
        lines = ["---"]
        for key in self.values:
            lines += [*self.above.get(key, []), *self._lines(key)]
        return self.line_break.join([*lines, "---", "", *self.body, ""]).encode()

    def _lines(self, key: str) -> list[str]:
        value, beside, quote = self.values[key], self.beside.get(key, ""), self.quotes.get(key, "")
        if isinstance(value, dict):
            return [f"{key}:{beside}", *(f"  {name}: {_spelled(item, quote)}" for name, item in value.items())]
        if key == "topics" and (quote or not value):
            return [f"{key}: [{', '.join(_spelled(item, quote) for item in value)}]{beside}"]
        if key == "topics":
            return [f"{key}:{beside}", *(f"  - {_spelled(item, quote)}" for item in value)]
        if isinstance(value, list):
            groups = [[f"    {name}: {_spelled(item, quote)}" for name, item in group.items()] for group in value]
            return [f"{key}:{beside}", *(line for group in groups for line in ["  -" + group[0][3:], *group[1:]])]
        if isinstance(value, str) and "\n" in value:
            return [f"{key}: |-{beside}", *(f"  {line}" for line in value.split("\n"))]
        return [f"{key}: {_spelled(value, quote)}{beside}"]


def _spelled(value: Any, quote: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    return f"{quote}{value}{quote}" if quote else f'"{value}"' if value == "no" or ":" in value else value


def article(luck: random.Random) -> Sheet:
    """What both sides begin with."""
    sheet = Sheet("b", luck)
    related = [
        {"title": sheet.word(), "webUrl": f"https://x.example/{at}", "quality": at} for at in range(luck.randrange(5))
    ]
    values: dict[str, Any] = {
        "category": "news", "title": f"{sheet.word()} at work", "excerpt": "\n".join(sheet.word() for _ in range(luck.randrange(1, 6))),
        "webUrl": "https://lab.example/1", "quality": luck.randrange(100), "heat": -1, "published": luck.random() < 0.5,
        "provider": {"name": sheet.word(), "domain": "lab.example"}, "topics": luck.sample(TOPICS, luck.randrange(5)),
        "related": related, "secured": "\n".join(sheet.word() * 3 for _ in range(luck.randrange(1, 7))), "layout": "wide",
    }  # fmt: skip
    sheet.values = {key: value for key, value in values.items() if value != [] and luck.random() < 0.9}
    for key in sheet.values:
        if luck.random() < 0.25:
            sheet.above[key] = [luck.choice(["", f"# {sheet.word()}"])]
        sheet.quotes[key] = luck.choice(["", "", "'", '"'])
    sheet.body = [luck.choice(["", sheet.word(), f"{sheet.word()} and more"]) for _ in range(luck.randrange(12))]
    sheet.line_break = luck.choice(["\n", "\n", "\n", "\r\n"])
    return sheet


def edit(sheet: Sheet, times: int) -> None:
    """Some things that one side does."""
    for _ in range(times):
        sheet.luck.choice(_DEEDS)(sheet)


def _set(sheet: Sheet) -> None:
    key = sheet.luck.choice(("title", "quality", "heat", "published", "category", "layout", "notes"))
    sheet.values[key] = {
        "quality": sheet.luck.randrange(100), "heat": sheet.luck.randrange(3), "published": sheet.luck.random() < 0.5,
    }.get(key, sheet.word())  # fmt: skip


def _remove(sheet: Sheet) -> None:
    sheet.values.pop(sheet.luck.choice(("category", "heat", "webUrl", "layout", "provider")), None)


def _set_inside(sheet: Sheet) -> None:
    if isinstance(sheet.values.get("provider"), dict):
        sheet.values["provider"][sheet.luck.choice(("name", "domain", "city"))] = sheet.word()
    if sheet.values.get("related"):
        sheet.luck.choice(sheet.values["related"])["quality"] = sheet.luck.randrange(100)


def _topic(sheet: Sheet) -> None:
    topics = sheet.values.get("topics", [])
    topic = sheet.luck.choice(TOPICS)
    if topic in topics:
        topics.remove(topic)
    else:
        topics.insert(sheet.luck.choice((0, len(topics), len(topics))), topic)
    sheet.values["topics"] = topics


def _relate(sheet: Sheet) -> None:
    related = sheet.values.get("related", [])
    related.append({"title": sheet.word(), "webUrl": f"https://x.example/{sheet.word()}"})
    sheet.values["related"] = related


def _secure(sheet: Sheet) -> None:
    lines = str(sheet.values.get("secured", "x")).split("\n")
    lines[sheet.luck.randrange(len(lines))] = sheet.word() * 3
    sheet.values["secured"] = "\n".join(lines)


def _respell(sheet: Sheet) -> None:
    key = sheet.luck.choice(list(sheet.values))
    if key != "secured":
        sheet.quotes[key] = sheet.luck.choice(["", "'", '"'])


def _remark(sheet: Sheet) -> None:
    key = sheet.luck.choice([key for key in sheet.values if key != "secured"])
    if sheet.luck.random() < 0.5:
        sheet.beside[key] = f"  # {sheet.word()}"
    else:
        sheet.above[key] = [*sheet.above.get(key, []), f"# {sheet.word()}"]


def _move(sheet: Sheet) -> None:
    keys = list(sheet.values)
    keys.insert(sheet.luck.randrange(len(keys)), keys.pop(sheet.luck.randrange(len(keys))))
    sheet.values = {key: sheet.values[key] for key in keys}


def _write(sheet: Sheet) -> None:
    at = sheet.luck.randrange(len(sheet.body) + 1)
    sheet.body[at : at + sheet.luck.randrange(2)] = [f"{sheet.word()} written"]


def _strike(sheet: Sheet) -> None:
    at = sheet.luck.randrange(len(sheet.body) + 1)
    sheet.body[at : at + 1] = []


_DEEDS = [_set, _set, _set, _remove, _set_inside, _set_inside, _topic, _topic, _relate, _secure, _respell, _remark, _move, _write, _write, _strike]  # fmt: skip


@dataclass(frozen=True)
class Rivals:
    """Three versions of a file."""

    base: bytes
    ours: bytes
    theirs: bytes

    @classmethod
    def at_work(cls, seed: int) -> Rivals:
        luck = random.Random(seed)
        base = article(luck)
        ours, theirs = base.of("o"), base.of("t")
        edit(ours, luck.randrange(1, 6))
        edit(theirs, luck.randrange(1, 6))
        if luck.random() < 0.1:
            luck.choice((ours, theirs)).line_break = luck.choice(("\n", "\r\n"))
        return cls(base.text(), ours.text(), theirs.text())

    def judge(self, merged: bytes, is_clean: bool) -> None:
        """Fails where a merge loses or mixes something of a side."""
        taken = [merged] if is_clean else [resolved(merged, 0), resolved(merged, 1)]
        if is_clean:
            assert not re.search(rb"^(<{7}|>{7}|={7}$)", merged, re.MULTILINE)
        for content in taken:
            self._judge_secured(content)
        for number, content in enumerate(taken):
            self._judge_values(content, None if is_clean else (self.ours, self.theirs)[number])
        self._judge_words(merged)
        base, ours, theirs, found = (b"\r" in content for content in (self.base, self.ours, self.theirs, merged))
        assert found == (theirs if ours == base else ours)
        assert merged.count(b"\r\n") == (merged.count(b"\n") if found else 0)

    def _judge_secured(self, content: bytes) -> None:
        assert secured(content) in (secured(self.ours), secured(self.theirs))

    def _judge_words(self, merged: bytes) -> None:
        """What a side wrote is there, unless the side that did not write it has taken its whole field out."""
        base, ours, theirs, found = (
            Counter(WORD.findall(text.decode())) for text in (self.base, self.ours, self.theirs, merged)
        )
        for side in (ours, theirs):
            lost = (side - base).keys() - found.keys()
            locked = WORD.findall(secured(self.ours).decode()) + WORD.findall(secured(self.theirs).decode())
            assert not lost - set(locked)

    def _judge_values(self, content: bytes, side: bytes | None) -> None:
        base, ours, theirs, result = map(values, (self.base, self.ours, self.theirs, content))
        own = values(side) if side is not None else {}
        for path in {*base, *ours, *theirs, *result}:
            b, o, t, r = (found.get(path) for found in (base, ours, theirs, result))
            if isinstance(r or o or t, frozenset):
                b, o, t, r = (found or frozenset() for found in (b, o, t, r))
                assert r == (b | (o - b) | (t - b)) - (b - o) - (b - t) or (
                    side is not None and r == (own.get(path) or frozenset())
                )
            elif o == b or t in (b, o):
                assert r == (t if o == b else o) or (side is not None and r == own.get(path)), path
            else:
                assert side is not None, f"{path} clashes"
                assert r == own.get(path), path


def resolved(merged: bytes, side: int) -> bytes:
    """The merge with one side taken between all markers, 0 for ours; fails where markers are not well formed."""
    out, place = [], -1
    for line in merged.splitlines(keepends=True):
        marker = re.match(rb"(<{7} ours|\|{7} base|={7}|>{7} theirs)\r?\n?\Z", line)
        if marker is None:
            assert not re.match(rb"<{7}|>{7}", line)
            out += [line] if place in (-1, side) else []
        elif marker[1].startswith(b"<"):
            assert place == -1
            place = 0
        elif marker[1].startswith(b"|"):
            assert place == 0
            place = 2
        elif marker[1].startswith(b"="):
            assert place in (0, 2)
            place = 1
        else:
            assert place == 1
            place = -1
    assert place == -1
    return b"".join(out)


def _front(content: bytes) -> bytes:
    return re.split(rb"^---\r?\n", content, maxsplit=2, flags=re.MULTILINE)[1]


def secured(content: bytes) -> bytes:
    """The lines of the locked field, as they are."""
    found = re.search(rb"^secured:.*\n(?:  .*\n)*", _front(content), re.MULTILINE)
    return found[0].replace(b"\r\n", b"\n") if found else b""


def values(content: bytes) -> dict[tuple[str, ...], Any]:
    """Each field by its path; topics as a set, related articles by their address."""
    found: dict[tuple[str, ...], Any] = {}
    for key, value in (yaml.load(_front(content), Loader=yaml.CBaseLoader) or {}).items():
        if key == "topics":
            found[(key,)] = frozenset(value)
        elif key == "related":
            for group in value:
                found |= {(key, group["webUrl"], name): item for name, item in group.items()}
        elif isinstance(value, dict):
            found |= {(key, name): item for name, item in value.items()}
        elif key != "secured":
            found[(key,)] = value
    return found
