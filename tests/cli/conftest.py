"""The collection of `command_line`, and two ways to run a command on it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import FILES, Ran, environment

from reviewer.cli.commands import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for all that is Reviewer's own."""
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def articles(tmp_path: Path, home: Path) -> Path:
    """A folder of articles."""
    folder = tmp_path / "articles"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], home: Path) -> Callable[..., Ran]:
    """Runs a command in this process."""

    def call(*arguments: str | Path) -> Ran:
        capsysbinary.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(status, out, err.decode())

    return call


@pytest.fixture
def start(home: Path) -> Callable[..., Ran]:
    """Runs `python -m reviewer` in a process of its own, with a locale of ASCII."""

    def call(*arguments: str | Path) -> Ran:
        command = [sys.executable, "-m", "reviewer", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, env=environment(), check=False, timeout=120)
        return Ran(done.returncode, done.stdout, done.stderr.decode(errors="replace"))

    return call
