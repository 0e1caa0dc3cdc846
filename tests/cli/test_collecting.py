import os
from pathlib import Path

import pytest

from reviewer.cli.collecting import Place, collect
from reviewer.cli.output import UsageError


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a/b/one.md", "a/c/two.md", "three.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_one_folder_is_the_collection(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert collect([str(tree / "a")]) == Place(tree / "a")
    monkeypatch.chdir(tree)
    assert collect(["."]) == Place(tree)
    assert collect(["a" + os.sep]) == Place(tree / "a")


def test_a_file_means_its_folder(tree: Path) -> None:
    assert collect([str(tree / "three.md")]) == Place(tree, (tree / "three.md",))


@pytest.mark.parametrize(
    ("named", "root"), [(["a/b", "a/c/two.md"], "a"), (["a/b/one.md", "three.md"], "."), (["a", "a/b"], "a")]
)
def test_several_mean_the_deepest_folder_of_all(tree: Path, named: list[str], root: str) -> None:
    place = collect([str(tree / name) for name in named])
    assert place.root == tree / root
    assert place.only == tuple(tree / name for name in named)


def test_each_missing_path_is_told(tree: Path) -> None:
    with pytest.raises(UsageError) as caught:
        collect([str(tree), str(tree / "x"), str(tree / "y")])
    assert f"“{tree / 'x'}”" in str(caught.value)
    assert f"“{tree / 'y'}”" in str(caught.value)


def test_a_mistyped_command_is_guessed() -> None:
    with pytest.raises(UsageError, match="did you mean the command publish"):
        collect(["publsh"], ("list", "publish"))
