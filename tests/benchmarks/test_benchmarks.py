"""The benchmarks run, on a few articles; how long they take is told by running them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sed")
def test_publishing(tmp_path: Path) -> None:
    told = tmp_path / "found.json"
    command = [sys.executable, str(HERE / "publishing.py"), "--count", "12", "--rounds", "1"]
    ran = subprocess.run([*command, "--folder", str(tmp_path), "--json", str(told)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(told.read_text("utf-8"))
    assert (found["articles"], found["rounds"]) == (12, 1)
    assert found["times_sed"] > 0
    assert ("python-frontmatter" in found["median"]) != ("python-frontmatter" in found["missing"])
    assert ran.stdout.startswith("Publishing 12 articles, median of 1:\n")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are timed as other systems do")
def test_every_figure(tmp_path: Path) -> None:
    """Of a few articles, to see that all of them can be had."""
    names = ["first_index", "disk_check", "search", "thumbnails", "later_start", "stalls", "memory"]
    told = tmp_path / "found.json"
    command = [sys.executable, str(HERE / "run.py"), "--articles", "20,20", "--rounds", "1", "--only", *names]
    ran = subprocess.run([*command, "--folder", str(tmp_path), "--json", str(told)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(told.read_text("utf-8"))
    assert list(found["figures"]) == names
    figures = [figure for some in found["figures"].values() for figure in some]
    assert all(figure["ours"]["median"] is not None for figure in figures)
    assert {figure["reached"] for figure in figures if figure["wanted"] is not None} <= {True, False}
    assert ran.stdout.startswith("figure ")
    assert [place.name for place in tmp_path.iterdir() if place.name.startswith("work-")] == []
