"""`kill -9` at random moments of a save of 2,000 files: what the window has staged, and what `reviewer publish` writes."""

import random
import sys
from pathlib import Path

import pytest
from drill import Drill
from killed_saves import KilledSaves, Way

PARTS = 4
"""A whole drill is cut in so many parts, which can run at once."""
KILLS = 100
"""of each of the two"""
SEED = 3

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no signal that cannot be heard"),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parts = PARTS if metafunc.config.getoption("--whole-drills") else 1
    metafunc.parametrize("part", range(parts))


@pytest.mark.parametrize("way", ["window", "publish"])
def test_killed_at_any_moment(tmp_path: Path, drill: Drill, way: Way, part: int) -> None:
    saves = KilledSaves(tmp_path, drill.count(300, 2000), way)
    chance = random.Random(f"{SEED} {way} {part}")
    assert saves.kill_after(None).reached is None
    saves.check()
    moments: list[int | None] = []
    for number in range(drill.count(2, KILLS // PARTS)):
        share = chance.random()
        moments.append(saves.kill_after(share * saves.seconds).reached)
        try:
            saves.check()
        except AssertionError as error:
            words = f"kill {number} of part {part}, at {share:.3f} of {saves.seconds:.2f} s, {moments[-1]} files new"
            raise AssertionError(words) from error
    print(f"{way}, part {part}: files that were new when it was killed (None: it had ended): {moments}")
