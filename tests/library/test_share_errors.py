"""What network shares and dying disks answer: each file's own error is told, the others are saved, a retry succeeds."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from article_folder import TEXT
from command_line import Ran, environment
from faulty_disk import LATE, SHORT, SLOW, FaultyDisk
from window_process import WindowProcess, window_process

from reviewer.articles.edits import SetValue
from reviewer.library.files import is_leftover
from reviewer.library.home import Home
from reviewer.library.messages import Failed, Progress

GOOD = [f"good/a{number}.md" for number in range(3)]
BAD = [f"bad/a{number}.md" for number in range(3)]
ALL = sorted([*GOOD, *BAD])
FAILING = [
    *(("open", error) for error in ("EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "ETIMEDOUT", "ENXIO")),
    *(("read", error) for error in ("EIO", "ESTALE", "EAGAIN", "ENODEV")),
    *(("stat", error) for error in ("ESTALE", "EREMOTEIO")),
    *(("create", error) for error in ("EIO", "EMFILE", "ENFILE", "ENOSPC")),
    *(("write", error) for error in ("EIO", "ENOSPC", "EDQUOT", "EAGAIN", "EFBIG")),
    *(("sync", error) for error in ("EIO", "ENOSPC", "EDQUOT", "ESTALE")),
    *(("close", error) for error in ("EIO", "EDQUOT")),
    *(("rename", error) for error in ("EIO", "ESTALE", "EBUSY", "ETXTBSY")),
]
PASSING = [
    ("open", "EINTR", 2),
    ("create", "EINTR", 2),
    ("read", "EINTR", 2),
    ("write", "EINTR", 2),
    ("sync", "EINTR", 2),
]
NO_SYNC_OF_FOLDERS = ["EINVAL", "ENOTSUP", "EACCES"]


class Share:
    """A collection on a disk that fails as it is told, and the process of a window on it."""

    def __init__(self, folder: Path, disk: FaultyDisk, window: WindowProcess) -> None:
        self.root, self.home, self.disk, self.window = folder / "articles", Home.below(folder / "home"), disk, window
        self.content: dict[str, bytes] = {}
        for number, path in enumerate(ALL):
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            self.content[path] = TEXT.format(number=number).encode()
            (self.root / path).write_bytes(self.content[path])
        self._quality = 100
        window.open(self.root, self.home)
        window.ask("refresh")

    def begin_again(self) -> None:
        """Nothing is staged, whatever the last test left."""
        self.window.ask("refresh")
        self.window.ask("revert", tuple(ALL))
        self.content = self.now()
        self._quality += 1

    def stage(self) -> dict[str, bytes]:
        """Gives all articles another quality; the bytes that a save will write."""
        self._quality += 1
        report = self.window.ask("stage", "Set", (SetValue(("quality",), self._quality),), tuple(ALL))
        assert report.changed == ALL
        lines = {path: content.split(b"\n") for path, content in self.content.items()}
        return {path: b"\n".join([*of[:2], b"quality: %d" % self._quality, *of[3:]]) for path, of in lines.items()}

    def now(self) -> dict[str, bytes]:
        return {path: (self.root / path).read_bytes() for path in ALL}

    def leftovers(self) -> list[Path]:
        return [path for path in self.root.rglob(".*") if is_leftover(path.name)]

    def check_all_is_saved(self, new: dict[str, bytes]) -> None:
        assert self.now() == new
        assert self.leftovers() == []
        assert self.window.ask("save", None).saved == []
        assert self.window.ask("refresh").changed == 0
        self.content = new


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    folder = tmp_path_factory.mktemp("share")
    disk = FaultyDisk(folder)
    with window_process(**disk.variables) as window:
        yield Share(folder, disk, window)


@pytest.fixture(autouse=True)
def healed(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "share" in request.fixturenames:
        share: Share = request.getfixturevalue("share")
        share.disk.heal()
        share.begin_again()


def check_words(failed: list[tuple[str, str]], error: str) -> None:
    for path, words in failed:
        assert path in BAD
        assert words and not any(mark in words for mark in ("Errno", "[", error))
        assert error in ("EMFILE", "ENFILE") or words != os.strerror(getattr(errno, error))


@pytest.mark.parametrize(("call", "error"), FAILING)
def test_each_error_is_told_of_its_file_and_a_retry_saves_it(share: Share, call: str, error: str) -> None:
    new = share.stage()
    share.disk.fail(call, getattr(errno, error), "*/bad/*")
    report = share.window.ask("save", None)
    assert share.disk.fired
    assert (report.saved, [path for path, _ in report.failed]) == (sorted(GOOD), BAD)
    check_words(report.failed, error)
    assert share.now() == {path: (new if path in GOOD else share.content)[path] for path in ALL}
    share.disk.heal()
    assert share.leftovers() == []
    report = share.window.ask("save", tuple(BAD))
    assert (report.saved, report.failed) == (BAD, [])
    share.check_all_is_saved(new)


@pytest.mark.parametrize(("call", "error", "every"), PASSING)
def test_what_only_interrupts_is_not_noticed(share: Share, call: str, error: str, every: int) -> None:
    new = share.stage()
    share.disk.fail(call, getattr(errno, error), "*/bad/*", every)
    assert share.window.ask("save", None).saved == ALL
    assert share.disk.fired
    share.disk.heal()
    share.check_all_is_saved(new)


@pytest.mark.parametrize("call", ["read", "write"])
def test_short_reads_and_writes_are_continued(share: Share, call: str) -> None:
    new = share.stage()
    share.disk.fail(call, SHORT, "*/bad/*")
    assert share.window.ask("save", None).saved == ALL
    assert share.disk.fired
    share.disk.heal()
    share.check_all_is_saved(new)


@pytest.mark.parametrize("error", NO_SYNC_OF_FOLDERS)
def test_a_disk_that_cannot_sync_folders_saves_all_the_same(share: Share, error: str) -> None:
    new = share.stage()
    share.disk.fail("sync-folder", getattr(errno, error), "*/bad")
    assert share.window.ask("save", None).saved == ALL
    share.disk.heal()
    share.check_all_is_saved(new)


def test_a_folder_whose_sync_fails_is_not_told_as_saved(share: Share) -> None:
    new = share.stage()
    share.disk.fail("sync-folder", errno.EIO, "*/bad")
    report = share.window.ask("save", None)
    assert share.disk.fired
    assert share.now() == new
    assert [path for path, _ in report.failed] == BAD
    check_words(report.failed, "EIO")
    again = share.window.ask("save", tuple(BAD))
    assert ([*again.saved, *again.unchanged], again.failed) == ([], report.failed)
    share.window.ask("refresh")
    again = share.window.ask("save", None)
    assert ([*again.saved, *again.unchanged], again.failed) == ([], report.failed), "the bytes are there, for now"
    share.disk.heal()
    report = share.window.ask("save", tuple(BAD))
    assert (sorted([*report.saved, *report.unchanged]), report.failed) == (BAD, [])
    share.check_all_is_saved(new)


def test_a_renaming_whose_answer_is_lost(share: Share) -> None:
    new = share.stage()
    share.disk.fail("rename", LATE + errno.EIO, "*/bad/*")
    report = share.window.ask("save", None)
    assert share.disk.fired
    assert share.now() == new
    assert sorted([*report.saved, *report.unchanged, *(path for path, _ in report.failed)]) == ALL
    share.disk.heal()
    report = share.window.ask("save", tuple(BAD))
    assert report.failed == []
    share.check_all_is_saved(new)


@pytest.mark.parametrize("error", ["EIO", "ESTALE", "ENOTCONN"])
def test_an_edit_that_cannot_be_planned_is_refused_and_the_others_are_staged(share: Share, error: str) -> None:
    new = share.stage()
    share.disk.fail("read", getattr(errno, error), "*/bad/*")
    report = share.window.ask("stage", "Title", (SetValue(("title",), "New"),), tuple(ALL))
    assert (sorted(report.changed), [path for path, _ in report.refused]) == (sorted(GOOD), BAD)
    check_words(report.refused, error)
    share.disk.heal()
    assert share.window.ask("undo").refused == []
    assert share.window.ask("save", None).saved == ALL
    share.check_all_is_saved(new)


@pytest.mark.parametrize(
    ("call", "error"), [("list", "EIO"), ("list", "ESTALE"), ("open", "EIO"), ("read", "ENOTCONN")]
)
def test_what_cannot_be_read_for_a_while_is_neither_gone_nor_reverted(share: Share, call: str, error: str) -> None:
    new = share.stage()
    for path in BAD:
        os.utime(share.root / path)
    share.disk.fail(call, getattr(errno, error), "*/bad*")
    report = share.window.ask("refresh")
    assert report.removed == 0
    assert report.failed or call != "list"  # a staged article that cannot be read is a conflict, with its reason
    check_words([(path if path in BAD else BAD[0], words) for path, words in report.failed], error)
    share.disk.heal()
    assert share.window.ask("refresh").removed == 0
    assert share.window.ask("save", None).saved == ALL
    share.check_all_is_saved(new)


@pytest.mark.parametrize("call", ["write", "sync"])
def test_a_journal_that_fails_in_the_middle_of_a_save_loses_nothing(share: Share, call: str) -> None:
    failures = 0
    for skip in (0, 1, 2, 3, 4, 6, 8, 12):
        new = share.stage()
        share.disk.fail(call, errno.EIO, "*/journals/*", skip=skip)
        report = share.window.ask("save", None)
        share.disk.heal()
        if isinstance(report, Failed):
            failures += 1
            assert report.words.startswith("The journal of unsaved edits ") and "Errno" not in report.words
        assert all(content in (share.content[path], new[path]) for path, content in share.now().items())
        report = share.window.ask("save", None)
        assert report.failed == []
        share.check_all_is_saved(new)
    assert failures


def test_a_slow_disk_only_takes_longer(share: Share) -> None:
    new = share.stage()
    share.disk.fail("rename", SLOW, "*/articles/*")
    share.window.heard.clear()
    report = share.window.ask("save", None)
    told = [(one.done, one.total) for one in share.window.heard if isinstance(one, Progress)]
    assert told == sorted(told) and told[-1] == (6, 6)
    assert report.saved == ALL
    share.disk.heal()
    share.check_all_is_saved(new)


def publish(share_root: Path, home: Home, disk: FaultyDisk) -> Ran:
    variables = environment(REVIEWER_HOME=str(home.cache.parent), **disk.variables)
    command = [sys.executable, "-m", "reviewer", "publish", str(share_root), "--format", "json"]
    done = subprocess.run(command, capture_output=True, env=variables, timeout=120)
    return Ran(done.returncode, done.stdout, done.stderr.decode())


@pytest.mark.parametrize(
    ("call", "error"), [("open", "ESTALE"), ("sync", "EIO"), ("rename", "EIO"), ("write", "ENOSPC")]
)
def test_the_command_line_tells_each_file_too(tmp_path: Path, call: str, error: str) -> None:
    root, disk, home = tmp_path / "articles", FaultyDisk(tmp_path), Home.below(tmp_path / "home")
    for path in ALL:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(TEXT.format(number=1).encode())
    if call == "open":  # so that it is listed before it fails
        disk.fail("open", getattr(errno, error), "*/bad/*", skip=len(BAD))
    else:
        disk.fail(call, getattr(errno, error), "*/bad/*")
    ran = publish(root, home, disk)
    outcomes = {one["path"]: (one["outcome"], one["reason"]) for one in map(json.loads, ran.lines)}
    assert ran.status == 1
    assert {path: outcome for path, (outcome, _) in outcomes.items()} == {
        **dict.fromkeys(GOOD, "saved"),
        **dict.fromkeys(BAD, "failed"),
    }
    check_words([(path, outcomes[path][1]) for path in BAD], error)
    disk.heal()
    ran = publish(root, home, disk)
    assert ran.status == 0 and ran.err.splitlines()[-1] == "3 saved, 3 unchanged, 0 failed"
    assert all(b"published: true" in (root / path).read_bytes() for path in ALL)
    assert not [path for path in root.rglob(".*") if is_leftover(path.name)]
