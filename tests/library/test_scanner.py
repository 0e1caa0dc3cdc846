import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from apart import bound_by_permissions

from reviewer.library.scanner import Found, scan

needs_posix = pytest.mark.skipif(os.name == "nt", reason="such names and modes are not known there")
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def files(*paths: str) -> Path:
        for path in paths:
            file = tmp_path / "root" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("---\ntitle: x\n---\n")
        return tmp_path / "root"

    return files


def paths(root: Path, only: Sequence[Path] | None = None, yaml_patterns: Sequence[str] = ()) -> list[str]:
    reports: list[tuple[str, str]] = []
    found = [one.path for one in scan(root, only, yaml_patterns, lambda *report: reports.append(report))]
    assert reports == []
    return found


def test_articles_are_found_by_their_suffix(make: Make) -> None:
    wanted = ["a.md", "b.markdown", "c.mdx", "d.txt", "e.html", "f.htm", "g.MD", "x/y/z/h.md"]
    root = make(*wanted, "i.yml", "j.yaml", "k.jpg", "l.md.bak", "m", "n.json", "md", "o.md~")
    assert paths(root) == wanted


def test_what_is_found_says_how_the_file_is(make: Make) -> None:
    root = make("sub/a.md")
    state = (root / "sub" / "a.md").stat()
    inode, ctime_ns = (0, 0) if os.name == "nt" else (state.st_ino, state.st_ctime_ns)
    assert list(scan(root)) == [Found("sub/a.md", state.st_size, state.st_mtime_ns, inode, ctime_ns)]


def test_the_order_is_that_of_names(make: Make) -> None:
    root = make("b/2.md", "b/1.md", "a/3.md", "0.md", "z.md", "a/a/4.md", "a.md")
    assert paths(root) == ["0.md", "a.md", "z.md", "a/3.md", "a/a/4.md", "b/1.md", "b/2.md"]


@pytest.mark.parametrize(
    "path",
    [
        *(".hidden/a.md", ".a.md", "._a.md", "node_modules/p/a.md", "_site/a.html", "sub/_SITE/a.html", ".git/a.md"),
        *("README.md", "readme.md", "Readme.txt", "README.zh-CN.md", "readme_ja.md", "sub/README.markdown"),
        *("LICENSE.md", "license.txt", "LICENCE.txt", "LICENSE-MIT.md", "LICENSE-APACHE-2.0.txt", "COPYING.txt"),
        *("CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "code-of-conduct.md", "SECURITY.md", "AUTHORS.md"),
        *("robots.txt", "humans.txt", "requirements.txt", "requirements-dev.txt", "dev-requirements.txt"),
        *("CMakeLists.txt", "cmakelists.txt", "CLAUDE.md", "AGENTS.md", "NEWS.md", "HISTORY.md", "TODO.txt"),
    ],
)
def test_what_is_no_article_is_left_out(make: Make, path: str) -> None:
    assert paths(make("kept.md", path)) == ["kept.md"]


@pytest.mark.parametrize(
    "path",
    [
        *("readme-first-aid.md", "license-plate-readers.md", "security-fixes.md", "news.md", "history.md", "robots.md"),
        *("changelog-of-life.md", "a.README.md", "authors-we-like.md", "public/a.md", "build/a.md", "site/a.md"),
    ],
)
def test_articles_with_such_names_stay(make: Make, path: str) -> None:
    assert paths(make(path)) == [path]


@pytest.mark.parametrize(
    ("configuration", "output"),
    [
        *(("hugo.toml", "public"), ("config.toml", "public"), ("mkdocs.yml", "site"), ("astro.config.mjs", "dist")),
        *(("docusaurus.config.js", "build"), ("gatsby-config.js", "public"), ("pelicanconf.py", "output")),
    ],
)
def test_what_a_generator_built_is_left_out_beside_its_configuration(
    make: Make, configuration: str, output: str
) -> None:
    root = make("a.md", configuration, f"{output}/a.html", f"other/{output}/b.md")
    assert paths(root) == ["a.md", f"other/{output}/b.md"]


def test_a_folder_that_is_opened_may_have_any_name(make: Make) -> None:
    root = make("_site/.drafts/a.md")
    assert paths(root / "_site" / ".drafts") == ["a.md"]
    assert paths(root, only=[root / "_site" / ".drafts"]) == ["_site/.drafts/a.md"]


def test_named_files_are_taken_whatever_their_names(make: Make) -> None:
    named = ["README.md", "a.yml", "_site/x.html", "node_modules/b.md", ".hidden.md", "no suffix"]
    root = make("other.md", *named)
    assert paths(root, only=[root / name for name in named]) == named


def test_named_files_and_folders_are_found_once(make: Make) -> None:
    root = make("a/1.md", "a/b/2.md", "c/3.md")
    only = [root / "a" / "b", root / "a", root / "a" / "1.md", root / "a" / "b" / ".." / "1.md"]
    assert sorted(paths(root, only)) == ["a/1.md", "a/b/2.md"]


def test_named_by_a_relative_path(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make("a/1.md")
    monkeypatch.chdir(root / "a")
    assert paths(root, [Path("1.md")]) == ["a/1.md"]
    assert paths(root, [Path(".")]) == ["a/1.md"]


def test_what_is_named_must_lie_in_the_collection(make: Make, tmp_path: Path) -> None:
    root = make("a.md")
    (tmp_path / "root2").mkdir()
    for named in (tmp_path / "root2", tmp_path / "x.md", root / ".." / "x.md"):
        with pytest.raises(ValueError, match="does not lie in"):
            paths(root, [named])


def test_a_named_file_that_is_gone_is_reported(make: Make) -> None:
    reports: list[tuple[str, str]] = []
    root = make("a.md")
    found = [one.path for one in scan(root, [root / "b.md", root / "a.md"], (), lambda *one: reports.append(one))]
    assert (found, reports) == (["a.md"], [("b.md", "it is no longer there")])


def test_yaml_files_are_taken_where_a_pattern_says_so(make: Make) -> None:
    root = make("_config.yml", "posts/a.yml", "posts/b.yaml", "other/c.yml", "posts/d.md")
    assert paths(root) == ["posts/d.md"]
    assert paths(root, yaml_patterns=["posts/*.yml", "posts/*.yaml"]) == ["posts/a.yml", "posts/b.yaml", "posts/d.md"]
    assert paths(root, yaml_patterns=["*.yml", "!_config.yml"]) == ["other/c.yml", "posts/a.yml", "posts/d.md"]


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(scan(tmp_path / "nowhere"))
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        list(scan(tmp_path / "file"))


@needs_posix
def test_links_are_not_followed(make: Make, tmp_path: Path) -> None:
    root = make("a.md", "sub/b.md")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "c.md").write_text("x")
    (root / "leaves").symlink_to(tmp_path / "outside")
    (root / "leaves.md").symlink_to(tmp_path / "outside" / "c.md")
    (root / "sub" / "loops").symlink_to(root)
    (root / "itself.md").symlink_to(root / "itself.md")
    (root / "inside.md").symlink_to("a.md")
    (root / "inside").symlink_to("sub")
    (root / "dead.md").symlink_to("nowhere.md")
    assert paths(root) == ["a.md", "sub/b.md"]
    assert paths(root, [root / "inside.md"]) == ["inside.md"]


@needs_posix
def test_the_collection_may_be_reached_by_a_link(make: Make, tmp_path: Path) -> None:
    root = make("a.md")
    (tmp_path / "link").symlink_to(root)
    assert paths(tmp_path / "link") == ["a.md"]
    assert paths(tmp_path / "link", [tmp_path / "link" / "a.md", root / "a.md"]) == ["a.md"]


def test_a_named_file_and_a_link_to_it_are_one(make: Make, tmp_path: Path) -> None:
    root = make("a.md", "sub/b.md", "../outside/c.md")
    for name, target in (
        ("to-a.md", "a.md"),
        ("to-b.md", "sub/b.md"),
        ("to-c.md", "../outside/c.md"),
        ("c2.md", "to-c.md"),
    ):
        (root / name).symlink_to(target)
    assert paths(root, [root / "a.md", root / "to-a.md"]) == ["a.md"]
    assert paths(root, [root / "to-b.md", root / "sub"]) == ["to-b.md"]
    assert paths(root, [root / "to-c.md", root / "c2.md"]) == ["to-c.md"]


@needs_posix
def test_only_ordinary_files_are_articles(make: Make) -> None:
    root = make("a.md", "folder.md/b.md")
    os.mkfifo(root / "pipe.md")
    assert paths(root) == ["a.md", "folder.md/b.md"]


@needs_posix
@pytest.mark.skipif(sys.platform == "darwin", reason="the file system refuses some of these")
@pytest.mark.parametrize(
    "name", [b"line\nbreak.md", "🤖 und 画像.md".encode(), b"\xff\xfe not text.md", b"tab\t'\".md"]
)
def test_names_of_any_kind(make: Make, name: bytes) -> None:
    root = make("a/b.md")
    with open(os.fsencode(root) + b"/a/" + name, "wb") as file:
        file.write(b"x")
    found = sorted(set(paths(root)) - {"a/b.md"})
    assert [os.fsencode(path) for path in found] == [b"a/" + name]
    assert os.path.isfile(os.path.join(root, found[0]))


@bound_by_permissions
def test_a_folder_that_cannot_be_read_is_reported_and_the_rest_is_found(make: Make) -> None:
    root = make("a/1.md", "b/2.md", "c/3.md")
    (root / "b").chmod(0)
    try:
        check_that_b_is_reported(root)
    finally:
        (root / "b").chmod(0o700)


def test_a_folder_that_the_disk_refuses_is_reported_and_the_rest_is_found(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make("a/1.md", "b/2.md", "c/3.md")
    list_folder = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("b"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return list_folder(path)

    monkeypatch.setattr("os.scandir", refuse)
    check_that_b_is_reported(root)


def check_that_b_is_reported(root: Path) -> None:
    reports: list[tuple[str, str]] = []
    found = [one.path for one in scan(root, report=lambda *report: reports.append(report))]
    assert (found, reports) == (["a/1.md", "c/3.md"], [("b", "there is no permission for it")])


def test_a_folder_that_vanishes_meanwhile_is_reported(make: Make) -> None:
    root = make("a/1.md", "b/2.md")
    reports: list[tuple[str, str]] = []
    walk = scan(root, report=lambda *report: reports.append(report))
    assert next(walk).path == "a/1.md"
    (root / "b" / "2.md").unlink()
    (root / "b").rmdir()
    assert (list(walk), reports) == ([], [("b", "it is no longer there")])


def test_folders_lie_in_folders_deeper_than_python_calls(make: Make) -> None:
    root = make("a.md")
    folders = [root]
    for _ in range(1200):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    file = folders[-1] / "b.md"
    file.write_text("x")
    try:
        assert paths(root) == ["a.md", f"{'d/' * 1200}b.md"]
    finally:
        file.unlink()
        for folder in reversed(folders[1:]):
            folder.rmdir()


def test_ignored_files_are_left_out(make: Make) -> None:
    root = make("a.md", "drafts/b.md", "keep/drafts/c.md", "x.tmp.md")
    (root / ".gitignore").write_text("*.tmp.md\n/drafts/\n")
    assert paths(root) == ["a.md", "keep/drafts/c.md"]
    assert paths(root, [root / "drafts" / "b.md"]) == ["drafts/b.md"], "named, so taken"
