"""Saves of many files that are killed at some moment, over and over on the same collection; and what must hold then."""

import multiprocessing.connection
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from article_folder import TEXT
from command_line import environment
from window_process import WindowProcess

from reviewer.articles.edits import SetValue
from reviewer.library import files
from reviewer.library.home import Home
from reviewer.library.library import Library
from reviewer.library.messages import Failed, Finished

Way = Literal["window", "publish"]
_LOOK_SECONDS = 0.002


@dataclass
class Moment:
    """How far a save was when it was killed: files that had their new bytes; None if it had ended before."""

    reached: int | None


class KilledSaves:
    """One collection, put back as it was before each save: its files are hard links, its journal and catalog copies."""

    def __init__(self, folder: Path, count: int, way: Way) -> None:
        self.root, self.home, self._way = folder / "articles", Home.below(folder / "home"), way
        self._masters = folder / "master"
        (self._masters / "articles").mkdir(parents=True)
        self.old = {f"a{number}.md": TEXT.format(number=number).encode() for number in range(count)}
        self.new = {
            path: content.replace(b"published: false", b"published: true") for path, content in self.old.items()
        }
        for path, content in self.old.items():
            (self._masters / "articles" / path).write_bytes(content)
        os.symlink("elsewhere", self._masters / "articles" / "no article")
        self._link()
        with closing(Library(self.root, self.home)) as library:
            library.refresh()
            if way == "window":
                library.stage("Publish {articles}", [SetValue(("published",), True)], list(self.old))
        shutil.copytree(folder / "home", self._masters / "home")
        self.seconds = 0.0
        """How long a whole save takes, as far as is known."""

    def restore(self) -> None:
        """All as it was before the first save."""
        shutil.rmtree(self.root)
        self._link()
        shutil.rmtree(self.home.cache.parent)
        shutil.copytree(self._masters / "home", self.home.cache.parent)

    def kill_after(self, seconds: float | None) -> Moment:
        """Saves all, and kills the process so long after the save has begun; None: lets it end."""
        self.restore()
        process = _Window(self) if self._way == "window" else _Command(self)
        try:
            process.wait(_LOOK_SECONDS, self._has_begun)
            began = time.monotonic()
            if seconds is not None:
                process.wait(seconds)
            has_ended = process.wait(0 if seconds is not None else None)
            if has_ended:
                self.seconds = time.monotonic() - began
        finally:
            process.kill()
        now = self.disk()
        reached = sum(now.get(path) == content for path, content in self.new.items())
        return Moment(None if has_ended else reached)

    def disk(self) -> dict[str, bytes]:
        """The articles there are."""
        return {path.name: path.read_bytes() for path in self.root.iterdir() if path.name in self.old}

    def check(self) -> None:
        """What must hold after a kill, before and after the next start, and after the next save."""
        now = self.disk()
        assert all(now[path] in (self.old[path], self.new[path]) for path in self.old)
        others = {path.name for path in self.root.iterdir()} - set(self.old)
        assert all(name == "no article" or files.is_leftover(name) for name in others)
        for name in others - {"no article"}:  # only after a while is it no file that a live save may be writing
            os.utime(self.root / name, (1, 1))
        reached = {path for path in self.old if now[path] == self.new[path]}
        with closing(Library(self.root, self.home)) as library:
            self._check_restarted(library, reached)
            if self._way == "window":
                report = library.save()
                assert (report.failed, set(report.saved)) == ([], set(self.old) - reached)
        if self._way == "publish":
            assert self._command().returncode == 0
        self._check_complete()

    def _check_restarted(self, library: Library, reached: set[str]) -> None:
        assert not any("damaged" in words for words in library.warnings), library.warnings
        assert self.disk() == {path: (self.new if path in reached else self.old)[path] for path in self.old}
        self._check_tidy()
        journal = library._journal
        staged = {one.path: one for one in journal.all_staged()}
        wanted = set(self.old) - reached if self._way == "window" else set()
        assert set(staged) == wanted
        assert all(one.splice.apply(self.old[path]) == self.new[path] for path, one in staged.items())
        assert self._in_history(library) == sorted(reached)
        assert journal.batches.unfinished() == []
        library.catch_up() if self._way == "window" else library.refresh()
        rows = library.reader.rows(library.reader.ids())
        assert {row.path for row in rows if row.modified} == wanted
        assert {row.path for row in rows if row.published} == reached | wanted
        assert library.staged_count == len(wanted)

    def _check_complete(self) -> None:
        assert self.disk() == self.new
        self._check_tidy()
        assert [path.name for path in self.home.state.iterdir() if path.suffix == ".lock"] == []
        with closing(Library(self.root, self.home)) as library:
            assert library.warnings == ()
            assert library.staged_count == 0
            assert self._in_history(library) == sorted(self.old)
            library.catch_up()
            report = library.refresh()
            assert (report.added, report.changed, report.removed) == (0, 0, 0)
            assert all(row.published and not row.modified for row in library.reader.rows(library.reader.ids()))

    def _check_tidy(self) -> None:
        assert {path.name for path in self.root.iterdir()} - set(self.old) == {"no article"}
        assert [path.name for path in self.home.state.iterdir() if ".batch-" in path.name] == []

    def _in_history(self, library: Library) -> list[str]:
        """The articles of all batches, and that their former bytes can be had back."""
        batches = library._journal.batches
        rows = [row for batch in batches.all() for row in batches.rows(batch.id)]
        assert all(row.splice.inverse().apply(self.new[row.path]) == self.old[row.path] for row in rows)
        return sorted(row.path for row in rows)

    def _has_begun(self) -> bool:
        """Whether the save is noted, or a file is new."""
        return any("batch" in name for name in os.listdir(self.home.state)) or any(
            files.is_leftover(name) for name in os.listdir(self.root)
        )

    def _link(self) -> None:
        shutil.copytree(self._masters / "articles", self.root, copy_function=os.link, symlinks=True)

    def _command(self) -> "subprocess.CompletedProcess[bytes]":
        command, home = [sys.executable, "-m", "reviewer", "publish", str(self.root)], str(self.home.cache.parent)
        return subprocess.run(command, capture_output=True, env=environment(REVIEWER_HOME=home))


class _Command:
    """`reviewer publish` on the folder."""

    def __init__(self, saves: KilledSaves) -> None:
        command = [sys.executable, "-m", "reviewer", "publish", str(saves.root)]
        variables = environment(REVIEWER_HOME=str(saves.home.cache.parent))
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables)

    def wait(self, seconds: float | None, until: Callable[[], bool] | None = None) -> bool:
        """Whether it has ended so many seconds later; `until` is asked again each time."""
        while True:
            try:
                self._process.wait(seconds)
                return True
            except subprocess.TimeoutExpired:
                if until is None or until():
                    return False

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


class _Window:
    """The process of a window, in which everything is staged, and that has been asked to save."""

    def __init__(self, saves: KilledSaves) -> None:
        self._window = WindowProcess()
        self._window.open(saves.root, saves.home)
        self._ticket = self._window.send("save", None)
        self._has_answered = False

    def wait(self, seconds: float | None, until: Callable[[], bool] | None = None) -> bool:
        """Whether the save has ended so many seconds later; `until` is asked again each time."""
        while True:
            end = None if seconds is None else time.monotonic() + seconds
            while not self._has_answered:
                left = None if end is None else max(0.0, end - time.monotonic())
                if not multiprocessing.connection.wait([self._window.pipe], left):
                    break
                answer = self._window.hear(lambda one: True)
                assert not isinstance(answer, Failed), answer
                self._has_answered = isinstance(answer, Finished) and answer.ticket == self._ticket
            if self._has_answered or until is None or until():
                return self._has_answered

    def kill(self) -> None:
        self._window.process.kill()
        self._window.end()
