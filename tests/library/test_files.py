import errno
import itertools
import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from apart import bound_by_permissions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.library import files
from reviewer.library.files import Changed, digest, is_leftover, read, reason, remove_leftovers, replace
from reviewer.library.folders import unlasting

needs_posix = pytest.mark.skipif(os.name == "nt", reason="such files and modes are not known there")
OLD, NEW = b"---\r\ntitle: old\n---\nBody\xff\0", b"---\r\ntitle: a new one\n---\nBody\xff\0"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "article.md"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@pytest.fixture
def before_renaming(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Do something at the last moment before the new file is looked at and renamed."""

    def arrange(act: Callable[[], object]) -> None:
        sync = files._sync

        def act_then_sync(handle: int) -> None:
            sync(handle)
            act()

        monkeypatch.setattr(files, "_sync", act_then_sync)

    return arrange


def test_reading_gives_the_bytes_and_the_state(article: Path) -> None:
    content = read(article)
    state = article.stat()
    assert content.data == OLD
    mark = content.fingerprint
    assert (mark.size, mark.mtime_ns, mark.digest) == (len(OLD), state.st_mtime_ns, digest(OLD))
    assert (mark.inode, mark.ctime_ns) == ((0, 0) if os.name == "nt" else (state.st_ino, state.st_ctime_ns))
    assert len(mark.digest) == 16


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=st.binary(max_size=300), new=st.binary(max_size=300))
def test_any_bytes_come_back(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = tmp_path / "any.md"
    path.write_bytes(old)
    mark = replace(path, new, digest(old))
    assert path.read_bytes() == new
    assert read(path).fingerprint == mark
    assert os.listdir(tmp_path) == ["any.md"]


@pytest.mark.parametrize("size", [0, 65535, 65536, 65537, 5_000_000])
def test_files_of_any_size(article: Path, size: int) -> None:
    new = os.urandom(size)
    replace(article, new, digest(OLD))
    assert read(article).data == new


def test_too_large_a_file_is_not_read(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1024 * 1024)
    article.write_bytes(b"x" * (1024 * 1024))
    assert len(read(article).data) == 1024 * 1024
    article.write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(OSError, match="larger than 1 MB"):
        read(article)


@pytest.mark.parametrize("other", [b"", OLD + b" ", OLD.replace(b"old", b"odd"), NEW])
def test_a_file_that_is_another_one_by_now_is_not_touched(article: Path, other: bytes) -> None:
    article.write_bytes(other)
    state = article.stat()
    with pytest.raises(Changed):
        replace(article, NEW, digest(OLD))
    assert article.read_bytes() == other
    assert article.stat().st_mtime_ns == state.st_mtime_ns
    assert os.listdir(article.parent) == ["article.md"]


def test_a_write_at_the_last_moment_is_seen(
    article: Path, before_renaming: Callable[[Callable[[], object]], None]
) -> None:
    state = article.stat()

    def write() -> None:
        article.write_bytes(OLD.replace(b"old", b"odd"))
        os.utime(article, ns=(state.st_atime_ns, state.st_mtime_ns))

    before_renaming(write)
    with pytest.raises(Changed):
        replace(article, NEW, digest(OLD))
    assert article.read_bytes() == OLD.replace(b"old", b"odd")
    assert os.listdir(article.parent) == ["article.md"]


def test_a_file_that_is_deleted_at_the_last_moment_does_not_come_back(
    article: Path, before_renaming: Callable[[Callable[[], object]], None]
) -> None:
    before_renaming(article.unlink)
    with pytest.raises(FileNotFoundError):
        replace(article, NEW, digest(OLD))
    assert os.listdir(article.parent) == []


@needs_posix
def test_a_link_that_is_turned_at_the_last_moment_is_seen(
    article: Path, before_renaming: Callable[[Callable[[], object]], None]
) -> None:
    other, link = article.parent / "other.md", article.parent / "link.md"
    other.write_bytes(OLD)
    link.symlink_to(article)

    def turn() -> None:
        link.unlink()
        link.symlink_to(other)

    before_renaming(turn)
    with pytest.raises(Changed):
        replace(link, NEW, digest(OLD))
    assert (article.read_bytes(), other.read_bytes()) == (OLD, OLD)


@pytest.mark.parametrize("step", ["_sync", "carry_over", "_expect"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "x"), KeyboardInterrupt(), MemoryError()])
def test_whatever_fails_the_file_stays_and_nothing_is_left(
    article: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(files, step, fail)
    with pytest.raises(type(error)):
        replace(article, NEW, digest(OLD))
    assert article.read_bytes() == OLD
    assert os.listdir(article.parent) == ["article.md"]


def test_a_renaming_that_fails_leaves_the_file(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: str, target: str) -> None:
        assert Path(source).read_bytes() == NEW
        raise PermissionError(errno.EACCES, "in use", target)

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(PermissionError):
        replace(article, NEW, digest(OLD))
    assert article.read_bytes() == OLD
    assert os.listdir(article.parent) == ["article.md"]


@needs_posix
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664, 0o640])
def test_the_mode_stays(article: Path, mode: int) -> None:
    article.chmod(mode)
    mask = os.umask(0o077)
    try:
        replace(article, NEW, digest(OLD))
    finally:
        os.umask(mask)
    assert stat.S_IMODE(article.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(article: Path) -> None:
    os.chown(article, 1234, 2345)
    article.chmod(0o2640)
    replace(article, NEW, digest(OLD))
    state = article.stat()
    assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (1234, 2345, 0o2640)


@pytest.mark.skipif(sys.platform != "linux", reason="Python knows extended attributes on Linux only")
def test_extended_attributes_stay(article: Path) -> None:
    try:
        os.setxattr(article, "user.rating", b"\0five")
    except OSError:
        pytest.skip("this disk has none")
    replace(article, NEW, digest(OLD))
    assert os.getxattr(article, "user.rating") == b"\0five"


@needs_posix
@pytest.mark.parametrize("relative", [True, False])
def test_a_link_stays_a_link(article: Path, tmp_path: Path, relative: bool) -> None:
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    second.symlink_to(os.path.relpath(article, tmp_path) if relative else article)
    first.symlink_to("second.md")
    replace(first, NEW, digest(OLD))
    assert first.is_symlink() and second.is_symlink() and not article.is_symlink()
    assert article.read_bytes() == NEW
    assert sorted(os.listdir(tmp_path)) == ["first.md", "folder", "second.md"]


@needs_posix
def test_links_that_lead_nowhere_or_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "dead.md").symlink_to("nowhere.md")
    (tmp_path / "round.md").symlink_to("round.md")
    with pytest.raises(FileNotFoundError):
        replace(tmp_path / "dead.md", NEW, digest(b""))
    with pytest.raises(OSError) as caught:
        replace(tmp_path / "round.md", NEW, digest(b""))
    assert reason(caught.value) == "its links lead in a circle"
    assert not (tmp_path / "nowhere.md").exists()


@needs_posix
def test_the_other_hard_link_keeps_the_former_bytes(article: Path, tmp_path: Path) -> None:
    os.link(article, tmp_path / "other.md")
    replace(article, NEW, digest(OLD))
    assert (article.read_bytes(), (tmp_path / "other.md").read_bytes()) == (NEW, OLD)


@needs_posix
def test_what_is_no_ordinary_file_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    for name, words in (("pipe.md", "it is no ordinary file"), ("folder.md", "it is a folder")):
        for act in (lambda path: read(path), lambda path: replace(path, NEW, digest(b""))):
            with pytest.raises(OSError) as caught:
                act(tmp_path / name)
            assert reason(caught.value) == words


def test_a_file_that_is_marked_read_only_is_not_replaced(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(PermissionError) as caught:
        replace(article, NEW, digest(OLD))
    assert reason(caught.value) == "the file is marked as read-only"
    assert article.read_bytes() == OLD


@pytest.mark.parametrize("locked", ["article.md", "."])
@bound_by_permissions
def test_what_may_not_be_written_stays(article: Path, locked: str) -> None:
    place = article.parent / locked
    place.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            replace(article, NEW, digest(OLD))
        assert article.read_bytes() == OLD
    finally:
        place.chmod(0o700)


def test_a_folder_that_takes_no_files_is_named_as_the_reason(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)

    monkeypatch.setattr(files, "_create", refuse)
    with pytest.raises(PermissionError) as caught:
        replace(article, NEW, digest(OLD))
    assert reason(caught.value) == "there is no permission to write into its folder"
    assert article.read_bytes() == OLD


def test_whoever_reads_meanwhile_sees_the_former_or_the_new_bytes(article: Path) -> None:
    contents = [bytes([65 + number]) * 200_000 for number in range(8)]
    article.write_bytes(contents[0])
    seen: set[bytes] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add(read(article).data)

    reader = threading.Thread(target=look)
    reader.start()
    for before, after in itertools.pairwise(contents):
        replace(article, after, digest(before))
    done.set()
    reader.join()
    assert seen <= set(contents)


def test_of_those_who_write_at_once_none_overwrites_another(article: Path) -> None:
    article.write_bytes(b"0")
    made, lock = [b"0"], threading.Lock()

    def write(number: int) -> None:
        for round_ in range(20):
            before = read(article).data
            after = before + f",{number}.{round_}".encode()
            with lock:  # the check and the renaming of two threads must not fall between each other
                try:
                    replace(article, after, digest(before))
                except Changed:
                    continue
                made.append(after)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(made))
    assert article.read_bytes() == made[-1]


def test_rests_of_dead_saves_are_known_and_removed(article: Path) -> None:
    old, young, others = ".reviewer-1234.tmp", ".reviewer-5678.tmp", [".reviewer-x", "x.tmp", ".reviewer-a.md"]
    for name in (old, young, *others):
        (article.parent / name).write_bytes(b"x")
    os.utime(article.parent / old, (0, 0))
    assert is_leftover(old) and not any(is_leftover(name) for name in others)
    gone = remove_leftovers([article.parent, article.parent / "no folder"])
    assert [os.path.basename(path) for path in gone] == [old]
    assert sorted(os.listdir(article.parent)) == sorted([young, *others, "article.md"])


def test_what_a_save_leaves_when_it_is_killed_is_a_leftover(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    monkeypatch.setattr(files, "_sync", lambda handle: names.extend(os.listdir(article.parent)))
    replace(article, NEW, digest(OLD))
    assert [is_leftover(name) for name in sorted(names)] == [True, False]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the disk is full"),
        (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "x"), "it is no longer there"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), "there is no permission for it"),
        (OSError(errno.EFBIG, "words of our own"), "words of our own"),
        (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), os.strerror(errno.EMFILE)),
        (OSError("only words"), "only words"),
        (OSError(), "OSError"),
        (Changed(), "the file was changed by another program since it was read"),
        (ValueError("odd"), "odd"),
        (ValueError(), "ValueError"),
    ],
)
def test_reasons_are_words(error: Exception, words: str) -> None:
    assert reason(error) == words


class Held(PermissionError):
    """As Windows raises it."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "Access is denied")
        self.winerror = winerror


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Renamings fail so many times; the files that were tried."""

    def arrange(times: int, winerror: int = 32, act: Callable[[], object] = lambda: None) -> list[str]:
        rename, tried = os.replace, list[str]()

        def held(old: str, new: str) -> None:
            tried.append(new)
            if len(tried) <= times:
                act()
                raise Held(winerror)
            rename(old, new)

        monkeypatch.setattr(os, "replace", held)
        monkeypatch.setattr(files, "_PAUSE_SECONDS", 0)
        return tried

    return arrange


@pytest.mark.parametrize("winerror", [5, 32])
def test_a_file_that_is_held_for_a_moment_is_waited_for(
    article: Path, hold: Callable[..., list[str]], winerror: int
) -> None:
    tried = hold(3, winerror)
    replace(article, NEW, digest(OLD))
    assert (article.read_bytes(), len(tried)) == (NEW, 4)


def test_a_file_that_is_held_for_long_is_told(article: Path, hold: Callable[..., list[str]]) -> None:
    tried = hold(1000)
    with pytest.raises(OSError, match=os.strerror(errno.EBUSY)) as error:
        replace(article, NEW, digest(OLD))
    assert reason(error.value) == "another program is using it"
    assert (article.read_bytes(), os.listdir(article.parent)) == (OLD, ["article.md"])
    assert len(tried) < 100


def test_what_the_holder_writes_is_seen(article: Path, hold: Callable[..., list[str]]) -> None:
    hold(1, act=lambda: article.write_bytes(b"theirs"))
    with pytest.raises(Changed):
        replace(article, NEW, digest(OLD))
    assert article.read_bytes() == b"theirs"


def test_another_refusal_is_told_at_once(article: Path, hold: Callable[..., list[str]]) -> None:
    tried = hold(1, winerror=1314)
    with pytest.raises(PermissionError):
        replace(article, NEW, digest(OLD))
    assert len(tried) == 1


@needs_posix
def test_a_folder_that_cannot_be_synced_is_told(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def failing(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)) as error:
        replace(article, NEW, digest(OLD))
    assert reason(error.value) == "the disk reported an error"
    assert list(unlasting([article, article.parent / "gone.md"])) == [
        str(article.parent / "gone.md"),
        str(article),
    ]
    monkeypatch.undo()
    assert unlasting([article]) == {}
