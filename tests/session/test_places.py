from pathlib import Path

import pytest

from reviewer.session.places import NoPlace, place


def test_a_folder(tmp_path: Path) -> None:
    found = place([tmp_path])
    assert (found.root, found.only) == (tmp_path.resolve(), None)


def test_files_of_one_folder(tmp_path: Path) -> None:
    files = [tmp_path / "a.md", tmp_path / "b" / "c.md"]
    (tmp_path / "b").mkdir()
    for file in files:
        file.write_bytes(b"")
    found = place(files)
    assert found.root == tmp_path.resolve() and found.only == tuple(file.resolve() for file in files)
    assert place(files[1:]).root == (tmp_path / "b").resolve()
    assert place(files[1:]).name == "c.md"


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoPlace, match="no such thing"):
        place([tmp_path, tmp_path / "no such thing"])
    with pytest.raises(NoPlace):
        place([])
