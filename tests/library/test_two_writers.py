"""Two processes that write the same files at once: nothing is lost, and what each says of its own edits is true."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from article_folder import Collection
from command_line import environment
from faulty_disk import HELD, FaultyDisk
from window_process import WindowProcess, window_process

from reviewer.articles.edits import AddItem, SetValue
from reviewer.library.messages import Progress

COUNT = 60
HELD_ONES = "a1?.md"
"""Fewer than are written at a time, so that others go on."""
QUALITY = SetValue(("quality",), 777)
OF_WINDOW, OF_FIRST, OF_SECOND = b"quality: 777\n", b"  - First\n", b"  - Second\n"


class Command:
    """`reviewer set` on the whole collection, in a process of its own."""

    def __init__(self, collection: Collection, topic: str, variables: dict[str, str] | None = None) -> None:
        command = [
            sys.executable,
            "-m",
            "reviewer",
            "set",
            str(collection.root),
            f"topics+={topic}",
            "--format",
            "json",
        ]
        home = str(collection.home.cache.parent)
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(REVIEWER_HOME=home, **(variables or {})),
        )

    def has_ended(self, seconds: float) -> bool:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def has_opened(self, journal: Path) -> bool:
        """Waits until it has the journal open, or has ended."""
        handles = f"/proc/{self.process.pid}/fd"
        while not self.has_ended(0.005):
            with suppress(OSError):
                if str(journal) in [os.readlink(f"{handles}/{name}") for name in os.listdir(handles)]:
                    return True
        return False

    def saved(self) -> set[str]:
        """The files that it says it has written; each other one has its reason."""
        out, err = self.process.communicate(timeout=120)
        assert b"Traceback" not in err, err
        told = {one["path"]: one for one in map(json.loads, out.splitlines())}
        assert all(one["reason"] for one in told.values() if one["outcome"] == "failed")
        return {path for path, one in told.items() if one["outcome"] == "saved"}


def having(collection: Collection, mark: bytes) -> set[str]:
    return {path for path, content in collection.disk().items() if mark in content}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[FaultyDisk]:
    folder = tmp_path / "faults"
    folder.mkdir()
    disk = FaultyDisk(folder)
    yield disk
    disk.heal()


@pytest.fixture
def window(disk: FaultyDisk, collect: Callable[[int], Collection]) -> Iterator[tuple[WindowProcess, Collection]]:
    """The process of a window on a slow disk, in which all articles have another quality."""
    collection = collect(COUNT)
    with window_process(**disk.variables) as window:
        window.open(collection.root, collection.home)
        window.ask("refresh")
        assert len(window.ask("stage", "Quality", (QUALITY,), tuple(collection.paths)).changed) == COUNT
        yield window, collection


def check_nothing_is_lost(window: WindowProcess, collection: Collection, report: Any) -> None:
    """What the window says it saved is saved; what it could not save is staged still, and can be saved."""
    assert set(report.saved) <= having(collection, OF_WINDOW)
    assert len(report.saved) + len(report.failed) == COUNT
    for _ in range(3):  # an article that the other one wrote is read again by each save
        window.ask("refresh")
        window.ask("save", None)
    left = {one[0] for one in window.ask("save", None).failed}
    assert having(collection, OF_WINDOW) | left == set(collection.paths)
    library = collection.open()
    assert library.staged_count == len(left)


def test_a_command_while_a_window_saves(disk: FaultyDisk, window: tuple[WindowProcess, Collection]) -> None:
    """The save is held right before it renames some files, until the command is under way."""
    process, collection = window
    disk.fail("rename", HELD, f"{collection.root}/{HELD_ONES}")
    ticket = process.send("save", None)
    assert disk.has_fired(1, lambda seconds: not process.process.is_alive())
    command = Command(collection, "First")
    command.has_opened(collection.home.journal_path(collection.root))
    disk.heal()
    saved, report = command.saved(), process.answer(ticket)
    assert having(collection, OF_FIRST) == saved
    check_nothing_is_lost(process, collection, report)
    assert having(collection, OF_FIRST) == saved


def test_a_save_while_a_command_writes(disk: FaultyDisk, window: tuple[WindowProcess, Collection]) -> None:
    process, collection = window
    process.ask("revert", tuple(collection.paths))
    disk.fail("rename", HELD, f"{collection.root}/{HELD_ONES}")
    command = Command(collection, "First", disk.variables)
    assert disk.has_fired(1, command.has_ended)
    process.ask("stage", "Quality", (QUALITY,), tuple(collection.paths))
    ticket = process.send("save", None)
    disk.heal()
    saved, report = command.saved(), process.answer(ticket)
    assert having(collection, OF_FIRST) >= saved
    check_nothing_is_lost(process, collection, report)
    assert having(collection, OF_FIRST) >= saved


def test_two_commands_at_once(disk: FaultyDisk, collect: Callable[[int], Collection]) -> None:
    """The first is held right before it renames some files, until the second is under way."""
    collection = collect(COUNT)
    disk.fail("rename", HELD, f"{collection.root}/{HELD_ONES}")
    first = Command(collection, "First", disk.variables)
    assert disk.has_fired(1, first.has_ended)
    second = Command(collection, "Second")
    second.has_opened(collection.home.journal_path(collection.root))
    disk.heal()
    of_first, of_second = first.saved(), second.saved()
    assert having(collection, OF_FIRST) == of_first
    assert having(collection, OF_SECOND) == of_second


def test_commands_and_a_window_race(window: tuple[WindowProcess, Collection]) -> None:
    """Nobody is held: whatever the order, what was said to be saved is there in the end."""
    process, collection = window
    commands = [Command(collection, "First"), Command(collection, "Second")]
    report = process.ask("save", None)
    process.ask("stage", "Topic", (AddItem(("topics",), "Third"),), tuple(collection.paths))
    last = process.ask("save", None)
    first, second = (command.saved() for command in commands)
    assert set(report.saved) <= having(collection, OF_WINDOW)
    assert set(last.saved) <= having(collection, b"  - Third\n")
    assert first <= having(collection, OF_FIRST)
    assert second <= having(collection, OF_SECOND)


def test_a_long_save_is_stopped_between_two_files(disk: FaultyDisk, window: tuple[WindowProcess, Collection]) -> None:
    process, collection = window
    disk.fail("rename", HELD, f"{collection.root}/*", skip=10)
    process.heard.clear()
    ticket = process.send("save", None)
    assert disk.has_fired(1, lambda seconds: not process.process.is_alive())
    process.hear(lambda one: isinstance(one, Progress) and one.ticket == ticket)
    process.send("stop", ticket)
    disk.heal()
    report = process.answer(ticket)
    assert report.stopped and report.failed == []
    assert 10 <= len(report.saved) < COUNT
    assert having(collection, OF_WINDOW) == set(report.saved)
    told = [(one.done, one.total) for one in process.heard if isinstance(one, Progress)]
    assert told == sorted(told) and told[-1][0] <= len(report.saved)
    library = collection.open()
    assert library.staged_count == COUNT - len(report.saved)
    (batch,) = library._journal.batches.all()
    assert (batch.saved, batch.name) == (len(report.saved), "Quality")
    rest = process.ask("save", None)
    assert not rest.stopped and len(rest.saved) == COUNT - len(report.saved)
    assert having(collection, OF_WINDOW) == set(collection.paths)
