"""Small disks that are really full: that of the articles, that of the journal, that of the catalog."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from apart import bound_by_permissions, read_only, resize, small_disk, with_own_disks
from article_folder import TEXT, modified
from command_line import environment

from reviewer.articles.edits import SetValue
from reviewer.library.files import is_leftover
from reviewer.library.home import Home
from reviewer.library.journal.journal import Journal
from reviewer.library.journal.opening import JournalError
from reviewer.library.library import Library

COUNT = 40
PATHS = sorted(f"a{number}.md" for number in range(COUNT))
PUBLISH = SetValue(("published",), True)
KB = 1024
ROOM = 16 * KB * KB


@dataclass
class Place:
    """A collection whose articles need a block each, and its disk."""

    root: Path
    home: Home
    old: dict[str, bytes]

    @property
    def new(self) -> dict[str, bytes]:
        return {path: content.replace(b"published: false", b"published: true") for path, content in self.old.items()}

    def now(self) -> dict[str, bytes]:
        return {path: (self.root / path).read_bytes() for path in PATHS}

    def fill(self, folder: Path) -> Path:
        """Takes the rest of the room that there is."""
        rest = folder / "something large"
        with open(rest, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(KB))
            except OSError:
                return rest

    def leftovers(self) -> list[str]:
        return [name for name in os.listdir(self.root) if is_leftover(name)]

    def open(self) -> Library:
        return Library(self.root, self.home)


@contextmanager
def staged(place: Place) -> Iterator[Library]:
    with closing(place.open()) as library:
        library.refresh()
        assert library.stage("Publish", [PUBLISH], PATHS).changed == PATHS
        yield library


def make(root: Path, home: Home) -> Place:
    root.mkdir(exist_ok=True)
    old = {path: TEXT.format(number=number).encode() + b"x" * 3000 for number, path in enumerate(PATHS)}
    for path, content in old.items():
        (root / path).write_bytes(content)
    return Place(root, home, old)


def check_complete(place: Place, library: Library) -> None:
    assert place.now() == place.new
    assert place.leftovers() == []
    assert (library.staged_count, modified(library)) == (0, set())
    assert library.refresh().changed == 0


@with_own_disks
def test_a_disk_without_room_for_one_more_file(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", ROOM) as disk:
        place = make(disk / "articles", Home.below(tmp_path / "home"))
        with staged(place) as library:
            rest = place.fill(disk)
            report = library.save()
            assert report.saved == [] and report.failed == [(path, "the disk is full") for path in PATHS]
            assert (place.now(), place.leftovers()) == (place.old, [])
            assert library.staged_count == COUNT
            rest.unlink()
            assert library.save(PATHS[:3]).saved == PATHS[:3]
            assert library.save().saved == PATHS[3:]
            check_complete(place, library)


@with_own_disks
def test_a_disk_with_room_for_some_files_at_a_time(tmp_path: Path) -> None:
    """The files of a save need room for a moment only; those that got none are saved by the next one."""
    with small_disk(tmp_path / "disk", ROOM) as disk:
        place = make(disk / "articles", Home.below(tmp_path / "home"))
        with staged(place) as library:
            rest = place.fill(disk)
            with open(rest, "r+b") as file:
                file.truncate(rest.stat().st_size - 8 * KB)
            saved: list[str] = []
            while len(saved) < COUNT:
                report = library.save()
                assert report.saved
                assert {words for _, words in report.failed} <= {"the disk is full"}
                assert sorted([*report.saved, *(path for path, _ in report.failed), *saved]) == PATHS
                saved += report.saved
                assert place.now() == {path: (place.new if path in saved else place.old)[path] for path in PATHS}
                assert (place.leftovers(), modified(library)) == ([], set(PATHS) - set(saved))
            check_complete(place, library)


@with_own_disks
def test_a_disk_that_takes_no_more_files_though_it_has_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", ROOM, files=COUNT + 2 + 2) as disk:
        place = make(disk / "articles", Home.below(tmp_path / "home"))
        with staged(place) as library:
            for name in ("one", "two"):
                (disk / name).touch()
            report = library.save()
            assert report.failed == [(path, "the disk is full") for path in PATHS]
            assert place.now() == place.old
            (disk / "one").unlink()
            (disk / "two").unlink()
            while library.staged_count:
                assert library.save().saved
            check_complete(place, library)


@with_own_disks
@pytest.mark.parametrize("room", [0, 4, 12, 24, 48, 96])
def test_a_journal_without_room(tmp_path: Path, room: int) -> None:
    """Where what a save does cannot be noted, it says so; what it did is known after the next start."""
    with small_disk(tmp_path / "disk", ROOM) as disk:
        home = Home.below(tmp_path / "home")
        place = make(tmp_path / "articles", replace(home, state=disk / "journals"))
        with staged(place) as library:
            rest = place.fill(disk)
            with open(rest, "r+b") as file:
                file.truncate(rest.stat().st_size - room * KB)
            try:
                library.stage("Quality", [SetValue(("quality",), 77)], PATHS)
            except JournalError as error:
                assert "full" in str(error)
            try:
                library.save()
            except JournalError as error:
                assert "full" in str(error)
            known = (place.old, place.new, quality(place.old), quality(place.new))
            assert all(any(content == one[path] for one in known) for path, content in place.now().items())
            rest.unlink()
        with closing(place.open()) as library:
            assert not any("damaged" in words for words in library.warnings)
            library.refresh()
            present = {path: library.article(path)[1].present for path in PATHS}
            assert present in (place.new, quality(place.new))
            assert library.save().failed == []
            assert place.now() == present
            assert (library.staged_count, modified(library), place.leftovers()) == (0, set(), [])


def quality(contents: dict[str, bytes]) -> dict[str, bytes]:
    return {path: b"\n".join([*of[:2], b"quality: 77", *of[3:]]) for path, of in lines(contents)}


def lines(contents: dict[str, bytes]) -> list[tuple[str, list[bytes]]]:
    return [(path, content.split(b"\n")) for path, content in contents.items()]


@with_own_disks
@pytest.mark.parametrize("is_new", [False, True])
@pytest.mark.parametrize("room", [0, 12, 24, 40])
def test_a_journal_that_cannot_be_opened_without_room(tmp_path: Path, room: int, is_new: bool) -> None:
    with small_disk(tmp_path / "disk", ROOM) as disk:
        place = make(tmp_path / "articles", Home.below(tmp_path / "home"))
        path = disk / "journal.sqlite"
        if not is_new:
            Journal(path).close()
        rest = place.fill(disk)
        with open(rest, "r+b") as file:
            file.truncate(rest.stat().st_size - room * KB)
        with (
            pytest.raises(JournalError, match="the disk is full"),
            closing(Journal(path)) as journal,
            journal.transaction() as sequence,
        ):
            journal.touch([f"{number}.md" for number in range(5_000)], sequence)
        rest.unlink()
        with closing(Journal(path)) as journal:
            assert journal.warnings == []


@with_own_disks
@pytest.mark.parametrize("room", [0, 8, 64])
def test_a_catalog_without_room_keeps_nothing_from_being_saved(tmp_path: Path, room: int) -> None:
    with small_disk(tmp_path / "disk", ROOM) as disk:
        home = Home.below(tmp_path / "home")
        place = make(tmp_path / "articles", replace(home, cache=disk / "cache"))
        with staged(place) as library:
            rest = place.fill(disk)
            with open(rest, "r+b") as file:
                file.truncate(rest.stat().st_size - room * KB)
            report = library.save()
            assert (report.saved, report.failed) == (PATHS, [])
            assert place.now() == place.new
            rest.unlink()
            library.catch_up()
            check_complete(place, library)


@with_own_disks
def test_a_home_without_room_is_told_in_words_by_the_command_line(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", ROOM) as disk:
        place = make(tmp_path / "articles", Home.below(disk / "home"))
        place.fill(disk)
        ran = publish(place)
        assert ran.returncode == 1
        assert b"full" in ran.stderr and b"Traceback" not in ran.stderr
        assert place.now() == place.old
        resize(disk, 2 * ROOM)
        ran = publish(place)
        assert (ran.returncode, ran.stdout) == (0, b"40 saved, 0 unchanged, 0 failed\n")
        assert place.now() == place.new


@with_own_disks
def test_a_full_disk_is_told_file_by_file_by_the_command_line(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", ROOM) as disk:
        place = make(disk / "articles", Home.below(tmp_path / "home"))
        rest = place.fill(disk)
        ran = publish(place)
        assert (ran.returncode, ran.stdout) == (1, b"0 saved, 0 unchanged, 40 failed\n")
        assert ran.stderr.splitlines()[:COUNT] == [f"{path}: the disk is full".encode() for path in PATHS]
        assert (place.now(), place.leftovers()) == (place.old, [])
        rest.unlink()
        assert publish(place).stdout == b"40 saved, 0 unchanged, 0 failed\n"
        assert place.now() == place.new


def test_a_limit_for_the_size_of_files(tmp_path: Path) -> None:
    """As a quota would answer: a write of some bytes less than asked for, then an error."""
    place = make(tmp_path / "articles", Home.below(tmp_path / "home"))
    ran = publish(place, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2 * KB, 2 * KB)))
    assert ran.returncode != 0
    assert b"Traceback" not in ran.stderr
    assert (place.now(), place.leftovers()) == (place.old, [])
    assert publish(place).stdout == b"40 saved, 0 unchanged, 0 failed\n"
    assert place.now() == place.new


def publish(place: Place, before=None) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "reviewer", "publish", str(place.root)]
    variables = environment(REVIEWER_HOME=str(place.home.cache.parent))
    return subprocess.run(command, capture_output=True, env=variables, preexec_fn=before)


@with_own_disks
def test_a_disk_that_can_only_be_read(tmp_path: Path) -> None:
    place = make(tmp_path / "articles", Home.below(tmp_path / "home"))
    with staged(place) as library:
        with read_only(place.root):
            report = library.save()
            assert report.failed == [(path, "the disk can only be read") for path in PATHS]
            assert library.staged_count == COUNT
        assert library.save().saved == PATHS
        check_complete(place, library)


@bound_by_permissions
@pytest.mark.parametrize(
    ("locked", "mode", "words"),
    [
        ("a1.md", 0o444, "the file is marked as read-only"),
        ("a1.md", 0o000, "there is no permission for it"),
        (".", 0o555, "there is no permission to write into its folder"),
        (".", 0o666, "there is no permission for it"),
    ],
)
def test_what_may_not_be_written_is_told_and_saved_once_it_may(
    tmp_path: Path, locked: str, mode: int, words: str
) -> None:
    place = make(tmp_path / "articles", Home.below(tmp_path / "home"))
    with staged(place) as library:
        former = (place.root / locked).stat().st_mode
        (place.root / locked).chmod(mode)
        try:
            report = library.save()
        finally:
            (place.root / locked).chmod(former)
        failed = PATHS if locked == "." else ["a1.md"]
        assert report.failed == [(path, words) for path in failed]
        assert place.now() == {path: (place.old if path in failed else place.new)[path] for path in PATHS}
        assert library.staged_count == len(failed)
        assert library.save(failed).saved == failed
        check_complete(place, library)


@pytest.mark.skipif(sys.platform != "linux", reason="made immutable with chattr")
def test_an_immutable_file(tmp_path: Path) -> None:
    place = make(tmp_path / "articles", Home.below(tmp_path / "home"))
    with staged(place) as library:
        made = subprocess.run(["chattr", "+i", place.root / "a1.md"], capture_output=True)
        if made.returncode != 0:
            pytest.skip("this user cannot make files immutable on this disk")
        try:
            report = library.save()
        finally:
            subprocess.run(["chattr", "-i", place.root / "a1.md"], check=True)
        assert [path for path, _ in report.failed] == ["a1.md"]
        assert place.leftovers() == []
        assert library.save(["a1.md"]).saved == ["a1.md"]
        check_complete(place, library)
