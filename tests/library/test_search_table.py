"""Every example of the search table in README finds the article that it is meant to find, and not the others."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.articles.edits import SetValue
from reviewer.library.catalog import CatalogReader
from reviewer.library.home import Home
from reviewer.library.library import Library
from reviewer.library.query import parse

README = Path(__file__).parents[2] / "README.md"
TODAY = datetime.date(2024, 2, 29)
HIT = """---
title: The tumour cell and robots
excerpt: On lung cells and genomics.
category: news
type: video
publishedDateTime: 2021-03-15T10:00:00Z
webUrl: https://lantern.example/robots
originalUrl: https://other.example/robots
quality: 65
heat: 5
published: true
provider: {name: The Lantern, domain: lantern.example}
topics: [Robotics, AI, Cells of the liver]
author: Jane Doe
desk.note: lung
seo: {title: Why cells}
images: [{url: /a.png, width: 2000, isCached: true}, {url: /b.png}]
related: [{title: x, quality: 60, provider: {name: Lantern Weekly}}, {title: y}, {title: z}]
---
Body.
"""
MISS = """---
title: Weather
published: false
category: opinion
quality: 50
heat: 9
images: [{url: /a.png, width: 10, isCached: false}]
related: [{title: x, quality: 4, provider: {name: Other}}]
author: John
seo: {title: Weather}
---
"""
BARE = "---\ntitle: Nothing else\nimages: [{url: /a.png}]\n---\n"
DATES = {
    "today": "2024-02-29",
    "yesterday": "2024-02-28",
    "week": "2024-02-26",
    "month": "2024-01-31",
    "later": "2022-05-01",
}
OTHERS = {
    "tumour or robot": "robot",
    "heat:..5": "hit",
    **{f"date:{word}": word for word in ("today", "yesterday")},
    "date:thisweek": "week",
    "date:lastmonth": "month",
    "date>=thisyear": "month",
    "date:last30days": "month",
    "date:last6months": "month",
    "date:2022..": "later",
    "quality<0": "low",
    "quality:20..40": "middle",
    "(tumour or robot) -cell": "robot",
    "-robot": "miss",
    "is:unpublished": "miss",
    "is:problem": "broken",
    "is:modified": "edited",
    "is:conflict": "",
    "is:reviewed": "",
    "quality:(<10 or 60..80)": "low",
    "-category:(news or opinion)": "bare",
    "date:2021-03..2021-05": "hit",
    "images!=1": "hit",
    "excerpt:": "bare",
    "topic:": "bare",
    "quality:": "bare",
}
"""Examples that are meant to find another article than "hit"; "" for what takes more than reading the files."""


def examples() -> list[str]:
    text = README.read_text("utf-8")
    table = text[text.index("## Search") : text.index("## Keys")]
    rows = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    return [found.replace("\\|", "|") for row in rows for found in re.findall("`([^`]+)`", row)]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CatalogReader]:
    root = tmp_path_factory.mktemp("articles")
    (root / "2021").mkdir()
    texts = {"2021/hit": HIT, "miss": MISS, "bare": BARE, "broken": "---\ntitle: [\n---\n", "edited": BARE}
    texts |= {name: f"---\ntitle: x\npublishedDateTime: {date}T12:00:00Z\n---\n" for name, date in DATES.items()}
    texts |= {"low": "---\ntitle: x\nquality: -1\n---\n", "middle": "---\ntitle: x\nquality: 30\n---\n"}
    texts["robot"] = "---\ntitle: robot\n---\n"
    for name, text in texts.items():
        (root / f"{name}.md").write_text(text, "utf-8")
    library = Library(root, Home.below(tmp_path_factory.mktemp("home")))
    library.refresh()
    library.stage("Edit", [SetValue(("heat",), 3)], ["edited.md"])
    yield library.reader
    library.close()


@pytest.mark.parametrize("example", examples())
def test_each_example_finds_what_it_is_meant_to(reader: CatalogReader, example: str) -> None:
    found = {Path(path).stem for path in reader.paths(list(reader.ids(parse(example, TODAY))))}
    expected = OTHERS.get(example, "hit")
    assert expected in found or not expected
    assert len(found) < 14 and ("hit" in found) == (
        expected == "hit" or example in ("tumour or robot", "quality:(<10 or 60..80)")
    )


def test_the_table_is_whole() -> None:
    assert len(examples()) > 70
    assert {"re:tumou?r", "topics>=3", "images.isCached:true"} <= set(examples())
