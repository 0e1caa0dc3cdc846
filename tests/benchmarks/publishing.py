"""How long it takes to publish many articles, beside sed and beside a plain loop over python-frontmatter.

    python tests/benchmarks/publishing.py [--count 10000] [--rounds 5] [--folder FOLDER] [--json FILE]

Each way works on a fresh copy of the same articles, in turn; the median of the rounds counts. `reviewer publish` is
timed from the start of its process to the end: it keeps a history, and says that it is done when all is on the disk.
sed and the loop leave that to the system. Its modules are compiled first, as an installation leaves them. Wanted: at
most twice the time of sed, at most a third of that of the loop.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from making import make_articles

MOST_OF_SED, LEAST_OF_LOOP = 2.0, 3.0
LOOP = """
import sys, frontmatter
for path in sys.stdin.read().split("\\0"):
    post = frontmatter.load(path)
    post["published"] = True
    frontmatter.dump(post, path)
"""


def publish(folder: Path, paths: bytes) -> None:
    home = folder.with_name("home")
    command = [sys.executable, "-m", "reviewer", "publish", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "REVIEWER_HOME": str(home)})


def sed(folder: Path, paths: bytes) -> None:
    command = ["xargs", "-0", "sed", "-i", r"s/^published: .*/published: true/"]
    subprocess.run(command, check=True, input=paths)


def loop(folder: Path, paths: bytes) -> None:
    subprocess.run([sys.executable, "-c", LOOP], check=True, input=paths)


WAYS: dict[str, Callable[[Path, bytes], None]] = {"reviewer": publish, "sed": sed, "python-frontmatter": loop}


def missing() -> dict[str, str]:
    """The ways that cannot be tried here, and why."""
    found = {}
    if importlib.util.find_spec("frontmatter") is None:
        found["python-frontmatter"] = "python-frontmatter is not installed: pip install 'reviewer[benchmarks]'"
    if shutil.which("sed") is None or shutil.which("xargs") is None:
        found["sed"] = "there is no sed and xargs here"
    return found


def measure(place: Path, count: int, rounds: int) -> dict[str, list[float]]:
    """The seconds that each way took in each round."""
    compileall.compile_dir(Path(__file__).parents[2] / "reviewer", quiet=1)
    master = place / "master"
    make_articles(master, count)
    seconds: dict[str, list[float]] = {name: [] for name in WAYS if name not in missing()}
    for number in range(rounds):
        for name in seconds:
            # Nothing is removed in between: a disk from which thousands of files went just now makes new ones slowly.
            folder = place / f"round {number}" / name / "articles"
            shutil.copytree(master, folder)
            paths = b"\0".join(os.fsencode(path) for path in sorted(folder.rglob("*.md")))
            if hasattr(os, "sync"):
                os.sync()
            began = time.perf_counter()
            WAYS[name](folder, paths)
            seconds[name].append(time.perf_counter() - began)
            check(folder, count, name)
    return seconds


def check(folder: Path, count: int, name: str) -> None:
    done = sum(b"\npublished: true" in path.read_bytes() for path in folder.rglob("*.md"))
    if done != count:
        raise SystemExit(f"{name} published {done} of {count} articles")


def report(seconds: dict[str, list[float]], count: int) -> dict[str, object]:
    """What was found, for the table and for JSON; a ratio is None where the other way is missing."""
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    ours = medians["reviewer"]
    of_sed = ours / medians["sed"] if "sed" in medians else None
    of_loop = medians["python-frontmatter"] / ours if "python-frontmatter" in medians else None
    return {
        "articles": count,
        "rounds": len(seconds["reviewer"]),
        "seconds": {name: [round(one, 3) for one in each] for name, each in seconds.items()},
        "median": {name: round(one, 3) for name, one in medians.items()},
        "times_sed": of_sed and round(of_sed, 2),
        "faster_than_python_frontmatter": of_loop and round(of_loop, 2),
        "missing": missing(),
        "held": all((of_sed is None or of_sed <= MOST_OF_SED, of_loop is None or of_loop >= LEAST_OF_LOOP)),
    }


def table(found: dict[str, object]) -> str:
    lines = [f"Publishing {found['articles']:,} articles, median of {found['rounds']}:"]
    medians = found["median"]
    assert isinstance(medians, dict)
    lines += [f"  {name:<20}{one:>9.2f} s" for name, one in medians.items()]
    lines += [f"  {words}" for words in missing().values()]
    if found["times_sed"] is not None:
        lines.append(f"  {found['times_sed']} times sed (at most {MOST_OF_SED})")
    if found["faster_than_python_frontmatter"] is not None:
        lines.append(
            f"  {found['faster_than_python_frontmatter']} times as fast as python-frontmatter (at least {LEAST_OF_LOOP})"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="on the disk that is to be measured; a temporary one is made in it")
    parser.add_argument("--json", type=Path, help="write what was found to this file too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reviewer-benchmark-", dir=arguments.folder) as place:
        found = report(measure(Path(place), arguments.count, arguments.rounds), arguments.count)
    print(table(found))
    text = json.dumps(found, indent=2)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
