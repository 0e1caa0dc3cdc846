"""Tests that run apart: bound by permissions though root runs them, or with disks of their own that nobody else sees.

On Linux a thread can give up rights, or leave the others' view of the disks; what it starts inherits that. So a test
that is marked here runs in a thread of its own, and all of it ends with that thread. Libraries that such a test opens
must be closed in it. A user without the rights to mount runs the test again, inside a user namespace.
"""

import ctypes
import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_RIGHTS_OVER_FILES = (1, 2, 3, 9)
"""CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER, CAP_LINUX_IMMUTABLE"""
_CAPABILITY_VERSION, _DROP_FROM_BOUNDS = 0x20080522, 24
_NEW_MOUNTS, _PRIVATE, _READ_ONLY, _REMOUNT, _BIND = 0x20000, 0x44000, 1, 32, 4096
_INSIDE = "REVIEWER_TEST_INSIDE"

Test = Callable[..., None]


def bound_by_permissions(test: Test) -> Test:
    """The test runs as one for whom the permission bits of files hold, root or not."""

    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        if os.name == "nt":
            pytest.skip("permission bits are not known there")
        if os.geteuid() != 0:
            test(*arguments, **named)
        elif sys.platform != "linux":
            pytest.skip("root may write everything, and can only give that up on Linux")
        else:
            _in_a_thread(_give_up_rights, lambda: test(*arguments, **named))

    return run


def with_own_disks(test: Test) -> Test:
    """The test may mount: `small_disk`, `read_only` and `remount` work in it."""

    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        if sys.platform != "linux":
            pytest.skip("disks of one's own can be mounted on Linux only")
        if os.geteuid() == 0 and _in_a_thread(_leave_the_mounts, lambda: True, may_fail=True):
            _in_a_thread(_leave_the_mounts, lambda: test(*arguments, **named))
        elif os.environ.get(_INSIDE) is None and _may_make_namespaces():
            _run_again_inside()
        else:
            pytest.skip("neither root nor a user namespace may mount a disk here")

    return run


@contextmanager
def small_disk(place: Path, size: int, files: int = 0) -> Iterator[Path]:
    """A disk of `size` bytes, mounted in the folder `place`, which is made; `files` limits their number."""
    place.mkdir(parents=True, exist_ok=True)
    _mount("tmpfs", place, "tmpfs", 0, f"size={size}" + (f",nr_inodes={files}" if files else ""))
    try:
        yield place
    finally:
        _call("umount2", os.fsencode(place), 2)


def resize(place: Path, size: int) -> None:
    """Makes a small disk larger or smaller."""
    _mount("tmpfs", place, "tmpfs", _REMOUNT, f"size={size}")


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """The folder can only be read meanwhile, as a disk that is mounted so."""
    _mount(str(place), place, "", _BIND, "")
    try:
        _mount("", place, "", _BIND | _REMOUNT | _READ_ONLY, "")
        yield
    finally:
        _call("umount2", os.fsencode(place), 2)


def _in_a_thread(begin: Callable[[], None], act: Callable[[], Any], may_fail: bool = False) -> Any:
    found: list[Any] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            begin()
            found.append(act())
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, name="apart")
    thread.start()
    thread.join()
    if raised and not (may_fail and isinstance(raised[0], OSError)):
        raise raised[0]
    return found[0] if found else None


def _give_up_rights() -> None:
    for right in _RIGHTS_OVER_FILES:
        _call("prctl", _DROP_FROM_BOUNDS, right, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    held = (ctypes.c_uint32 * 6)()
    _call("capget", header, held)
    mask = ~sum(1 << right for right in _RIGHTS_OVER_FILES) & 0xFFFFFFFF
    held[0], held[1], held[2] = held[0] & mask, held[1] & mask, 0
    _call("capset", header, held)


def _leave_the_mounts() -> None:
    _call("unshare", _NEW_MOUNTS)
    _call("mount", b"none", b"/", None, _PRIVATE, None)


def _mount(source: str, place: Path, kind: str, flags: int, options: str) -> None:
    _call("mount", os.fsencode(source), os.fsencode(place), kind.encode(), flags, options.encode())


def _call(name: str, *arguments: Any) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*(ctypes.c_ulong(one) if isinstance(one, int) else one for one in arguments)) != 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")


def _may_make_namespaces() -> bool:
    unshare = shutil.which("unshare")
    return unshare is not None and subprocess.run([unshare, "-rm", "true"], capture_output=True).returncode == 0


def _run_again_inside() -> None:
    node = os.environ["PYTEST_CURRENT_TEST"].rsplit(" ", 1)[0]
    command = ["unshare", "-rm", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", node]
    project = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=project, env={**os.environ, _INSIDE: "1"})
    assert done.returncode == 0, done.stdout + done.stderr
