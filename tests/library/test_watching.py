"""Watching real folders."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from apart import bound_by_permissions

from reviewer.library.watching import MANY, Changed, Pace, Watching, is_far_away, words_for

LONG = 30.0


class Watcher:
    """Takes what is told, until something is among it."""

    def __init__(self, root: Path, only: list[Path] | None = None) -> None:
        self._woken = threading.Event()
        self.times = 0
        self.watching = Watching(root, only, self._wake)
        self.told: list[Changed] = []

    def _wake(self) -> None:
        self.times += 1
        self._woken.set()

    def until(self, is_enough: Callable[[set[str]], bool]) -> set[str]:
        """The paths told, once they are enough; "*" is everything."""
        found: set[str] = set()
        end = time.monotonic() + LONG
        while not is_enough(found):
            assert self._woken.wait(max(0.0, end - time.monotonic())), f"only {found} was told"
            self._woken.clear()
            while (changed := self.watching.take()) is not None:
                self.told.append(changed)
                found |= {"*"} if changed.paths is None else set(changed.paths)
        return found


@contextmanager
def watching(root: Path, only: list[Path] | None = None) -> Iterator[Watcher]:
    watcher = Watcher(root, only)
    watcher.watching.start()
    try:
        assert watcher.watching.is_ready(LONG)
        yield watcher
    finally:
        watcher.watching.stop()


def _write(path: Path, text: str = "---\ntitle: A\n---\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_what_is_made_written_moved_and_deleted_is_told(tmp_path: Path) -> None:
    _write(tmp_path / "posts" / "a.md")
    with watching(tmp_path) as watcher:
        _write(tmp_path / "b.md")
        watcher.until(lambda told: "b.md" in told)
        _write(tmp_path / "posts" / "a.md", "other")
        watcher.until(lambda told: "posts/a.md" in told)
        os.rename(tmp_path / "posts" / "a.md", tmp_path / "c.md")
        watcher.until(lambda told: {"posts/a.md", "c.md"} <= told)
        (tmp_path / "b.md").unlink()
        watcher.until(lambda told: "b.md" in told)
        assert watcher.watching.take() is None


def test_folders_that_are_made_moved_and_deleted_are_told(tmp_path: Path) -> None:
    _write(tmp_path / "posts" / "deep" / "a.md")
    with watching(tmp_path) as watcher:
        os.rename(tmp_path / "posts", tmp_path / "articles")
        watcher.until(lambda told: {"posts", "articles"} <= told)
        _write(tmp_path / "articles" / "deep" / "a.md", "other")
        watcher.until(lambda told: "articles/deep/a.md" in told)
        _write(tmp_path / "new" / "folder" / "b.md")
        watcher.until(lambda told: "new" in told)
        shutil.rmtree(tmp_path / "articles")
        watcher.until(lambda told: "articles" in told)


def test_what_no_article_can_be_is_passed_over(tmp_path: Path) -> None:
    _write(tmp_path / ".gitignore", "drafts/\n")
    _write(tmp_path / "hugo.toml")
    (tmp_path / "posts").mkdir()
    with watching(tmp_path) as watcher:
        for path in (".git/index.md", "node_modules/x/README.md", "drafts/a.md", "public/a.md", ".a.md"):
            _write(tmp_path / path)
        _write(tmp_path / "posts" / ".reviewer-1-2.tmp")
        _write(tmp_path / "posts" / "picture.png")
        _write(tmp_path / "posts" / "last.md")
        told = watcher.until(lambda told: "posts/last.md" in told)
        assert told <= {"posts/last.md", "public", "node_modules"}
        _write(tmp_path / ".gitignore", "\n")
        watcher.until(lambda told: "*" in told)
        _write(tmp_path / "drafts" / "a.md", "other")
        watcher.until(lambda told: bool(told & {"drafts/a.md", "*"}))


def test_only_the_files_that_are_named(tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "posts/c.md", "posts/d.md", "whole/e.md"):
        _write(tmp_path / name)
    named = [tmp_path / "a.md", tmp_path / "posts" / "c.md", tmp_path / "whole"]
    with watching(tmp_path, named) as watcher:
        for name in ("b.md", "posts/d.md", "whole/deep/f.md", "posts/c.md", "a.md"):
            _write(tmp_path / name, "other")
        told = watcher.until(
            lambda told: {"a.md", "posts/c.md"} <= told and bool(told & {"whole/deep", "whole/deep/f.md"})
        )
        assert told <= {"a.md", "posts/c.md", "whole/deep", "whole/deep/f.md"}


def test_ten_thousand_changes_are_told_as_one_thing(tmp_path: Path) -> None:
    with watching(tmp_path) as watcher:
        for number in range(10_000):
            (tmp_path / f"{number}.md").touch()
        _write(tmp_path / "last" / "of-all.md")
        watcher.until(lambda told: "*" in told)
        listed = sum(len(changed.paths or ()) for changed in watcher.told)
        assert listed < MANY and watcher.times < 50


def test_it_ends_at_once_and_twice_while_files_are_written(tmp_path: Path) -> None:
    others = set(threading.enumerate())
    watcher = Watcher(tmp_path)
    watcher.watching.start()
    _write(tmp_path / "a.md")
    watcher.watching.stop()
    watcher.watching.stop()
    assert set(threading.enumerate()) <= others


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with watching(tmp_path / "nowhere") as watcher:
        watcher.until(lambda _: bool(watcher.told))
        assert watcher.told[0].paths == () and "Refresh" in watcher.told[0].words


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other limits")
def test_a_system_that_watches_no_more_folders_is_told_in_words(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"d{number}").mkdir()
    program = (
        "import sys, pathlib, threading; open('/proc/sys/user/max_inotify_watches', 'w').write('20')\n"
        "from reviewer.library.watching import Watching\n"
        "told = threading.Event()\n"
        "watching = Watching(pathlib.Path(sys.argv[1]), wake=told.set); watching.start(); told.wait()\n"
        "print(watching.take().words); watching.stop()"
    )
    command = ["unshare", "--user", "--map-root-user", sys.executable, "-c", program, str(tmp_path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=False)
    except FileNotFoundError:
        pytest.skip("no users of one's own here")
    if "unshare" in done.stderr or "PermissionError" in done.stderr:
        pytest.skip("no users of one's own here")
    assert "its limit is reached" in done.stdout, done.stderr


def test_words_for_what_cannot_be_watched() -> None:
    assert "limit" in words_for(RuntimeError("Error creating recommended watcher: Too many open files (os error 24)"))
    assert words_for(OSError("what is this")).startswith("This folder cannot be watched")


def test_network_drives_are_known(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "40 22 0:50 / /mnt/far\\040away rw - nfs4 server:/x rw\n"
        "41 40 8:2 / /mnt/far\\040away/near rw - ext4 /dev/sdb rw\n"
    )
    found = [
        is_far_away(root, str(mounts)) for root in ("/mnt/far away/x", "/mnt/far away/near/x", "/mnt/farther", "/")
    ]
    assert found == [sys.platform.startswith("linux"), False, False, False]


def test_the_pause_grows_while_there_is_no_rest_and_shrinks_after_one() -> None:
    pace, now, pauses = Pace(), 100.0, []
    for _ in range(12):
        pauses.append(pace.pause(now))
        now += pauses[-1] + 0.2
    assert pauses == sorted(pauses) and pauses[0] < 0.1 and pauses[-1] >= 3.0
    assert pace.pause(now + 60) == pauses[0]


@bound_by_permissions
def test_a_folder_that_must_not_be_read_is_told_in_words(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with watching(tmp_path) as watcher:
        watcher.until(lambda _: bool(watcher.told))
        assert "must not be read" in watcher.told[0].words
    closed.chmod(0o700)
