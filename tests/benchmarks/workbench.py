"""What all figures use: the collections, a place to work in, and processes whose time is taken."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from corpora import Corpora
from figure import Spent

DRIVE = Path(__file__).with_name("drive.py")
BYTECODE = Path(tempfile.gettempdir(), "reviewer-benchmark-bytecode")
_PATIENCE, _PATIENCE_EACH = 240.0, 0.006
"""Seconds for a driver, and more of them for each article."""
Result = TypeVar("Result")


class Workbench:
    """`small`, `middle` and `large` are numbers of articles; `large` is None where a million is not measured."""

    def __init__(self, corpora: Corpora, place: Path, sizes: Sequence[int], rounds: int) -> None:
        self.corpora, self.place, self.rounds = corpora, place, rounds
        self.small, self.middle = sizes[0], sizes[min(1, len(sizes) - 1)]
        self.large = sizes[2] if len(sizes) > 2 else None
        self._numbers = itertools.count()
        self._homes: dict[int, Path] = {}

    @property
    def sizes(self) -> list[int]:
        return sorted({self.small, self.middle, *([] if self.large is None else [self.large])})

    def new_place(self) -> Path:
        """An empty folder of its own."""
        place = self.place / str(next(self._numbers))
        place.mkdir()
        return place

    def collection(self, count: int) -> Path:
        return self.corpora.collection(count)

    def home(self, count: int) -> Path:
        """A home in which the catalog of that collection is whole."""
        if count not in self._homes:
            home = self.new_place()
            self.drive("first_index", self.collection(count), home)
            self.keep_home(count, home)
        return self._homes[count]

    def keep_home(self, count: int, home: Path) -> None:
        """For the figures that need a whole catalog; the former one is removed."""
        former = self._homes.pop(count, None)
        if former is not None:
            shutil.rmtree(former, ignore_errors=True)
        self._homes[count] = home

    def warm(self, count: int) -> None:
        """Have the system hold the files of a collection, as far as it can."""
        for _ in self.collection(count).rglob("*"):
            pass
        for path in (self.collection(count) / "articles").rglob("*.md"):
            path.read_bytes()

    def in_turn(self, ways: Mapping[str, Callable[[], Result]], rounds: int | None = None) -> dict[str, list[Result]]:
        """What each way answers, round by round, so that all have the machine as it is just then."""
        found: dict[str, list[Result]] = {name: [] for name in ways}
        for _ in range(rounds or self.rounds):
            for name, way in ways.items():
                found[name].append(way())
        return found

    def drive(self, driver: str, *arguments: object, home: Path | None = None) -> dict[str, Any]:
        """What a driver prints at the end, as JSON; "wall" is the time from its start to its first line "there".

        "last wall" is that to the last such line.
        """
        command = [sys.executable, str(DRIVE), driver, *map(str, arguments)]
        walls, told = [], ""
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environment(home), text=True) as process:
            late = threading.Timer(_PATIENCE + _PATIENCE_EACH * self.sizes[-1], process.kill)
            late.start()
            for line in process.stdout or ():
                if line == "there\n":
                    walls.append(time.perf_counter() - began)
                else:
                    told = line
        late.cancel()
        if process.returncode or not walls:
            raise SystemExit(f"the driver {driver} failed ({process.returncode}) with {arguments}, {home}")
        return {"wall": walls[0], "last wall": walls[-1], **json.loads(told)}


def timed(command: Sequence[object]) -> Spent:
    """How long a command takes, with all that it starts. What it prints is not looked at."""
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        began = time.perf_counter()
        assert process.stderr is not None
        words = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]}: {words.decode(errors='replace')[-500:]}")
    return Spent(wall, usage.ru_utime + usage.ru_stime)


def _environment(home: Path | None) -> dict[str, str]:
    named = {} if home is None else {"REVIEWER_HOME": str(home)}
    given = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", **os.environ, **named}
    # Bytecode is kept, as that of an installed program is: without it, compiling is what would be measured.
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    return {"PYTHONPYCACHEPREFIX": str(BYTECODE), **given}
