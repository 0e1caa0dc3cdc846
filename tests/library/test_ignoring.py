import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.library.ignoring import rules_above
from reviewer.library.scanner import scan

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge")
FILES = ["a.md", "b.md", "sub/a.md", "sub/b.md", "sub/deep/a.md", "sub/deep/c d.md", "other/a.md", "other/x/b.md"]
PATTERNS = st.sampled_from(
    [
        *("a.md", "/a.md", "*.md", "!a.md", "!b.md", "sub", "sub/", "/sub/", "!sub/", "sub/*", "!sub/deep", "**/a.md"),
        *("deep/**", "sub/**/a.md", "[ab].md", "!sub/deep/a.md", "x", "# a.md", "", "\\!a.md", "other/x/", "c d.md"),
        *("*/", "!*/", "*", "!*.md", "**", "sub/**/", "**/deep/", "!deep/", "/*/", "!x/", "*p/", "*.txt"),
    ]
)
IGNORES = st.dictionaries(st.sampled_from(["", "sub", "sub/deep", "other"]), st.lists(PATTERNS, max_size=5), max_size=4)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    for path in FILES:
        file = tmp_path / "repo" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    return tmp_path / "repo"


def found(root: Path) -> list[str]:
    return sorted(one.path for one in scan(root))


def test_the_rules_of_the_repository_around_hold_too(repository: Path) -> None:
    (repository / ".gitignore").write_text("a.md\n/sub/b.md\n")
    assert found(repository / "sub") == ["deep/c d.md"]
    (repository / "sub" / ".gitignore").write_text("!a.md\n")
    assert found(repository / "sub") == ["a.md", "deep/a.md", "deep/c d.md"]


def test_rules_beyond_the_repository_do_not(repository: Path) -> None:
    (repository.parent / ".gitignore").write_text("*.md\n")
    assert found(repository) == sorted(FILES)


def test_without_a_repository_only_rules_within_hold(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / ".gitignore").write_text("*\n")
    (tmp_path / "root" / "a.md").write_text("x")
    (tmp_path / "root" / "b.md").write_text("x")
    (tmp_path / "root" / ".gitignore").write_text("b.md\n")
    assert found(tmp_path / "root") == ["a.md"]


@pytest.mark.parametrize("rule", ["sub", "sub/", "/sub/deep/", "*"])
def test_who_opens_an_ignored_folder_sees_what_is_in_it(repository: Path, rule: str) -> None:
    (repository / ".gitignore").write_text(f"{rule}\n*.md\n")
    assert found(repository / "sub" / "deep") == ["a.md", "c d.md"]


def test_lines_that_are_no_pattern_do_not_keep_the_others_from_working(repository: Path) -> None:
    (repository / ".gitignore").write_bytes(b"\xef\xbb\xbfa.md\r\n!\r\n\xff\xfe\r\n[z-a].md\n  \n/\n***\\\nb.md  \n")
    assert "a.md" not in found(repository) and "b.md" not in found(repository)


def test_a_folder_is_no_gitignore(repository: Path) -> None:
    (repository / ".gitignore").mkdir()
    assert found(repository) == sorted(FILES)
    assert not rules_above(str(repository)).ignore(str(repository / "a.md"), is_folder=False)


def test_a_pattern_for_folders_lets_no_file_in(repository: Path) -> None:
    (repository / ".gitignore").write_text("b.md\n**/deep/\n!sub/\n")
    (repository / "other" / ".gitignore").write_text("!*/\n")
    assert found(repository) == ["a.md", "other/a.md", "sub/a.md"]


@needs_git
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ignores=IGNORES)
def test_git_thinks_the_same(tmp_path: Path, ignores: dict[str, list[str]]) -> None:
    root = tmp_path / "judged"
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for path in FILES:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    for folder, lines in ignores.items():
        (root / folder / ".gitignore").write_text("".join(f"{line}\n" for line in lines))
    asked = subprocess.run(
        ["git", "-c", "core.excludesFile=", "ls-files", "--others", "--exclude-standard", "-z"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    expected = sorted(path for path in asked.stdout.split("\0") if path.endswith(".md"))
    assert found(root) == expected
