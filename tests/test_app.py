"""The window as a program of its own."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from article_folder import Collection
from living import Living

from reviewer.session.holding import Holding, raise_other

LONG = 30


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT for one process")
def test_ctrl_c_closes_the_window_and_all_that_is_behind_it(tmp_path: Path, qtbot) -> None:
    articles = Collection(tmp_path, 3)
    home = tmp_path / "home"
    place = os.environ | {
        "REVIEWER_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "reviewer", str(articles.root)]
    with subprocess.Popen(command, env=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        qtbot.waitUntil(lambda: any((home / "cache").rglob("*.sqlite")), timeout=LONG * 1000)
        process.send_signal(signal.SIGINT)
        # The pipe ends only when the process of the library, which has it too, is gone.
        out, _ = process.communicate(timeout=LONG)
    assert process.returncode == 0
    assert b"Traceback" not in out and b"leaked" not in out
    assert (home / "settings" / "settings.ini").is_file()
    articles.close()


class Window:
    """The program, started with a folder; killed in the end if it has not ended."""

    def __init__(self, articles: Collection, home: Path) -> None:
        place = os.environ | {
            "REVIEWER_HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-m", "reviewer", str(articles.root)]
        self.process = subprocess.Popen(command, env=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


def _door(home: Path) -> str:
    """What the window that holds the collection says of its door."""
    found = list((home / "journals").glob("*.door"))
    return found[0].read_text() if found else ""


def test_a_second_start_leaves_the_collection_to_the_first_even_after_a_kill(tmp_path: Path, qtbot) -> None:
    articles, home = Collection(tmp_path, 3), tmp_path / "home"
    with Window(articles, home) as first:
        qtbot.waitUntil(lambda: _door(home) != "", timeout=LONG * 1000)
        with Window(articles, home) as second:
            out, _ = second.communicate(timeout=LONG)
            assert (second.returncode, out) == (0, b"") and first.poll() is None
        killed = _door(home)
        first.kill()
        first.wait()
    with Window(articles, home) as third:
        qtbot.waitUntil(lambda: _door(home) not in ("", killed), timeout=LONG * 1000)
        assert third.poll() is None
    articles.close()


def test_the_window_that_holds_the_collection_comes_to_the_front(living: Living) -> None:
    window = living.window()
    window.showMinimized()
    living.until(window.isMinimized)
    asking = threading.Thread(target=raise_other, args=(living.articles.home, [living.articles.root]))
    asking.start()
    living.until(lambda: not window.isMinimized() and window.isVisible())
    asking.join()


def test_what_another_window_has_is_not_opened_here_too(living: Living, tmp_path: Path) -> None:
    other = Holding(living.articles.home, lambda: None)
    (tmp_path / "other").mkdir()
    assert other.take(tmp_path / "other")
    window = living.window()
    window.session.open([tmp_path / "other"])
    living.until(lambda: bool(living.told) and "is open in another window" in living.told[-1].words)
    assert window.isVisible() and window.session.collection.root == living.articles.root
    app = living.app()
    app.start([tmp_path / "other"])
    living.until(lambda: not app.window.isVisible())
    other.wait()
    other.give_up()


def test_the_list_is_scrolled_to_where_it_was(qtbot, tmp_path: Path) -> None:
    articles = Collection(tmp_path, 200)
    tops = []
    for _ in range(2):
        life = Living(articles, qtbot)
        app = life.app()
        window = app.window
        window.show()
        window.session.open([articles.root])
        life.until(lambda window=window: len(window.session.answer.ids) == 200 and not window.session.busy)
        life.settle(window.session)
        view = window.article_list.view
        if tops:
            life.until(lambda view=view: view.verticalScrollBar().value() == tops[0])
        else:
            view.verticalScrollBar().triggerAction(view.verticalScrollBar().SliderAction.SliderPageStepAdd)
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 13)
            tops.append(view.verticalScrollBar().value())
            qtbot.waitSignal(view.settled).wait()
        life.end()
    assert tops[0] > 13
    articles.close()
