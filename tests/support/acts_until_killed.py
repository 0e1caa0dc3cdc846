"""A process that works on a collection and kills itself before the n-th line of `reviewer.library` that it runs.

Arguments: the folder, the home, n (0: never). Prints a line after each act that has returned, and in the end the
number of lines that were run.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from reviewer.articles.edits import AddItem, SetValue
from reviewer.library.home import Home
from reviewer.library.library import Library

PATHS = [f"a{number}.md" for number in range(6)]
WRITTEN = PATHS[5]
STAGED = PATHS[:5]
ACTS: list[Callable[[Library], object]] = [
    lambda library: library.refresh(),
    lambda library: library.write("Set", [SetValue(("quality",), 50)], [WRITTEN]),
    lambda library: library.stage("Publish", [SetValue(("published",), True)], STAGED),
    lambda library: library.stage("Quality", [SetValue(("quality",), 99)], STAGED[:3]),
    lambda library: library.save(STAGED[1:4]),
    lambda library: library.undo(),
    lambda library: library.redo(),
    lambda library: library.revert(STAGED[:2]),
    lambda library: library.undo(),
    lambda library: plan_and_apply(library),
    lambda library: others_write(library),
    lambda library: library.revert(STAGED, ["quality"]),
    lambda library: library.undo(),
    lambda library: library.undo(),
    lambda library: library.stage("Topics", [AddItem(("topics",), "Robots")], STAGED),
    lambda library: library.save(),
    lambda library: library.undo(),
]


def plan_and_apply(library: Library) -> None:
    plan = library.plans.plan("Plan", [SetValue(("quality",), 60)], STAGED, lambda done, total: True)
    library.plans.apply(plan.number, STAGED[:1], lambda done, total: True)


def others_write(library: Library) -> None:
    """Another program writes a line below staged edits, which are merged with it."""
    file = library.root / STAGED[4]
    file.write_bytes(file.read_bytes() + b"One more line.\n")
    library.refresh()


PLACE = f"{os.sep}reviewer{os.sep}library{os.sep}"


class Trap:
    """Counts lines, and springs at one."""

    def __init__(self, at: int) -> None:
        self.at, self.count, self._lock = at, 0, threading.Lock()

    def enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        return self.step if PLACE in frame.f_code.co_filename else None

    def step(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            with self._lock:
                self.count += 1
                if self.count == self.at:
                    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        return self.step


def main(root: str, home: str, at: str) -> None:
    trap = Trap(int(at))
    threading.settrace(trap.enter)
    sys.settrace(trap.enter)
    library = Library(Path(root), Home.below(Path(home)))
    print("opened", flush=True)
    for number, act in enumerate(ACTS):
        act(library)
        print(number, flush=True)
    library.close()
    sys.settrace(None)
    print(trap.count, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
