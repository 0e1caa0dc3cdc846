"""`reviewer merge-driver`, started by a real git."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from command_line import Ran, environment
from documents import documents
from drill import Drill
from hypothesis import given, settings
from rivals import Rivals, resolved

from reviewer.articles.article import read_article
from reviewer.articles.merging_files import merge_files
from reviewer.articles.source import cut
from reviewer.cli.merge_driver import CONFLICT, FAILED, MERGED, GitLines

SECRET = "secured: |-\n  abc\n  def\n  ghi\n"
BASE = f"---\ntitle: T # c\nquality: 1\nheat: 1\ntopics: [a]\n{SECRET}---\n\none\ntwo\nthree\nfour\nfive\n"


class Repository:
    """A repository whose articles are merged by the driver."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "-q", "-b", "main")
        for key, value in (("user.name", "R"), ("user.email", "r@example.com"), ("core.autocrlf", "false")):
            self.git("config", key, value)
        driver = f'"{sys.executable}" -m reviewer merge-driver %O %A %B %L %P'
        self.git("config", "merge.reviewer.driver", driver)
        (folder / ".git/info").mkdir(exist_ok=True)
        (folder / ".git/info/attributes").write_text("*.md merge=reviewer\n*.yml merge=reviewer\n")

    def git(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = ["git", "-C", str(self.folder), *arguments]
        env = environment(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")
        return subprocess.run(command, input=given, capture_output=True, env=env, check=False, timeout=300)

    def branches(self, number: int, files: dict[str, Rivals]) -> None:
        """Makes the branches ours-N and theirs-N."""
        sides = [{name: getattr(file, side) for name, file in files.items()} for side in ("base", "ours", "theirs")]
        lines = []
        for at, (branch, content) in enumerate(
            zip((f"ours-{number}", f"ours-{number}", f"theirs-{number}"), sides, strict=True)
        ):
            lines += [f"commit refs/heads/{branch}".encode(), b"mark :%d" % (at + 1), b"committer R <r@example.com> 1600000000 +0000",
                      b"data 1", b"m"]  # fmt: skip
            lines += [b"from :1"] if at else []
            for name, data in content.items():
                lines += [f"M 100644 inline {name}".encode(), b"data %d" % len(data), data]
        done = self.git("fast-import", "--quiet", given=b"\n".join([*lines, b""]))
        assert done.returncode == 0, done.stderr

    def merge(self, number: int, files: dict[str, Rivals], *options: str) -> dict[str, tuple[bytes, bool]]:
        """Each file as the merge of the branches leaves it, and whether git has nothing to be decided in it."""
        self.branches(number, files)
        assert self.git("checkout", "-q", "-f", f"ours-{number}").returncode == 0
        done = self.git(*options, "merge", "-q", "--no-edit", f"theirs-{number}")
        assert done.returncode in (0, 1), done.stderr
        unmerged = self.git("diff", "--name-only", "--diff-filter=U", "-z").stdout.decode().split("\0")
        assert (done.returncode == 1) == (unmerged != [""]), done.stderr
        return {name: ((self.folder / name).read_bytes(), name not in unmerged) for name in files}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "articles")


def rivals(ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]], base: str = BASE) -> Rivals:
    def replaced(changes: Sequence[tuple[str, str]]) -> bytes:
        text = base
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        return text.encode()

    return Rivals(base.encode(), replaced(ours), replaced(theirs))


CLEAN: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]] = {
    "fields on neighbouring lines": ([("quality: 1", "quality: 2")], [("heat: 1", "heat: 3")],
                                     [("quality: 1", "quality: 2"), ("heat: 1", "heat: 3")]),
    "topics of both": ([("[a]", "[a, b]")], [("[a]", "[a, c]")], [("[a]", "[a, b, c]")]),
    "the same value, spelled otherwise": ([("T # c", "U # c")], [("T # c", "'U' # c")], [("T # c", "'U' # c")]),
    "a value and the comment beside it": ([("T # c", "U # c")], [("T # c", "T # d")], [("T # c", "U # d")]),
    "front matter and body": ([("quality: 1", "quality: 2")], [("three", "drei")],
                              [("quality: 1", "quality: 2"), ("three", "drei")]),
    "body and body": ([("one", "eins")], [("five", "fünf")], [("one", "eins"), ("five", "fünf")]),
    "secured of theirs, the field above it of ours": ([("[a]", "[b]")], [("def", "xyz")], [("[a]", "[b]"), ("def", "xyz")]),
    "secured of ours": ([("def", "xyz")], [("quality: 1", "quality: 2")], [("def", "xyz"), ("quality: 1", "quality: 2")]),
    "secured taken out": ([(SECRET, "")], [("quality: 1", "quality: 2")], [(SECRET, ""), ("quality: 1", "quality: 2")]),
}  # fmt: skip
CONFLICTS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]], str]] = {
    "a field": ([("quality: 1", "quality: 2")], [("quality: 1", "quality: 3")],
                BASE.replace("quality: 1\n", "<<<<<<< ours\nquality: 2\n=======\nquality: 3\n>>>>>>> theirs\n")),
    "a field, beside another": ([("quality: 1\nheat: 1", "quality: 2\nheat: 2")], [("quality: 1", "quality: 3")],
                                BASE.replace("quality: 1\nheat: 1\n", "<<<<<<< ours\nquality: 2\n=======\nquality: 3\n>>>>>>> theirs\nheat: 2\n")),
    "lines of the body": ([("three", "tria")], [("three", "drei")],
                          BASE.replace("three\n", "<<<<<<< ours\ntria\n=======\ndrei\n>>>>>>> theirs\n")),
    "other lines of secured": ([("abc", "ABC"), ("heat: 1", "heat: 2")], [("ghi", "GHI")],
                               BASE.replace("heat: 1", "heat: 2").replace(
                                   SECRET, "<<<<<<< ours\n" + SECRET.replace("abc", "ABC") + "=======\n"
                                   + SECRET.replace("ghi", "GHI") + ">>>>>>> theirs\n")),
    "secured taken out and changed": ([(SECRET, "")], [("def", "xyz")],
                                      BASE.replace(SECRET, "<<<<<<< ours\n=======\n" + SECRET.replace("def", "xyz") + ">>>>>>> theirs\n")),
}  # fmt: skip


def test_what_both_did_is_there(repository: Repository) -> None:
    files = {f"{name.replace(' ', '-')}.md": rivals(ours, theirs) for name, (ours, theirs, _) in CLEAN.items()}
    files |= {f"windows/{name}": _windows(file) for name, file in files.items()}
    found = repository.merge(1, files)
    for name, (_, _, merged) in CLEAN.items():
        wanted = rivals(merged, merged).ours
        assert found[f"{name.replace(' ', '-')}.md"] == (wanted, True), name
        assert found[f"windows/{name.replace(' ', '-')}.md"] == (wanted.replace(b"\n", b"\r\n"), True), name


def _windows(file: Rivals) -> Rivals:
    return Rivals(*map(in_windows, (file.base, file.ours, file.theirs)))


def test_how_lines_end_is_the_whole_files(repository: Repository) -> None:
    reordered = Rivals(
        b"---\na: 1\nq: 1\nz: 1\n---\nx\n",
        b"---\nq: 1\na: 1\nz: 1\n---\nx\n",
        b"---\r\na: 1\r\nq: 1\r\nz: 2\r\n---\r\nx\r\n",
    )
    edited = rivals([("three", "drei")], [("quality: 1", "quality: 2")])
    both = BASE.replace("three", "drei").replace("quality: 1", "quality: 2").encode()
    clashing = rivals([("quality: 1", "quality: 2")], [("quality: 1", "quality: 3")])
    files = {
        "reordered.md": reordered,
        "to-windows.md": Rivals(edited.base, edited.ours, in_windows(edited.theirs)),
        "to-unix.md": Rivals(in_windows(edited.base), edited.ours, in_windows(edited.theirs)),
        "plain.md": Rivals(b"one\ntwo\nthree\n", b"eins\ntwo\nthree\n", b"one\r\ntwo\r\ndrei\r\n"),
        "clashing.md": Rivals(clashing.base, in_windows(clashing.ours), clashing.theirs),
    }
    found = repository.merge(1, files)
    assert found["reordered.md"] == (b"---\r\nq: 1\r\na: 1\r\nz: 2\r\n---\r\nx\r\n", True)
    assert found["to-windows.md"] == (in_windows(both), True)
    assert found["to-unix.md"] == (both, True)
    assert found["plain.md"] == (b"eins\r\ntwo\r\ndrei\r\n", True)
    content, is_clean = found["clashing.md"]
    assert not is_clean
    assert resolved(content, 0) == in_windows(clashing.ours)
    assert resolved(content, 1) == in_windows(clashing.theirs)


def in_windows(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


unix = documents().filter(lambda content: b"\n" in content and b"\r" not in content)


@given(unix, unix, unix)
@settings(max_examples=30, deadline=None)
def test_other_line_ends_change_nothing_else(base: bytes, ours: bytes, theirs: bytes) -> None:
    content, is_clean = merge_files((base, ours, theirs), "a.md", GitLines())
    for versions in ((base, in_windows(ours), theirs), (base, ours, in_windows(theirs))):
        assert merge_files(versions, "a.md", GitLines()) == (in_windows(content), is_clean)


def test_what_must_be_decided_stands_between_markers(repository: Repository) -> None:
    files = {f"{name.replace(' ', '-')}.md": rivals(ours, theirs) for name, (ours, theirs, _) in CONFLICTS.items()}
    found = repository.merge(1, files)
    for name, (_, _, wanted) in CONFLICTS.items():
        assert found[f"{name.replace(' ', '-')}.md"] == (wanted.encode(), False), name


TEXT = "---\nexcerpt: |\n  a\n  b\n  c\n  d\nx: 1\n---\n"
BRACES = "---\n{x: 1, secured: a}\n---\nbody\n"
WHOLE: dict[str, tuple[str, list[tuple[str, str]], list[tuple[str, str]], str]] = {
    "other lines of one text": (TEXT, [("  a", "  A")], [("  d", "  D")],
                                "---\n<<<<<<< ours\nexcerpt: |\n  A\n  b\n  c\n  d\n=======\nexcerpt: |\n  a\n  b\n  c\n  D\n"
                                ">>>>>>> theirs\nx: 1\n---\n"),
    "secured without a line of its own": (BRACES, [("x: 1", "x: 2")], [(": a", ": b")],
                                          "<<<<<<< ours\n---\n{x: 2, secured: a}\n---\n=======\n---\n{x: 1, secured: b}\n---\n"
                                          ">>>>>>> theirs\nbody\n"),
    "a comment on what the other side took out": ("---\nx: 1\ny: 1\n---\n", [("x: 1", "x: 1 # why")], [("x: 1\n", "")],
                                                  "---\n<<<<<<< ours\nx: 1 # why\n=======\n>>>>>>> theirs\ny: 1\n---\n"),
    "a comment on a topic that the other side renamed": ("---\ntopics:\n  - a # why\n  - b\nquality: 1\n---\n",
                                                         [("# why", "# because")], [("- a", "- c"), ("quality: 1", "quality: 2")],
                                                         "---\ntopics:\n<<<<<<< ours\n  - a # because\n=======\n  - c # why\n>>>>>>> theirs\n"
                                                         "  - b\nquality: 2\n---\n"),
    "a field that both added, in other places": ("---\na: 1\nb: 1\nc: 1\n---\n", [("a: 1", "n: 1\na: 1")], [("c: 1", "c: 1\nn: 2")],
                                                 "---\n<<<<<<< ours\nn: 1\n=======\nn: 2\n>>>>>>> theirs\na: 1\nb: 1\nc: 1\n---\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_what_lines_would_mix_or_lose_stands_whole_between_markers(name: str) -> None:
    base, ours, theirs, wanted = WHOLE[name]
    file = rivals(ours, theirs, base)
    assert merge_files((file.base, file.ours, file.theirs), "a.md", GitLines()) == (wanted.encode(), False)


def test_the_style_and_size_of_markers_are_those_of_the_repository(repository: Repository) -> None:
    (repository.folder / ".git/info/attributes").write_text("*.md merge=reviewer conflict-marker-size=9\n")
    file = rivals([("quality: 1", "quality: 2")], [("quality: 1", "quality: 3")])
    content, _ = repository.merge(1, {"a b.md": file}, "-c", "merge.conflictStyle=diff3")["a b.md"]
    markers = "<<<<<<<<< ours\nquality: 2\n||||||||| base\nquality: 1\n=========\nquality: 3\n>>>>>>>>> theirs\n"
    assert content == BASE.replace("quality: 1\n", markers).encode()


UNREADABLE = "---\ntitle: [\nquality: 1\nx: 1\ny: 1\nz: 1\n" + SECRET + "after: 1\n---\n\none\ntwo\n"


def test_files_that_are_no_articles_are_merged_by_lines(repository: Repository) -> None:
    plain = "one\ntwo\nthree\nfour\n"
    files = {
        "plain.md": rivals([("one", "eins")], [("four", "vier")], plain),
        "unreadable.md": rivals([("quality: 1", "quality: 2")], [("ghi", "xyz")], UNREADABLE),
        "secured.md": rivals([("abc", "ABC")], [("ghi", "GHI"), ("one", "eins")], UNREADABLE),
        "front-gone.md": Rivals(BASE.encode(), BASE.replace("one", "eins").encode(), BASE.split("---\n")[2].encode()),
    }
    found = repository.merge(1, files)
    assert found["plain.md"] == (b"eins\ntwo\nthree\nvier\n", True)
    assert found["unreadable.md"] == (
        UNREADABLE.replace("quality: 1", "quality: 2").replace("ghi", "xyz").encode(),
        True,
    )
    content, is_clean = found["secured.md"]
    assert not is_clean
    assert resolved(content, 0) == UNREADABLE.replace("abc", "ABC").replace("one", "eins").encode()
    assert resolved(content, 1) == UNREADABLE.replace("ghi", "GHI").replace("one", "eins").encode()
    assert resolved(found["front-gone.md"][0], 1) == BASE.split("---\n")[2].replace("one", "eins").encode()


def test_a_file_that_both_added(repository: Repository) -> None:
    repository.git("commit", "-q", "--allow-empty", "-m", "m")
    for branch, content in (("ours", BASE), ("theirs", BASE.replace("quality: 1", "quality: 2").replace("def", "xyz"))):
        repository.git("checkout", "-q", "-b", branch, "main")
        (repository.folder / "a.md").write_text(content)
        repository.git("add", "a.md")
        repository.git("commit", "-q", "-m", "m")
    assert repository.git("merge", "ours").returncode == 1
    content = (repository.folder / "a.md").read_bytes()
    assert resolved(content, 1) == BASE.encode()
    assert resolved(content, 0) == BASE.replace("quality: 1", "quality: 2").replace("def", "xyz").encode()


def test_a_file_that_is_all_yaml(repository: Repository) -> None:
    file = rivals([("a: 1", "a: 2")], [("b: 1", "b: 3")], "a: 1\nb: 1")
    assert repository.merge(1, {"a.yml": file})["a.yml"] == (b"a: 2\nb: 3", True)


def test_bytes_that_are_no_text_stay_as_they_are_here(repository: Repository) -> None:
    file = rivals([("one", "eins\0")], [("one", "uno\0")])
    assert repository.merge(1, {"a.md": file})["a.md"] == (file.ours, False)


@pytest.mark.drill
def test_two_at_work(tmp_path: Path, drill: Drill) -> None:
    repository = Repository(tmp_path / "articles")
    clean = total = 0
    for number in range(drill.count(2, 1000)):
        files = {f"{at}.md": Rivals.at_work(number * 10 + at) for at in range(8 if number % 10 == 0 else 1)}
        for name, (content, is_clean) in repository.merge(number, files).items():
            files[name].judge(content, is_clean)
            clean, total = clean + is_clean, total + 1
    assert 0.3 * total < clean < total


@given(documents(), documents(), documents())
@settings(max_examples=30, deadline=None)
def test_any_three_files(base: bytes, ours: bytes, theirs: bytes) -> None:
    lines = GitLines()
    assert merge_files((base, base, theirs), "a.md", lines) == (theirs, True)
    assert merge_files((base, ours, base), "a.md", lines) == (ours, True)
    assert merge_files((base, ours, ours), "a.md", lines) == (ours, True)
    content, is_clean = merge_files((base, ours, theirs), "a.md", lines)
    if not is_clean:
        resolved(content, 0)
        resolved(content, 1)


def _is_readable(content: bytes) -> bool:
    return read_article(content).problem is None and cut(content).closing.endswith(b"\n")


readable = documents().filter(_is_readable)


@given(readable, readable)
@settings(max_examples=30, deadline=None)
def test_a_front_matter_of_one_and_a_body_of_the_other(one: bytes, other: bytes) -> None:
    old, new = cut(one).head, cut(other).head
    versions = old + b"old\n", old + cut(other).body, new + b"old\n"
    assert merge_files(versions, "a.md", GitLines()) == (new + cut(other).body, True)


def test_the_status_says_what_became_of_it(start: Callable[..., Ran], tmp_path: Path) -> None:
    file = rivals([("quality: 1", "quality: 2")], [("heat: 1", "heat: 3")])
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_bytes(getattr(file, name))
    sides = [tmp_path / name for name in ("base", "ours", "theirs")]
    assert start("merge-driver", *sides).status == MERGED
    assert sides[1].read_text() == BASE.replace("quality: 1", "quality: 2").replace("heat: 1", "heat: 3")
    sides[1].write_text(BASE.replace("heat: 1", "heat: 9"))
    assert start("merge-driver", *sides, "7", "a.md").status == CONFLICT
    ran = start("merge-driver", tmp_path / "nothing", *sides[1:])
    assert (ran.status, "Errno" in ran.err) == (FAILED, False)
    assert ran.err.endswith(f"'{tmp_path / 'nothing'}': there is no such file\n")
    assert start("merge-driver", sides[0]).status == 2
    assert "%O %A %B %L %P" in start("merge-driver", "--help").text


def test_it_starts_with_little(tmp_path: Path) -> None:
    script = "import sys; from reviewer.cli import merge_driver; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment(), check=True)
    loaded = done.stdout.decode().split()
    assert not [name for name in loaded if name.split(".")[0] in ("PySide6", "sqlite3", "pathspec", "platformdirs")]
    assert not [name for name in loaded if name.startswith("reviewer.library")]
