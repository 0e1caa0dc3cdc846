"""Every example of the search table in README finds the article that it is meant to find, and not the others."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.reader import CatalogReader
from reviewer.library.home import Home
from reviewer.library.library import Library
from reviewer.library.search.query import parse

README = Path(__file__).parents[3] / "README.md"
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
NEAR = """---
title: A cell and its tumours, or therobot
excerpt: Cells, lung; comics?
category: newsletter
type: videos
publishedDateTime: 2021-06-01T00:00:00Z
webUrl: https://near.example/rob-ots
quality: 41
heat: 6
published: no
provider: {name: The Lantern Weekly, domain: lantern.example.org}
topics: [Robotic, 50 percent]
author: Mary Jane
desk.note: lungs
seo: {title: The reason why}
images: [{url: /a.png, width: 999, isCached: no}]
related: [{title: x, quality: 50, provider: {name: A Lantern}}, {title: y}]
---
"""
ODD = """---
title: C++ at work
excerpt: 50% of R&amp;D
topics: [🤖, AI, Oncology]
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
ALL = frozenset(
    ("hit", "miss", "bare", "broken", "edited", "clash", "marked", "low", "middle", "robot", "odd", "near", *DATES)
)
ONLY_HIT = (
    '"tumour cell"',
    "t?mour",
    're:"cells? of the (lung|liver)"',
    'excerpt:"lung cells"',
    "topic:Robotics",
    'provider:"The Lantern"',
    "category:news",
    "type:video",
    "domain:lantern.example",
    "provider:*Lantern",
    "title:re:^The",
    "domain:re:example$",
    "path:2021/",
    "url:robots",
    "webUrl:robots",
    "originalUrl:robots",
    "heat=5",
    "related>2",
    "quality:60..",
    "date:2021-03-15",
    "date<2021-03-15T12:00",
    "date:2021-03..2021-05",
    "is:published",
    "has:body",
    'author:"Jane Doe"',
    "author:jane*",
    "seo.title:re:^Why",
    "related.quality>50",
    "related.provider.name:Lantern*",
    "images.isCached:true",
    "images.width:1000..",
    '"desk.note":lung',
)
FOUND = {
    **dict.fromkeys(ONLY_HIT, "hit"),
    "tumour cell": "hit near",
    "tumo*": "hit near",
    "*omics": "hit near",
    "C++": "odd",
    "R&D": "odd",
    "50%": "odd",
    "🤖": "odd",
    "re:tumou?r": "hit near",
    "-robot": "but hit near robot",
    "tumour or robot": "hit near robot",
    "lung and robot": "hit near",
    "(tumour or robot) -cell": "robot",
    "title:robot": "hit robot",
    "topic:AI*": "hit odd",
    "excerpt:": "but hit near odd",
    "topic:": "but hit near odd",
    "quality:": "but hit low middle miss near",
    "category:*": "hit miss near",
    "date:*": "hit later month near today week yesterday",
    "quality>=40": "hit miss near",
    "quality<0": "low",
    "images!=1": "but bare clash edited marked miss near",
    "topics>=3": "hit odd",
    "quality:20..40": "middle",
    "heat:..5": "clash edited hit",
    "topics:2..3": "hit near odd",
    "date:2021": "hit near",
    "date>=2021-03": "hit later month near today week yesterday",
    "date:2022..": "later month today week yesterday",
    "date:today": "today",
    "date:yesterday": "yesterday",
    "date:thisweek": "today week yesterday",
    "date:lastmonth": "month",
    "date>=thisyear": "month today week yesterday",
    "date:last30days": "month today week yesterday",
    "date:last6months": "month today week yesterday",
    "is:unpublished": "but broken hit",
    "is:modified": "clash edited",
    "is:problem": "broken",
    "is:reviewed": "marked",
    "is:conflict": "clash",
    "has:image": "bare clash edited hit marked miss near",
    "has:related": "hit miss near",
    'topic:("AI" or Robot*)': "hit near odd",
    "quality:(<10 or 60..80)": "hit low",
    "-category:(news or opinion)": "but hit miss",
    "is:(published or problem)": "broken hit",
    "seo:*": "hit miss near",
}
"""The articles that each example finds; behind "but", those that it does not."""


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
    texts |= {"robot": "---\ntitle: robot\n---\n", "odd": ODD, "near": NEAR, "marked": BARE, "clash": BARE}
    for name, text in texts.items():
        (root / f"{name}.md").write_text(text, "utf-8")
    library = Library(root, Home.below(tmp_path_factory.mktemp("home")))
    library.refresh()
    library.stage("Edit", [SetValue(("heat",), 3)], ["edited.md", "clash.md"])
    (root / "clash.md").write_text(BARE.replace("---\n", "---\nheat: 2\n", 1), "utf-8")
    library.refresh()
    library.reviewing.review(["marked.md"], True)
    yield library.reader
    library.close()


@pytest.mark.parametrize("example", examples())
def test_each_example_finds_just_what_it_is_meant_to(reader: CatalogReader, example: str) -> None:
    found = {Path(path).stem for path in reader.paths(reader.ids(parse(example, TODAY)))}
    named = FOUND[example].split()
    assert found == (ALL.difference(named) if named[0] == "but" else set(named))


def test_the_table_is_whole() -> None:
    assert set(examples()) == FOUND.keys()
