"""The first index: from files to a catalog that can be asked."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from figure import Figure, Series, Spent
from workbench import Workbench, timed

MOST_OF_READING, LEAST_OF_HUGO, MOST_OF_MILLION = 4.0, 8.0, 12.0
_SITE = """
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[frontmatter]
date = ["publishedDateTime"]
publishDate = ["publishedDateTime"]
lastmod = ["publishedDateTime"]
[[module.mounts]]
source = "{articles}"
target = "content"
"""


def measure(bench: Workbench) -> list[Figure]:
    count = bench.middle
    bench.warm(count)
    ways: dict[str, Callable[[], Spent]] = {
        "reviewer": lambda: index(bench, count),
        "reading": lambda: _spent(bench.drive("read_all", bench.collection(count) / "articles")),
    }
    notes: tuple[str, ...] = ()
    if shutil.which("hugo"):
        site = _site(bench, count)
        ways["hugo"] = lambda: timed(["hugo", "list", "all", "--source", site])
    else:
        notes = ("hugo is not installed, and was not tried",)
    found = {name: Series.spent(name, rounds) for name, rounds in bench.in_turn(ways).items()}
    what = f"first index of {count:,}"
    ours = found["reviewer"]
    figures = [Figure(what, ours, found["reading"], MOST_OF_READING, notes=notes)]
    if "hugo" in found:
        figures.append(Figure(what, ours, found["hugo"], LEAST_OF_HUGO, is_speed=True, is_least=True))
    if bench.large is not None:
        large = Series.spent(f"{bench.large:,}", [index(bench, bench.large)])
        small = Series(f"{count:,}", ours.values, "s", ours.cpu)
        figures.append(Figure(f"first index of {bench.large:,}", large, small, MOST_OF_MILLION))
    return figures


def index(bench: Workbench, count: int) -> Spent:
    """Into a new home, which the other figures use."""
    home = bench.new_place()
    spent = _spent(bench.drive("first_index", bench.collection(count), home))
    bench.keep_home(count, home)
    return spent


def _spent(told: dict[str, float]) -> Spent:
    return Spent(told["wall"], told["cpu"])


def _site(bench: Workbench, count: int) -> Path:
    """A site around the articles; all of them must be listed."""
    site = bench.new_place()
    articles = bench.collection(count) / "articles"
    (site / "config.toml").write_text(_SITE.format(articles=articles), "utf-8")
    command = ["hugo", "list", "all", "--source", str(site)]
    listed = subprocess.run(command, capture_output=True, text=True)
    lines = sum(".md," in line for line in listed.stdout.splitlines())
    if lines != count:
        raise SystemExit(f"hugo lists {lines} of {count} articles: {listed.stderr[-500:]}")
    return site
