import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from reviewer.library.pool import Pool, Stopped


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(2)
    yield pool
    pool.close()
    assert multiprocessing.active_children() == []


def test_results_come_in_order(pool: Pool) -> None:
    assert list(pool.map(abs, range(-500, 0), str)) == list(range(500, 0, -1))
    assert list(pool.map(abs, [], str)) == []


def test_a_result_that_comes_as_the_wait_for_it_ends_is_no_failure(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    submit = pool.submit

    def hesitant(work: Callable[[int], int], tasks: list[int], pack: Callable[..., object]) -> "Future[list[int]]":
        future = submit(work, tasks, pack)
        result, asked = future.result, []

        def late(timeout: float | None = None) -> list[int]:
            asked.append(timeout)
            found = result()
            if len(asked) == 1:
                raise TimeoutError
            return found

        monkeypatch.setattr(future, "result", late)
        return future

    monkeypatch.setattr(pool, "submit", hesitant)
    assert list(pool.map(abs, range(-100, 0), str, few=0)) == list(range(100, 0, -1))


def test_few_tasks_are_done_here(pool: Pool) -> None:
    assert list(pool.map(eval, ["__import__('os').getpid()"], str)) == [os.getpid()]
    assert list(pool.map(eval, ["__import__('os').getpid()"], str, few=0)) != [os.getpid()]


def test_work_can_be_stopped(pool: Pool) -> None:
    left = iter(range(3))
    results = pool.map(abs, range(10_000), str, lambda: next(left, None) is not None)
    with pytest.raises(Stopped):
        list(results)
    with pytest.raises(Stopped):
        next(pool.map(abs, range(3), str, lambda: False))
    assert list(pool.map(abs, range(300), str)) == list(range(300))


def test_a_task_that_kills_its_process_is_given_up_alone(pool: Pool) -> None:
    tasks = [str(number) for number in range(250)]
    tasks[100] = "__import__('os')._exit(3)"
    results = list(pool.map(eval, tasks, lambda task: f"lost {task}"))
    assert results[100] == f"lost {tasks[100]}"
    assert results[:100] + results[101:] == [*range(100), *range(101, 250)]


def test_the_processes_go_after_the_window(pool: Pool) -> None:
    if os.name == "posix":
        assert list(pool.map(eval, ["__import__('os').nice(0)"], str, few=0)) == [max(10, os.nice(0))]


def test_a_pool_starts_again_after_it_was_closed(pool: Pool) -> None:
    assert len(list(pool.map(abs, range(300), str))) == 300
    pool.close()
    assert len(list(pool.map(abs, range(300), str))) == 300


FORKING = """
import os
from reviewer.library.pool import Pool
if __name__ == "__main__":
    pool = Pool(2, forks=True)
    tasks = [str(number) for number in range(400)]
    tasks[50] = "__import__('os')._exit(3)"
    results = list(pool.map(eval, tasks, lambda task: "lost"))
    pool.close()
    print(results == [*range(50), "lost", *range(51, 400)])
"""


def test_copies_of_a_process_work_as_well(tmp_path: Path) -> None:
    script = tmp_path / "forking.py"
    script.write_text(FORKING, "utf-8")
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert (ran.stdout, ran.stderr) == ("True\n", "")
