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
