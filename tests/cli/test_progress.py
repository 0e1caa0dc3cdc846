import io
import signal
import sys
from contextlib import nullcontext

import pytest

from reviewer.cli.progress import Progress
from reviewer.library.search import functions as query_functions


class Terminal(io.StringIO):
    encoding = "ascii"

    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_short_work_shows_nothing() -> None:
    terminal, clock = Terminal(), Clock()
    with Progress(terminal, clock).task("Reading") as call:
        clock.now += 0.9
        assert call(5, 10)
    assert terminal.getvalue() == ""


def test_long_work_shows_share_rate_and_time_left_and_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    terminal, clock = Terminal(), Clock()
    with Progress(terminal, clock).task("Reading") as call:
        clock.now += 2
        call(1000, 4000)
        call(1001, 4000)
    shown = terminal.getvalue()
    assert shown.count("1,000 of 4,000") == 1
    assert "1,001" not in shown
    assert " 25% [#####---------------]" in shown
    assert "500/s" in shown
    assert "6 s left" in shown
    assert shown.endswith("\r" + " " * 99 + "\r")


def test_work_of_unknown_size_shows_how_many() -> None:
    terminal, clock = Terminal(), Clock()
    with Progress(terminal, clock).task("Reading") as call:
        clock.now += 2
        call(1000, None)
    assert "1,000" in terminal.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot press Ctrl-C for itself there")
@pytest.mark.parametrize("command", [["list"], ["publish", "--dry-run"]])
@pytest.mark.parametrize("times", [1, 2])
def test_a_search_that_looks_at_every_article_is_stopped_by_ctrl_c(run, articles, monkeypatch, command, times) -> None:
    """Once: at the next report of how far it is; twice: at once."""
    looked = []

    def holds(fields: str, nested: str) -> bool:
        looked.append(fields)
        for _ in range(times):
            signal.raise_signal(signal.SIGINT)
        return True

    monkeypatch.setattr(query_functions, "STEP", 1)
    monkeypatch.setattr(query_functions, "field_test", lambda *_: holds)
    assert run(*command[:1], articles, *command[1:], "--where", "images.width>3").status == 130
    assert len(looked) <= 2


def test_a_search_says_how_far_it_is(run, articles, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(query_functions, "STEP", 2)
    monkeypatch.setattr(
        Progress, "task", lambda progress, name, *_: nullcontext(lambda *far: told.append((name, *far)) or True)
    )
    assert run("list", articles, "--where", "images.width>3").status == 0
    assert [each for each in told if each[0] == "Searching"] == [
        ("Searching", 2, 6),
        ("Searching", 4, 6),
        ("Searching", 6, 6),
    ]


def test_nothing_is_shown_where_nobody_looks() -> None:
    stream, clock = io.StringIO(), Clock()
    with Progress(stream, clock).task("Reading") as call:
        clock.now += 2
        call(1000, None)
    assert stream.getvalue() == ""


def test_the_first_interrupt_stops_the_work_the_second_ends_it() -> None:
    progress = Progress(io.StringIO())
    with progress.listening(), pytest.raises(KeyboardInterrupt), progress.task("Saving") as call:
        assert call(1, 2)
        signal.raise_signal(signal.SIGINT)
        assert not call(1, 2)
        signal.raise_signal(signal.SIGINT)


def test_between_tasks_an_interrupt_ends_it() -> None:
    progress = Progress(io.StringIO())
    former = signal.getsignal(signal.SIGINT)
    with progress.listening(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is former
