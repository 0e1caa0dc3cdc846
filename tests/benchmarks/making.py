"""Articles to measure with: invented, of the usual shape and size, each with the usual fields, a few spelled unusually.

The words of their texts come as often as words of a language do: a few all the time, most of many thousand seldom.
"""

from __future__ import annotations

import base64
import functools
import itertools
import random
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1000
"""Articles that are made from one seed, so that any part of a corpus can be made by itself."""
_PLAIN = (
    "harbour glacier protein battery orchard satellite bridge senate reef vaccine language robot chip tumour library "
    "river lantern market tram mountain senator garden museum island winter archive violin cable"
)
_ACTS = "reveals predicts slows maps doubles questions explains reshapes halves outpaces measures remembers"
KNOWN = [*_PLAIN.split(), "naïve", "médecin", "Übersee", "医療", "画像", "память", "язык"]
VERBS = _ACTS.split()
TOPICS = [
    *(
        "AI",
        "Climate",
        "Energy",
        "Machine Learning",
        "Oceans",
        "Policy",
        "Public Health",
        "Robotics",
        "Space",
        "Cities",
    ),
    *("Biology", "Chips", "Education", "Ethics", "Materials", "Mobility", "Music", "Night", "People", "Startups"),
    *("AI in Healthcare", "Architecture", "Bees", "Crops", "Folklore", "Ice", "Law", "Rivers", "Sleep", "写真", "東京"),
]
PROVIDERS = [
    (f"{first} {last}", f"{first.lower()}{last.lower()}.example")
    for first, last in itertools.product(
        ("Northern", "Harbour", "Evening", "Open", "Silver", "Island"),
        ("Courier", "Ledger", "Notes", "Post", "Lantern"),
    )
]
YEARS = range(2012, 2026)
_SOUNDS = "ba ber cal do den el far gri hol im jor ka len mar nor or pel qui ros sta tem ul ver win yor zan"
_VOCABULARY = 24_000
_STREAM = 150_000


@dataclass(frozen=True, slots=True)
class Kind:
    """What articles are like. `pictures`: so many lie in the collection and are shown by them; 0: on the web."""

    published: float = 0.0
    unusual: float = 0.05
    pictures: int = 0


def make_articles(folder: Path, count: int, seed: int = 1, kind: Kind | None = None) -> list[Path]:
    """Writes articles to FOLDER/YEAR/MONTH/; the same arguments always write the same bytes.

    They are unpublished, unless `kind` says otherwise. A share of them has Windows line ends, flow lists, block scalars,
    comments or other quotes.
    """
    blocks = range(0, count, BLOCK)
    return [path for first in blocks for path in make_block(folder, first, min(BLOCK, count - first), seed, kind)]


def make_block(folder: Path, first: int, count: int, seed: int = 1, kind: Kind | None = None) -> list[Path]:
    """The articles FIRST … FIRST + COUNT of a corpus; FIRST is a multiple of BLOCK."""
    chance, kind = random.Random(seed * 1_000_003 + first), kind or Kind()
    made, places = [], set()
    for number in range(first, first + count):
        year, month = chance.choice(YEARS), chance.randint(1, 12)
        text, slug = _article(chance, number, f"{year}-{month:02}", kind)
        if chance.random() < kind.unusual:
            text = chance.choice(_UNUSUAL)(text)
        place = folder / f"{year}/{month:02}"
        if place not in places:
            place.mkdir(parents=True, exist_ok=True)
            places.add(place)
        path = place / f"{slug}-{number}.md"
        path.write_bytes(text.encode())
        made.append(path)
    return made


@functools.cache
def words_in_use() -> list[str]:
    """A long text: words as often as they come in articles."""
    chance = random.Random(7)
    invented = {"".join(chance.choices(_SOUNDS.split(), k=chance.randint(2, 4))) for _ in range(_VOCABULARY)}
    rare = sorted(invented)
    chance.shuffle(rare)
    words = ["the", "of", "and", "in", "that", *KNOWN, *rare]
    return chance.choices(words, [1 / (rank + 6) for rank in range(len(words))], k=_STREAM)


def _words(chance: random.Random, count: int) -> str:
    start = int(chance.random() * (_STREAM - count))
    return " ".join(words_in_use()[start : start + count])


def _sentence(chance: random.Random, least: int = 8, most: int = 16) -> str:
    text = _words(chance, chance.randint(least, most))
    return f"{text[0].upper()}{text[1:]}."


def _story(chance: random.Random, month: str) -> tuple[list[str], str]:
    """The lines that an article and a related one begin with, and the end of its address."""
    name, domain = PROVIDERS[int(chance.random() ** 2 * len(PROVIDERS))]
    title = f"{chance.choice(KNOWN).capitalize()} {chance.choice(VERBS)} {_words(chance, chance.randint(2, 7))}"
    slug = "-".join(word for word in title.lower().split() if word.isascii())[:60].strip("-")
    lines = [
        f'title: "{title}"',
        f'excerpt: "{" ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))}"',
        f"publishedDateTime: {month}-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00Z",
        f'webUrl: "https://www.{domain}/{month.replace("-", "/")}/{slug}"',
        f"type: {'article' if chance.random() < 0.9 else 'video'}",
    ]
    if chance.random() < 0.96:
        lines.append(f"quality: {min(100, max(0, int(chance.gauss(48, 20))))}")
    return [*lines, "provider:", f"  name: {name}", f"  domain: {domain}"], slug


def _article(chance: random.Random, number: int, month: str, kind: Kind) -> tuple[str, str]:
    story, slug = _story(chance, month)
    lines = ["---", f"category: {chance.choice(['news', 'news', 'news', 'research', 'opinion'])}", *story]
    lines += [
        f"heat: {chance.randint(-1, 90)}",
        f"published: {'true' if chance.random() < kind.published else 'false'}",
    ]
    topics = {TOPICS[int(chance.random() ** 2 * len(TOPICS))] for _ in range(chance.randint(1, 5))}
    lines += ["topics:", *(f"  - {topic}" for topic in sorted(topics))]
    if chance.random() < 0.85:
        lines += ["images:", *_image(chance, number, kind)]
    related = chance.choice((0, 0, 1, 1, 2, 4))
    if related:
        lines.append("related:")
    for _ in range(related):
        first, *rest = _story(chance, month)[0]
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    secured = base64.b64encode(chance.randbytes(chance.randint(200, 700))).decode()
    lines += [f'secured: "{secured}"', "---", ""]
    for _ in range(chance.choice((0, 0, 1, 3))):
        lines += [" ".join(_sentence(chance) for _ in range(chance.randint(2, 5))), ""]
    return "\n".join(lines) + "\n", slug


def picture_name(number: int) -> str:
    """Of the pictures in a collection; every twentieth is a photograph, all others are small drawings."""
    return f"{number:05}.{'jpg' if number % 20 == 0 else 'png'}"


def _image(chance: random.Random, number: int, kind: Kind) -> list[str]:
    if not kind.pictures:
        url, width, height = f"https://img.{PROVIDERS[number % 9][1]}/{number}.jpg", 1200, 800
    else:
        name = picture_name(int(chance.random() * kind.pictures))
        url, (width, height) = f"/pictures/{name}", (2000, 1300) if name.endswith("jpg") else (480, 300)
    return [f'  - url: "{url}"', f"    width: {width}", f"    height: {height}", "    isCached: true"]


def _flow(text: str) -> str:
    before, _, rest = text.partition("topics:\n")
    lines = rest.split("\n")
    count = next(at for at, line in enumerate(lines) if not line.startswith("  - "))
    return f"{before}topics: [{', '.join(line[4:] for line in lines[:count])}]\n" + "\n".join(lines[count:])


_UNUSUAL = [
    lambda text: text.replace("\n", "\r\n"),
    _flow,
    lambda text: text.replace("\nprovider:", "\nnote: |\n  two\n  lines\nprovider:  # as delivered", 1),
    lambda text: text.replace("category: news", "category: 'news'").replace("heat:", "# set by the feed\nheat:"),
    lambda text: text.replace("\n  - ", "\n-   ").replace("---\n", "--- \n", 1),
]
