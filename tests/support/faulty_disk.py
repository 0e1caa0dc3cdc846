"""A disk that fails as it is told, put under processes that a test starts: `faulty_disk.c`, made with the system's cc."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SHORT, SLOW, HELD, LATE = 1001, 1002, 1003, 2000
"""Errors that are none: half of a read or write is done; the call takes long; it waits until `heal`; it is done and
said to have failed with the error that is added to LATE."""


class FaultyDisk:
    """`variables` put it under a new process; `fail` and `heal` take effect at once in all of them."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc")
        if sys.platform != "linux" or compiler is None:
            pytest.skip("faults are put under a process on Linux, with a C compiler")
        shim, self._rules = folder / "faulty_disk.so", folder / "rules"
        source = Path(__file__).with_suffix(".c")
        command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-o", shim, source, "-ldl"]
        made = subprocess.run(command, capture_output=True, text=True)
        assert (made.returncode, made.stderr) == (0, "")
        self.variables = {"LD_PRELOAD": str(shim), "FAULTY_DISK": str(self._rules)}
        self.heal()

    def fail(self, call: str, error: int, pattern: str, every: int = 1, skip: int = 0) -> None:
        """From now on such calls on paths that fit fail so: each `every`-th, but for the first `skip`.

        Calls: open, create, read, write, close, sync, sync-folder, rename, unlink, stat, list.
        """
        self._fired.unlink(missing_ok=True)
        self._write(f"{call} {error} {every} {skip} {pattern}\n")

    def heal(self) -> None:
        """Nothing fails any more."""
        self._write("")

    def has_fired(self, count: int, process_ended: Callable[[float], bool]) -> bool:
        """Waits until so many calls have failed; no, if the process ended before."""
        while self.fired < count:
            if process_ended(0.005):
                return self.fired >= count
        return True

    @property
    def fired(self) -> int:
        """How many calls have failed since `fail`."""
        return len(self._fired.read_bytes().splitlines()) if self._fired.exists() else 0

    @property
    def _fired(self) -> Path:
        return Path(f"{self._rules}.fired")

    def _write(self, text: str) -> None:
        fresh = self._rules.with_name("fresh rules")
        fresh.write_text(text)
        fresh.replace(self._rules)
