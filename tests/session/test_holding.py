"""Claims and doors, between real processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client
from pathlib import Path

import holder_process
import pytest

from reviewer.library.home import Home
from reviewer.session import door
from reviewer.session.door import knock
from reviewer.session.holding import Holding, raise_other


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return (tmp_path / "articles").resolve()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.below(tmp_path / "home")


@contextmanager
def _window(root: Path, home: Home, says: str = "held") -> Iterator[subprocess.Popen[str]]:
    """Another window. It is killed in the end if it has not ended."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, holder_process.__file__, str(root), str(home.state.parent)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == says
        yield process
        process.kill()


def test_one_window_holds_a_collection_and_comes_to_the_front(root: Path, home: Home) -> None:
    with _window(root, home) as first:
        assert first.stdout is not None
        holding = Holding(home, lambda: None)
        assert not holding.take(root)
        assert first.stdout.readline() == "knocked\n"
        holding.wait()
        assert raise_other(home, [root]) and first.stdout.readline() == "knocked\n"
        first.communicate("")
        assert holding.take(root) and holding.take(root)
        with _window(root, home, "elsewhere"):
            pass
        holding.give_up()
    assert [path.name for path in home.state.iterdir()] == []


def test_a_folder_within_a_collection_belongs_to_its_window(root: Path, home: Home) -> None:
    inner = root / "news" / "old"
    inner.mkdir(parents=True)
    holding = Holding(home, lambda: None)
    assert holding.around(inner) is None
    with _window(root, home) as first:
        assert first.stdout is not None
        assert holding.around(inner) == root and holding.around(root) is None
        assert first.stdout.readline() == "knocked\n"
        holding.wait()
        assert raise_other(home, [inner]) and first.stdout.readline() == "knocked\n"
        assert not raise_other(home, [root.parent])
        first.communicate("")
    assert holding.take(root) and holding.around(inner) is None
    holding.give_up()


def test_what_a_killed_window_left_is_taken_over(root: Path, home: Home) -> None:
    with _window(root, home) as first:
        (written,) = home.state.glob("*.door")
        left = Path(json.loads(written.read_text())["address"])
        first.kill()
        first.wait()
    assert not raise_other(home, [root])
    with _window(root, home) as second:
        if sys.platform != "win32":
            assert not left.exists() and not left.parent.exists()
        assert raise_other(home, [root])
        assert second.stdout is not None and second.stdout.readline() == "knocked\n"


def test_other_collections_and_other_homes_are_free(root: Path, home: Home, tmp_path: Path) -> None:
    holding, other = Holding(home, lambda: None), Holding(Home.below(tmp_path / "other"), lambda: None)
    assert holding.take(root) and other.take(root) and holding.take(tmp_path)
    assert not raise_other(home, [tmp_path / "not there"])
    holding.give_up(keep=tmp_path)
    third = Holding(home, lambda: None)
    assert third.take(root) and not third.take(tmp_path)
    for each in (holding, other, third):
        each.wait()
        each.give_up()


@pytest.mark.skipif(os.name == "nt", reason="permission bits are not known there")
def test_a_door_opens_to_nobody_without_its_key(root: Path, home: Home) -> None:
    heard: list[str] = []
    holding = Holding(home, lambda: heard.append("knocked"))
    holding.take(root)
    (written,) = home.state.glob("*.door")
    told = json.loads(written.read_text())
    assert written.stat().st_mode & 0o077 == 0 and Path(told["address"]).parent.stat().st_mode & 0o077 == 0
    with Client(told["address"], "AF_UNIX") as stranger:
        stranger.recv_bytes()
        stranger.send_bytes(b"wrong")
        with pytest.raises(EOFError):
            stranger.recv_bytes()
    assert heard == [] and knock(written) and heard == ["knocked"]
    written.write_text("{")
    assert not knock(written)
    holding.give_up()


@pytest.mark.skipif(os.name == "nt", reason="a pipe's name is no place in a folder")
def test_closing_waits_for_nobody_who_knocks_and_says_nothing(root: Path, home: Home, monkeypatch) -> None:
    monkeypatch.setattr(door, "PATIENCE", 3600.0)
    holding = Holding(home, lambda: None)
    holding.take(root)
    (told,) = home.state.glob("*.door")
    address = json.loads(told.read_text())["address"]
    with Client(address, "AF_UNIX") as first, Client(address, "AF_UNIX"):
        assert len(first.recv_bytes()) > 20
        holding.give_up()
        with pytest.raises(EOFError):
            first.recv_bytes()
    assert not Path(address).exists() and holding.take(root)
    holding.give_up()


def test_where_nothing_can_be_claimed_everything_is_ours(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    holding = Holding(Home.below(tmp_path / "home"), lambda: None)
    assert holding.take(tmp_path)
    holding.give_up()
