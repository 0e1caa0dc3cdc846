"""Work in turn, without a process: the test answers."""

from collections.abc import Iterator

import pytest

from reviewer.library.messages import Failed, Finished, Progress
from reviewer.session.events import TaskProgress
from reviewer.session.tasks import Pace, Tasks, Work


class Room:
    def __init__(self) -> None:
        self.sent: list[tuple[int, str, tuple]] = []

    def send(self, name: str, *arguments: object) -> int:
        ticket = len(self.sent) + 1
        self.sent.append((ticket, name, arguments))
        return ticket


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def tasks(qtbot, room: Room) -> Iterator[Tasks]:
    worked = Tasks(room)
    yield worked
    worked.drop_all()


def work(request: str, taken: list | None = None) -> Work:
    return Work(request.capitalize(), request, lambda go: go(1, 2), (taken if taken is not None else []).append)


def test_one_after_the_other(tasks: Tasks, room: Room) -> None:
    taken: list[object] = []
    tasks.add(work("stage", taken))
    tasks.add(work("save", taken))
    assert room.sent == [(1, "stage", (1, 2))] and not tasks.is_idle and tasks.is_writing
    assert not tasks.come(Finished(99, "another's"))
    assert tasks.come(Finished(1, "staged"))
    assert room.sent[1:] == [(2, "save", (1, 2))]
    tasks.come(Finished(2, "saved"))
    assert taken == ["staged", "saved"] and tasks.is_idle


def test_progress_has_a_rate_and_ends(tasks: Tasks) -> None:
    shown: list[TaskProgress | None] = []
    tasks.progress.connect(shown.append)
    tasks.add(work("save"))
    tasks.come(Progress(1, "save", 10, 100))
    assert isinstance(shown[-1], TaskProgress) and (shown[-1].name, shown[-1].done, shown[-1].total) == (
        "Save",
        10,
        100,
    )
    tasks.come(Finished(1, None))
    assert shown[-1] is None and tasks.now is None


def test_a_rate_is_that_of_the_last_seconds() -> None:
    pace = Pace()
    assert pace.mark(0.0, 0) == 0
    assert pace.mark(1.0, 100) == pytest.approx(100)
    for second in range(2, 20):
        rate = pace.mark(float(second), 100 + 1000 * (second - 1))
    assert rate == pytest.approx(1000)


def test_a_refresh_makes_way_and_goes_on(tasks: Tasks, room: Room) -> None:
    read: list[object] = []
    staged: list[object] = []
    tasks.add(work("refresh", read))
    tasks.add(work("refresh", read))
    tasks.add(work("stage", staged))
    assert room.sent[1:] == [(2, "stop", (1,))]
    tasks.come(Finished(1, "stopped half way"))
    assert read == [] and room.sent[-1][:2] == (3, "stage")
    tasks.come(Finished(3, "done"))
    assert staged == ["done"] and room.sent[-1][:2] == (4, "refresh")
    tasks.come(Finished(4, "read"))
    assert read == ["read"] and tasks.is_idle


def test_what_was_done_before_making_way_is_told(tasks: Tasks, room: Room, qtbot) -> None:
    parts: list[object] = []
    read: list[object] = []
    tasks.add(Work("Reading", "refresh", lambda go: go(), read.append, take_part=parts.append))
    tasks.add(work("stage"))
    tasks.come(Finished(1, "half of it"))
    assert parts == ["half of it"] and not read
    tasks.come(Finished(3, "staged"))
    tasks.add(work("stage"))
    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.come(Failed(4, "the disk is gone"))
    assert failed.args == ["Reading", "the disk is gone"] and parts == ["half of it"]


def test_stop_forgets_what_waits(tasks: Tasks, room: Room) -> None:
    tasks.add(work("save"))
    tasks.add(work("stage"))
    tasks.stop()
    assert room.sent[-1] == (2, "stop", (1,))
    tasks.come(Finished(1, None))
    assert tasks.is_idle and len(room.sent) == 2


def test_a_failure_is_told_and_the_next_begins(tasks: Tasks, room: Room, qtbot) -> None:
    tasks.add(work("save"))
    tasks.add(work("stage"))
    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.come(Failed(1, "no room"))
    assert failed.args == ["Save", "no room"] and room.sent[-1][1] == "stage"
    assert [each.name for each in tasks.drop_all()] == ["Stage"]
    assert tasks.is_idle


def test_arguments_may_come_later(tasks: Tasks, room: Room) -> None:
    calls: list = []
    tasks.add(Work("Save", "save", calls.append, lambda result: None))
    assert room.sent == []
    calls[0]("paths")
    assert room.sent == [(1, "save", ("paths",))]
    calls[0]("again")
    assert len(room.sent) == 1


def test_arguments_that_cannot_be_known_end_the_work(tasks: Tasks, room: Room, qtbot) -> None:
    calls: list = []
    tasks.add(Work("Save", "save", calls.append, pytest.fail))
    tasks.add(work("stage"))
    with qtbot.waitSignal(tasks.failed) as failed:
        calls[0].fail("the catalog is damaged")
    assert failed.args == ["Save", "the catalog is damaged"] and room.sent[-1][1] == "stage"
    calls[0]("too late")
    calls[0].fail("too late")
    tasks.come(Finished(1, None))
    assert tasks.is_idle and len(room.sent) == 1


@pytest.mark.parametrize("stop", [Tasks.stop, Tasks.stop_looking])
def test_what_waits_for_its_arguments_is_stopped_at_once(tasks: Tasks, room: Room, qtbot, stop) -> None:
    calls: list = []
    tasks.add(Work("Look", "plan", calls.append, pytest.fail))
    with qtbot.waitSignal(tasks.idle):
        stop(tasks)
    assert tasks.is_idle
    calls[0]("too late")
    assert room.sent == []
