"""Questions to the library's process, against a room that notes what is sent."""

from reviewer.library.messages import Failed, Finished
from reviewer.session.asking import Asking


class Room:
    def __init__(self) -> None:
        self.sent: list[tuple[object, ...]] = []
        self.is_running = True

    def send(self, name: str, *arguments: object) -> int:
        self.sent.append((name, *arguments))
        return len(self.sent)


def test_of_many_questions_the_first_and_the_last_are_asked_and_the_last_is_answered() -> None:
    room, answers = Room(), []
    asking = Asking(room)  # type: ignore[arg-type]
    for path in ("a", "b", "c"):
        asking.ask("diff", (path,), answers.append)
    asking.ask("history", (), answers.append)
    assert room.sent == [("diff", "a"), ("history",)]
    assert asking.come(Finished(1, "diff of a")) and not asking.come(Finished(1, "again"))
    assert asking.come(Finished(3, "diff of c")) and asking.come(Finished(2, "batches"))
    assert room.sent[2:] == [("diff", "c")] and answers == ["diff of c", "batches"]


def test_a_failure_is_told_and_the_next_question_is_asked(qtbot) -> None:
    room, answers = Room(), []
    asking = Asking(room)  # type: ignore[arg-type]
    asking.ask("batch", (3,), answers.append)
    with qtbot.waitSignal(asking.failed) as failed:
        asking.come(Failed(1, "it is gone"))
    assert failed.args == ["it is gone"]
    asking.ask("batch", (2,), answers.append)
    asking.come(Finished(2, "two"))
    assert answers == ["two"]


def test_another_process_is_asked_what_the_former_one_left() -> None:
    room, answers = Room(), []
    asking = Asking(room)  # type: ignore[arg-type]
    asking.ask("diff", ("a",), answers.append)
    asking.start_over()
    assert not asking.come(Finished(1, "of the former")) and asking.come(Finished(2, "of this one"))
    assert answers == ["of this one"]
    asking.ask("diff", ("b",), answers.append)
    asking.forget()
    assert not asking.come(Finished(3, "too late"))
    room.is_running = False
    asking.ask("diff", ("b",), answers.append)
    assert len(room.sent) == 3 and answers == ["of this one"]
