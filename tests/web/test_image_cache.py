"""Downloads kept on disk."""

import os
import threading
from pathlib import Path

from reviewer.web.downloads import Validators
from reviewer.web.image_cache import BoundedFolder, ImageCache

URL = "https://pictures.example/a.png"


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_download_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path / "new" / "folder")
    cache.write(URL, b"one\ntwo\x00", Validators('"tag"', "yesterday"))
    kept = cache.read(URL)
    assert kept is not None
    assert (kept.body, kept.validators, kept.is_fresh) == (b"one\ntwo\x00", Validators('"tag"', "yesterday"), True)
    assert cache.read(URL + "?") is None


def test_the_stamp_tells_other_bytes(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path)
    stamps = set()
    for body in (b"one", b"two"):
        cache.write(URL, body, Validators())
        kept = cache.read(URL)
        assert kept is not None
        stamps.add(kept.stamp)
    assert len(stamps) == 2


def test_a_download_of_last_week_is_asked_for_until_it_is_confirmed(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path)
    cache.write(URL, b"one", Validators())
    os.utime(only_file(tmp_path), (0, 0))
    kept = cache.read(URL)
    assert kept is not None and not kept.is_fresh
    cache.confirm(URL)
    kept = cache.read(URL)
    assert kept is not None and kept.is_fresh


def test_a_damaged_entry_is_as_good_as_missing(tmp_path: Path) -> None:
    folder = BoundedFolder(tmp_path, 1000)
    folder.write("a", b"some bytes")
    whole = only_file(tmp_path).read_bytes()
    for damaged in (b"", whole[:-1], whole[:10], whole[:-1] + b"?"):
        only_file(tmp_path).write_bytes(damaged)
        assert folder.read("a") is None
    only_file(tmp_path).write_bytes(whole)
    entry = folder.read("a")
    assert entry is not None and entry.content == b"some bytes"


def test_the_least_used_goes_first(tmp_path: Path) -> None:
    folder = BoundedFolder(tmp_path, 1000)
    known: set[Path] = set()
    for age, name in enumerate(("used again", "oldest", "old")):
        folder.write(name, bytes(300))
        (path,) = set(tmp_path.iterdir()) - known
        known.add(path)
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    assert folder.read("used again") is not None
    folder.write("new", bytes(300))
    assert [name for name in ("used again", "oldest", "old", "new") if folder.read(name)] == ["used again", "new"]


def test_it_stays_bounded_over_many_writes(tmp_path: Path) -> None:
    folder = BoundedFolder(tmp_path, 10_000)
    for number in range(200):
        folder.write(str(number), bytes(500))
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10_000 + 516


def test_forgotten_temporary_files_are_swept(tmp_path: Path) -> None:
    leftover, recent = tmp_path / ".new-left", tmp_path / ".new-now"
    for path in (leftover, recent):
        path.write_bytes(b"x")
    os.utime(leftover, (0, 0))
    BoundedFolder(tmp_path, 1000).write("a", b"x")
    assert not leftover.exists()
    assert recent.exists()


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    folder = BoundedFolder(tmp_path / "file" / "cache", 1000)
    folder.write("a", b"x")
    folder.confirm("a")
    assert folder.read("a") is None


def test_readers_never_see_half_an_entry(tmp_path: Path) -> None:
    folder = BoundedFolder(tmp_path, 10_000_000)
    bodies = [bytes([number]) * 50_000 for number in range(4)]

    def write(body: bytes) -> None:
        for _ in range(20):
            folder.write("a", body)

    threads = [threading.Thread(target=write, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        entry = folder.read("a")
        assert entry is None or entry.content in bodies
    assert folder.read("a") is not None
