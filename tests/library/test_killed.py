"""A process that is killed between any two statements loses nothing that was staged."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import acts_until_killed
import pytest
from acts_until_killed import ACTS, PATHS, STAGED, WRITTEN
from article_folder import Collection, modified, present
from drill import Drill

from reviewer.library.library import Library


@dataclass(frozen=True)
class State:
    disk: dict[str, bytes]
    present: dict[str, bytes]
    undo_name: str | None
    redo_name: str | None


def state_of(collection: Collection, library: Library) -> State:
    return State(collection.disk(), present(library, PATHS), library.undo_name, library.redo_name)


def states_after_each_act(collection: Collection) -> list[State]:
    library = collection.open()
    states = [state_of(collection, library)]
    for act in ACTS:
        act(library)
        states.append(state_of(collection, library))
    return states


def run_until(collection: Collection, at: int) -> tuple[int, list[str]]:
    places = [acts_until_killed.__file__, str(collection.root), str(collection.home.cache.parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, *places, str(at)], capture_output=True, text=True, check=False, env=environment
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.split()


def check(collection: Collection, before: State, after: State, first: State) -> None:
    library = collection.open()
    library.refresh()
    now = state_of(collection, library)
    assert not any("damaged" in words for words in library.warnings)
    for path in PATHS:
        assert now.disk[path] in (before.disk[path], after.disk[path])
    staged = {path: now.present[path] for path in STAGED}
    assert staged in [{path: state.present[path] for path in STAGED} for state in (before, after)]
    assert now.present[WRITTEN] == now.disk[WRITTEN]
    named = (now.undo_name, now.redo_name)
    assert named in [(state.undo_name, state.redo_name) for state in (before, after)]
    assert modified(library) == {path for path in PATHS if now.present[path] != now.disk[path]}
    assert library._journal.batches.unfinished() == []
    while report := library.undo():
        assert not report.refused
    for path in STAGED:
        assert library.article(path)[1].present.partition(b"Body")[0] == first.present[path].partition(b"Body")[0]
    assert all(path.name in PATHS or path.name.startswith(".reviewer-") for path in collection.root.iterdir())


@pytest.mark.drill
def test_killed_at_any_line(collect: Callable[[int], Collection], drill: Drill) -> None:
    states = states_after_each_act(collect(6))
    code, told = run_until(collect(6), 0)
    assert code == 0
    lines = int(told[-1])
    chance = random.Random(20)
    for at in sorted(chance.sample(range(1, lines), drill.count(6, 600))):
        collection = collect(6)
        code, told = run_until(collection, at)
        if code == 0:  # it came to its end before: how often it looks up while it waits is chance
            assert at > lines * 0.9
            continue
        acts = max(len(told) - 1, 0)
        try:
            check(collection, states[acts], states[min(acts + 1, len(ACTS))], states[0])
        except AssertionError as error:
            raise AssertionError(f"killed before line {at} of {lines}, in act {acts}") from error
        collection.close()
