import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.cli.patch import unified_diff

LINES = st.lists(
    st.sampled_from(
        [b"a\n", b"b\n", b"\r\n", b"c\r\n", b"\r", b"\n", b"-\n", b"--- x\n", b"\xff\n", b"\x00\n", b"@@\n"]
    ),
    max_size=30,
)
ENDS = st.sampled_from([b"", b"end", b"end\r", b"\r"])
CONTENT = st.builds(lambda lines, end: b"".join(lines) + end, LINES, ENDS)

needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


def diff(path: str, before: bytes, after: bytes) -> bytes:
    return b"".join(unified_diff(path, before, after))


def patched(folder: Path, name: str, before: bytes, after: bytes, command: list[str]) -> bytes:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before)
    if before == after:
        return before
    done = subprocess.run(command, input=diff(name, before, after), cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout, done.stderr, diff(name, before, after))
    return file.read_bytes()


PATCH = ["patch", "-p1", "-s"]
GIT = ["git", "apply", "-p1", "--whitespace=nowarn"]


def test_no_change_makes_no_diff() -> None:
    assert diff("a.md", b"x\n", b"x\n") == b""


def test_a_changed_line_stands_between_three_others() -> None:
    before = b"".join(b"%d\n" % number for number in range(1, 21))
    assert diff("a.md", before, before.replace(b"10\n", b"ten\n")) == (
        b"--- a/a.md\n+++ b/a.md\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n"
    )


def test_changes_far_apart_have_hunks_of_their_own() -> None:
    before = b"".join(b"%d\n" % number for number in range(1, 41))
    after = before.replace(b"5\n", b"five\n", 1).replace(b"30\n", b"thirty\nand\n")
    found = diff("a.md", before, after)
    assert b"@@ -2,7 +2,7 @@\n" in found
    assert b"@@ -27,7 +27,8 @@\n" in found


def test_a_missing_line_end_is_told() -> None:
    assert diff("a.md", b"x", b"y\n") == (
        b"--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n"
    )


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a b.md", b"--- a/a b.md\t\n"),
        ('"q".md', b'--- "a/\\"q\\".md"\n'),
        ("é.md", "--- a/é.md\n".encode()),
        ("new\nline\t\\é.md", b'--- "a/new\\nline\\t\\\\\\303\\251.md"\n'),
        ("\x01.md", b'--- "a/\\001.md"\n'),
        ("\udcff.md", b"--- a/\xff.md\n"),
    ],
)
def test_names_are_spelled_as_git_spells_them(name: str, header: bytes) -> None:
    assert diff(name, b"x", b"y").startswith(header)


@needs_patch
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=CONTENT.filter(bool), after=CONTENT.filter(bool))
def test_patch_makes_the_same_bytes(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert patched(tmp_path, "a.md", before, after, PATCH) == after


@needs_git
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=CONTENT.filter(bool), after=CONTENT.filter(bool))
def test_git_makes_the_same_bytes(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert patched(tmp_path, "a.md", before, after, GIT) == after


NAMES = ["a b/c d.md", "é 医.md", " x.md", "x .md", "a/---.md"]
if sys.platform != "win32":
    NAMES += ['"q".md', "tab\there.md", "back\\slash.md", "bell\a.md", "semi;colon & $x.md"]


@needs_patch
@pytest.mark.parametrize("name", NAMES)
def test_patch_finds_odd_names(tmp_path: Path, name: str) -> None:
    assert patched(tmp_path, name, b"x\r\ny", b"x\r\nz", PATCH) == b"x\r\nz"


@needs_git
@pytest.mark.parametrize("name", NAMES)
def test_git_finds_odd_names(tmp_path: Path, name: str) -> None:
    assert patched(tmp_path, name, b"x\r\ny", b"x\r\nz", GIT) == b"x\r\nz"


@needs_git
@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_git_finds_a_name_of_two_lines(tmp_path: Path) -> None:
    assert patched(tmp_path, "new\nline.md", b"x", b"y", GIT) == b"y"


def test_a_large_change_is_told_quickly() -> None:
    before = b"".join(b"%d\n" % number for number in range(30_000))
    after = b"".join(b"%d\n" % (number * 7) for number in range(30_000))
    assert diff("a.md", before, after).count(b"\n") == 3 + 59_998 + 1
