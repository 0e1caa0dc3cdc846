"""Files with odd names, links, and files that become something else between an edit and its save."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from article_folder import TEXT, Collection, modified
from command_line import Ran, environment

from reviewer.articles.edits import SetValue
from reviewer.library.files import is_leftover
from reviewer.library.home import Home
from reviewer.library.library import Library

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these file systems refuse such names")
PUBLISH = SetValue(("published",), True)
OLD = TEXT.format(number=5).encode()
NEW = OLD.replace(b"published: false", b"published: true")
LONG = b"n" * 240 + "é😀".encode() * 2 + b".md"
NAMES = [
    b"new\nline.md",
    b"\nfirst.md",
    b"return\r.md",
    b"tab\t.md",
    b"escape\x1b[31m.md",
    b"bell\x07.md",
    b"delete\x7f.md",
    "emoji 😀👩‍🚀.md".encode(),
    "combined e\u0301.md".encode(),
    "line \u2028 separator.md".encode(),
    "right \u202eto left.md".encode(),
    "\ufeffmark.md".encode(),
    LONG,
    b"-leading dash.md",
    b"--where.md",
    b"-.md",
    b" leading space.md",
    b"trailing space .md",
    b"   .md",
    b"not utf-8 \xff\xfe.md",
    b"\xed\xa0\x80 surrogate.md",
    b'"double".md',
    b"'single'.md",
    b'"half.md',
    b"back\\slash.md",
    b"back\\nslash.md",
    b"a=b.md",
    b"quality=80.md",
    b"topics+=x.md",
    b"percent%20%s%n.md",
    b"question?star*[a].md",
    b"hash#tilde~.md",
    b"dollar$(x)`y`;&|.md",
    b"{braces}.md",
    b"colon: C:.md",
]


def in_folder(folder: Path, name: bytes) -> Path:
    return Path(os.fsdecode(os.path.join(os.fsencode(folder), name)))


def start(root: Path, home: Home, *arguments: str | bytes | Path) -> Ran:
    """Runs a command in the folder, in a process of its own, with a locale of ASCII."""
    command = [sys.executable, "-m", "reviewer", *arguments]
    variables = environment(REVIEWER_HOME=str(home.cache.parent), LC_ALL="C")
    done = subprocess.run(command, capture_output=True, env=variables, cwd=root, timeout=120)
    return Ran(done.returncode, done.stdout, done.stderr.decode(errors="surrogateescape"))


class Named:
    """A folder with one article of each name."""

    def __init__(self, folder: Path) -> None:
        self.root, self.home = folder / "articles", Home.below(folder / "home")
        self.root.mkdir()
        for name in NAMES:
            in_folder(self.root, name).write_bytes(OLD)

    def disk(self) -> dict[bytes, bytes]:
        root = os.fsencode(self.root)
        return {name: Path(os.fsdecode(os.path.join(root, name))).read_bytes() for name in os.listdir(root)}

    def run(self, *arguments: str | bytes | Path) -> Ran:
        return start(self.root, self.home, *arguments)


@pytest.fixture
def named(tmp_path: Path) -> Named:
    assert len(LONG) == 255
    return Named(tmp_path)


def test_odd_names_are_edited_undone_and_saved(named: Named) -> None:
    with closing(Library(named.root, named.home)) as library:
        library.refresh()
        paths = library.reader.paths(library.reader.ids())
        assert sorted(map(os.fsencode, paths)) == sorted(NAMES)
        assert sorted(library.stage("Publish", [PUBLISH], paths).changed) == sorted(paths)
        assert modified(library) == set(paths)
        assert library.undo() and library.redo()
    with closing(Library(named.root, named.home)) as library:
        report = library.save()
        assert (sorted(report.saved), report.failed) == (sorted(paths), [])
        assert named.disk() == dict.fromkeys(NAMES, NEW)
        assert (library.staged_count, modified(library), library.refresh().changed) == (0, set(), 0)
        history = library._journal.batches
        assert sorted(row.path for row in history.rows(history.all()[0].id)) == sorted(paths)


def test_odd_names_are_listed_and_published_by_the_command_line(named: Named) -> None:
    listed = [json.loads(line)["path"] for line in named.run("list", named.root, "--format", "json").lines]
    assert sorted(map(os.fsencode, listed)) == sorted(NAMES)
    ran = named.run("publish", named.root, "--format", "json")
    outcomes = {os.fsencode(one["path"]): one["outcome"] for one in map(json.loads, ran.lines)}
    assert (ran.status, outcomes) == (0, dict.fromkeys(NAMES, "saved"))
    assert named.disk() == dict.fromkeys(NAMES, NEW)
    table = named.run("list", named.root)
    assert table.status == 0 and b"\x1b" not in table.out and len(table.out.splitlines()) == len(NAMES) + 1


def test_odd_names_are_named_on_the_command_line(named: Named) -> None:
    ran = named.run("publish", "--", *NAMES)
    assert (ran.status, ran.out) == (0, f"{len(NAMES)} saved, 0 unchanged, 0 failed\n".encode())
    assert named.disk() == dict.fromkeys(NAMES, NEW)


def test_what_fails_is_named_in_one_line(named: Named) -> None:
    for name in NAMES:
        in_folder(named.root, name).write_bytes(b"---\ntitle: [\npublished: false\n---\n")
    ran = named.run("publish", named.root)
    assert (ran.status, ran.out) == (1, f"0 saved, 0 unchanged, {len(NAMES)} failed\n".encode())
    lines = ran.err.splitlines()
    assert len([line for line in ran.err.split("\n") if line]) == len(NAMES)
    assert not any(mark in line for mark in "\x1b\x07\r" for line in lines)


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
def test_the_diff_of_a_dry_run_is_applied_by_patch(named: Named, tmp_path: Path) -> None:
    in_folder(named.root, LONG).unlink()  # patch cannot make its own file beside it
    names = [name for name in NAMES if name != LONG]
    ran = named.run("publish", named.root, "--dry-run")
    assert (ran.status, named.disk()) == (0, dict.fromkeys(names, OLD))
    copy = tmp_path / "copy"
    shutil.copytree(named.root, copy)
    done = subprocess.run(["patch", "-p1", "-s"], input=ran.out, cwd=copy, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")
    named.root = copy
    assert named.disk() == dict.fromkeys(names, NEW)


def becomes_nothing(file: Path) -> None:
    file.unlink()


def is_renamed(file: Path) -> None:
    file.rename(file.with_name("renamed.txt~"))


def becomes_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "inside.txt").write_text("inside")


def becomes_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def becomes_a_socket(file: Path) -> None:
    file.unlink()
    here = os.getcwd()
    os.chdir(file.parent)  # the path of a socket is short
    try:
        with closing(socket.socket(socket.AF_UNIX)) as listening:
            listening.bind(file.name)
    finally:
        os.chdir(here)


def becomes_a_link_to_another(file: Path) -> None:
    file.unlink()
    file.with_name("other.txt~").write_bytes(b"another's words")
    file.symlink_to("other.txt~")


def becomes_a_dead_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def becomes_a_link_to_itself(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def becomes_a_link_to_a_folder(file: Path) -> None:
    file.unlink()
    file.symlink_to(".")


def becomes_a_link_to_a_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def becomes_empty(file: Path) -> None:
    file.write_bytes(b"")


def becomes_unreadable_bytes(file: Path) -> None:
    file.write_bytes(b"---\ntitle: [\n---\n")


BECOMES = [
    becomes_nothing,
    is_renamed,
    becomes_a_folder,
    becomes_a_pipe,
    becomes_a_socket,
    becomes_a_link_to_another,
    becomes_a_dead_link,
    becomes_a_link_to_itself,
    becomes_a_link_to_a_folder,
    becomes_a_link_to_a_device,
    becomes_empty,
    becomes_unreadable_bytes,
]


def picture(folder: Path) -> dict[str, tuple[int, str, bytes]]:
    """All that is in the folder: its kind, where it leads, its bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        kind = path.lstat().st_mode
        leads = os.readlink(path) if path.is_symlink() else ""
        found[str(path.relative_to(folder))] = (kind, leads, path.read_bytes() if path.is_file() else b"")
    return found


def remove(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    elif os.path.lexists(file):
        file.unlink()


@pytest.mark.parametrize("become", BECOMES, ids=lambda act: act.__name__)
def test_what_became_of_a_file_stays_and_its_edits_wait(collection: Collection, become: Callable[[Path], None]) -> None:
    library, first = collection.opened(), collection.disk()
    library.stage("Publish", [PUBLISH], collection.paths)
    new = {path: content.replace(b"published: false", b"published: true") for path, content in first.items()}
    file = collection.root / "a1.md"
    become(file)
    before = picture(collection.root)
    report = library.save()
    assert (report.saved, [path for path, _ in report.failed]) == (["a0.md", "a2.md", "a3.md"], ["a1.md"])
    words = report.failed[0][1]
    assert words and "Errno" not in words and "[" not in words
    after = picture(collection.root)
    others = {"a0.md", "a2.md", "a3.md"}
    assert {name: one for name, one in after.items() if name not in others} == {
        name: one for name, one in before.items() if name not in others
    }
    library.refresh()
    assert library.save().saved == []
    assert library.staged_count == 1
    library.close()
    remove(file)
    file.write_bytes(first["a1.md"])
    library = collection.opened()
    assert library.staged_count == 1
    assert library.save(["a1.md"]).saved == ["a1.md"]
    assert collection.disk() == new
    assert (library.staged_count, modified(library)) == (0, set())


def test_a_folder_that_is_gone_and_comes_back(collect: Callable[[int], Collection]) -> None:
    collection = collect(0)
    folder = collection.root / "year"
    folder.mkdir()
    (folder / "a.md").write_bytes(OLD)
    library = collection.opened()
    library.stage("Publish", [PUBLISH], ["year/a.md"])
    folder.rename(collection.root.parent / "elsewhere")
    report = library.save()
    assert [path for path, _ in report.failed] == ["year/a.md"]
    folder.write_bytes(b"a file in its place")
    report = library.save()
    assert [path for path, _ in report.failed] == ["year/a.md"]
    assert folder.read_bytes() == b"a file in its place"
    folder.unlink()
    (collection.root.parent / "elsewhere").rename(folder)
    assert library.save().saved == ["year/a.md"]
    assert (folder / "a.md").read_bytes() == NEW


@pytest.fixture
def linked(collect: Callable[[int], Collection]) -> Iterator[Collection]:
    """`real.md` with a link, a link to the link and a hard link; a folder with a link to it; links in circles."""
    collection = collect(0)
    root, outside = collection.root, collection.root.parent / "outside"
    outside.mkdir()
    (outside / "far.md").write_bytes(OLD)
    (root / "real.md").write_bytes(OLD)
    (root / "link.md").symlink_to("real.md")
    (root / "far link.md").symlink_to(outside / "far.md")
    os.link(root / "real.md", root / "twin.md")
    (root / "folder").mkdir()
    (root / "folder" / "a.md").write_bytes(OLD)
    (root / "folder link").symlink_to("folder")
    (root / "folder" / "up").symlink_to("..")
    (root / "round.md").symlink_to("circle.md")
    (root / "circle.md").symlink_to("round.md")
    (root / "self").symlink_to("self")
    yield collection


def test_links_stay_links_and_each_file_is_saved_once(linked: Collection) -> None:
    library = linked.opened()
    paths = library.reader.paths(library.reader.ids())
    links = {path: os.readlink(path) for path in linked.root.rglob("*") if path.is_symlink()}
    library.stage("Publish", [PUBLISH], paths)
    report = library.save()
    for _ in range(3):  # a file of two names is another one for the second name, once the first has been saved
        library.refresh()
        library.stage("Publish", [PUBLISH], paths)
        report = library.save()
    assert report.failed == []
    assert {path: os.readlink(path) for path in linked.root.rglob("*") if path.is_symlink()} == links
    for path in paths:
        assert (linked.root / path).read_bytes() == NEW, path
    assert library.staged_count == 0
    assert not [path for path in linked.root.rglob(".*") if is_leftover(path.name)]


def test_links_that_are_named_are_saved_through(linked: Collection) -> None:
    named = [linked.root / "link.md", linked.root / "far link.md"]
    with closing(Library(linked.root, linked.home, named)) as library:
        library.refresh()
        paths = library.reader.paths(library.reader.ids())
        assert len(paths) == 2
        library.stage("Publish", [PUBLISH], paths)
        assert library.save().saved == sorted(paths)
    assert all(path.is_symlink() and path.read_bytes() == NEW for path in named)
    assert (linked.root / "twin.md").read_bytes() == OLD


@pytest.mark.parametrize("named", ["real.md", "link.md", "far link.md", "twin.md", "folder", "folder link", "."])
def test_the_command_line_publishes_what_a_link_leads_to(linked: Collection, named: str) -> None:
    links = {path: os.readlink(path) for path in linked.root.rglob("*") if path.is_symlink()}
    ran = start(linked.root, linked.home, "publish", named)
    assert (ran.status, ran.err) == (0, "")
    wanted = {
        "real.md": ["real.md", "link.md"],
        "link.md": ["real.md", "link.md"],
        "far link.md": ["far link.md"],
        "twin.md": ["twin.md"],
        "folder": ["folder/a.md"],
        "folder link": ["folder/a.md"],
        ".": ["real.md", "link.md", "twin.md", "folder/a.md"],  # no link is followed out of it
    }[named]
    found = [path for path in ("real.md", "link.md", "far link.md", "twin.md", "folder/a.md")
             if (linked.root / path).read_bytes() == NEW]  # fmt: skip
    assert found == [path for path in ("real.md", "link.md", "far link.md", "twin.md", "folder/a.md") if path in wanted]
    assert {path: os.readlink(path) for path in linked.root.rglob("*") if path.is_symlink()} == links


@pytest.mark.parametrize("named", ["round.md", "self", "gone.md"])
def test_links_in_circles_are_told_as_what_is_not_there(linked: Collection, named: str) -> None:
    ran = start(linked.root, linked.home, "publish", named)
    assert ran.status == 2 and "Traceback" not in ran.err and named in ran.err
