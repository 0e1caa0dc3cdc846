from pathlib import Path

import pytest

from reviewer.library.home import Home
from reviewer.session.samples import Samples


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "pictures").mkdir(parents=True)
    (folder / "a.md").write_bytes(b"---\ntitle: A\n---\n")
    return folder


def test_the_copy_is_made_once_and_kept(tmp_path: Path, source: Path, qtbot) -> None:
    samples = Samples(Home.below(tmp_path / "home"), source)
    for text in (b"---\ntitle: A\n---\n", b"edited"):
        with qtbot.waitSignal(samples.ready) as ready:
            samples.copy()
        assert ready.args[0] == samples.place
        assert (samples.place / "a.md").read_bytes() == text
        (samples.place / "a.md").write_bytes(b"edited")
    samples.wait()


def test_samples_that_are_not_there_are_told(tmp_path: Path, qtbot) -> None:
    samples = Samples(Home.below(tmp_path / "home"), tmp_path / "nowhere")
    with qtbot.waitSignal(samples.failed):
        samples.copy()
    samples.wait()
    assert not samples.place.exists()
