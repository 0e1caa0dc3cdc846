"""Articles to measure with: of the usual shape and size, each with all the usual fields, a few spelled unusually."""

from __future__ import annotations

import base64
import random
from pathlib import Path

WORDS = [
    "harbour",
    "glacier",
    "protein",
    "battery",
    "orchard",
    "satellite",
    "bridge",
    "senate",
    "reef",
    "vaccine",
    "language",
    "robot",
    "naïve",
    "医療",
    "память",
]
TOPICS = ["AI", "Climate", "Energy", "Machine Learning", "Oceans", "Policy", "Public Health", "Robotics", "Space"]
PROVIDERS = [
    ("Northern Courier", "northerncourier.example"),
    ("Lab Notes", "labnotes.example"),
    ("The Ledger", "ledger.example"),
]


def make_articles(folder: Path, count: int, seed: int = 1, unusual: float = 0.05) -> list[Path]:
    """Writes unpublished articles to FOLDER/YEAR/MONTH/; the same arguments always write the same bytes.

    A share of `unusual` ones has Windows line ends, flow lists, block scalars, comments or other quotes.
    """
    chance = random.Random(seed)
    made = []
    for number in range(count):
        place = folder / str(2016 + number % 8) / f"{1 + number // 8 % 12:02}"
        place.mkdir(parents=True, exist_ok=True)
        text = _article(chance, number)
        if chance.random() < unusual:
            text = chance.choice(_UNUSUAL)(text)
        path = place / f"{'-'.join(chance.choices(WORDS[:12], k=4))}-{number}.md"
        path.write_bytes(text.encode())
        made.append(path)
    return made


def _sentence(chance: random.Random, words: int = 12) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def _story(chance: random.Random, number: int) -> list[str]:
    name, domain = chance.choice(PROVIDERS)
    return [
        f'title: "{_sentence(chance, 7)}"',
        f'excerpt: "{". ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))}."',
        f"publishedDateTime: 20{chance.randint(16, 23)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}T08:10:00Z",
        f'webUrl: "https://{domain}/{number}/{"-".join(chance.choices(WORDS[:12], k=6))}"',
        "type: article",
        f"quality: {chance.randint(0, 100)}",
        "provider:",
        f"  name: {name}",
        f"  domain: {domain}",
        "images:",
        f'  - url: "https://img.{domain}/{number}.jpg"',
        "    width: 1200",
        "    height: 800",
        f"    isCached: {chance.choice(['true', 'false'])}",
    ]


def _article(chance: random.Random, number: int) -> str:
    lines = ["---", f"category: {chance.choice(['news', 'research'])}", *_story(chance, number)]
    lines += [f"heat: {chance.randint(-1, 90)}", "published: false", "topics:"]
    lines += [f"  - {topic}" for topic in chance.sample(TOPICS, chance.randint(1, 5))]
    lines.append("related:")
    for other in range(chance.randint(1, 3)):
        first, *rest = _story(chance, other)
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    secured = base64.b64encode(chance.randbytes(chance.randint(300, 900))).decode()
    lines += [f'secured: "{secured}"', "---", ""]
    lines += [_sentence(chance, 40) + "." for _ in range(chance.randint(0, 4))]
    return "\n".join(lines) + "\n"


def _flow(text: str) -> str:
    before, _, rest = text.partition("topics:\n")
    lines = rest.split("\n")
    count = next(at for at, line in enumerate(lines) if not line.startswith("  - "))
    return f"{before}topics: [{', '.join(line[4:] for line in lines[:count])}]\n" + "\n".join(lines[count:])


_UNUSUAL = [
    lambda text: text.replace("\n", "\r\n"),
    _flow,
    lambda text: text.replace("type: article\n", "note: |\n  two\n  lines\ntype: article  # as delivered\n", 1),
    lambda text: text.replace("category: news", "category: 'news'").replace("heat:", "# set by the feed\nheat:"),
    lambda text: text.replace("\n  - ", "\n-   ").replace("---\n", "--- \n", 1),
]
