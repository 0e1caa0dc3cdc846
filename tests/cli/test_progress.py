import io
import signal

import pytest

from reviewer.cli.progress import Progress


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
