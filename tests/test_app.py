"""The window as a program of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from article_folder import Collection

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
