import threading
from multiprocessing import Pipe

from reviewer.library.bell import Bell

LONG = 30.0


def test_who_waits_is_woken_by_the_bell_and_by_a_message() -> None:
    bell, (ours, theirs) = Bell(), Pipe()
    for _ in range(100_000):
        bell.ring()
    bell.wait(ours, LONG)
    threading.Thread(target=bell.ring).start()
    bell.wait(ours, LONG)
    theirs.send("message")
    bell.wait(ours, LONG)
    assert ours.recv() == "message"
    bell.wait(ours, 0)
    for each in (ours, theirs):
        each.close()
